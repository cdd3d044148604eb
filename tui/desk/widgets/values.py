"""How the desk sets a cell of a sheet: to which side, and by which exact number its column is summed."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from model.money import Amount, Unit, parse_amount
from model.source.book import CellError, CellValue
from tui.desk.untrusted import Align


def alignment(value: CellValue) -> Align:
    """Return the side to which a cell keeps: numbers right, errors and truths in the middle, all else left."""
    if isinstance(value, bool | CellError):
        return "centre"
    return "right" if isinstance(value, float) else "left"


def is_amount(text: str) -> bool:
    """Return whether a text is an amount as tables print it."""
    return isinstance(parse_amount(text, Unit.YUAN), Amount)


def exact_steps(value: CellValue) -> int | None:
    """Return a number of a cell in ten-thousandths, exact to fifteen digits and half up; None for no number."""
    if isinstance(value, bool) or not isinstance(value, float):
        return None
    return int((Decimal(f"{value:.15g}") * 10_000).to_integral_value(rounding=ROUND_HALF_UP))
