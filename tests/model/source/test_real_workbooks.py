"""Published workbooks and the samples read cell by cell as the slow, well-known readers read them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
import xlrd
from openpyxl.worksheet.worksheet import Worksheet

from model.source.book import Book, CellDate, CellError, CellValue, Sheet, Visibility
from model.source.reading import open_book

REAL = [
    "putuo-2026-department-template.xlsx",
    "putuo-finance-2024-final.xlsx",
    "putuo-office-2025-budget.xlsx",
    "wanli-2024-budget.xlsx",
    "wanli-2025-budget.xlsx",
    "welfare-2024-budget.xlsx",
]
SAMPLES = [
    "dadukou-2021-budget.xlsx",
    "dadukou-2021-planted.xlsx",
    "nanchong-2020-budget.xlsx",
    "wansheng-2023-budget.xlsx",
]


def as_openpyxl_reads(value: object) -> CellValue:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, datetime):
        return CellDate((value.date() if value.time() == time() else value).isoformat())
    if isinstance(value, date | time):
        return CellDate(value.isoformat())
    assert not isinstance(value, timedelta)
    text = str(value)
    return CellError(text) if text in openpyxl.cell.cell.ERROR_CODES else text


def assert_same_cells(sheet: Sheet, expected: Worksheet) -> None:
    height = max(expected.max_row, sheet.height)
    width = max(expected.max_column, sheet.width)
    for row in range(height):
        for column in range(width):
            cell = (
                expected._get_cell(row + 1, column + 1) if (row + 1, column + 1) in expected._cells else None
            )
            value = None if cell is None else as_openpyxl_reads(cell.value)
            assert sheet.value(row, column) == value, (sheet.name, row, column)
            if cell is not None and value is not None:
                known = sheet.format(row, column)
                assert known is not None
                assert known.number_format == cell.number_format
                assert known.formula == ""


def assert_same_as_openpyxl(book: Book, path: Path) -> None:
    workbook = openpyxl.load_workbook(path, data_only=True)
    assert [sheet.name for sheet in book.sheets] == workbook.sheetnames
    assert book.skipped == []
    for sheet in book.sheets:
        assert_same_cells(sheet, workbook[sheet.name])
        merged = {(m.min_row - 1, m.min_col - 1) for m in workbook[sheet.name].merged_cells.ranges}
        inside = {(row, column) for row, column in merged if row < sheet.height and column < sheet.width}
        assert {(m.top, m.left) for m in sheet.merges} <= inside
        assert sheet.visibility is Visibility(
            {"visible": "visible", "hidden": "hidden", "veryHidden": "very hidden"}[
                workbook[sheet.name].sheet_state
            ]
        )


@pytest.mark.parametrize("name", REAL)
def test_every_cell_of_a_published_workbook_is_what_openpyxl_reads(shared: Path, name: str) -> None:
    path = shared / "disclosures" / "real" / name
    assert_same_as_openpyxl(open_book(path), path)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_cell_of_a_sample_is_what_openpyxl_reads(samples: Path, name: str) -> None:
    assert_same_as_openpyxl(open_book(samples / name), samples / name)


def assert_same_as_xlrd(book: Book, path: Path) -> None:
    workbook = xlrd.open_workbook(path, formatting_info=True)
    assert [sheet.name for sheet in book.sheets] == workbook.sheet_names()
    for sheet, expected in zip(book.sheets, workbook.sheets(), strict=True):
        assert sheet.height <= expected.nrows
        assert sheet.width <= expected.ncols
        for row in range(expected.nrows):
            for column in range(expected.ncols):
                cell = expected.cell(row, column)
                value = None if cell.value == "" else cell.value
                assert sheet.value(row, column) == value, (sheet.name, row, column)
        assert {(m.top, m.left) for m in sheet.merges} <= {(r, c) for r, _, c, _ in expected.merged_cells}
        assert sheet.visibility is Visibility.VISIBLE


def test_every_cell_of_the_published_xls_template_is_what_xlrd_reads(shared: Path) -> None:
    path = shared / "disclosures" / "real" / "putuo-2026-unit-template.xls"
    assert_same_as_xlrd(open_book(path), path)


def test_the_sample_of_1997_format_reads_as_the_one_of_2007_does(samples: Path) -> None:
    old, new = (open_book(samples / f"dadukou-2021-budget.{suffix}") for suffix in ("xls", "xlsx"))
    assert [sheet.name for sheet in old.sheets] == [sheet.name for sheet in new.sheets]
    for before, after in zip(old.sheets, new.sheets, strict=True):
        for row in range(after.height):
            for column in range(after.width):
                known = after.format(row, column)
                if known is not None and not known.formula:
                    assert before.value(row, column) == after.value(row, column)
        assert before.height == after.height
        assert set(before.merges) == set(after.merges)


def test_a_used_range_out_to_column_iv_is_trimmed_to_what_is_there(shared: Path) -> None:
    book = open_book(shared / "disclosures" / "real" / "putuo-2026-department-template.xlsx")
    assert max(sheet.width for sheet in book.sheets) == 9
    assert "部门国有资本经营预算拨款表 " in [sheet.name for sheet in book.sheets]
