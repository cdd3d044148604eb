"""A negative amount among revenue or expenditure is a reversal, or a sign mistyped; either needs an explanation.

Balances may be negative, so what is brought forward, carried forward or distributed is not asked, nor is
what is balanced with earlier surpluses. One warning a table.

Basis: RELATIONS 7.
"""

from __future__ import annotations

import numpy as np

from checks.rule import Outcome, Rule, Subject
from checks.workbook.amount_cells import in_reading_order, shown_cells, table_finding, tables_with_amounts
from model.finding import Severity
from model.messages import check_message

_BALANCES = (("flow", ("carry_out", "distribution")), ("source", ("balance",)))


def check(subject: Subject, outcome: Outcome) -> None:
    """Report the negative amounts of each table."""
    facts = subject.facts
    numbers = facts.members.numbers
    balance = np.zeros(len(facts), dtype=np.bool_)
    for dimension, names in _BALANCES:
        balance |= np.isin(facts.coordinates[dimension], [numbers[dimension][name] for name in names])
    brought = [number for name, number in numbers["source"].items() if name.startswith("carryover")]
    balance |= np.isin(facts.coordinates["source"], brought)
    for _, table, sheet, members in tables_with_amounts(subject):
        asked = members[~balance[members]]
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


RULE = Rule(
    code="WB108",
    family="workbook",
    title=check_message("An amount is negative"),
    severity=Severity.WARNING,
    basis="RELATIONS 7",
    explanation=__doc__,
    check=check,
)
