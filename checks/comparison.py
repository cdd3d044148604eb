"""Comparison: two documents side by side, line by line of the same coordinates, in tables or in sentences.

Each side speaks of its own year and stage, so that this year's budget stands beside last year's, or beside the final
accounts. What only one side states is new or vanished; where a code changed and its name did not, the two are one
line. All amounts are ten-thousandths of 元.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from checks.mechanism.keys import distinct, pack
from checks.mechanism.stated import Stated, statements_of
from model.facts.cube import CODE_DIMENSIONS, DIMENSIONS
from model.lexicon.reading import normalised
from model.money import rounded_ratio
from model.record import dataclass

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from checks.rule import Subject
    from model.disclosure import Disclosure, Document
    from model.facts.cube import Facts

COMPARED = tuple(name for name in DIMENSIONS if name not in {"year", "stage"})

Coordinates = tuple[tuple[str, str], ...]


class Kind(Enum):
    """How a line of two documents stands."""

    CHANGED = "changed"
    SAME = "same"
    NEW = "new"
    VANISHED = "vanished"
    RENAMED = "renamed"
    CONTRADICTED = "contradicted"


@dataclass(frozen=True, slots=True)
class Side:
    """One of two documents to compare: a disclosure, or one `document` of it by its number."""

    subject: Subject
    document: int | None = None

    @property
    def year(self) -> int | None:
        """The year it speaks of."""
        return self._source.year

    @property
    def stage(self) -> str | None:
        """The stage it speaks of: "budget" or "final"."""
        return self._source.stage

    @property
    def _source(self) -> Disclosure | Document:
        disclosure = self.subject.disclosure
        return disclosure if self.document is None else disclosure.documents[self.document]


@dataclass(frozen=True, slots=True)
class SideStatement:
    """What one side states of a line: the finest of its statements, and the code and name that the table prints.

    `is_agreed` is false where its own statements contradict each other.
    """

    subject: Subject
    stated: Stated
    name: str
    is_agreed: bool = True


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """A line of the same coordinates; `later_coordinates` differ from `coordinates` only where a code changed."""

    kind: Kind
    coordinates: Mapping[str, str]
    earlier: SideStatement | None
    later: SideStatement | None
    later_coordinates: Mapping[str, str] = field(default_factory=dict)

    @property
    def change(self) -> int:
        """The later amount less the earlier; what is not stated counts as nothing."""
        later = self.later.stated.amount if self.later else 0
        return later - (self.earlier.stated.amount if self.earlier else 0)

    @property
    def percent(self) -> int | None:
        """The change in hundredths of a percent of the earlier amount, half away from zero; None of nothing."""
        before = self.earlier.stated.amount if self.earlier else 0
        return None if not before or self.later is None else rounded_ratio(self.change * 10_000, before)


def compare(earlier: Side, later: Side) -> list[ComparedLine]:
    """Return the lines that either side states, the largest change first."""
    before, after = _entries(earlier), _entries(later)
    renamed = _renamed(before, after)
    lines = [
        _line(coordinates, before.get(coordinates), after.get(renamed.get(coordinates, coordinates)), renamed)
        for coordinates in before
    ]
    taken = {*before, *renamed.values()}
    lines += [
        _line(coordinates, None, entry, {})
        for coordinates, entry in after.items()
        if coordinates not in taken
    ]
    return sorted(lines, key=lambda line: -abs(line.change))


def _line(
    coordinates: Coordinates,
    before: SideStatement | None,
    after: SideStatement | None,
    renamed: Mapping[Coordinates, Coordinates],
) -> ComparedLine:
    named = dict(coordinates)
    if before is None or after is None:
        return ComparedLine(Kind.NEW if before is None else Kind.VANISHED, named, before, after)
    later = dict(renamed[coordinates]) if coordinates in renamed else {}
    return ComparedLine(_kind(before, after, is_renamed=bool(later)), named, before, after, later)


def _kind(before: SideStatement, after: SideStatement, *, is_renamed: bool) -> Kind:
    if not (before.is_agreed and after.is_agreed):
        return Kind.CONTRADICTED
    if is_renamed or (before.name and after.name and _plain(before.name) != _plain(after.name)):
        return Kind.RENAMED
    return Kind.SAME if before.stated.amount == after.stated.amount else Kind.CHANGED


def _plain(name: str) -> str:
    """Return a row's name without its code and without the blanks and numbering that may be printed either way."""
    return normalised(name.lstrip("0123456789 "))


def _renamed(
    before: Mapping[Coordinates, SideStatement], after: Mapping[Coordinates, SideStatement]
) -> dict[Coordinates, Coordinates]:
    """Return which vanished lines go on under another code of the same level: the one new line of the same name."""
    vanished = _by_name((each, entry) for each, entry in before.items() if each not in after)
    new = _by_name((each, entry) for each, entry in after.items() if each not in before)
    return {
        vanished[key][0]: new[key][0]
        for key in vanished
        if key in new and len(vanished[key]) == len(new[key]) == 1
    }


def _by_name(
    entries: Iterable[tuple[Coordinates, SideStatement]],
) -> dict[tuple[object, ...], list[Coordinates]]:
    found: dict[tuple[object, ...], list[Coordinates]] = {}
    for coordinates, entry in entries:
        codes = {name: code for name, code in coordinates if name in CODE_DIMENSIONS}
        if codes and (name := _plain(entry.name)):
            rest = tuple(each for each in coordinates if each[0] not in codes)
            levels = tuple((dimension, len(code)) for dimension, code in codes.items())
            found.setdefault((rest, levels, name), []).append(coordinates)
    return found


def _entries(side: Side) -> dict[Coordinates, SideStatement]:
    """Return what a side states of each of its lines."""
    facts, stated = side.subject.facts, side.subject.once(statements_of)
    chosen = np.flatnonzero(_own(side))
    if not chosen.size:
        return {}
    # Of a line, the cell comes before the sentence, and the finest before the rounded.
    key = pack([facts.coordinates[name][chosen] for name in COMPARED])
    order = np.lexsort((chosen, facts.half[chosen], facts.of_text[chosen], key))
    chosen, key = chosen[order], key[order]
    starts = np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1]]))
    low = np.maximum.reduceat(facts.amount[chosen] - facts.half[chosen], starts)
    high = np.minimum.reduceat(facts.amount[chosen] + facts.half[chosen], starts)
    first = chosen[starts]
    lines = zip(_coordinates(facts, first), first.tolist(), (low <= high).tolist(), strict=True)
    return {
        coordinates: SideStatement(side.subject, stated.stated(fact), _name(side.subject, fact), is_agreed)
        for coordinates, fact, is_agreed in lines
    }


def _own(side: Side) -> NDArray[np.bool_]:
    """Mark what a side states of its own year and stage; what has none is of both."""
    facts, disclosure = side.subject.facts, side.subject.disclosure
    mask = facts.stated.copy()
    year, stage = facts.coordinates["year"], facts.coordinates["stage"]
    if side.year is not None:
        mask &= (year == side.year) | (year == 0)
    if side.stage is not None:
        mask &= (stage == facts.members.number("stage", side.stage)) | (stage == 0)
    if side.document is not None:
        of_cells = np.array([table.document for table in disclosure.tables], dtype=np.int64)
        of_spans = np.array([span.document for span in facts.spans], dtype=np.int64)
        cells = facts.table[: facts.first_of_text]
        mask &= np.concatenate([of_cells[cells] if cells.size else cells, of_spans]) == side.document
    return mask


def _coordinates(facts: Facts, chosen: NDArray[np.int64]) -> Iterator[Coordinates]:
    """Yield the coordinates of some facts by their members' names, which mean the same in every cube."""
    columns = []
    for name in COMPARED:
        numbers = facts.coordinates[name][chosen]
        members = {number: facts.members.name(name, number) for number in distinct(numbers).tolist()}
        columns.append([(name, members[number]) if number else None for number in numbers.tolist()])
    for pairs in zip(*columns, strict=True):
        yield tuple(each for each in pairs if each is not None)


def _name(subject: Subject, fact: int) -> str:
    """Return what the table prints as code and name of a fact's row, "" for a sentence."""
    facts = subject.facts
    if facts.span(fact) is not None:
        return ""
    return subject.row_label(int(facts.table[fact]), int(facts.panel[fact]), int(facts.row[fact]))


def sides(subjects: Iterable[Subject]) -> Iterator[Side]:
    """Yield what can be compared: each disclosure, and each of its documents where several of them hold tables."""
    for subject in subjects:
        with_tables = sorted({table.document for table in subject.disclosure.tables})
        if len(with_tables) < 2:
            yield Side(subject)
        else:
            yield from (Side(subject, number) for number in with_tables)
