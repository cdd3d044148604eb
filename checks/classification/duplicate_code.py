"""A code printed twice in one list is counted twice, or is another code mistyped.

Two rows are the same line where code, unit, project and every other cell beside the amounts agree; a serial
number (序号) does not count. Not reported: codes listed anew below each unit, a row carried over a page
break with its repeated heading, one code with several projects or purchases beside it.

Basis: RELATIONS 4.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from checks.classification.names import names_a_code
from checks.classification.printed import PrintedCode, code_evidence, places_text, printed_codes
from checks.classification.wrong_domain import by_panel
from checks.mechanism.evidence import fingerprint
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Severity, Verdict
from model.lexicon.lexicon import normalised
from model.messages import check_message
from model.recognition.table import Table
from model.source.book import Sheet

Line = tuple[object, ...]


def duplicates(codes: Sequence[PrintedCode], table: Table, sheet: Sheet) -> list[list[PrintedCode]]:
    """Return the groups of rows of a panel that print one and the same line."""
    labels = _label_columns(table, sheet)
    lines: dict[Line, list[PrintedCode]] = {}
    for code in _recurring(codes):
        lines.setdefault(_line(code, sheet, labels), []).append(code)
    groups = (_without_carried_over(rows, table, sheet) for rows in lines.values())
    return [rows for rows in groups if len(rows) > 1]


def _recurring(codes: Sequence[PrintedCode]) -> list[PrintedCode]:
    """Return the codes that stand more than once in their block."""
    counts = Counter((code.row.code, code.block) for code in codes)
    if len(counts) == len(codes):
        return []
    return [code for code in codes if counts[code.row.code, code.block] > 1]


def _label_columns(table: Table, sheet: Sheet) -> list[int]:
    """Return the columns of a table that hold neither amounts nor serial numbers."""
    amounts = {column.column for panel in table.panels for column in panel.columns}
    cells = {cell for panel in table.panels for row in panel.rows for cell in (row.code_cell, row.name_cell)}
    return [
        column
        for column in range(table.left, table.right + 1)
        if column not in amounts | cells and not _is_serial(table, sheet, column)
    ]


def _is_serial(table: Table, sheet: Sheet, column: int) -> bool:
    return any(
        isinstance(value := sheet.value(row, column), str) and "序号" in value
        for row in range(table.top, table.first_data_row)
    )


def _line(code: PrintedCode, sheet: Sheet, labels: list[int]) -> Line:
    """Return what makes a row a line of its own; a name that names no code names a project."""
    name = "" if names_a_code(code) else normalised(code.name)
    beside = tuple(sheet.value(code.row.row, column) for column in labels)
    return (code.code, code.block, name, code.row.coordinates.get("item", ""), beside)


def _without_carried_over(rows: list[PrintedCode], table: Table, sheet: Sheet) -> list[PrintedCode]:
    """Drop rows that repeat an earlier one word for word behind a repeated heading."""
    kept: list[PrintedCode] = []
    for row in rows:
        carried = any(
            _cells(sheet, row.row.row) == _cells(sheet, earlier.row.row)
            and _heading_between(table, sheet, earlier.row.row, row.row.row)
            for earlier in kept
        )
        if not carried:
            kept.append(row)
    return kept


def _cells(sheet: Sheet, row: int) -> list[object]:
    return [sheet.value(row, column) for column in range(sheet.width)]


def _heading_between(table: Table, sheet: Sheet, first: int, last: int) -> bool:
    headings = [_cells(sheet, row) for row in range(table.top, table.first_data_row)]
    headings = [cells for cells in headings if any(cell is not None for cell in cells)]
    return any(_cells(sheet, row) in headings for row in range(first + 1, last))


def check(subject: Subject, outcome: Outcome) -> None:
    """Report each line that a list prints more than once."""
    in_digits = [code for code in printed_codes(subject) if code.in_digits]
    for (number, _), codes in by_panel(in_digits).items():
        table = subject.disclosure.tables[number]
        sheet = subject.disclosure.documents[table.document].book.sheets[table.sheet]
        groups = duplicates(codes, table, sheet)
        outcome.hold(len(codes) - sum(map(len, groups)))
        for rows in groups:
            outcome.report(_finding(subject, table, rows))
            outcome.line.inconsistent += len(rows) - 1


def _finding(subject: Subject, table: Table, rows: list[PrintedCode]) -> Finding:
    cells = tuple(code_evidence(subject, row) for row in rows)
    return Finding(
        id=fingerprint(
            RULE.code, table.kind, {**rows[0].row.coordinates}, table.title, str(rows[0].block), rows[0].name
        ),
        rule=RULE.code,
        severity=RULE.severity,
        verdict=Verdict.INCONSISTENT,
        title=RULE.title,
        message=check_message(
            "{place}: {code} {name} is printed {count} times in one list, in {cells}.",
            place=places_text(cells[:1]),
            code=rows[0].code,
            name=rows[0].name,
            count=len(rows),
            cells=", ".join(cell.place.cell for cell in cells),
        ),
        cells=cells,
        suspect=cells[-1].place,
    )


RULE = Rule(
    code="CL104",
    family="classification",
    title=check_message("A code is printed twice in one list"),
    severity=Severity.ERROR,
    basis="RELATIONS 4",
    explanation=__doc__,
    check=check,
)
