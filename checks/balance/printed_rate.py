"""A rate as a cell prints it: the values that it may have been rounded from."""

from __future__ import annotations

import math
import re

from checks.prose.intervals import ONE, Interval
from model.amounts_format import FormatKind, read_format
from model.amounts_text import PrintedNumber, ascii_form, read_number
from model.facts.printed import shown_decimals
from model.money import number_of
from model.source.book import Sheet

_PLACES = re.compile(r"\.([0#?]+)[^.]*%")
_MOST = 15


def printed_rate(sheet: Sheet, row: int, column: int) -> tuple[tuple[Interval, ...], int]:
    """Return what a cell's rate may be, in steps of `ONE`, and the decimals of its percentage.

    A number that is not formatted as a percentage may be meant in percent or as a ratio: both are given. None is
    given for a cell that holds no number.
    """
    value = sheet.value(row, column)
    if isinstance(value, str):
        number = read_number(ascii_form(value).removesuffix("%").rstrip())
        if not isinstance(number, PrintedNumber) or number.decimals > _MOST:
            return (), 0
        return (_around(number, number.decimals, 100),), number.decimals
    if not isinstance(value, float) or not math.isfinite(value):
        return (), 0
    number = number_of(value)
    known = sheet.format(row, column)
    code = known.number_format if known and known.number_format else ""
    if read_format(code).kind is FormatKind.PERCENT:
        places = _PLACES.search(code)
        shown = len(places[1]) if places else 0
        return (_around(number, shown + 2, 1),), shown
    decimals = min(shown_decimals(sheet, row, column, value) or 0, _MOST)
    return (_around(number, decimals, 100), _around(number, decimals, 1)), decimals


def _around(number: PrintedNumber, decimals: int, parts: int) -> Interval:
    """Return a printed number over `parts` with half a unit of its last decimal to each side, in whole steps."""
    double = 2 * number.digits * 10**decimals
    half = 10**number.decimals
    over = 2 * parts * 10 ** (number.decimals + decimals)
    return (double - half) * ONE // over, -((-double - half) * ONE // over)
