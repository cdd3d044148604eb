"""How many decimals cells print: by their number format, or else by their digits."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from model.amounts_format import decimals_of_format
from model.money import number_of
from model.source.book import CellFormat, CellValue, Sheet

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.int32]

_FINEST = 6
"""Decimals beyond these are the noise of a formula, not what was printed."""

UNKNOWN = -100
"""In an array of decimals: no number format tells them."""


def shown_decimals(sheet: Sheet, row: int, column: int, value: CellValue) -> int | None:
    """Return the decimals a cell prints, from its format or else from its digits; None for no number."""
    if isinstance(value, float):
        printed = _of_format(sheet.format(row, column))
        return digits_decimals(value) if printed == UNKNOWN else printed
    return text_decimals(value) if isinstance(value, str) else None


def text_decimals(text: str) -> int | None:
    """Return the decimals that a text prints; None where it does not end in digits after a point."""
    _, _, places = unicodedata.normalize("NFKC", text).strip().partition(".")
    return len(places) if places.isdigit() else None


def format_decimals(sheet: Sheet, rows: Sequence[int], column: int, shifts: Mapping[int, int]) -> Numbers:
    """Return the decimals that the number formats of a column print, `UNKNOWN` where they do not tell.

    `shifts` says, by position in `rows`, how many columns left of the others a cell stands.
    """
    import numpy as np

    default = sheet.default_format
    if not sheet.formats:
        uniform = np.int32(_of_format(None if sheet.formats is None else default))
        return np.broadcast_to(uniform, len(rows))
    find = sheet.formats.get
    formats = [_of_format(find((row, column), default)) for row in rows]
    for position, shift in shifts.items():
        formats[position] = _of_format(find((rows[position], column - shift), default))
    return np.array(formats, dtype=np.int32)


def _of_format(known: CellFormat | None) -> int:
    printed = decimals_of_format(known.number_format) if known and known.number_format else None
    return UNKNOWN if printed is None else printed


def digits_decimals(value: float) -> int:
    """Return the decimals of a finite double's digits."""
    return min(number_of(value).decimals, _FINEST)


def usual_decimals(decimals: Counter[int]) -> int:
    """Return the decimals that a table prints: the most that more than one in fifty of its amounts show.

    Numbers without a format lose their trailing zeros: 399 beside 494.71 is 399.00.
    """
    total = decimals.total()
    return max((places for places, count in decimals.items() if count * 50 > total), default=0)


def counted_decimals(values: Sequence[CellValue], formats: Sequence[int]) -> Counter[int]:
    """Count how many of these cells print how many decimals."""
    counts: Counter[int] = Counter()
    for value, printed in zip(values, formats, strict=True):
        decimals: int | None = None
        if isinstance(value, float):
            decimals = digits_decimals(value) if printed == UNKNOWN else printed
        elif isinstance(value, str):
            decimals = text_decimals(value)
        if decimals is not None:
            counts[decimals] += 1
    return counts
