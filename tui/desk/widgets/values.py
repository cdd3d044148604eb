"""To which side the desk sets a cell of a sheet."""

from __future__ import annotations

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
