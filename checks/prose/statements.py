"""Statements: every amount that tables and sentences state of the same coordinates, found at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from checks.mechanism.keys import pack
from checks.prose.alternatives import same_item, single_budgets
from checks.rule import Subject
from model.disclosure import Document
from model.facts.cube import DIMENSIONS, Facts
from model.finding import SpanEvidence
from model.reading.prose.claim import Claim, Measure
from model.reading.prose.coordinates import NAMED

Key = tuple[int, ...]


@dataclass(frozen=True)
class Said:
    """A claim with the document that makes it; `number` is the claim's index among the document's claims."""

    document: Document
    number: int
    claim: Claim

    @property
    def span(self) -> SpanEvidence:
        """The printed figure as evidence."""
        claim = self.claim
        return SpanEvidence(self.document.book.path, claim.paragraph, claim.start, claim.end, claim.text)

    def other(self, number: int) -> Said | None:
        """Return another claim of the same document by its index, None for -1."""
        return Said(self.document, number, self.document.claims[number]) if number >= 0 else None


@dataclass(frozen=True, slots=True)
class Stated:
    """An amount that a cell (`fact`) or a sentence (`said`) states, in ten-thousandths of 元."""

    amount: int
    half: int
    fact: int = -1
    said: Said | None = None

    @property
    def low(self) -> int:
        """The least true amount."""
        return self.amount - self.half

    @property
    def high(self) -> int:
        """The greatest true amount."""
        return self.amount + self.half


@dataclass
class Statements:
    """The bound claims of a disclosure, and what its tables and sentences state of their coordinates."""

    claims: list[Said]
    facts: Facts
    _in_tables: dict[Key, list[int]] = field(default_factory=dict)
    _in_prose: dict[Key, list[Said]] = field(default_factory=lambda: defaultdict(list))

    def of(self, measure: Measure) -> Iterator[Said]:
        """Yield the claims of a measure in the order of the documents."""
        return (said for said in self.claims if said.claim.measure is measure)

    def in_tables(self, coordinates: Mapping[str, str]) -> list[Stated]:
        """Return what cells state of coordinates that a claim names, or holds its subject against."""
        facts = self.facts
        key = _key(facts, coordinates)
        found = self._in_tables.get(key, []) if key else []
        return [Stated(int(facts.amount[fact]), int(facts.half[fact]), fact) for fact in found]

    def in_prose(self, coordinates: Mapping[str, str]) -> list[Stated]:
        """Return what sentences state of coordinates as an amount."""
        key = _key(self.facts, coordinates)
        found = self._in_prose.get(key, []) if key else []
        return [Stated(said.claim.amount, said.claim.half, said=said) for said in found]

    def amounts(self, coordinates: Mapping[str, str]) -> list[Stated]:
        """Return what cells, then sentences, state of coordinates."""
        return [*self.in_tables(coordinates), *self.in_prose(coordinates)]

    def agreed(self, coordinates: Mapping[str, str]) -> Stated | None:
        """Return the finest of all statements of coordinates, None where there is none or where two contradict."""
        found = self.amounts(coordinates)
        if not found or max(one.low for one in found) > min(one.high for one in found):
            return None
        return min(found, key=lambda one: one.half)


def statements(subject: Subject) -> Statements:
    """Return the statements of a disclosure; ask through `subject.once(statements)`."""
    claims = [
        Said(document, number, claim)
        for document in subject.disclosure.documents
        for number, claim in enumerate(document.claims)
        if claim.is_bound
    ]
    found = Statements(claims, subject.facts)
    for said in found.of(Measure.AMOUNT):
        key = _key(subject.facts, said.claim.coordinates)
        if key:
            found._in_prose[key].append(said)
    wanted = {
        key
        for said in claims
        for told in (said.claim.coordinates, said.claim.base)
        for coordinates in (told, _of_own_year(said, told), *same_item(told), *single_budgets(told))
        if coordinates and (key := _key(subject.facts, coordinates))
    }
    found._in_tables.update(_cells(subject.facts, sorted(wanted)))
    return found


def _of_own_year(said: Said, coordinates: Mapping[str, str]) -> dict[str, str]:
    """Return coordinates for the year that a claim's document is about."""
    return {**coordinates, "year": str(said.document.year)} if coordinates and said.document.year else {}


def _key(facts: Facts, coordinates: Mapping[str, str]) -> Key | None:
    """Return coordinates as numbers of the cube, None where it cannot hold one, such as a document's own name."""
    if NAMED in coordinates:
        return None
    numbers = facts.members.numbers
    key: list[int] = []
    for name in DIMENSIONS:
        member = coordinates.get(name)
        if member is None:
            key.append(0)
        elif name in numbers:
            if member not in numbers[name]:
                return None
            key.append(numbers[name][member])
        else:
            key.append(int(member))
    return tuple(key)


def _cells(facts: Facts, wanted: list[Key]) -> dict[Key, list[int]]:
    """Return the stated facts of each of the wanted keys, found by one comparison of columns."""
    if not wanted or not len(facts):
        return {}
    asked = np.array(wanted, dtype=np.int64)
    columns = [
        np.concatenate([facts.coordinates[name].astype(np.int64), asked[:, place]])
        for place, name in enumerate(DIMENSIONS)
    ]
    packed = pack(columns)
    of_facts, of_asked = packed[: len(facts)], packed[len(facts) :]
    found = np.flatnonzero(np.isin(of_facts, of_asked) & facts.stated)
    by_number = dict(zip(of_asked.tolist(), wanted, strict=True))
    cells: dict[Key, list[int]] = defaultdict(list)
    for fact, number in zip(found.tolist(), of_facts[found].tolist(), strict=True):
        cells[by_number[number]].append(fact)
    return dict(cells)
