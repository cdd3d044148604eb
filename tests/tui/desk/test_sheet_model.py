"""The sheet as rows: merges, hidden lines, addresses, and columns as wide as what they hold."""

from __future__ import annotations

import pytest
from desk_example import EXPENDITURE, PATH, documents, expenditure_sheet, funds_sheet

from model.finding import Place
from model.source.book import CellFormat, Merge, Sheet
from tui.desk.marks import Marks, parse_address
from tui.desk.widgets.lines import Look
from tui.desk.widgets.sheet_model import SheetModel


@pytest.fixture
def model() -> SheetModel:
    """The expenditure sheet, with a mark on D11."""
    marks = Marks()
    marks.at = {Place(PATH, EXPENDITURE, 10, 3): "!"}
    return SheetModel(PATH, expenditure_sheet(), documents()[0].tables, marks)


def test_a_merged_heading_stands_over_all_its_columns(model: SheetModel) -> None:
    cell = model.cell(3, 4)
    assert (cell.text, cell.last, cell.align) == ("2021 年预算数", 5, "centre")
    assert model.extent(3, 4) == (3, 5)
    assert model.anchor(4, 2) == (3, 2)
    assert model.cell(4, 2).text == ""


def test_numbers_are_shown_in_their_format_with_the_mark_on_the_cell(model: SheetModel) -> None:
    assert model.cell(10, 3) == ("17,236,430.61", "!", Look.ERROR, "right", True, -1, False)


def test_hidden_rows_and_columns_are_in_brackets() -> None:
    sheet = Sheet("x", [["a", "b"]] * 3, hidden_rows=frozenset({1}), hidden_columns=frozenset({1}))
    model = SheetModel("p", sheet, (), Marks())
    assert [model.row_label(row).text.strip() for row in range(3)] == ["1", "(2)", "3"]
    assert [model.column(column).heading[0] for column in range(2)] == ["A", "(B)"]


def test_the_heading_rows_of_the_table_are_pinned(model: SheetModel) -> None:
    assert list(model.pinned) == [3, 4]


def test_freezing_keeps_what_is_above_and_left_and_again_lets_it_go(model: SheetModel) -> None:
    model.fit(120)
    assert model.frozen == 2
    assert model.freeze(5, 3)
    model.fit(120)
    assert (model.frozen, list(model.pinned)) == (3, [1, 2, 3, 4])
    assert not model.freeze(5, 3)
    model.fit(120)
    assert (model.frozen, list(model.pinned)) == (2, [3, 4])


def test_codes_and_names_are_frozen_only_where_they_leave_room_for_amounts(model: SheetModel) -> None:
    model.fit(80)
    assert model.frozen == 2
    model.fit(40)
    assert model.frozen == 0


def test_a_title_does_not_widen_its_column_but_a_number_does(model: SheetModel) -> None:
    assert model.column(0).cells < 20
    assert model.column(3).cells == len("17,800,310.13")
    assert SheetModel("p", funds_sheet(), (), Marks()).column(3).cells <= 24


def test_an_error_value_stands_out_and_keeps_its_code() -> None:
    cell = SheetModel("p", funds_sheet(), (), Marks()).cell(1, 0)
    assert (cell.text, cell.look) == ("#REF!", Look.ERROR)


def test_a_hundred_thousand_merges_do_not_make_a_cell_slow_to_find() -> None:
    merges = tuple(Merge(row, 0, row, 1) for row in range(100_000))
    model = SheetModel("p", Sheet("x", [["a"]] * 100_000, merges), (), Marks())
    assert model.cell(99_999, 1).last == 1


def test_an_empty_sheet_has_one_blank_cell() -> None:
    model = SheetModel("p", Sheet("x", []), (), Marks())
    assert (model.row_count, model.column_count, model.cell(0, 0).text) == (1, 1, "")


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("A1", (0, 0)),
        ("d11", (10, 3)),
        ("$AA$10", (9, 26)),
        ("XFD1048576", (1048575, 16383)),
        ("11D", None),
        ("", None),
    ],
)
def test_an_address_is_read(text: str, at: tuple[int, int] | None) -> None:
    assert parse_address(text) == at


def test_what_is_spare_goes_to_names_that_would_be_cut() -> None:
    name = "机关事业单位基本养老保险缴费支出"
    model = SheetModel("p", Sheet("s", [["2080505", name, 1.0]]), (), Marks())
    model.fit(200)
    assert model.column(1).cells == 32
    model.fit(40)
    assert model.column(1).cells == 24
    model.fit(200)
    model.widen(1, -10)
    model.fit(200)
    assert model.column(1).cells == 22


def test_a_formula_without_a_stored_value_is_shown_as_formula() -> None:
    formats = {(0, 1): CellFormat("General", "SUM(A1:A9)", "")}
    sheet = Sheet("s", [[1.0, None]], formats=formats, default_format=CellFormat("General", "", ""))
    model = SheetModel("p", sheet, (), Marks())
    assert model.cell(0, 1).text == "=SUM(A1:A9)"
    assert model.cell(0, 0).text == "1"
