"""A code printed twice in one list is counted twice, or is another code mistyped.

Two rows are the same line where code, unit, project and every other cell beside the amounts agree; a serial
number (序号) does not count. Not reported: codes listed anew below each unit, a row carried over a page
break with its repeated heading, one code with several projects or purchases beside it, and two units' projects of one
name with amounts of their own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from checks.classification.names import names_a_code
from checks.classification.printed import PrintedCode, PrintedCodes, code_evidence, code_lists, places_text
from checks.mechanism.evidence import finding_of, fingerprint
from checks.mechanism.keys import pack, ranked
from checks.rule import Outcome, Rule, Subject
from model.classification.codes import Domain
from model.finding import Finding, Severity
from model.layout.cells import cells_of
from model.lexicon.lexicon import normalised
from model.messages import check_message
from model.reading.table import LabelledRows, RowLabel, Table
from model.source.book import Sheet

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]


def duplicates(codes: PrintedCodes, subject: Subject) -> list[list[PrintedCode]]:
    """Return the groups of rows of a panel that print one and the same line, in the order of their first rows."""
    codes = codes.at(
        _recurring(_numbered(label.code for label in codes.rows.labels)[codes.label], codes.block)
    )
    if not len(codes):
        return []
    table = subject.disclosure.tables[codes.table]
    sheet = subject.disclosure.documents[table.document].book.sheets[table.sheet]
    line = _lines(codes, _label_columns(subject, codes.table, sheet), sheet)
    groups: dict[int, list[PrintedCode]] = {}
    for index in _recurring(line).tolist():
        groups.setdefault(int(line[index]), []).append(codes.printed(index))
    if not groups:
        return []
    width = sheet.width
    headings = _headings(table, sheet, width)
    amounts = sorted({column.column for panel in table.panels for column in panel.columns})
    alike = (same for rows in groups.values() for same in _alike(rows, sheet, amounts))
    kept = (_without_carried_over(rows, sheet, width, headings) for rows in alike)
    return [rows for rows in kept if len(rows) > 1]


def _alike(rows: list[PrintedCode], sheet: Sheet, amounts: Sequence[int]) -> list[list[PrintedCode]]:
    """Return the rows of one line apart where they are projects whose amounts differ."""
    if not rows[0].row.coordinates.get("item", "").startswith("project:"):
        return [rows]
    by_amounts: dict[tuple[object, ...], list[PrintedCode]] = {}
    for row in rows:
        by_amounts.setdefault(tuple(sheet.value(row.row.row, at) for at in amounts), []).append(row)
    return list(by_amounts.values())


def _recurring(*columns: Integers) -> Integers:
    """Return where stand what these columns print more than once."""
    number, _ = ranked(pack(columns))
    return np.flatnonzero(np.bincount(number)[number] > 1)


def _numbered(values: Iterable[Hashable]) -> Integers:
    """Return a number for each value, the same for equal values."""
    seen: dict[Hashable, int] = {}
    return np.array([seen.setdefault(value, len(seen)) for value in values], dtype=np.int64)


def _lines(codes: PrintedCodes, columns: list[int], sheet: Sheet) -> Integers:
    """Number the lines: the same for rows of one block whose labels and cells in these columns are alike."""
    labels = enumerate(codes.rows.labels)
    label = _numbered(_meaning(each, codes.domains.get(number)) for number, each in labels)[codes.label]
    rows = codes.rows.row[codes.position].tolist()
    beside = [_numbered(cells_of(sheet, rows, column)) for column in columns]
    return pack([label, codes.block, *beside])


def _meaning(label: RowLabel, domain: Domain | None) -> Hashable:
    """Return what makes a label one of its own; a name that names no code names a project."""
    if domain is None:
        return None
    name = "" if names_a_code(label.name, domain) else normalised(label.name)
    return (label.code, name, label.coordinates.get("item", ""), label.coordinates.get("nature", ""))


def _label_columns(subject: Subject, number: int, sheet: Sheet) -> list[int]:
    """Return the columns of a table that hold neither amounts nor serial numbers."""
    table = subject.disclosure.tables[number]
    amounts = {column.column for panel in table.panels for column in panel.columns}
    cells = {
        cell for index in range(len(table.panels)) for cell in _printed_cells(subject.rows(number, index))
    }
    return [
        column
        for column in range(table.right + 1)
        if column not in amounts | cells and not _is_serial(table, sheet, column)
    ]


def _printed_cells(rows: LabelledRows) -> set[int]:
    """Return the columns in which rows print their codes and names."""
    return {cell for label in rows.labels for cell in (label.code_cell, label.name_cell)}


def _is_serial(table: Table, sheet: Sheet, column: int) -> bool:
    return any(
        isinstance(value := sheet.value(row, column), str) and "序号" in value
        for row in range(table.top, table.first_data_row)
    )


def _without_carried_over(
    rows: list[PrintedCode], sheet: Sheet, width: int, headings: list[int]
) -> list[PrintedCode]:
    """Drop rows that repeat an earlier one word for word behind a repeated heading."""
    kept: list[PrintedCode] = []
    first: dict[tuple[object, ...], int] = {}
    for row in rows:
        number = row.row.row
        earlier = first.setdefault(_cells(sheet, number, width), number)
        if bisect_left(headings, number) <= bisect_right(headings, earlier):
            kept.append(row)
    return kept


def _cells(sheet: Sheet, row: int, width: int) -> tuple[object, ...]:
    return tuple(sheet.value(row, column) for column in range(width))


def _headings(table: Table, sheet: Sheet, width: int) -> list[int]:
    """Return the rows of a table that print one of its rows of headings again."""
    printed = {_cells(sheet, row, width) for row in range(table.top, table.first_data_row)}
    printed = {cells for cells in printed if any(cell is not None for cell in cells)}
    return [
        row for row in range(table.first_data_row, table.bottom + 1) if _cells(sheet, row, width) in printed
    ]


def check(subject: Subject, outcome: Outcome) -> None:
    """Report each line that a list prints more than once."""
    for listed in code_lists(subject):
        in_digits = np.array([label.code_cell >= 0 for label in listed.rows.labels], dtype=np.bool_)
        codes = listed.at(np.flatnonzero(in_digits[listed.label]))
        groups = duplicates(codes, subject)
        outcome.hold(len(codes) - sum(map(len, groups)))
        for rows in groups:
            outcome.report(_finding(subject, subject.disclosure.tables[codes.table], rows))
            outcome.line.inconsistent += len(rows) - 1


def _finding(subject: Subject, table: Table, rows: list[PrintedCode]) -> Finding:
    cells = tuple(code_evidence(subject, row) for row in rows)
    return finding_of(
        RULE,
        fingerprint(
            RULE.code, table.kind, {**rows[0].row.coordinates}, table.title, str(rows[0].block), rows[0].name
        ),
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
