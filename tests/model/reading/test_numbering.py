"""Rows that number the columns of a form are no amounts; amounts that look alike are."""

from __future__ import annotations

import pytest

from model.layout.cells import numbers_columns
from model.source.book import CellFormat, CellValue, Sheet


@pytest.mark.parametrize(
    "cells",
    [
        ["栏次", 1.0, 2.0],
        ["栏次", "1", "2", "3=1+2"],
        [None, None, 1.0, 2.0, 3.0],
        ["**", "**", 1.0],
        ["甲", "乙", "(1)", "(2)"],
        ["**", "** **", "1", "", "2 3"],
        ["类", "款", "项", "栏次", "1", "2"],
        ["栏　次", "1", "2"],
    ],
)
def test_columns_numbered_from_one(cells: list[CellValue]) -> None:
    assert numbers_columns(Sheet("表", [cells]), 0)


@pytest.mark.parametrize(
    "cells",
    [
        ["合计", 1.0, 2.0, 3.0],
        [1.0, 2.0],
        [2.0, 3.0, 4.0],
        [1.0, 2.0, 2.5],
        ["栏次"],
        [None],
        ["1.00", "2.00", "3.00"],
        ["**", "1", "3 2"],
        ["类", "款", "项", "1", "2", "3"],
    ],
)
def test_amounts_and_labels(cells: list[CellValue]) -> None:
    assert not numbers_columns(Sheet("表", [cells]), 0)


def test_numbers_printed_with_decimals_are_amounts() -> None:
    sheet = Sheet("表", [[1.0, 2.0, 3.0]], formats={}, default_format=CellFormat("#,##0.00"))
    assert not numbers_columns(sheet, 0)


def test_the_numbers_of_columns_stand_amid_amounts_only_where_a_label_says_so() -> None:
    sheet = Sheet("表", [["**", "**", "1", "2"], [None, None, "1", "2", "3"], ["栏次", 1.0, 2.0]])
    assert [numbers_columns(sheet, row, amid_data=True) for row in range(3)] == [True, False, True]


def test_a_row_without_cells_holds_no_numbers() -> None:
    assert not numbers_columns(Sheet("表", [[]]), 0)


def test_a_row_without_cells_numbers_no_columns() -> None:
    assert not numbers_columns(Sheet("", [[]]), 0)


def test_a_stray_text_beside_the_word_for_numbers_of_columns_is_no_data() -> None:
    assert numbers_columns(Sheet("", [["栏次", "机关事业单位", "1", "2", "3"]]), 0)
    assert not numbers_columns(Sheet("", [["208", "机关事业单位", "1", "2", "3"]]), 0)
