"""An amount is stored with digits that its format does not show, so that what is printed may not add up.

The page shows 12.35 where the cell holds 12.3456: sums of the stored values and sums of the printed ones
differ. The amounts are compared with the rounding of what is shown. Asked only of containers that tell the
formats of numbers; a cell without a format shows all it holds. One notice a table.
"""

from __future__ import annotations

import numpy as np

from checks.rule import Outcome, Rule, Subject
from checks.workbook.amount_cells import (
    file_rows,
    in_reading_order,
    shown_cells,
    table_finding,
    tables_with_amounts,
)
from model.facts.unread import shown_decimals
from model.finding import Severity
from model.messages import check_message
from model.money import number_of
from model.source.book import Sheet


def check(subject: Subject, outcome: Outcome) -> None:
    """Report the amounts of each table that hold more than they show."""
    facts = subject.cells
    for _, table, sheet, members in tables_with_amounts(subject):
        if sheet.formats is None:
            outcome.leave(
                sheet.name, check_message("the container does not tell how numbers are shown."), len(members)
            )
            continue
        step = 2 * facts.half[members]
        likely = members[(step > 0) & (facts.amount[members] % np.maximum(step, 1) != 0)]
        found = [fact for fact in in_reading_order(subject, likely) if _holds_more(subject, sheet, fact)]
        outcome.hold(len(members) - len(found))
        if found:
            cells = shown_cells(subject, found)
            message = check_message(
                "{sheet}: {count} amounts hold digits that are not shown, the first at {cell}: {value} is stored.",
                sheet=sheet.name,
                count=len(found),
                cell=cells[0].place.cell,
                value=cells[0].value,
            )
            outcome.report(table_finding(RULE, table, cells, message))
            outcome.line.inconsistent += len(found) - 1


def _holds_more(subject: Subject, sheet: Sheet, fact: int) -> bool:
    row, column = int(file_rows(subject)[fact]), int(subject.cells.column[fact])
    value = sheet.value(row, column)
    shown = shown_decimals(sheet, row, column, value)
    return isinstance(value, float) and shown is not None and number_of(value).decimals > shown


RULE = Rule(
    code="WB107",
    family="workbook",
    title=check_message("An amount holds digits that are not shown"),
    severity=Severity.NOTICE,
    basis="RELATIONS 8",
    explanation=__doc__,
    check=check,
)
