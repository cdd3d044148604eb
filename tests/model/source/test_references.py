"""Addresses, shared formulas and dates, as spreadsheets write them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.formula.translate import Translator
from openpyxl.utils.datetime import from_excel

from model.source.book import address
from model.source.number_format import date_cell, is_date
from model.source.parsed import RefusedError, position_of
from model.source.xlsx_marks import SharedFormula

ROWS, COLUMNS = st.integers(0, (1 << 20) - 1), st.integers(0, (1 << 14) - 1)


@given(ROWS, COLUMNS)
def test_an_address_and_its_position_are_one(row: int, column: int) -> None:
    assert position_of(address(row, column)) == (row, column)


@pytest.mark.parametrize(
    "reference", ["", "A", "1", "A0", "XFE1", "AAAA1", "A1048577", "a一1", "A-1", "A12345678"]
)
def test_what_is_no_address_is_refused(reference: str) -> None:
    with pytest.raises(RefusedError):
        position_of(reference)


@pytest.mark.parametrize(
    "formula",
    [
        "A1+B2",
        "SUM($A$1:B2)",
        "SUM(A:A)+SUM($B:C)",
        "SUM(2:3)",
        "'A1'!B2*Sheet1!C$3",
        'IF(A1="B2 ""C3""",LOG10(D4),E5)',
        "收入表!A1+部门1!B1",
        "SUM(C3:C7)/10000",
        "$A1&A$1",
    ],
)
@pytest.mark.parametrize(("down", "right"), [(0, 0), (1, 0), (0, 3), (7, 30)])
def test_a_shared_formula_moves_as_openpyxl_moves_it(formula: str, down: int, right: int) -> None:
    expected = Translator(f"={formula}", origin="K20").translate_formula(address(19 + down, 10 + right))
    assert "=" + SharedFormula((19, 10), formula).at(19 + down, 10 + right) == expected


@pytest.mark.parametrize(
    ("code", "shows_date"),
    [
        ("General", False),
        ("#,##0.00", False),
        ("0.00E+00", False),
        ('0.00"元"', False),
        ("[Red]#,##0.00", False),
        ('_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', False),
        ("@", False),
        ("yyyy/m/d", True),
        ('yyyy"年"m"月"', True),
        ("[h]:mm:ss", True),
        ("[$-804]上午/下午h:mm", True),
        (None, False),
    ],
)
def test_a_format_is_taken_for_a_date_by_what_it_shows(code: str | None, shows_date: bool) -> None:
    assert is_date(code) is shows_date


@given(st.integers(61, 2_900_000), st.integers(0, 86_399))
def test_a_date_is_what_openpyxl_takes_it_for(days: int, seconds: int) -> None:
    cell = date_cell(days + seconds / 86400, since_1904=False)
    expected = from_excel(days) + timedelta(seconds=seconds)
    assert isinstance(expected, datetime)
    assert isinstance(cell, dict)
    assert datetime.fromisoformat(cell["d"]) == expected


def test_a_number_that_no_calendar_holds_stays_a_number() -> None:
    assert date_cell(-5.0, since_1904=False) == -5.0
    assert date_cell(1e9, since_1904=False) == 1e9
    assert date_cell(0.5, since_1904=False) == {"d": "12:00:00"}
    assert date_cell(0.0 + 1, since_1904=True) == {"d": "1904-01-02"}
