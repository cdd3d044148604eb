"""A data file of Yushen's own kind: TOML, with the line of each value, so that a complaint names where it stands."""

from __future__ import annotations

import re
import stat
import tomllib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from model.errors import InvalidDataError
from model.messages import Message, message
from model.pattern import pattern
from model.record import dataclass
from model.text import clean_line

LONGEST_FILE = 1 << 20
"""Bytes; what a person writes has a few thousand."""

Keys = tuple[str | int, ...]
"""The way to a value from the top of a file: names of keys, and numbers in lists."""

_FULL_WIDTH = "[“”‘’＂＇，＝［］｛｝【】]"
_BARE_VALUE = r"\s*[\w.]+\s*=\s*[^\W\d]\w*\s*(?:#.*)?"
_WORD = pattern(
    r'"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#[^\n]*|\n|[\[\]{},=.]|[^\s\[\]{},=.#"\']+',
    re.DOTALL,
)


class DataFile:
    """A TOML file and its text; `text` is given where it was read already.

    Raises InvalidDataError, with the line, for what is no TOML.
    """

    def __init__(self, path: Path, text: str | None = None) -> None:
        self.path = path
        self.text = path.read_text(encoding="utf-8") if text is None else text
        try:
            self.content: dict[str, Any] = tomllib.loads(self.text)
        except (ValueError, RecursionError) as error:  # not all of what tomllib raises is a TOMLDecodeError
            lines = self.text.splitlines()
            found = re.search(r"at line (\d+)", str(error))
            line = int(found[1]) if found else len(lines) or 1
            what = message("is not valid TOML: {error}.", error=clean_line(str(error)))
            raise self.complain_at(line, what, _remedy("".join(lines[line - 1 : line]))) from error

    @cached_property
    def _lines(self) -> dict[Keys, int]:
        return _Scan(self.text).lines

    def line(self, keys: Keys) -> int:
        """Return the line, from 1, where a value stands, or what it would stand in; 1 where nothing does."""
        while keys and keys not in self._lines:
            keys = keys[:-1]
        return self._lines.get(keys, 1)

    def complain_at(self, line: int, what: Message, remedy: Message) -> InvalidDataError:
        """Return the error for what breaks the file's form at a line, counted from 1."""
        return InvalidDataError(f"{clean_line(self.path.name)}:{line}", what, remedy)


@dataclass(frozen=True, slots=True)
class FilePlace:
    """Where a value stands in a data file."""

    data: DataFile
    keys: Keys = ()

    @property
    def line(self) -> int:
        """The line, counted from 1."""
        return self.data.line(self.keys)

    @property
    def name(self) -> str:
        """The key of the value, or of the list it stands in."""
        return next((key for key in reversed(self.keys) if isinstance(key, str)), "")

    def __str__(self) -> str:
        return f"{clean_line(self.data.path.name)}:{self.line}"

    def at(self, *keys: str | int) -> FilePlace:
        """Return the place of a value within this one."""
        return FilePlace(self.data, (*self.keys, *keys))

    def complain(self, what: Message, remedy: Message | None = None) -> InvalidDataError:
        """Return the error for what breaks the file's form here."""
        return self.data.complain_at(self.line, what, remedy or message("See the head of the file."))


class _Scan:
    """The line of each key and each element of a text that is valid TOML."""

    def __init__(self, text: str) -> None:
        self.lines: dict[Keys, int] = {}
        self._line = 1
        self._words = _WORD.finditer(text)
        self._word = ""
        self._arrays: dict[Keys, int] = {}
        self._next()
        try:
            self._file()
        except RecursionError:  # nested as deep as this, only what came before has a line
            return

    def _next(self) -> None:
        self._line += self._word.count("\n")
        found = next(self._words, None)
        self._word = found[0] if found else ""
        if self._word.startswith("#"):
            self._next()

    def _blank(self, *more: str) -> None:
        while self._word == "\n" or (self._word and self._word in more):
            self._next()

    def _file(self) -> None:
        table: Keys = ()
        self._blank()
        while self._word:
            if self._word == "[":
                table = self._header()
            else:
                self._pair(table)
            self._blank()

    def _header(self) -> Keys:
        line, brackets = self._line, 0
        while self._word == "[":
            brackets += 1
            self._next()
        *outer, last = self._keys()
        table: Keys = ()
        for key in outer:
            table = self._last_of((*table, key))
        table = (*table, last)
        if brackets == 2:
            self._mark(table, line)
            self._arrays[table] = self._arrays.get(table, -1) + 1
            table = self._last_of(table)
        while self._word == "]":
            self._next()
        self._mark(table, line)
        return table

    def _last_of(self, table: Keys) -> Keys:
        return (*table, self._arrays[table]) if table in self._arrays else table

    def _keys(self) -> Sequence[str]:
        keys = []
        while self._word not in {"=", "]", ""}:
            if self._word != ".":
                quoted = self._word[0] in "\"'"
                keys.append(tomllib.loads(f"k={self._word}")["k"] if quoted else self._word)
            self._next()
        return keys

    def _pair(self, table: Keys) -> None:
        line = self._line
        for key in self._keys():
            table = (*table, key)
            self._mark(table, line)
        self._next()
        self._value(table)

    def _value(self, keys: Keys) -> None:
        self._mark(keys, self._line)
        if self._word == "[":
            self._next()
            self._blank()
            number = 0
            while self._word not in {"]", ""}:
                self._value((*keys, number))
                number += 1
                self._blank(",")
        elif self._word == "{":
            self._next()
            self._blank()
            while self._word not in {"}", ""}:
                self._pair(keys)
                self._blank(",")
        else:
            while self._word not in {",", "]", "}", "\n", ""}:
                self._next()
            return
        self._next()

    def _mark(self, keys: Keys, line: int) -> None:
        self.lines.setdefault(keys, line)


def _remedy(line: str) -> Message:
    """Return what to do about a line that is no TOML; input methods for Chinese write signs in full width."""
    if re.search(_FULL_WIDTH, line.partition("#")[0]):
        return message('Write quotation marks, brackets, commas and = in half width: name = "value".')
    if re.fullmatch(_BARE_VALUE, line):
        return message('Write text in quotation marks: name = "value".')
    return message("Mend the line it names.")


def user_file(path: Path) -> DataFile:
    """Return a file that a user wrote; raise InvalidDataError where it cannot be read, is too long, or is no TOML."""
    return DataFile(path, user_text(path))


def user_text(path: Path) -> str:
    """Return a file's text; raise InvalidDataError where it cannot be read, is too long, or is not UTF-8."""
    place = clean_line(str(path))
    try:
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe would be waited for, a device be read for ever
            what = message("This is not an ordinary file.")
            raise InvalidDataError(place, what, message("Check its name and place."))
        with path.open("rb") as stream:
            content = stream.read(LONGEST_FILE + 1)
    except (OSError, ValueError) as error:
        cause = (isinstance(error, OSError) and error.strerror) or type(error).__name__
        what = message("The file cannot be read ({cause}).", cause=clean_line(cause))
        raise InvalidDataError(place, what, message("Check its name and place.")) from error
    if len(content) > LONGEST_FILE:
        what = message("The file is too long: it is longer than any file of this kind.")
        raise InvalidDataError(place, what, message("Check its name and place."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        what = message("The file is not text in UTF-8.")
        raise InvalidDataError(place, what, message("Save it as UTF-8 in the editor.")) from error
