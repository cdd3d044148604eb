"""A list of choices: lines with a mark, of which one is under the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tui.desk.untrusted import width
from tui.desk.widgets.grid import Grid
from tui.desk.widgets.lines import MARK_LOOKS, Line, Look
from tui.desk.widgets.model import GridCell, GridColumn


class Choice(NamedTuple):
    """A line to choose. `sought` is what else a typed filter finds it by; `key` stands at its right end."""

    text: str
    mark: str = ""
    sought: str = ""
    key: str = ""

    def holds(self, wanted: str) -> bool:
        """Return whether every word of what is wanted is in it."""
        text = f"{self.text} {self.sought} {self.key}".casefold()
        return all(word in text for word in wanted.casefold().split())

    def is_close(self, wanted: str) -> bool:
        """Return whether the letters of every word of what is wanted are in its text, in their order."""
        for word in wanted.casefold().split():
            rest = iter(self.text.casefold())
            if not all(letter in rest for letter in word):
                return False
        return True


class ChoicesModel:
    """Choices as rows of a grid, with the keys in a column of their own where there are any."""

    gutter = 2
    frozen = 0
    partial = True
    pinned: Sequence[int] = ()
    heading_lines = 0

    def __init__(self, choices: Sequence[Choice]) -> None:
        self._choices = choices
        self.row_count = len(choices)
        self._key_cells = max((width(choice.key) for choice in choices), default=0)
        self.column_count = 2 if self._key_cells else 1
        self._cells = 40

    @property
    def version(self) -> int:
        """Changes with the width."""
        return self._cells

    def fit(self, cells: int, /) -> None:
        """Take the whole width."""
        keys = self._key_cells + 2 if self._key_cells else 0
        self._cells = max(cells - self.gutter - 2 - keys, 4)

    def column(self, column: int, /) -> GridColumn:
        """Return the column of the lines, or that of the keys."""
        return GridColumn((), self._key_cells if column else self._cells)

    def row_label(self, row: int, /) -> GridCell:
        """Return the mark."""
        mark = self._choices[row].mark
        return GridCell(mark, look=MARK_LOOKS.get(mark, Look.FAINT), align="right")

    def cell(self, row: int, column: int, /) -> GridCell:
        """Return the line, or its key."""
        choice = self._choices[row]
        return GridCell(choice.key, look=Look.KEY) if column else GridCell(choice.text)

    def extent(self, _row: int, _column: int, /) -> tuple[int, int]:
        """Return the whole row: a choice is one thing."""
        return 0, self.column_count - 1


class Choices(Grid):
    """A list of choices whose cursor is always the active one, even while a filter is typed."""

    def heading(self) -> tuple[Line, str]:
        """Return how many choices there are."""
        count = self.model.row_count if self.model else 0
        return (), f"{min(self.row + 1, count)}/{count}"

    @property
    def is_active(self) -> bool:
        """Always: the keys of the dialog move this cursor."""
        return True
