"""Reading Yushen's own TOML data files, with errors that name the line."""

from __future__ import annotations

import re
import tomllib
from functools import cached_property
from pathlib import Path
from typing import Any

from model.errors import InvalidDataError
from model.messages import Message, message
from model.text import clean_line

_FULL_WIDTH = "[“”‘’＂＇，＝［］｛｝【】]"
_BARE_VALUE = r"\s*[\w.]+\s*=\s*[^\W\d]\w*\s*(?:#.*)?"
_HEADER = re.compile(r"\s*\[\[?\s*([\w.-]+)\s*\]\]?\s*(?:#.*)?")


class DataFile:
    """A TOML file and its text, so that a complaint about a value can name its line.

    `text` is the file's text where it was read already.
    """

    def __init__(self, path: Path, text: str | None = None) -> None:
        self.path = path
        self.text = path.read_text(encoding="utf-8") if text is None else text
        try:
            self.content: dict[str, Any] = tomllib.loads(self.text)
        except (ValueError, RecursionError) as error:  # not all of what tomllib raises is a TOMLDecodeError
            found = re.search(r"at line (\d+)", str(error))
            line = int(found[1]) if found else len(self.lines) or 1
            what = message("is not valid TOML: {error}.", error=clean_line(str(error)))
            raise self.complain_at(line, what, _remedy("".join(self.lines[line - 1 : line]))) from error

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the text."""
        return self.text.splitlines()

    @cached_property
    def parts(self) -> dict[str, list[range]]:
        """The lines, counted from 1, under each header of a name, to the next header."""
        headers = [
            (number, found[1])
            for number, line in enumerate(self.lines, start=1)
            if "[" in line and (found := _HEADER.fullmatch(line))
        ]
        stops = [number for number, _ in headers[1:]] + [len(self.lines) + 1]
        parts: dict[str, list[range]] = {}
        for (number, name), stop in zip(headers, stops, strict=True):
            parts.setdefault(name, []).append(range(number, stop))
        return parts

    def line_of(self, needle: str) -> int:
        """Return the first line (from 1) that holds `needle`, 1 if none does."""
        for number, line in enumerate(self.lines, start=1):
            if needle in line:
                return number
        return 1

    def complain(self, needle: str, what: Message, remedy: Message) -> InvalidDataError:
        """Return the error for a value that breaks the file's form."""
        return self.complain_at(self.line_of(needle), what, remedy)

    def complain_at(self, line: int, what: Message, remedy: Message) -> InvalidDataError:
        """Return the error for what breaks the file's form at a line, counted from 1."""
        return InvalidDataError(f"{clean_line(self.path.name)}:{line}", what, remedy)


def _remedy(line: str) -> Message:
    """Return what to do about a line that is no TOML; input methods for Chinese write signs in full width."""
    if re.search(_FULL_WIDTH, line.partition("#")[0]):
        return message('Write quotation marks, brackets, commas and = in half width: name = "value".')
    if re.fullmatch(_BARE_VALUE, line):
        return message('Write text in quotation marks: name = "value".')
    return message("Mend the line it names.")
