"""The value that a workbook stores beside a formula is not what the formula comes to.

It was pasted, or the book was not calculated again after a change. Only formulas of SUM, + and - of cells
are followed, by a parser of Yushen's own; every other formula, and one that rests on a text, an error value
or another file, is not checked. Asked only of containers that tell formulas. One warning a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from checks.mechanism.keys import distinct
from checks.rule import Outcome, Rule, Subject
from checks.workbook.amount_cells import (
    by_file_sheet,
    file_rows,
    formulas_of,
    knows_formulas,
    leave_without_formulas,
    shown_cells,
    table_finding,
    tables_with_amounts,
)
from checks.workbook.formula import Sheets, evaluate, linear, noise
from model.finding import Finding, Severity
from model.messages import check_message
from model.money import Unit, format_amount
from model.reading.table import Table
from model.source.book import Sheet

MOST_FORMULAS = 20_000
"""Formulas of one table that are followed; the rest is counted as not checked."""


def check(subject: Subject, outcome: Outcome) -> None:
    """Report the stored values of each table that differ from their formulas."""
    _leave_uncalculated(subject, outcome)
    for _, table, sheet, members in tables_with_amounts(subject):
        if not knows_formulas(sheet):
            leave_without_formulas(outcome, sheet, len(members))
            continue
        formulas = formulas_of(subject, sheet, members)
        sheets = {each.name: each for each in subject.disclosure.documents[table.document].book.file_sheets}
        differing, followed = _differing(subject, sheet, Sheets(sheet, sheets), formulas)
        if len(formulas) > followed:
            why = check_message(
                "the formula does more than add, rests on what is no number, or is one of too many."
            )
            outcome.leave(sheet.name, why, len(formulas) - followed)
        outcome.hold(followed - len(differing))
        if differing:
            outcome.report(_finding(subject, table, sheet, differing, formulas))
            outcome.line.inconsistent += len(differing) - 1


def _leave_uncalculated(subject: Subject, outcome: Outcome) -> None:
    """Count the formulas that store no value, which makes their cells blank to any reader of the file."""
    facts = subject.cells
    blank = np.flatnonzero(~facts.stated)
    for number in distinct(facts.table[blank]).tolist():
        table = subject.disclosure.tables[number]
        for sheet, members in by_file_sheet(subject, table, blank[facts.table[blank] == number]):
            formulas = formulas_of(subject, sheet, members) if knows_formulas(sheet) else {}
            if formulas:
                why = check_message("the formula stores no value: the workbook was never calculated.")
                outcome.leave(sheet.name, why, len(formulas))


def _differing(
    subject: Subject, sheet: Sheet, sheets: Sheets, formulas: dict[int, str]
) -> tuple[list[tuple[int, Fraction]], int]:
    """Return the facts whose value is not their formula's, with what that comes to, and how many were followed."""
    rows, columns = file_rows(subject), subject.cells.column
    differing = []
    followed = 0
    for fact, formula in sorted(formulas.items())[:MOST_FORMULAS]:
        parsed = linear(formula)
        stored = sheet.value(int(rows[fact]), int(columns[fact]))
        computed = evaluate(parsed, sheets) if parsed is not None and isinstance(stored, float) else None
        if computed is None or not isinstance(stored, float):
            continue
        followed += 1
        if abs(Fraction(stored) - computed.total) > noise(stored, computed):
            differing.append((fact, computed.total))
    return differing, followed


def _finding(
    subject: Subject,
    table: Table,
    sheet: Sheet,
    differing: Sequence[tuple[int, Fraction]],
    formulas: dict[int, str],
) -> Finding:
    cells = shown_cells(subject, [fact for fact, _ in differing])
    fact, computed = differing[0]
    unit = table.unit or Unit.YUAN
    message = check_message(
        "{sheet}: {count} stored values are not what their formulas come to, the first at {cell}: {value} is stored, "
        "={formula} comes to {computed}.",
        sheet=sheet.name,
        count=len(differing),
        cell=cells[0].place.cell,
        value=cells[0].value,
        formula=formulas[fact],
        computed=format_amount(round(computed * unit.value), unit),
    )
    return table_finding(RULE, table, cells, message)


RULE = Rule(
    code="WB106",
    family="workbook",
    title=check_message("A stored value is not what its formula comes to"),
    severity=Severity.WARNING,
    basis="RELATIONS 8",
    explanation=__doc__,
    check=check,
)
