"""The trial of candidates: each other reading of a table that fails is judged by the table's own sums.

A candidate mends a table where what fails under the first reading holds under it, with every cell that stood in it:
a reading under which a sum is no longer asked mends nothing. It may cost no cell its proof, and nothing new may fail.
What it mends must differ in amount: one amount that is out is a slip of one cell and what is carried from it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from collections.abc import Set as AbstractSet
from enum import Enum

import numpy as np

from checks.advocate.case import accusations
from checks.advocate.tally import Cell, Reported, Tally, tally
from checks.rule import Outcome, Rule, Subject
from model.disclosure import Disclosure
from model.lexicon.lexicon import normalised
from model.reading.candidates.candidate import Candidate
from model.reading.table import Table
from model.record import dataclass
from model.rereading import alone, read_as

SEVERAL = 2
"""Amounts by which what a candidate mends must be out, and rows in which it must stand where columns are read anew."""

Judge = Callable[[Subject, Sequence[Rule]], list[Outcome]]
"""Asks rules of a disclosure."""

_COUNTED_ELSEWHERE = frozenset({"subtotal", "part", "ignored"})
"""What a row may be that takes part in no sum: it was proposed because its amounts are those of the rows beside it."""


class Mends(Enum):
    """How much of what fails in a table a candidate mends."""

    ALL = "all"
    MOST = "most"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Tried:
    """A candidate that was tried: the table under it, what was tested of it alone, and what it mends.

    `is_evident` tells that what it mends is out by several amounts; `meaning` is what the amounts are read as, `proven`
    counts the cells that are proven under it.
    """

    candidate: Candidate
    table: Table
    mends: Mends
    mended: frozenset[Reported]
    is_evident: bool
    meaning: frozenset[tuple[object, ...]]
    proven: int


@dataclass(frozen=True)
class Trial:
    """The first reading of a table judged by itself, against which its candidates are tried."""

    disclosure: Disclosure
    table: Table
    rules: Sequence[Rule]
    judge: Judge
    first: Tally
    meaning: frozenset[tuple[object, ...]]

    @classmethod
    def of(cls, disclosure: Disclosure, table: Table, rules: Sequence[Rule], judge: Judge) -> Trial:
        """Return the trial of a table by those of the rules that ask anything of it, and those of its own sums."""
        subject = Subject(alone(disclosure, table))
        outcomes = judge(subject, rules)
        first = tally(subject, outcomes, accusations(subject, rules, outcomes), 0)
        asked = [
            rule
            for rule, outcome in zip(rules, outcomes, strict=True)
            if (outcome.line.tested or rule.family == "rollup") and not outcome.line.failed
        ]
        return cls(disclosure, table, asked, judge, first, _meaning(subject))

    def of_candidate(self, candidate: Candidate) -> Tried | None:
        """Return what a candidate mends; None where the table does not bear it out or nothing can be judged."""
        table = read_as(self.disclosure, self.table, candidate.mapping)
        if table.mapping is None or table.why is not None or table.kind != self.table.kind:
            return None
        subject = Subject(alone(self.disclosure, table))
        meaning = _meaning(subject)
        if meaning == self.meaning:
            return None
        outcomes = self.judge(subject, self.rules)
        if any(outcome.line.failed for outcome in outcomes):
            return None
        now = tally(subject, outcomes, accusations(subject, self.rules, outcomes), 0)
        mended = frozenset(self.first.failing.keys() - now.failing.keys())
        mends = self._mends(candidate, now, mended)
        evident = is_evident(self.first, mended, candidate)
        return Tried(candidate, table, mends, mended, evident, meaning, len(now.proven))

    def _mends(self, candidate: Candidate, now: Tally, mended: frozenset[Reported]) -> Mends:
        """Return how much a candidate mends; what still fails under it may be a slip of the document's."""
        left = now.failing.keys()
        if now.told - self.first.told - left or self._is_whole(mended, candidate):
            return Mends.NOTHING
        apart = cells_in(now, left)
        if not is_proven(self.first, now, mended, candidate, apart):
            return Mends.NOTHING
        if not is_asked_again(self.first, now, mended, candidate, apart):
            return Mends.NOTHING
        if not left:
            return Mends.ALL
        return Mends.MOST if mended and 2 * len(left) <= len(self.first.failing) else Mends.NOTHING

    def _is_whole(self, mended: Collection[Reported], candidate: Candidate) -> bool:
        """Return whether a candidate mends a sum by taking the line of its whole for one that is counted elsewhere.

        A row that calls itself a subtotal may be, and of several rows that read alike, as totals do, each but one.
        """
        if _numbers_columns(candidate):
            return False
        wholes = [self.first.failing[told].whole for told in mended]
        return any(
            _is_counted_elsewhere(cell, candidate) and not self._may_be_subtotal(cell[0], candidate)
            for cell in wholes
        )

    def _may_be_subtotal(self, row: int, candidate: Candidate) -> bool:
        """Return whether a row says that it is a subtotal, or another without a code that stays reads alike."""
        said = dict(candidate.mapping.rows)
        for panel in self.table.panels:
            alike = [each for each in panel.rows if not each.code]
            own = next((each for each in alike if each.row == row), None)
            if own is not None:
                return normalised(own.name).endswith("小计") or any(
                    each.coordinates == own.coordinates for each in alike if each.row not in said
                )
        return False


def _is_counted_elsewhere(cell: Cell, candidate: Candidate) -> bool:
    """Return whether a candidate takes the row or the column of a cell for one that is counted in those beside it."""
    rows = {row for row, role in candidate.mapping.rows if role in _COUNTED_ELSEWHERE}
    columns = {column for column, words in candidate.mapping.columns if candidate.is_printed and not words}
    return cell[0] in rows or cell[1] in columns


def _numbers_columns(candidate: Candidate) -> bool:
    """Return whether a candidate takes rows for numbers of the columns, which look like nothing else."""
    return any(role == "ignored" for _, role in candidate.mapping.rows)


def _counted_elsewhere(candidate: Candidate) -> set[int]:
    return {row for row, role in candidate.mapping.rows if role in _COUNTED_ELSEWHERE}


def is_proven(
    first: Tally,
    now: Tally,
    mended: Collection[Reported],
    candidate: Candidate,
    apart: AbstractSet[Cell] = frozenset(),
) -> bool:
    """Return whether a candidate costs no cell its proof, and proves all that it mends; some cells are left `apart`."""
    return all(
        now.proven.get(cell, 0) > 0
        for cell in cells_in(first, mended).union(first.proven) - apart
        if not _is_counted_elsewhere(cell, candidate)
    )


def is_asked_again(
    first: Tally, now: Tally, mended: Collection[Reported], candidate: Candidate, apart: AbstractSet[Cell]
) -> bool:
    """Return whether each cell in what a candidate mends stands in one relation more that holds.

    A sum that is only asked no more leaves a cell with the proof that it had.
    """
    return all(
        now.proven.get(cell, 0) > first.proven.get(cell, 0)
        for cell in cells_in(first, mended) - apart
        if not _is_counted_elsewhere(cell, candidate)
    )


def cells_in(one: Tally, failing: Collection[Reported]) -> frozenset[Cell]:
    """Return the cells that stand in some relations that fail."""
    return frozenset[Cell]().union(*(one.failing[told].cells for told in failing))


def is_evident(first: Tally, mended: Collection[Reported], candidate: Candidate) -> bool:
    """Return whether what a candidate mends is more than one amount that is out, in more than one row for columns.

    A row that counts the columns from one is evident by itself.
    """
    if _numbers_columns(candidate):
        return bool(mended)
    failing = [first.failing[told] for told in mended]
    rows = {each.whole[0] for each in failing}
    return len({each.out_by for each in failing}) >= SEVERAL and (
        bool(candidate.mapping.rows) or len(rows) >= SEVERAL
    )


def _meaning(subject: Subject) -> frozenset[tuple[object, ...]]:
    """Return what the amounts of a table are read as: two mappings under which they mean the same are one reading."""
    facts = subject.cells
    return frozenset(
        (int(facts.row[fact]), int(facts.column[fact]), *sorted(facts.coordinate(fact).items()))
        for fact in np.flatnonzero(facts.stated & (facts.amount != 0)).tolist()
    )
