"""Cells of a table: those of one column all at once, and those that could not be given coordinates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from model.messages import Message
from model.source.book import CellValue, Sheet


def cells_of(sheet: Sheet, rows: Sequence[int], column: int) -> list[CellValue]:
    """Return the values of a column in these rows; None beyond a row's end and left of the first column."""
    if column < 0:
        return [None] * len(rows)
    grid = sheet.rows
    return [cells[column] if column < len(cells) else None for cells in map(grid.__getitem__, rows)]


@dataclass(frozen=True, slots=True)
class Unbound:
    """A numeric cell that could not be given coordinates, with the reason.

    `adds` tells that a sum may need it: no sum needs a zero, a part of the line above (其中), a change (增减) or
    the 小计 of columns beside it.
    """

    row: int
    column: int
    why: Message
    adds: bool = True
