"""A table of a PDF that may go on over several pages."""

from __future__ import annotations

from model.source.ruled_table import RuledTable

_SAME_PLACE = 4.0
_HEADING_MOST = 6


class PagedTable:
    """The texts of a table by row, its merges, and the lines between its columns.

    `caption` holds the lines of prose above it.
    """

    def __init__(self, name: str, caption: list[str], table: RuledTable, rows: list[list[str]]) -> None:
        self.name = name
        self.caption = caption
        self.rows = rows
        self.merges = list(table.merges)
        self._lines = table.columns

    def goes_on(self, table: RuledTable) -> bool:
        """Return whether a table on the next page stands in the same columns; a row of totals may join some."""
        places = [self._place(line) for line in table.columns]
        return None not in places and places[0] == 0 and places[-1] == len(self._lines) - 1

    def add(self, table: RuledTable, rows: list[list[str]]) -> None:
        """Add the next page's rows, each in its columns here, without the heading that the page repeats."""
        places = [self._place(line) or 0 for line in table.columns]
        width = len(self._lines) - 1
        placed = [[""] * width for _ in rows]
        for row, cells in enumerate(rows):
            for place, text in zip(places, cells, strict=False):
                placed[row][place] = text
        repeated = self._repeated(placed)
        down = len(self.rows) - repeated
        self.rows += placed[repeated:]
        for top, left, bottom, right in table.cells():
            extent = (top + down, places[left], bottom + down, places[right + 1] - 1)
            if top >= repeated and extent[:2] != extent[2:]:
                self.merges.append(extent)

    def _place(self, line: float) -> int | None:
        """Return which of the lines between the columns stands at a place."""
        nearest = min(range(len(self._lines)), key=lambda index: abs(self._lines[index] - line))
        return nearest if abs(self._lines[nearest] - line) <= _SAME_PLACE else None

    def _repeated(self, rows: list[list[str]]) -> int:
        same = 0
        for one, other in zip(self.rows[:_HEADING_MOST], rows, strict=False):
            if one != other:
                break
            same += 1
        return same
