"""One small workbook written in many containers by a program of others (`fixtures/features.js` made the files)."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.source.book import Book, CellDate, CellError, CellFormat, CellValue, Merge, Visibility
from model.source.reading import open_book

FIXTURES = Path(__file__).parent / "fixtures"
TYPED = ["features.xlsx", "features.xlsb", "features.xls", "features-2003.xls"]
ROWS: list[list[CellValue]] = [
    ["2025年部门支出预算总表"],
    ["单位：元"],
    ["科目编码", "科目名称", "合计", "日期"],
    ["2101501", "行政运行", 1234.5, CellDate("2025-01-31")],
    ["2101502", "一般行政管理事务", 0.1, True],
    [None, None, 1234.6, CellError("#REF!")],
    [None, CellError("#N/A")],
]


def read(name: str) -> Book:
    return open_book(FIXTURES / name)


@pytest.mark.parametrize("name", TYPED)
def test_every_kind_of_cell_is_the_same_in_every_typed_container(name: str) -> None:
    book = read(name)
    assert book.sheets[0].rows == ROWS
    assert book.sheets[1].rows == [["暗", 1.0]]
    assert [sheet.name for sheet in book.sheets] == ["支出", "隐藏"]


@pytest.mark.parametrize("name", TYPED)
def test_merges_formats_and_what_is_hidden_are_the_same_in_every_typed_container(name: str) -> None:
    book = read(name)
    sheet = book.sheets[0]
    assert sheet.merges == (Merge(0, 0, 0, 3),)
    assert [sheet.visibility for sheet in book.sheets] == [Visibility.VISIBLE, Visibility.HIDDEN]
    assert sheet.hidden_columns == {1}
    # The program that wrote the file hides no row in .xls.
    assert sheet.hidden_rows == (set() if name == "features.xls" else {4})
    known = sheet.format(3, 2)
    assert known is not None
    assert known.number_format == "#,##0.00"


@pytest.mark.parametrize(
    ("name", "formula"),
    # The program that wrote the .xlsb put values in the place of formulas.
    [("features.xlsx", "SUM(C4:C5)"), ("features.xls", None), ("features-2003.xls", "SUM(R[-2]C:R[-1]C)")],
)
def test_a_formula_is_reported_or_unknown(name: str, formula: str | None) -> None:
    known = read(name).sheets[0].format(5, 2)
    assert known is not None
    assert known.formula == formula


def test_what_a_container_cannot_hold_is_unknown() -> None:
    assert read("features.xls").sheets[0].format(0, 0) == CellFormat("General", None, "")
    assert read("features.xlsb").sheets[0].format(0, 0) == CellFormat("General", "", None)
    page = read("features.html").sheets[0]
    assert (page.format(0, 0), page.hidden_columns, page.visibility) == (None, None, Visibility.UNKNOWN)


@pytest.mark.parametrize("name", ["features.ods", "features.fods"])
def test_an_open_document_packed_or_flat_gives_the_same_cells(name: str) -> None:
    book = read(name)
    # The program that wrote the file writes neither dates nor errors in this container.
    assert book.sheets[0].rows[:3] == ROWS[:3]
    assert book.sheets[0].rows[4] == ROWS[4]
    assert book.sheets[0].merges == (Merge(0, 0, 0, 3),)


def test_a_page_gives_what_it_shows() -> None:
    rows = read("features.html").sheets[0].rows
    assert rows[3:] == [
        ["2101501", "行政运行", "1,234.50", "1/31/25"],
        ["2101502", "一般行政管理事务", "0.1", "TRUE"],
        [None, None, "1234.6", "#REF!"],
        [None, "#N/A"],
    ]


def test_the_container_is_known_by_its_content() -> None:
    containers = {path.name: read(path.name).container for path in FIXTURES.iterdir() if path.suffix != ".js"}
    assert containers == {
        "features.xlsx": "xlsx",
        "features.xlsb": "xlsb",
        "features.xls": "xls",
        "features-2003.xls": "xml",
        "features.ods": "ods",
        "features.fods": "fods",
        "features.html": "html",
    }


def test_a_wps_workbook_is_read_by_what_it_holds(tmp_path: Path) -> None:
    for name, container in (("features.xls", "et"), ("features.xlsx", "xlsx")):
        path = tmp_path / f"{container}.et"
        path.write_bytes((FIXTURES / name).read_bytes())
        book = open_book(path)
        assert book.container == container
        assert book.sheets[0].rows == ROWS
