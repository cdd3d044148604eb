"""What goes into the child's end of the pipe comes out of the parent's, and nothing else can."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.errors import UnreadableSourceError
from model.source.assembly import Assembly
from model.source.book import Book, CellDate, CellError, CellFormat, CellValue
from model.source.calamine_sheet import encoded
from model.source.channel import Channel
from model.source.parsed import Cell, Grid, ParsedSheet, number

NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.none(),
    st.booleans(),
    NUMBERS,
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1),
    st.sampled_from(["#REF!", "#N/A"]).map(lambda code: {"e": code}),
    st.dates().map(lambda day: {"d": day.isoformat()}),
)


def through_the_pipe(sheet: ParsedSheet) -> Book:
    pipe = BytesIO()
    channel = Channel(pipe)
    channel.begin("xlsx")
    channel.sheet(sheet)
    channel.end()
    assembly = Assembly("a.xlsx", None)
    for line in pipe.getvalue().splitlines(keepends=True):
        assembly.take(line)
    assert assembly.ended
    return assembly.book("")


def received(cell: Cell) -> CellValue:
    if isinstance(cell, dict):
        return CellError(cell["e"]) if "e" in cell else CellDate(cell["d"])
    return cell


@given(st.lists(st.lists(CELLS, max_size=5), max_size=20))
def test_every_cell_arrives_as_it_was_sent(rows: list[list[Cell]]) -> None:
    expected = [[received(cell) for cell in row] for row in rows]
    while expected and not expected[-1]:
        expected.pop()
    assert through_the_pipe(ParsedSheet("表", [list(row) for row in rows], [])).sheets[0].rows == expected


@given(st.lists(NUMBERS, min_size=1, max_size=50), st.lists(CELLS, min_size=1, max_size=50))
def test_a_long_sheet_arrives_by_columns_bit_for_bit(numbers: list[float], cells: list[Cell]) -> None:
    rows: list[list[Cell]] = [
        [numbers[index % len(numbers)], cells[index % len(cells)], float(index)] for index in range(1200)
    ]
    sheet = through_the_pipe(ParsedSheet("表", rows, [])).sheets[0]
    assert [row[0] for row in sheet.rows] == [row[0] for row in rows]
    assert [row[1] for row in sheet.rows] == [received(row[1]) for row in rows]
    assert [row[2] for row in sheet.rows] == [float(index) for index in range(1200)]


def test_formats_arrive_with_their_cells() -> None:
    sheet = ParsedSheet("表", [[1.0, 2.0]], [])
    sheet.formats = {(0, 0): ("0.00", "A1", ""), (0, 1): ("0.00", "A1", "注")}
    sheet.default_format = ("General", "", "")
    read = through_the_pipe(sheet).sheets[0]
    assert read.format(0, 1) == CellFormat("0.00", "A1", "注")
    assert read.format(9, 9) == CellFormat("General", "", "")


@pytest.mark.parametrize(
    "line",
    [
        b'["rows",[[NaN]]]\n',
        b'["rows",[[[1.0]]]]\n',
        b'["rows",[[1]]]\n',
        b'["columns",[[{"a":"b"}]]]\n',
        b'["columns",[[1.0],[]]]\n',
        b'["system","rm"]\n',
        b"{}\n",
    ],
)
def test_a_line_that_is_no_part_of_a_book_is_not_taken(line: bytes) -> None:
    with pytest.raises((ValueError, KeyError)):
        Assembly("a.xlsx", None).take(line)


def test_a_refusal_names_the_file_in_display_form() -> None:
    with pytest.raises(UnreadableSourceError) as caught:
        Assembly("表\x1b.xlsx", None).take(b'["refused","encrypted",{}]\n')
    assert caught.value.place == "表␛.xlsx"


def test_a_number_that_is_not_finite_never_enters_the_pipe() -> None:
    assert number(float("inf")) == {"e": "#NUM!"}
    assert Grid().row(0, 0, [float("nan"), 1, True, "", "a\x00"]) == [{"e": "#NUM!"}, 1.0, True, None, "a␀"]


VALUES = st.one_of(
    st.just(""),
    st.floats(),
    st.booleans(),
    st.integers(-9, 9),
    st.text("甲乙\x1b\u202e", max_size=3),
    st.dates(),
)
COLUMNS = st.one_of(
    st.lists(st.sampled_from(["甲", "乙", "", "\x1b"]), min_size=8, max_size=8),
    st.lists(st.one_of(NUMBERS, st.just("")), min_size=8, max_size=8),
    st.lists(VALUES, min_size=8, max_size=8),
)


@given(st.lists(COLUMNS, min_size=1, max_size=4))
def test_columns_cross_as_their_rows_would(columns: list[list[object]]) -> None:
    by_row, by_column = Grid(), Grid()
    rows = ParsedSheet("s", [], by_row.cleaned)
    rows.rows = [by_row.row(number, 0, values) for number, values in enumerate(zip(*columns, strict=True))]
    blocks = ParsedSheet("s", (), by_column.cleaned)
    blocks.blocks = [[encoded(tuple(values), by_column, 0, at) for at, values in enumerate(columns)]]
    (one,), (other,) = through_the_pipe(rows).sheets, through_the_pipe(blocks).sheets
    assert other.rows == one.rows
    assert other.cleaned == one.cleaned
