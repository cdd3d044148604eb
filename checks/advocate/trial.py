"""The trial of candidates: each other reading of a table that fails is judged by the table's own sums.

A candidate mends a table where what fails under the first reading holds under it, with every cell that stood in it:
a reading under which a sum is no longer asked mends nothing. It may cost no cell its proof, and nothing new may fail.
What it mends must differ in amount: one amount that is out is a slip of one cell and what is carried from it.
What was tested of one table under one reading is its tally: which relations fail, and which cells are proven.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from checks.advocate.case import Accusation, accusations
from checks.mechanism.proven import proving_relations
from checks.mechanism.relations import INCONSISTENT, NOT_CHECKED
from checks.rule import Outcome, Rule, Subject
from model.disclosure import Disclosure
from model.finding import Finding, Place, Severity
from model.lexicon.lexicon import normalised
from model.reading.candidates.candidate import Candidate
from model.reading.table import Score, Table
from model.record import dataclass
from model.rereading import alone, read_as

if TYPE_CHECKING:
    from numpy.typing import NDArray

Reported = tuple[str, frozenset[Place]]
"""A finding by its rule and its cells: the same under two readings if it finds the same on the same paper."""
Cell = tuple[int, int]
"""A cell of the table's sheet by row and column."""
SEVERAL = 2
"""Amounts by which what a candidate mends must be out, and rows in which it must stand where columns are read anew."""
Judge = Callable[[Subject, Sequence[Rule]], list[Outcome]]
"""Asks rules of a disclosure."""
_COUNTED_ELSEWHERE = frozenset({"subtotal", "part", "ignored"})
"""What a row may be that takes part in no sum: it was proposed because its amounts are those of the rows beside it."""


@dataclass(frozen=True, slots=True)
class Failing:
    """A relation that fails: the cells of the table with an amount in it, the first, and by how much it is out."""

    cells: frozenset[Cell]
    whole: Cell
    out_by: int


@dataclass(frozen=True)
class Tally:
    """What was tested of a table.

    `failing` are the sums and agreements that rest on it and fail, `grave` all findings that are no notices; `proven`
    are its cells in relations that hold and state something, `score` how many relations that state something rest on
    it.
    """

    failing: Mapping[Reported, Failing]
    grave: Sequence[Finding]
    proven: Mapping[Cell, int]
    score: Score

    @cached_property
    def reported(self) -> frozenset[Reported]:
        """The grave findings as they are compared; it is asked only where a candidate mends something."""
        return frozenset(map(reported_of, self.grave))


def tally(subject: Subject, outcomes: Sequence[Outcome], accused: Sequence[Accusation], table: int) -> Tally:
    """Return what outcomes, which accuse of so much, show of the table of a number."""
    facts = subject.facts
    failing = {
        reported_of(each.finding): _failing(subject, each, table)
        for each in accused
        if table in each.tables and (each.sum or each.group or each.failure)
    }
    held = proving_relations(facts, outcomes)
    marked = (held > 0) & facts.stated & (facts.table == table)
    cells = zip(facts.row[marked].tolist(), facts.column[marked].tolist(), strict=True)
    return Tally(
        failing,
        tuple(_grave(outcomes)),
        dict(zip(cells, held[marked].tolist(), strict=True)),
        Score(sum(_tested(subject, outcomes, table)), len(failing)),
    )


def _failing(subject: Subject, accusation: Accusation, table: int) -> Failing:
    facts, finding = subject.facts, accusation.finding
    here = [fact for fact in accusation.facts if facts.table[fact] == table]
    cells = {
        (int(facts.row[fact]), int(facts.column[fact]))
        for fact in here
        if facts.stated[fact] and facts.amount[fact]
    }
    out_by = accusation.sum.difference if accusation.sum else finding.difference or finding.computed or 0
    whole = (int(facts.row[here[0]]), int(facts.column[here[0]])) if here else (-1, -1)
    return Failing(frozenset(cells), whole, abs(out_by))


def reported_of(finding: Finding) -> Reported:
    """Return a finding as it is compared between readings."""
    return finding.rule, frozenset(cell.place for cell in finding.cells)


def _grave(outcomes: Iterable[Outcome]) -> Iterator[Finding]:
    for outcome in outcomes:
        yield from (one for one in outcome.findings if one.severity is not Severity.NOTICE)


def _tested(subject: Subject, outcomes: Iterable[Outcome], table: int) -> Iterator[int]:
    """Yield how many relations that state something rest on a table, rule by rule."""
    here = subject.facts.table == table
    for outcome in outcomes:
        for sums in outcome.relations:
            counted = (sums.verdict < NOT_CHECKED) & ((sums.stated != 0) | (sums.computed != 0))
            counted &= ~sums.at_most | (sums.verdict == INCONSISTENT)
            rests = here[sums.whole] | _any(here[sums.part_fact], sums.part_relation, len(sums))
            yield int(np.count_nonzero(counted & rests))
        for groups in outcome.agreements:
            stated = subject.facts.amount[groups.members] != 0
            yield int(np.count_nonzero(_any(here[groups.members] & stated, groups.group, len(groups))))


def _any(marked: NDArray[np.bool_], of: NDArray[np.int64], count: int) -> NDArray[np.bool_]:
    """Mark the relations of which any member is marked."""
    found = np.zeros(count, dtype=np.bool_)
    found[of[marked]] = True
    return found


class Mends(Enum):
    """How much of what fails in a table a candidate mends."""

    ALL = "all"
    MOST = "most"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Tried:
    """A candidate that was tried: the table under it, what was tested of it alone, and what it mends.

    `is_evident` means that what it mends is out by several amounts; `meaning` is what the amounts are read as, `proven`
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
        if now.reported - self.first.reported - left or self._is_whole(mended, candidate):
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
        wholes = [self.first.failing[finding].whole for finding in mended]
        return any(
            _is_counted_elsewhere(cell, candidate) and not self._may_be_subtotal(cell[0], candidate)
            for cell in wholes
        )

    def _may_be_subtotal(self, row: int, candidate: Candidate) -> bool:
        """Return whether a row states that it is a subtotal, or another without a code that stays reads alike."""
        roles = dict(candidate.mapping.rows)
        for panel in self.table.panels:
            alike = [each for each in panel.rows if not each.code]
            own = next((each for each in alike if each.row == row), None)
            if own is not None:
                return normalised(own.name).endswith("小计") or any(
                    each.coordinates == own.coordinates for each in alike if each.row not in roles
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
    return frozenset[Cell]().union(*(one.failing[finding].cells for finding in failing))


def is_evident(first: Tally, mended: Collection[Reported], candidate: Candidate) -> bool:
    """Return whether what a candidate mends is more than one amount that is out, in more than one row for columns.

    A row that counts the columns from one is evident by itself.
    """
    if _numbers_columns(candidate):
        return bool(mended)
    failing = [first.failing[finding] for finding in mended]
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
