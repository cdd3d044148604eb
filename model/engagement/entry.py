"""An entry of the log as it is stored: what was done, in JSON, under a number, sealed with the hash of all before."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator

from model.engagement.finding_record import FindingRecord
from model.engagement.plain import from_json, to_json
from model.engagement.record import (
    Action,
    Capacity,
    FindingTarget,
    Merging,
    PlaceTarget,
    SourceChange,
    State,
)
from model.facts.cube import CODE_DIMENSIONS, DIMENSIONS
from model.reading.prose.claim import ClaimBinding
from model.record import dataclass

_NUMBERED = frozenset({*CODE_DIMENSIONS, "year"})
_MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as it stands in the file: `content` is its JSON in UTF-8, `seal` the hash in hexadecimal digits."""

    number: int
    content: bytes
    seal: str


@dataclass(frozen=True, slots=True)
class MergedEntry:
    """An entry of another engagement, word for word, with its number and its seal there, and that file's name."""

    number: int
    content: str
    seal: str
    file: str

    @property
    def link(self) -> Link:
        """The entry as it stands in its own file."""
        return Link(self.number, self.content.encode("utf-8", "surrogatepass"), self.seal)


@dataclass(frozen=True, slots=True)
class Entry:
    """What was done. Only the fields that an action needs are filled.

    `records` are the findings that it is about, as they stood; `refers` is the seal of the entry that a note, an own
    finding, an undo or a redo goes back to. `mapping` is a mapping as the text of its file.
    """

    at: str
    author: str
    action: Action
    capacity: Capacity = Capacity.AUDITOR
    target: FindingTarget | PlaceTarget | None = None
    records: tuple[FindingRecord, ...] = ()
    state: State | None = None
    text: str = ""
    refers: str = ""
    tags: tuple[str, ...] = ()
    severity: str = ""
    title: str = ""
    value: str = ""
    mapping: str = ""
    binding: ClaimBinding | None = None
    source: SourceChange | None = None
    merging: Merging | None = None
    merged: MergedEntry | None = None


def sealed(before: str, number: int, content: bytes) -> str:
    """Return the seal of an entry that follows one with the seal `before` ("" for the first)."""
    digest = hashlib.sha256(f"{before}\n{number}\n".encode())
    digest.update(content)
    return digest.hexdigest()


def link_of(entry: Entry, before: Link | None) -> Link:
    """Return an entry as it is to be stored after another."""
    number, seal = (1, "") if before is None else (before.number + 1, before.seal)
    content = to_json(entry).encode("utf-8")
    return Link(number, content, sealed(seal, number, content))


def entry_of(link: Link) -> Entry:
    """Return the entry that is stored. Raises ValueError where it is none of ours."""
    entry = from_json(Entry, link.content)
    if entry.binding is not None and not all(map(_is_coordinate, entry.binding.coordinates)):
        raise ValueError("no coordinates")
    return entry


def read_links(connection: sqlite3.Connection, after: int) -> Iterator[Link]:
    """Yield the entries after a number, oldest first."""
    query = (
        "SELECT number, CAST(content AS BLOB), CAST(seal AS BLOB) FROM entry WHERE number > ? ORDER BY number"
    )
    for number, content, seal in connection.execute(query, (after,)):
        yield Link(number, content or b"", (seal or b"").decode("ascii", "replace"))


def insert_link(connection: sqlite3.Connection, link: Link) -> None:
    """Append an entry."""
    query = "INSERT INTO entry (number, content, seal) VALUES (?, ?, ?)"
    connection.execute(query, (link.number, link.content.decode("utf-8"), link.seal))


def _is_coordinate(coordinate: tuple[str, str]) -> bool:
    name, member = coordinate
    if name not in DIMENSIONS or not member:
        return False
    return name not in _NUMBERED or (member.isascii() and member.isdigit() and len(member) <= _MOST_DIGITS)
