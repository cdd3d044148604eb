"""The cells of one column, all at once."""

from __future__ import annotations

from collections.abc import Sequence

from model.source.book import CellValue, Sheet


def cells_of(sheet: Sheet, rows: Sequence[int], column: int) -> list[CellValue]:
    """Return the values of a column in these rows; None beyond a row's end and left of the first column."""
    if column < 0:
        return [None] * len(rows)
    grid = sheet.rows
    return [cells[column] if column < len(cells) else None for cells in map(grid.__getitem__, rows)]
