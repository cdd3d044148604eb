"""What was tested of one table under one reading of it: which relations fail, and which of its cells are proven."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from checks.advocate.case import Accusation
from checks.mechanism.proven import proving_relations
from checks.mechanism.relations import INCONSISTENT, NOT_CHECKED
from checks.rule import Outcome, Subject
from model.finding import Finding, Place, Severity
from model.reading.table import Score
from model.record import dataclass

if TYPE_CHECKING:
    from numpy.typing import NDArray

Reported = tuple[str, frozenset[Place]]
"""A finding by its rule and its cells: the same under two readings if it says the same of the same paper."""

Cell = tuple[int, int]
"""A cell of the table's sheet by row and column."""


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
    are its cells in relations that hold and say something, `score` how many relations that say something rest on it.
    """

    failing: Mapping[Reported, Failing]
    grave: Sequence[Finding]
    proven: Mapping[Cell, int]
    score: Score

    @cached_property
    def told(self) -> frozenset[Reported]:
        """The grave findings as they are compared; it is asked only where a candidate mends something."""
        return frozenset(map(reported_of, self.grave))


def tally(subject: Subject, outcomes: Sequence[Outcome], accused: Sequence[Accusation], table: int) -> Tally:
    """Return what outcomes, which accuse of so much, say of the table of a number."""
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
    """Yield how many relations that say something rest on a table, rule by rule."""
    here = subject.facts.table == table
    for outcome in outcomes:
        for sums in outcome.relations:
            says = (sums.verdict < NOT_CHECKED) & ((sums.stated != 0) | (sums.computed != 0))
            says &= ~sums.at_most | (sums.verdict == INCONSISTENT)
            rests = here[sums.whole] | _any(here[sums.part_fact], sums.part_relation, len(sums))
            yield int(np.count_nonzero(says & rests))
        for groups in outcome.agreements:
            stated = subject.facts.amount[groups.members] != 0
            yield int(np.count_nonzero(_any(here[groups.members] & stated, groups.group, len(groups))))


def _any(marked: NDArray[np.bool_], of: NDArray[np.int64], count: int) -> NDArray[np.bool_]:
    """Mark the relations of which any member is marked."""
    found = np.zeros(count, dtype=np.bool_)
    found[of[marked]] = True
    return found
