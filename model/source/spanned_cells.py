"""Tables whose cells say over how many rows and columns they reach, as pages and documents write them."""

from __future__ import annotations

from collections.abc import Iterator

from model.source.parsed import Cell, ParsedGrid, trimmed
from model.source.refused import RefusedError

COLUMNS_MOST = 1 << 14
AREA_MOST = 5_000_000
"""Cells that one such table may cover; no page that a person reads comes near."""

SpannedCell = tuple[str, int, int]
"""A cell: its text, the rows and the columns it reaches over, each at least 1."""


class SpannedGrid:
    """Places cells one after another, each at the first place of its row that none above reaches into."""

    def __init__(self, grid: ParsedGrid) -> None:
        self.merges: list[tuple[int, int, int, int]] = []
        self._grid = grid
        self._rows: list[list[Cell]] = []
        self._reached: dict[int, int] = {}
        self._area = 0

    def add_row(self, cells: list[SpannedCell]) -> None:
        """Add a row of cells."""
        row = len(self._rows)
        placed: list[Cell] = []
        for text, height, width in cells:
            column = self._free(row, len(placed))
            if column + width > COLUMNS_MOST:
                raise RefusedError("spread")
            placed.extend([None] * (column - len(placed)))
            placed.append(None if not text or text.isspace() else self._grid.text(row, column, text))
            placed.extend([None] * (width - 1))
            if height > 1 or width > 1:
                self.merges.append((row, column, row + height - 1, column + width - 1))
            for reached in range(column, column + width):
                self._reached[reached] = row + height
            self._take(width)
        self._take(1)
        self._rows.append(placed)

    def rows(self) -> Iterator[list[Cell]]:
        """Yield the rows without their trailing blanks."""
        for row in self._rows:
            yield trimmed(row)

    def _free(self, row: int, column: int) -> int:
        while self._reached.get(column, 0) > row:
            column += 1
        return column

    def _take(self, cells: int) -> None:
        self._area += cells
        if self._area > AREA_MOST:
            raise RefusedError("spread")
