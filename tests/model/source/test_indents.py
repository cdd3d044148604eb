"""How far a cell's text is set in: by spaces, by the alignment of a workbook's cell, and by where a page prints it."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from model.source.book import Sheet
from model.source.reading import open_book


@given(st.integers(0, 9), st.integers(0, 9))
def test_an_ideographic_space_sets_a_text_in_by_two_half_characters_and_another_by_one(
    wide: int, narrow: int
) -> None:
    sheet = Sheet("表", [["\u3000" * wide + " " * narrow + "教育支出", 1.0, None]])
    assert [sheet.indent(0, column) for column in range(4)] == [2 * wide + narrow, 0, 0, 0]


@pytest.mark.parametrize("align", ["left", "", "distributed"])
def test_the_indent_of_an_xlsx_cell_is_two_half_characters_a_step(tmp_path: Path, align: str) -> None:
    path = tmp_path / "a.xlsx"
    workbook = xlsxwriter.Workbook(path)
    sheet = workbook.add_worksheet("表")
    for row, steps in enumerate([0, 1, 2]):
        shown = {"indent": steps, "align": align} if align else {"indent": steps}
        sheet.write(row, 0, "教育支出", workbook.add_format(shown))
    sheet.write(3, 0, "\u3000教育支出", workbook.add_format({"indent": 1}))
    workbook.close()
    read = open_book(path).sheets[0]
    assert [read.indent(row, 0) for row in range(5)] == [0, 2, 4, 4, 0]


def test_a_text_that_stands_at_the_right_of_its_cell_is_not_set_in(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    workbook = xlsxwriter.Workbook(path)
    workbook.add_worksheet("表").write(0, 0, "合计", workbook.add_format({"indent": 3, "align": "right"}))
    workbook.close()
    assert open_book(path).sheets[0].indent(0, 0) == 0


def test_the_indent_of_an_xls_cell_is_two_half_characters_a_step(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("表")
    for row, steps in enumerate([0, 1, 2]):
        style = xlwt.easyxf(f"alignment: indent {steps}")
        sheet.write(row, 0, "教育支出", style)
        sheet.write(row, 1, 7, style)
    workbook.save(str(path))
    read = open_book(path).sheets[0]
    assert [(read.indent(row, 0), read.indent(row, 1)) for row in range(3)] == [(0, 0), (2, 0), (4, 0)]
