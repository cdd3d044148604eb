"""What is stated: every amount that cells and sentences of the cube state of the same coordinates, found at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from checks.rule import Subject
from model.disclosure import Document
from model.facts.binding import Key, known_numbers
from model.facts.cube import DIMENSIONS, Facts
from model.finding import SpanEvidence
from model.money import Interval
from model.reading.prose.claim import Claim, Measure
from model.reading.prose.coordinates import NAMED
from model.record import dataclass

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]
    Hashes = NDArray[np.uint64]


_ODD = 0x9E37_79B9_7F4A_7C15
"""Each dimension's number is multiplied by a power of this, modulo 2**64: coordinates that differ seldom meet."""

_MODULUS = 2**64
_FACTORS = tuple(pow(_ODD, place, _MODULUS) for place in range(1, len(DIMENSIONS) + 1))


MOST_HELD = 40
"""So many cells, and so many sentences, that state one and the same are held against a sentence: no document has more,
and to hold each of thousands against all others grows with their square."""


class FactIndex:
    """Finds what is stated of coordinates; it is made when first asked."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def key(self, coordinates: Mapping[str, str]) -> Key:
        """Return coordinates as numbers of the cube, () where no fact of it can have them."""
        return (known_numbers(coordinates, self._facts.members) or ()) if coordinates else ()

    def of(self, key: Key) -> list[int]:
        """Return the facts that state an amount of just these coordinates, in the order of the cube."""
        return self._find(key) if key else []

    def _find(self, key: Key) -> list[int]:
        hashes, order = self._sorted
        number = np.uint64(sum(part * factor for part, factor in zip(key, _FACTORS, strict=True)) % _MODULUS)
        start, stop = np.searchsorted(hashes, number), np.searchsorted(hashes, number, side="right")
        found = order[start:stop]
        for name, part in zip(DIMENSIONS, key, strict=True):
            found = found[self._facts.coordinates[name][found] == part]
        return [int(fact) for fact in found]

    @cached_property
    def _sorted(self) -> tuple[Hashes, Integers]:
        """The hashes of the stated facts in their order, and the facts in the same order."""
        facts = self._facts
        stated = np.flatnonzero(facts.stated)
        hashes: Hashes = np.zeros(len(stated), dtype=np.uint64)
        for name, factor in zip(DIMENSIONS, _FACTORS, strict=True):
            hashes += facts.coordinates[name][stated].astype(np.uint64) * np.uint64(factor)
        order = np.argsort(hashes, kind="stable")
        return hashes[order], stated[order]


@dataclass(frozen=True)
class CitedClaim:
    """A claim with the document that makes it; `number` is the claim's index among the document's claims.

    `fact` is its number in the cube, -1 for a claim that states no amount.
    """

    document: Document
    number: int
    claim: Claim
    fact: int = -1

    @property
    def span(self) -> SpanEvidence:
        """The printed figure as evidence."""
        claim = self.claim
        return SpanEvidence(self.document.book.path, claim.paragraph, claim.start, claim.end, claim.text)


@dataclass(frozen=True, slots=True)
class Stated(Interval):
    """An amount that a cell or a sentence (`cited`) states, in ten-thousandths of 元.

    `fact` is its number in the cube, -1 for a sum of several, and for a sentence whose subject was not read.
    """

    amount: int
    half: int
    fact: int = -1
    cited: CitedClaim | None = None

    @property
    def is_cell(self) -> bool:
        """Whether a cell states it."""
        return self.fact >= 0 and self.cited is None


class Statements:
    """The bound claims of a disclosure in the order of its documents, and what is stated of their coordinates.

    `index` finds the facts of coordinates.
    """

    def __init__(self, subject: Subject) -> None:
        self._documents = subject.disclosure.documents
        self.facts: Facts = subject.facts
        self.index = FactIndex(subject.facts)
        self._by_key: dict[Key, tuple[Sequence[Stated], Sequence[Stated]]] = {}
        first = subject.facts.first_of_text
        spans = enumerate(subject.facts.spans, first)
        self._facts_of = {(span.document, span.claim): fact for fact, span in spans}
        self.claims: list[CitedClaim] = [
            self._cited(number, claim)
            for number, document in enumerate(self._documents)
            for claim in range(len(document.claims))
            if document.claims[claim].is_bound
        ]

    def _cited(self, document: int, number: int) -> CitedClaim:
        own = self._documents[document]
        return CitedClaim(own, number, own.claims[number], self._facts_of.get((document, number), -1))

    @cached_property
    def _numbers(self) -> dict[int, int]:
        """The number of each document, by its identity."""
        return {id(document): number for number, document in enumerate(self._documents)}

    def other(self, cited: CitedClaim, number: int) -> CitedClaim | None:
        """Return another claim of a claim's document by its index, None for -1."""
        return self._cited(self._numbers[id(cited.document)], number) if number >= 0 else None

    def of(self, measure: Measure) -> Iterator[CitedClaim]:
        """Yield the claims of a measure in the order of the documents."""
        return (cited for cited in self.claims if cited.claim.measure is measure)

    def cited(self, fact: int) -> CitedClaim | None:
        """Return the claim of a sentence's fact, None for a cell's."""
        span = self.facts.span(fact)
        return self._cited(span.document, span.claim) if span else None

    def stated(self, fact: int) -> Stated:
        """Return what a fact states."""
        return Stated(int(self.facts.amount[fact]), int(self.facts.half[fact]), fact, self.cited(fact))

    def in_tables(self, coordinates: Mapping[str, str]) -> Sequence[Stated]:
        """Return what cells state of coordinates, the first of very many."""
        return self._found(coordinates)[0][:MOST_HELD]

    def in_prose(self, coordinates: Mapping[str, str]) -> Sequence[Stated]:
        """Return what sentences state of coordinates as an amount."""
        return self._found(coordinates)[1]

    def amounts(self, coordinates: Mapping[str, str]) -> list[Stated]:
        """Return what cells, then sentences, state of coordinates, the first of very many each."""
        in_tables, in_prose = self._found(coordinates)
        return [*in_tables[:MOST_HELD], *in_prose[:MOST_HELD]]

    def _found(self, coordinates: Mapping[str, str]) -> tuple[Sequence[Stated], Sequence[Stated]]:
        """Return what cells and what sentences state.

        Nothing is held against what only the document names: one name may mean several things.
        """
        key = () if NAMED in coordinates else self.index.key(coordinates)
        if key not in self._by_key:
            facts = [self.stated(fact) for fact in self.index.of(key)]
            in_tables = tuple(one for one in facts if one.is_cell)
            self._by_key[key] = in_tables, tuple(facts[len(in_tables) :])
        return self._by_key[key]

    def agreed(self, coordinates: Mapping[str, str]) -> Stated | None:
        """Return the finest of all statements of coordinates, None where there is none or where two contradict."""
        found = self.amounts(coordinates)
        if not found or max(one.low for one in found) > min(one.high for one in found):
            return None
        return min(found, key=lambda one: one.half)


def statements_of(subject: Subject) -> Statements:
    """Return the statements of a disclosure; ask through `subject.once(statements_of)`."""
    return Statements(subject)


def as_stated(cited: CitedClaim) -> Stated:
    """Return the amount of a claim as what it states."""
    return Stated(cited.claim.amount, cited.claim.half, cited.fact, cited)
