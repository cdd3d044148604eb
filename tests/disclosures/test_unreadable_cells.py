"""A cell that cannot be read accuses nobody: the sums that need it are not checked, and the cell is listed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from checks.runner import audit
from model.disclosure import disclosure_of
from model.finding import Severity
from model.source.book import Book, CellError, CellValue
from model.source.reading import open_book

PART = ("表8 部门支出总表", 16, 4)
"""2101504's project expenditure, a part of its row's total and of its column's sums."""


def _with(book: Book, place: tuple[str, int, int], value: CellValue) -> Book:
    name, row, column = place
    sheets = []
    for sheet in book.sheets:
        rows = [list(cells) for cells in sheet.rows]
        if sheet.name == name:
            rows[row][column] = value
        sheets.append(replace(sheet, rows=rows))
    return replace(book, sheets=sheets)


TOTAL = ("表8 部门支出总表", 6, 2)
"""The whole expenditure, a total in a row without a code."""


def test_a_total_of_which_the_page_shows_signs_alone_ends_as_not_checked(samples: Path) -> None:
    book = open_book(samples / "dadukou-2021-budget.xlsx")
    assert isinstance(book.sheets[7].value(*TOTAL[1:]), float)
    disclosure = disclosure_of([_with(book, TOTAL, "###")])
    (cell,) = (
        cell for table in disclosure.tables for cell in table.unbound if (cell.row, cell.column) == TOTAL[1:]
    )
    assert "too narrow" in cell.why.text("en")
    assert [finding for finding in audit([disclosure]).findings if finding.severity is Severity.ERROR] == []


@pytest.mark.parametrize("value", [CellError("#REF!"), "见附件", "12.5%", "####", "1.16E+07"])
def test_an_unreadable_part_ends_as_not_checked(value: CellValue, samples: Path) -> None:
    book = open_book(samples / "dadukou-2021-budget.xlsx")
    assert isinstance(book.sheets[7].value(*PART[1:]), float)

    disclosure = disclosure_of([_with(book, PART, value)])
    report = audit([disclosure])

    listed = {(cell.row, cell.column) for table in disclosure.tables for cell in table.unbound}
    ledger = {line.rule: line for line in report.ledger}
    assert PART[1:] in listed
    assert ledger["RU101"].not_checked >= 1
    assert [finding for finding in report.findings if finding.severity is Severity.ERROR] == []
