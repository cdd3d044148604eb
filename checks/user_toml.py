"""Opening a TOML file that a user wrote: its size and encoding, and the lines of its tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from model.errors import InvalidDataError
from model.lexicon.datafile import DataFile
from model.lexicon.user_file import user_text
from model.messages import Message, check_message
from model.text import clean_line

_HEAD = re.compile(r"\s*\[\[([^\[\]]+)\]\]")


def open_toml(path: Path) -> DataFile:
    """Return a file's content; raise InvalidDataError where it cannot be read, is too long, or is no TOML in UTF-8."""
    return DataFile(path, user_text(path))


@dataclass(frozen=True, slots=True)
class Block:
    """Some fields of a file and the lines between which they stand (from 1, inclusive)."""

    data: DataFile
    fields: dict[str, Any]
    first: int
    last: int

    def complain(self, needles: Sequence[str], what: Message, remedy: Message) -> InvalidDataError:
        """Return the error for what breaks the form, at the first line that holds all `needles`, or the last of them.

        Where no line does, the block's first line is named.
        """
        lines = list(enumerate(self.data.lines, start=1))[self.first - 1 : self.last]
        for wanted in (needles, needles[-1:], needles[:1]):
            for number, line in lines if wanted else ():
                if all(needle in line for needle in wanted):
                    return self.data.complain_at(number, what, remedy)
        return self.data.complain_at(self.first, what, remedy)

    def inner(self, fields: dict[str, Any]) -> Block:
        """Return fields that stand somewhere in this block."""
        return Block(self.data, fields, self.first, self.last)

    def see_only(self, known: Sequence[str]) -> None:
        """Raise InvalidDataError for a field that is none of those known."""
        for name in self.fields:
            if name not in known:
                what = check_message("{name} is not known here.", name=clean_line(name))
                remedy = check_message("What may stand here: {known}.", known=", ".join(known))
                raise self.complain([name], what, remedy)

    def text(self, name: str, otherwise: str | None = None) -> str:
        """Return a field that is text, in display form; without `otherwise` it must be there."""
        value = self.fields.get(name, otherwise)
        if value is None:
            what = check_message("{name} is missing.", name=name)
            raise self.complain([], what, check_message('Write it like this: {name} = "..."', name=name))
        if not isinstance(value, str):
            what = check_message("{name} must be text in quotes.", name=name)
            raise self.complain([name], what, check_message('Write it like this: {name} = "..."', name=name))
        return clean_line(value).strip()

    def choice(self, name: str, among: Sequence[str], otherwise: str | None = None) -> str:
        """Return a field that is one of several words."""
        if otherwise is None and name not in self.fields:
            what = check_message("{name} is missing.", name=name)
            raise self.complain([], what, check_message("It may be: {known}.", known=", ".join(among)))
        value = self.text(name, otherwise)
        if value not in among and value != otherwise:
            what = check_message("{name} = {value} is not known.", name=name, value=value)
            remedy = check_message("It may be: {known}.", known=", ".join(among))
            raise self.complain([name, value], what, remedy)
        return value


def blocks(data: DataFile, name: str, fields: object, within: Block | None = None) -> list[Block]:
    """Return the tables of an array of tables `[[name]]`, each with its lines, those `within` a block alone.

    Raises InvalidDataError where `fields` is no array of tables.
    """
    if not isinstance(fields, list) or not all(isinstance(each, dict) for each in fields):
        what = check_message("{name} must be written as {form}.", name=name, form=f"[[{name}]]")
        remedy = check_message("Write a line {form} before each.", form=f"[[{name}]]")
        last = name.rpartition(".")[2]
        raise (within or Block(data, {}, 1, len(data.lines))).complain([last], what, remedy)
    if not fields:
        return []
    lines = data.lines
    first, last_line = (within.first, within.last) if within else (1, len(lines))
    heads = [
        number
        for number, line in enumerate(lines[first - 1 : last_line], start=first)
        if (found := _HEAD.match(line)) and "".join(found[1].split()) == name
    ]
    starts = heads if len(heads) == len(fields) else [first] * len(fields)
    stops = [start - 1 for start in starts[1:]] if starts == heads else [last_line] * (len(fields) - 1)
    return [
        Block(data, each, start, stop)
        for each, start, stop in zip(fields, starts, [*stops, last_line], strict=True)
    ]
