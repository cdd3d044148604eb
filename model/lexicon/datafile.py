"""Reading Yushen's own TOML data files, with errors that name the line."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from model.errors import InvalidDataError
from model.messages import Message, message


class DataFile:
    """A TOML file and its text, so that a complaint about a value can name its line."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.text = path.read_text(encoding="utf-8")
        try:
            self.content: dict[str, Any] = tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            raise InvalidDataError(
                path.name,
                message("is not valid TOML: {error}.", error=error),
                message("Mend the line it names."),
            ) from error

    def line_of(self, needle: str) -> int:
        """Return the first line (from 1) that holds `needle`, 1 if none does."""
        for number, line in enumerate(self.text.splitlines(), start=1):
            if needle in line:
                return number
        return 1

    def complain(self, needle: str, what: Message, remedy: Message) -> InvalidDataError:
        """Return the error for a value that breaks the file's form."""
        return InvalidDataError(f"{self.path.name}:{self.line_of(needle)}", what, remedy)
