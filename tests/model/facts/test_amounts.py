"""Columns of cells read as amounts: the same as one cell at a time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from model.facts.amounts import read_amounts
from model.facts.unread import UNKNOWN, digits_decimals, format_decimals, text_decimals
from model.money import Amount, NotAmount, Unit, parse_amount
from model.source.book import CellDate, CellError, CellFormat, CellValue, Sheet

DECIMAL = st.builds(
    lambda digits, places: digits / 10**places, st.integers(-(10**13), 10**13), st.integers(0, 8)
)
CELLS = st.one_of(
    DECIMAL,
    st.floats(),
    st.none(),
    st.booleans(),
    st.sampled_from(["-", "12.30", "1,234.5", "3%", "无", "合计", " ", "3万元", "９.5"]),
    st.sampled_from([CellError("#REF!"), CellDate("2023-01-01")]),
)
FORMATS = st.one_of(st.just(UNKNOWN), st.integers(-6, 8))


def alone(value: CellValue, printed: int, unit: Unit, decimals: int) -> Amount | NotAmount | CellError:
    """The amount of one cell, read by itself."""
    if isinstance(value, CellError):
        return value
    if isinstance(value, bool | CellDate):
        return NotAmount.TEXT
    if isinstance(value, str):
        own = text_decimals(value)
        return parse_amount(value, unit, decimals=None if own is None else max(own, decimals))
    if value is None or not np.isfinite(value):
        return parse_amount(value, unit)
    own = max(digits_decimals(value), decimals) if printed == UNKNOWN else printed
    return parse_amount(value, unit, decimals=own)


@pytest.mark.parametrize(
    ("text", "half"),
    [("480544221.6", 500), ("18941962.57", 0), ("480544221.60", 0), ("1234.5", 0), ("-480544221.6", 500)],
)
def test_what_general_cuts_at_eleven_signs_was_rounded_there(text: str, half: int) -> None:
    read = read_amounts([text], np.array([UNKNOWN], dtype=np.int32), Unit.YUAN, 2)

    assert read.half.tolist() == [half]


@given(st.lists(st.tuples(CELLS, FORMATS), max_size=8), st.sampled_from(Unit), st.integers(-3, 7))
@example([(1.005, UNKNOWN), (2.675, 2), (0.1 + 0.2, UNKNOWN)], Unit.YUAN, 2)
@example([(123456789012.34, UNKNOWN), (0.00001, UNKNOWN), (-0.0, 0)], Unit.WAN, 2)
@example([(9e14, UNKNOWN), (9e14, 3)], Unit.YI, 0)
def test_a_column_is_read_as_its_cells_are_alone(
    cells: list[tuple[CellValue, int]], unit: Unit, decimals: int
) -> None:
    values = [value for value, _ in cells]
    read = read_amounts(values, np.array([places for _, places in cells], dtype=np.int32), unit, decimals)
    for position, (value, printed) in enumerate(cells):
        expected = alone(value, printed, unit, decimals)
        assert bool(read.stated[position]) is isinstance(expected, Amount)
        if isinstance(expected, Amount):
            assert (read.amount[position], read.half[position]) == (expected.amount, expected.half)
            assert bool(read.as_text[position]) is expected.stored_as_text
        elif expected in {NotAmount.BLANK, NotAmount.NOTHING}:
            assert position not in read.odd
        else:
            assert read.odd[position] == expected


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        (Sheet("a", [[1.0], [2.0]]), [UNKNOWN, UNKNOWN]),
        (Sheet("a", [[1.0], [2.0]], formats={}, default_format=CellFormat("0.00")), [2, 2]),
        (Sheet("a", [[1.0], [2.0]], formats={(1, 0): CellFormat("0.0")}), [UNKNOWN, 1]),
    ],
)
def test_number_formats_give_the_decimals(sheet: Sheet, expected: list[int]) -> None:
    assert format_decimals(sheet, [0, 1], 0, {}).tolist() == expected


def test_a_cell_that_stands_left_of_its_heading_has_its_own_format() -> None:
    sheet = Sheet(
        "a", [[1.0, None], [None, 2.0]], formats={(0, 0): CellFormat("0.0"), (1, 1): CellFormat("0.000")}
    )
    assert format_decimals(sheet, [0, 1], 1, {0: 1}).tolist() == [1, 3]
