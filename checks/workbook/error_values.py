"""An error value such as #REF! where an amount should stand states that the workbook lost a cell or a sheet.

What needs the cell is not checked: the relations of its row and its column are left out by the other rules.
Asked only of containers that know the type of a cell. One warning a table.
"""

from __future__ import annotations

from checks.mechanism.evidence import place_in
from checks.rule import Outcome, Rule, Subject
from checks.workbook.amount_cells import MOST_CELLS, table_finding
from checks.workbook.text_numbers import TYPED_CONTAINERS
from model.finding import CellEvidence, Finding, Role, Severity
from model.messages import check_message
from model.reading.table import Table
from model.source.book import CellError, Sheet


def check(subject: Subject, outcome: Outcome) -> None:
    """Report the error values that stand where amounts should."""
    import numpy as np

    facts = subject.cells
    counts = np.bincount(facts.table[facts.stated], minlength=len(subject.disclosure.tables)).tolist()
    for number, table in enumerate(subject.disclosure.tables):
        book = subject.disclosure.documents[table.document].book
        sheet = book.sheets[table.sheet]
        if book.container not in TYPED_CONTAINERS:
            if counts[number]:
                why = check_message("the container does not tell text from error values.")
                outcome.leave(sheet.name, why, counts[number])
            continue
        found = _errors(table, sheet)
        outcome.hold(counts[number])
        if found:
            outcome.report(_finding(subject, number, sheet, found))
            outcome.line.inconsistent += len(found) - 1


def _errors(table: Table, sheet: Sheet) -> list[tuple[int, int]]:
    places = sorted({(cell.row, cell.column) for cell in table.unbound})
    return [place for place in places if isinstance(sheet.value(*place), CellError)]


def _finding(subject: Subject, number: int, sheet: Sheet, found: list[tuple[int, int]]) -> Finding:
    table = subject.disclosure.tables[number]
    panels = {each.column: index for index, panel in enumerate(table.panels) for each in panel.columns}
    headings = {each.column: " / ".join(each.heading) for panel in table.panels for each in panel.columns}
    cells = tuple(
        CellEvidence(
            place_in(subject, table, row, column),
            Role.CONTEXT,
            _code(sheet, row, column),
            None,
            0,
            " / ".join(
                filter(None, (subject.row_label(number, panels.get(column, 0), row), headings.get(column)))
            ),
        )
        for row, column in found[:MOST_CELLS]
    )
    message = check_message(
        "{sheet}: {count} amounts are error values, the first at {cell} ({value}); what needs them is not checked.",
        sheet=cells[0].place.sheet,
        count=len(found),
        cell=cells[0].place.cell,
        value=cells[0].value,
    )
    return table_finding(RULE, table, cells, message)


def _code(sheet: Sheet, row: int, column: int) -> str:
    value = sheet.value(row, column)
    return value.code if isinstance(value, CellError) else ""


RULE = Rule(
    code="WB102",
    family="workbook",
    title=check_message("An error value stands where an amount should"),
    severity=Severity.WARNING,
    basis="RELATIONS 8",
    explanation=__doc__,
    check=check,
)
