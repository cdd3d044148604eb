"""What a cell of a sheet shows."""

from __future__ import annotations

import pytest

from model.source.book import CellDate, CellError, CellFormat, CellValue
from model.source.shown_value import cell_text, number_text


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (17800310.13, "#,##0.00", "17,800,310.13"),
        (17800310.13, "General", "17800310.13"),
        (208.0, "General", "208"),
        (20101.0, "000000", "020101"),
        (0.125, "0.00%", "12.50%"),
        (-1234.5, "#,##0.00_);(#,##0.00)", "-1,234.50"),
        (1234.5, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1,234.50"),
        (0.1 + 0.2, "General", "0.3"),
        (2.675, "0.00", "2.68"),
        (1e15, "General", "1000000000000000"),
        (1e300, "General", "1e+300"),
        (12.5, "0.00E+00", "12.5"),
        (12.5, "# ?/?", "12.5"),
        (1234567.0, "#,##0,", "1234567"),
        (12.0, "@", "12"),
        (3.0, '0"个"', "3"),
    ],
)
def test_a_number_is_shown_in_its_format_or_in_its_stored_digits(
    value: float, number_format: str, text: str
) -> None:
    assert number_text(value, number_format) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("020101", "020101"),
        (True, "TRUE"),
        (CellError("#REF!"), "#REF!"),
        (CellDate("2021-01-31"), "2021-01-31"),
    ],
)
def test_everything_else_is_shown_as_it_is(value: CellValue, text: str) -> None:
    assert cell_text(value, CellFormat("#,##0.00")) == text
