"""What a cell of a sheet shows: the stored value in the number format that the file gives it."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from model.pattern import pattern
from model.source.book import CellDate, CellError, CellFormat, CellValue

_LITERAL = pattern(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_NUMBER = pattern(r"[#0?,]*[0?](\.(?P<decimals>[0#?]+))?")


def cell_text(value: CellValue, form: CellFormat | None = None) -> str:
    """Return what a cell shows, "" for a blank one."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case str():
            return value
        case float():
            return number_text(value, (form.number_format if form else None) or "General")
        case CellError(code=code):
            return code
        case CellDate(iso=iso):
            return iso


def number_text(value: float, number_format: str) -> str:
    """Return a number in the decimals, the grouping, the percent and the leading zeros of its format.

    A format with more to it than that (fractions, exponents, scaling) shows the stored digits instead.
    """
    section = _LITERAL.sub("", number_format.split(";")[0]).strip()
    match = _NUMBER.search(section)
    plain = match is not None and not re.search(r"[eE/@]|General|,(?=\.|$|%)", section)
    if match is None or not plain:
        return stored_digits(value)
    places = len(match["decimals"] or "")
    percent = "%" in section
    amount = Decimal(repr(value)) * (100 if percent else 1)
    rounded = amount.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    whole = match[0].partition(".")[0]
    text = f"{rounded:,f}" if "," in whole else f"{rounded:f}"
    if "," not in whole and (zeros := whole.count("0")) > 1:
        text = f"{rounded:0{zeros + (places + 1 if places else 0)}f}"
    return text + ("%" if percent else "")


def stored_digits(value: float) -> str:
    """Return a number's fifteen significant digits without an exponent where they fit."""
    text = f"{value:.15g}"
    return f"{Decimal(text):f}" if "e" in text and abs(value) < 1e21 else text
