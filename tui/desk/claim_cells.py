"""The claims of the prose and the cells that state the same: from a claim to its cells, and back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, NamedTuple

from model.finding import CellEvidence, Place, Role
from model.places import read_at
from model.reading.prose.claim import Claim, Measure
from model.record import dataclass

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from checks.mechanism.stated import Stated, Statements
    from checks.rule import Subject
    from model.disclosure import Disclosure, Document
    from model.reading.prose.claim import ClaimBinding


class ClaimSpot(NamedTuple):
    """A claim: the document, and its own number there, counted from 0."""

    document: int
    claim: int


class TextSpot(NamedTuple):
    """A place in the prose: the document, the index of the paragraph, and the character, counted from 0."""

    document: int
    paragraph: int
    start: int


@dataclass(frozen=True, slots=True)
class StatingCell:
    """A cell that states a claim's coordinates; `half` is what its amount may have been rounded by."""

    cell: CellEvidence
    half: int

    def agrees(self, claim: Claim) -> bool:
        """Return whether its amount and that of a claim may be one."""
        amount = self.cell.amount or 0
        return claim.low <= amount + self.half and amount - self.half <= claim.high


@dataclass(frozen=True)
class ClaimCells:
    """The cells of each claim's subject (`cells`), of what it is held against (`base`), and the claims of a cell.

    `at` holds only claims of amounts: they state what the cell states. `again` are the other claims of the same amount,
    `by_hand` those whose subject the auditor gave.
    """

    cells: Mapping[ClaimSpot, tuple[StatingCell, ...]] = field(default_factory=dict)
    base: Mapping[ClaimSpot, tuple[StatingCell, ...]] = field(default_factory=dict)
    again: Mapping[ClaimSpot, tuple[ClaimSpot, ...]] = field(default_factory=dict)
    at: Mapping[Place, tuple[ClaimSpot, ...]] = field(default_factory=dict)
    by_hand: frozenset[ClaimSpot] = frozenset()
    subjects: tuple[Subject, ...] = ()

    def places(self, spot: ClaimSpot) -> list[Place]:
        """Return the cells of a claim: of its subject, then of what it is held against."""
        return [one.cell.place for one in (*self.cells.get(spot, ()), *self.base.get(spot, ()))]

    def coordinates(self, place: Place) -> dict[str, str]:
        """Return the coordinates of the amount at a cell, none where no amount of a table stands there."""
        at = self.fact_at(place)
        return {} if at is None else at[0].cells.coordinate(at[1])

    def fact_at(self, place: Place) -> tuple[Subject, int] | None:
        """Return the disclosure and the number in its cube of the amount at a cell, None where none stands there."""
        from checks.mechanism.evidence import place_of

        for subject in self.subjects:
            for fact in _near(subject, place):
                if place_of(subject, fact) == place:
                    return subject, fact
        return None


def _near(subject: Subject, place: Place) -> Iterator[int]:
    """Yield the facts of the rows that may hold a cell."""
    rows = None
    for number, table in enumerate(subject.disclosure.tables):
        read = read_at(subject.disclosure.documents[table.document].book, place)
        if read is not None and read[0] == table.sheet:
            rows = rows or subject.once(_fact_rows)
            yield from rows.of(number, read[1])


class _FactRows(NamedTuple):
    """The facts of cells in the order of their tables and rows, so that those of a row are found at once."""

    keys: NDArray[np.int64]
    facts: NDArray[np.int64]

    def of(self, table: int, row: int) -> list[int]:
        """Return the facts of a table's row."""
        first, last = self.keys.searchsorted([_row_key(table, row), _row_key(table, row + 1)])
        return sorted(self.facts[first:last].tolist())


def _row_key(table: int, row: int) -> int:
    return (table << 32) + row


def _fact_rows(subject: Subject) -> _FactRows:
    import numpy as np

    keys = (subject.cells.table.astype(np.int64) << 32) + subject.cells.row.astype(np.int64)
    order = keys.argsort(kind="stable")
    return _FactRows(keys[order], order)


def claim_cells(disclosures: Sequence[Disclosure], bindings: Sequence[ClaimBinding] = ()) -> ClaimCells:
    """Return what the prose of some disclosures states; documents are numbered through all of them."""
    from checks.mechanism.stated import statements_of
    from checks.rule import Subject

    found = _Found({}, {}, {}, {})
    by_hand: set[ClaimSpot] = set()
    subjects = tuple(Subject(disclosure) for disclosure in disclosures)
    first = 0
    for subject in subjects:
        documents = subject.disclosure.documents
        numbers = {id(document): first + index for index, document in enumerate(documents)}
        stated = subject.once(statements_of)
        for claim in stated.claims:
            spot = ClaimSpot(numbers[id(claim.document)], claim.number)
            same = _cells(subject, _same_money(stated, claim.claim))
            found.add(spot, claim.claim, same, _cells(subject, stated.in_tables(claim.claim.base)))
            if claim.claim.measure is Measure.AMOUNT:
                others = (one.cited for one in stated.in_prose(claim.claim.coordinates) if one.cited)
                spots = (ClaimSpot(numbers[id(one.document)], one.number) for one in others)
                found.again[spot] = tuple(one for one in spots if one != spot)
        for document in documents:
            by_hand |= _by_hand(document, numbers[id(document)], bindings)
        first += len(documents)
    at = {place: tuple(spots) for place, spots in found.at.items()}
    return ClaimCells(found.cells, found.base, found.again, at, frozenset(by_hand), subjects)


def _same_money(stated: Statements, claim: Claim) -> Sequence[Stated]:
    """Return what cells state of a claim's money: in so many words, else under other words, where that agrees."""
    from checks.mechanism.text_agreement import counterpart

    if claim.measure is not Measure.AMOUNT:
        return stated.in_tables(claim.coordinates)
    found = counterpart(stated, claim)
    if found is None:
        return ()
    return found.stated if found.exact else [one for one in (found.fitting(claim),) if one is not None]


class _Found(NamedTuple):
    cells: dict[ClaimSpot, tuple[StatingCell, ...]]
    base: dict[ClaimSpot, tuple[StatingCell, ...]]
    again: dict[ClaimSpot, tuple[ClaimSpot, ...]]
    at: dict[Place, list[ClaimSpot]]

    def add(
        self, spot: ClaimSpot, claim: Claim, same: tuple[StatingCell, ...], base: tuple[StatingCell, ...]
    ) -> None:
        """Keep the cells of a claim. What is counted has the coordinates of its cost, and states no cell's amount."""
        if claim.measure is Measure.COUNT:
            return
        self.cells[spot], self.base[spot] = same, base
        if claim.measure is Measure.AMOUNT:
            for stating in same:
                self.at.setdefault(stating.cell.place, []).append(spot)


def _cells(subject: Subject, stated: Sequence[Stated]) -> tuple[StatingCell, ...]:
    from checks.mechanism.evidence import cell_evidence

    return tuple(StatingCell(cell_evidence(subject, one.fact, Role.OTHER), one.half) for one in stated)


def _by_hand(document: Document, number: int, bindings: Sequence[ClaimBinding]) -> set[ClaimSpot]:
    if not bindings:
        return set()
    from model.reading.prose.claim import BY_HAND, claim_keys

    wanted = {binding.key: dict(binding.coordinates) for binding in bindings}
    keys = claim_keys(document.claims, document.book.paragraphs, document.year, document.stage)
    return {
        ClaimSpot(number, index)
        for index, (claim, key) in enumerate(zip(document.claims, keys, strict=True))
        if claim.measure in BY_HAND and key in wanted and dict(claim.coordinates) == wanted[key]
    }
