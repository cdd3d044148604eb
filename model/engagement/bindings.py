"""The bindings by hand that an engagement keeps: every one that was ever made, and those that hold now."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from model.engagement import schema
from model.engagement.rows import restored, stored
from model.facts.cube import CODE_DIMENSIONS, DIMENSIONS
from model.reading.claim_binding import ClaimBinding, ClaimKey

_NUMBERED = frozenset({*CODE_DIMENSIONS, "year"})
_MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class KeptBinding:
    """A binding as it was made; `at` is UTC in ISO form. One that says nothing takes back what was said before."""

    number: int
    at: str
    author: str
    binding: ClaimBinding


class Bindings:
    """The bindings read so far, oldest first."""

    def __init__(self) -> None:
        self.kept: list[KeptBinding] = []

    @property
    def last(self) -> int:
        """The number of the newest, 0 when there is none."""
        return self.kept[-1].number if self.kept else 0

    def present(self) -> tuple[ClaimBinding, ...]:
        """Return the bindings that hold now."""
        newest = {each.binding.key: each.binding for each in self.kept}
        return tuple(binding for binding in newest.values() if not binding.says_nothing)

    def before(self, number: int) -> ClaimBinding:
        """Return what was said of a binding's claim before it: nothing, where it was the first."""
        binding = next(each.binding for each in self.kept if each.number == number)
        earlier = [
            each.binding for each in self.kept if each.number < number and each.binding.key == binding.key
        ]
        return earlier[-1] if earlier else ClaimBinding(binding.key, binding.figure)

    def newest_like(self, number: int) -> int:
        """Return the number of the newest binding of the claim that a binding is of."""
        binding = next(each.binding for each in self.kept if each.number == number)
        return max(each.number for each in self.kept if each.binding.key == binding.key)

    def load(self, connection: sqlite3.Connection) -> None:
        """Take in those made since. Raises ValueError where a value is none of ours."""
        if schema.version_of(connection) < schema.WITH_BINDINGS:
            return
        query = "SELECT number, at, author, content FROM binding WHERE number > ? ORDER BY number"
        for number, *texts in connection.execute(query, (self.last,)):
            at, author, content = map(restored, texts)
            self.kept.append(KeptBinding(number, at, author, _read(content)))

    def add(self, connection: sqlite3.Connection, binding: ClaimBinding, author: str, at: str) -> KeptBinding:
        """Write a binding under the next number."""
        query = "INSERT INTO binding (number, at, author, content) VALUES (?, ?, ?, ?)"
        content = _written(binding)
        connection.execute(query, (self.last + 1, stored(at), stored(author), stored(content)))
        return KeptBinding(self.last + 1, at, author, _read(content))


def _written(binding: ClaimBinding) -> str:
    key = binding.key
    content = {
        "paragraph": key.paragraph,
        "phrase": key.phrase,
        "nth": key.nth,
        "year": key.year,
        "stage": key.stage,
        "figure": binding.figure,
        "coordinates": dict(binding.coordinates),
    }
    return json.dumps(content, ensure_ascii=False)


def _read(content: str) -> ClaimBinding:
    """Return a binding. Raises ValueError where it is none of ours."""
    try:
        told = json.loads(content)
    except RecursionError as error:
        raise ValueError(content[:100]) from error
    match told:
        case {
            "paragraph": str(paragraph),
            "phrase": str(phrase),
            "nth": int(nth),
            "year": int() | None as year,
            "stage": str() | None as stage,
            "figure": str(figure),
            "coordinates": dict(coordinates),
        } if all(_is_coordinate(name, member) for name, member in coordinates.items()):
            key = ClaimKey(paragraph, phrase, nth, year, stage)
            return ClaimBinding(key, figure, tuple(coordinates.items()))
    raise ValueError(content[:100])


def _is_coordinate(name: str, member: object) -> bool:
    if name not in DIMENSIONS or not isinstance(member, str) or not member:
        return False
    return name not in _NUMBERED or (member.isascii() and member.isdigit() and len(member) <= _MOST_DIGITS)
