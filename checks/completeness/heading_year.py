"""A heading carries a year that the table is not about.

A budget prints the amounts of its year, and beside them those of the year before. Asked of every recognised table
of a disclosure that tells its year: each year that the headings above the amounts name is the disclosure's or the
one before, and the disclosure's is among them, unless the title itself names another year. So is the year in the
titles of tables that are not required ones (targets, projects, procurement). One warning a table.

Basis: RELATIONS 42.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.completeness.tables import LISTED, place_text, sheet_of, text_evidence, whole_table_finding
from checks.rule import Outcome, Rule, Subject
from model.finding import CellEvidence, Finding, Severity
from model.lexicon.lexicon import lexicon
from model.messages import check_message
from model.recognition.table import Table

_YEAR = re.compile(r"(20\d\d)\s*年")


def check(subject: Subject, outcome: Outcome) -> None:
    """Hold the years in the headings of each table against the disclosure's."""
    year = subject.disclosure.year
    for table in subject.disclosure.tables if year else ():
        years = _years_of_headings(table)
        titled = lexicon().read(table.title).year if table.kind not in LISTED else None
        if not table.kind or not (years or titled):
            continue
        wrong = _wrong(table, years, titled, year or 0)
        cells = tuple(_cells(subject, table, wrong)) if wrong else ()
        if cells:
            outcome.report(_finding(table, cells, wrong, year or 0))
        else:
            outcome.hold()


def _years_of_headings(table: Table) -> set[int]:
    """Return the years that the headings above the amounts name."""
    headings = {text for panel in table.panels for column in panel.columns for text in column.heading}
    return {int(year) for text in headings for year in _YEAR.findall(text)}


def _wrong(table: Table, years: set[int], titled: int | None, year: int) -> set[int]:
    """Return the years that should not stand there."""
    own = lexicon().read(table.title).year or year
    wrong = {one for one in years if one not in {year, year - 1, own, own - 1}}
    if years and own not in years and not wrong:
        wrong |= years
    if titled is not None and titled not in {year, year - 1}:
        wrong.add(titled)
    return wrong


def _cells(subject: Subject, table: Table, years: set[int]) -> Iterator[CellEvidence]:
    """Yield the cells above the amounts that name one of these years."""
    sheet = sheet_of(subject, table)
    for row in range(max(table.top, 0), min(table.first_data_row, sheet.height)):
        for column, value in enumerate(sheet.rows[row]):
            if isinstance(value, str) and years & {int(one) for one in _YEAR.findall(value)}:
                yield text_evidence(subject, table, row, column)


def _finding(table: Table, cells: tuple[CellEvidence, ...], wrong: set[int], year: int) -> Finding:
    message = check_message(
        "{place}: {text} names {wrong}, the disclosure is of {year}.",
        place=place_text(cells[0]),
        text=" ".join(cells[0].value.split()),
        wrong=", ".join(map(str, sorted(wrong))),
        year=year,
    )
    return whole_table_finding(RULE, cells, message, table.kind, table.title)


RULE = Rule(
    code="CO111",
    family="completeness",
    title=check_message("A heading or a title names another year"),
    severity=Severity.WARNING,
    basis="RELATIONS 42",
    explanation=__doc__,
    check=check,
)
