"""Hidden rows, columns and sheets hold amounts that the published page does not show.

The book's own sums still count them. A hidden cell that holds nothing or zero is none. Asked only of
containers that tell what is hidden. One warning a table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from checks.rule import Outcome, Rule, Subject
from checks.workbook.amount_cells import (
    file_rows,
    in_reading_order,
    shown_cells,
    table_finding,
    tables_with_amounts,
)
from model.finding import CellEvidence, Severity
from model.messages import Message, check_message
from model.source.book import Sheet, Visibility, column_letters

if TYPE_CHECKING:
    from numpy.typing import NDArray

_HIDDEN = frozenset({Visibility.HIDDEN, Visibility.VERY_HIDDEN})
_NAMED = 10
"""Rows and columns that a message names."""


def check(subject: Subject, outcome: Outcome) -> None:
    """Report the amounts of each table that are hidden."""
    facts = subject.cells
    for _, table, sheet, members in tables_with_amounts(subject):
        if sheet.hidden_rows is None or sheet.hidden_columns is None:
            why = check_message("the container does not tell what is hidden.")
            outcome.leave(sheet.name, why, len(members))
            continue
        found = members[_hidden(subject, sheet, members) & (facts.amount[members] != 0)]
        outcome.hold(len(members) - len(found))
        if len(found):
            cells = shown_cells(subject, in_reading_order(subject, found))
            message = _message(subject, sheet, found, cells[0])
            outcome.report(table_finding(RULE, table, cells, message))
            outcome.line.inconsistent += len(found) - 1


def _hidden(subject: Subject, sheet: Sheet, members: NDArray[np.int64]) -> NDArray[np.bool_]:
    facts = subject.cells
    if sheet.visibility in _HIDDEN:
        return np.ones(len(members), dtype=np.bool_)
    rows, columns = list(sheet.hidden_rows or ()), list(sheet.hidden_columns or ())
    hidden: NDArray[np.bool_] = np.isin(file_rows(subject)[members], rows) | np.isin(
        facts.column[members], columns
    )
    return hidden


def _message(subject: Subject, sheet: Sheet, found: NDArray[np.int64], first: CellEvidence) -> Message:
    if sheet.visibility in _HIDDEN:
        return check_message(
            "{sheet} is a hidden sheet and holds {count} amounts, the first at {cell} ({value}).",
            sheet=sheet.name,
            count=len(found),
            cell=first.place.cell,
            value=first.value,
        )
    return check_message(
        "{sheet}: {count} amounts are hidden ({where}), the first at {cell} ({value}).",
        sheet=sheet.name,
        count=len(found),
        where=_where(subject, sheet, found),
        cell=first.place.cell,
        value=first.value,
    )


def _where(subject: Subject, sheet: Sheet, found: NDArray[np.int64]) -> str:
    """Name the hidden rows by number and the hidden columns by letters."""
    facts = subject.cells
    rows = sorted(set(file_rows(subject)[found].tolist()) & (sheet.hidden_rows or frozenset()))
    columns = sorted(set(facts.column[found].tolist()) & (sheet.hidden_columns or frozenset()))
    names = [str(row + 1) for row in rows] + [column_letters(column) for column in columns]
    return ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")


RULE = Rule(
    code="WB103",
    family="workbook",
    title=check_message("Hidden rows, columns or sheets hold amounts"),
    severity=Severity.WARNING,
    basis="RELATIONS 8",
    explanation=__doc__,
    check=check,
)
