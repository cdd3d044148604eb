"""A table's amounts are ten thousand times those of another table: 元 stand where 万元 are stated, or the reverse.

Two tables that state the same money, each in the unit it names, differ by a factor of ten thousand in most
of what they share. One slip in the unit then makes every amount of the table wrong. The table that differs
so from most others is named first. And a table whose head states two units, 元 in one cell and 万元 in another,
does not say which its amounts are in. One warning a table of each kind.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import field

import numpy as np

from checks.mechanism.agreement import Agreements, pairs_of
from checks.mechanism.evidence import cell_evidence
from checks.mechanism.relations import CONSISTENT
from checks.mechanism.same_money import same_money
from checks.mechanism.table_findings import (
    sheet_of,
    text_evidence,
    title_evidence,
    unit_labels,
    whole_table_finding,
)
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Role, Severity
from model.messages import check_message
from model.record import dataclass

FACTOR = 10_000
_TELLING = 1_000
"""In printed steps: a smaller amount may be another's ten-thousandth by chance."""

Pair = tuple[int, int]


@dataclass(slots=True)
class _Shared:
    """What two tables share: amounts that are alike, and facts that differ by the factor, the larger first."""

    alike: int = 0
    other: int = 0
    slips: list[tuple[int, int]] = field(default_factory=list)


def check(subject: Subject, outcome: Outcome) -> None:
    """Compare the sizes of what tables share, and the units that each table's head states."""
    _ask_heads(subject, outcome)
    groups = subject.once(same_money)
    shared = _shared(subject, groups)
    slipped = {pair: each for pair, each in shared.items() if _is_slip(each)}
    outcome.hold(len(shared) - len(slipped))
    while slipped:
        table = _most_involved(slipped)
        pairs = [pair for pair in slipped if table in pair]
        outcome.report(_finding(subject, table, [slipped[pair] for pair in pairs]))
        outcome.line.inconsistent += len(pairs) - 1
        slipped = {pair: each for pair, each in slipped.items() if pair not in pairs}


def _ask_heads(subject: Subject, outcome: Outcome) -> None:
    for table in subject.disclosure.tables:
        labels = unit_labels(sheet_of(subject, table), table) if table.panels else []
        first = labels[0] if labels else None
        other = next((label for label in labels if first and label.unit is not first.unit), None)
        if first and other:
            cells = tuple(text_evidence(subject, table, label.row, label.column) for label in (other, first))
            message = check_message(
                "{place} says {unit}, but {other} says {other_unit}: the unit of this table is not sure.",
                place=cells[0].place.text,
                unit=other.unit.label,
                other=cells[1].place.text,
                other_unit=first.unit.label,
            )
            outcome.report(whole_table_finding(RULE, cells, message, table.kind, table.title, "head"))
        elif len(labels) > 1:
            outcome.hold()


def _shared(subject: Subject, groups: Agreements) -> dict[Pair, _Shared]:
    facts = subject.cells
    shared: dict[Pair, _Shared] = defaultdict(_Shared)
    for group in np.flatnonzero(groups.verdict != CONSISTENT).tolist():
        for one, other in pairs_of(groups.facts(group).tolist()):
            small, large = sorted((one, other), key=lambda fact: abs(int(facts.amount[fact])))
            if not facts.amount[small] or facts.table[small] == facts.table[large]:
                continue
            tables = sorted((int(facts.table[small]), int(facts.table[large])))
            pair = shared[tables[0], tables[1]]
            if _by_factor(subject, small, large):
                pair.slips.append((large, small))
            else:
                pair.other += 1
    for group in np.flatnonzero(groups.verdict == CONSISTENT).tolist():
        members = groups.facts(group)
        if facts.amount[members[0]]:
            tables = sorted(set(facts.table[members].tolist()))
            for first, second in pairs_of(tables):
                shared[int(first), int(second)].alike += 1
    return shared


def _by_factor(subject: Subject, small: int, large: int) -> bool:
    """Return whether the larger is the factor times the smaller within rounding, and the smaller has digits enough."""
    facts = subject.cells
    difference = int(facts.amount[large]) - FACTOR * int(facts.amount[small])
    allowance = int(facts.half[large]) + FACTOR * int(facts.half[small])
    step = max(2 * int(facts.half[large]), 100)
    return abs(difference) <= allowance and abs(int(facts.amount[large])) >= _TELLING * step


def _is_slip(shared: _Shared) -> bool:
    return len(shared.slips) > shared.alike + shared.other


def _most_involved(slipped: dict[Pair, _Shared]) -> int:
    counts: dict[int, int] = defaultdict(int)
    for pair in slipped:
        for table in pair:
            counts[table] += 1
    return max(counts, key=lambda table: (counts[table], table))


def _finding(subject: Subject, number: int, pairs: list[_Shared]) -> Finding:
    facts, tables = subject.cells, subject.disclosure.tables
    large, small = pairs[0].slips[0]
    here, there = (large, small) if int(facts.table[large]) == number else (small, large)
    cells = (cell_evidence(subject, here, Role.OTHER, 0), cell_evidence(subject, there, Role.OTHER, 0))
    units = [tables[int(facts.table[fact])].unit for fact in (here, there)]
    message = check_message(
        "{place} says {value} {unit} and {other} says {expected} {other_unit}: {count} shared amounts "
        "differ by a factor of ten thousand; the unit of one of the two tables is likely wrong.",
        place=cells[0].place.text,
        value=cells[0].value,
        unit=units[0].label if units[0] else "",
        other=cells[1].place.text,
        expected=cells[1].value,
        other_unit=units[1].label if units[1] else "",
        count=sum(len(each.slips) for each in pairs),
    )
    table = tables[number]
    evidence = (*cells, title_evidence(subject, table))
    return whole_table_finding(RULE, evidence, message, table.kind, table.title)


RULE = Rule(
    code="CO108",
    family="completeness",
    title=check_message("The unit of a table is likely wrong"),
    severity=Severity.WARNING,
    basis="RELATIONS 7, 42",
    explanation=__doc__,
    check=check,
)
