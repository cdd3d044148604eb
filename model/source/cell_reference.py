"""Addresses of cells as spreadsheets write them."""

from __future__ import annotations

from model.source.parsed import Position
from model.source.refused import RefusedError

ROWS_MOST = 1 << 20
COLUMNS_MOST = 1 << 14
_DIGITS = "0123456789"

_columns: dict[str, int] = {}


def column_of(letters: str) -> int:
    """Return the zero-based column of its letters. Raises RefusedError where no sheet has such a column."""
    column = _columns.get(letters)
    if column is None:
        column = 0
        if len(letters) > 3 or not (letters.isascii() and letters.isalpha()):
            raise RefusedError("damaged", detail="reference")
        for letter in letters.upper():
            column = column * 26 + ord(letter) - ord("A") + 1
        column -= 1
        if column >= COLUMNS_MOST:
            raise RefusedError("damaged", detail="reference")
        _columns[letters] = column
    return column


def position_of(reference: str) -> Position:
    """Return the zero-based position of an A1 reference. Raises RefusedError for what is none."""
    letters = reference.rstrip(_DIGITS)
    digits = reference[len(letters) :]
    if not 0 < len(digits) <= 7:
        raise RefusedError("damaged", detail="reference")
    row = int(digits) - 1
    if not 0 <= row < ROWS_MOST:
        raise RefusedError("damaged", detail="reference")
    return row, column_of(letters)
