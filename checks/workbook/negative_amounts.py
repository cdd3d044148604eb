"""A negative amount among revenue or expenditure is a reversal, or a sign mistyped; either needs an explanation.

Balances may be negative, so what is brought forward, carried forward or distributed is not asked, nor is
what is balanced with earlier surpluses; nor are rows and columns of changes. One warning a table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from checks.rule import Outcome, Rule, Subject
from checks.workbook.amount_cells import in_reading_order, shown_cells, table_finding, tables_with_amounts
from model.finding import Severity
from model.messages import check_message
from model.pattern import pattern

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]

_CHANGE = pattern("增减|变动|变化")
_BALANCES = (("flow", ("carry_out", "distribution")), ("source", ("balance",)))


def check(subject: Subject, outcome: Outcome) -> None:
    """Report the negative amounts of each table."""
    facts = subject.cells
    numbers = facts.members.numbers
    balance = np.zeros(len(facts), dtype=np.bool_)
    for dimension, names in _BALANCES:
        balance |= np.isin(facts.coordinates[dimension], [numbers[dimension][name] for name in names])
    brought = [number for name, number in numbers["source"].items() if name.startswith("carryover")]
    balance |= np.isin(facts.coordinates["source"], brought)
    for _, table, sheet, members in tables_with_amounts(subject):
        asked = _without_changes(subject, members[~balance[members]])
        found = asked[facts.amount[asked] < 0]
        outcome.hold(len(asked) - len(found))
        if len(found):
            cells = shown_cells(subject, in_reading_order(subject, found))
            message = check_message(
                "{sheet}: {count} amounts are negative, the first at {cell} ({label}): {value}.",
                sheet=sheet.name,
                count=len(found),
                cell=cells[0].place.cell,
                label=cells[0].label,
                value=cells[0].value,
            )
            outcome.report(table_finding(RULE, table, cells, message))
            outcome.line.inconsistent += len(found) - 1


def _without_changes(subject: Subject, members: Integers) -> Integers:
    """Return the facts of rows that do not state by how much the others changed, such as 增减变化金额."""
    facts = subject.cells
    labels = [
        subject.row_label(int(facts.table[fact]), int(facts.panel[fact]), int(facts.row[fact]))
        for fact in members[facts.amount[members] < 0].tolist()
    ]
    changes = {
        fact
        for fact, label in zip(members[facts.amount[members] < 0].tolist(), labels, strict=True)
        if _CHANGE.search(label)
    }
    return members[~np.isin(members, list(changes))] if changes else members


RULE = Rule(
    code="WB108",
    family="workbook",
    title=check_message("An amount is negative"),
    severity=Severity.WARNING,
    basis="RELATIONS 7",
    explanation=__doc__,
    check=check,
)
