"""The mappings that an engagement keeps: every one that was ever made, and those that hold now."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from model.engagement import schema
from model.engagement.rows import restored, stored
from model.errors import InvalidDataError
from model.mapping.file import parse_mappings
from model.mapping.mapping import TableMapping, in_force
from model.mapping.text import mapping_text
from model.text import clean_line


@dataclass(frozen=True, slots=True)
class KeptMapping:
    """A mapping as it was made; `at` is UTC in ISO form. One that says nothing takes back what was said before."""

    number: int
    at: str
    author: str
    mapping: TableMapping


class Mappings:
    """The mappings read so far, oldest first. `path` is the engagement's, which is named as their place."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.kept: list[KeptMapping] = []

    @property
    def last(self) -> int:
        """The number of the newest, 0 when there is none."""
        return self.kept[-1].number if self.kept else 0

    def present(self) -> tuple[TableMapping, ...]:
        """Return the mappings that hold now, the newest first."""
        newest = in_force(each.mapping for each in reversed(self.kept))
        return tuple(mapping for mapping in newest if not mapping.says_nothing)

    def load(self, connection: sqlite3.Connection) -> None:
        """Take in those made since. Raises ValueError where a value is none of ours."""
        if schema.version_of(connection) < schema.WITH_MAPPINGS:
            return
        query = "SELECT number, at, author, content FROM mapping WHERE number > ? ORDER BY number"
        for number, *texts in connection.execute(query, (self.last,)):
            at, author, content = map(restored, texts)
            self.kept.append(KeptMapping(number, at, author, self._read(content)))

    def add(self, connection: sqlite3.Connection, mapping: TableMapping, author: str, at: str) -> KeptMapping:
        """Write a mapping under the next number, which `load` then takes in."""
        query = "INSERT INTO mapping (number, at, author, content) VALUES (?, ?, ?, ?)"
        content = mapping_text([mapping], "en")
        connection.execute(query, (self.last + 1, stored(at), stored(author), stored(content)))
        return KeptMapping(self.last + 1, at, author, self._read(content))

    def _read(self, content: str) -> TableMapping:
        try:
            mappings: Iterable[TableMapping] = parse_mappings(content, self._path)
        except InvalidDataError as error:
            raise ValueError(content) from error
        (mapping,) = mappings
        return replace(mapping, place=clean_line(self._path.name))
