"""An amount is printed to less than one 分, which nobody can pay: 1,234.567 元, or 0.1234567 万元.

It is the trace of a division, of a percentage, or of another unit than the table states. Digits that are
stored but not shown are another rule's. One notice a table.
"""

from __future__ import annotations

from checks.rule import Outcome, Rule, Subject
from checks.workbook.amount_cells import in_reading_order, shown_cells, table_finding, tables_with_amounts
from model.finding import Severity
from model.messages import check_message
from model.money import FEN


def check(subject: Subject, outcome: Outcome) -> None:
    """Report the amounts of each table that are finer than one 分 as they are shown."""
    facts = subject.cells
    for _, table, sheet, members in tables_with_amounts(subject):
        half = facts.half[members]
        shown = (half == 0) | (2 * half < FEN)
        found = members[shown & (facts.amount[members] % FEN != 0)]
        outcome.hold(len(members) - len(found))
        if len(found):
            cells = shown_cells(subject, in_reading_order(subject, found))
            message = check_message(
                "{sheet}: {count} amounts are finer than one 分, the first at {cell}: {value} {unit}.",
                sheet=sheet.name,
                count=len(found),
                cell=cells[0].place.cell,
                value=cells[0].value,
                unit=table.unit.label if table.unit else "",
            )
            outcome.report(table_finding(RULE, table, cells, message))
            outcome.line.inconsistent += len(found) - 1


RULE = Rule(
    code="WB109",
    family="workbook",
    title=check_message("An amount is finer than one 分"),
    severity=Severity.NOTICE,
    basis="RELATIONS 7",
    explanation=__doc__,
    check=check,
)
