"""What a grid asks of the thing it shows: sizes at once, and each cell only when it is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from tui.desk.untrusted import Align
from tui.desk.widgets.lines import Look


class GridCell(NamedTuple):
    """A cell as it is drawn. `last` is the last column it covers, -1 for its own only.

    A text that `spills` runs on over the blank cells at its right, as in a spreadsheet.
    """

    text: str
    mark: str = ""
    look: Look = Look.PLAIN
    align: Align = "left"
    number: bool = False
    last: int = -1
    spills: bool = False


class GridColumn(NamedTuple):
    """A column: its heading lines, and its width in cells without the mark and the gap."""

    heading: tuple[str, ...]
    cells: int
    align: Align = "left"


class GridModel(Protocol):
    """A grid of cells by row and column, both counted from 0."""

    @property
    def gutter(self) -> int:
        """Width in cells of what stays put at the left of every row."""

    @property
    def frozen(self) -> int:
        """Number of first columns that stay put."""

    @property
    def pinned(self) -> Sequence[int]:
        """Rows that stay in view once they would scroll away, in order."""

    @property
    def version(self) -> int:
        """Differs whenever anything that is drawn differs."""

    @property
    def partial(self) -> bool:
        """Whether a column that does not wholly fit is drawn cut."""

    @property
    def heading_lines(self) -> int:
        """Lines above the rows that hold the columns' headings."""

    @property
    def row_count(self) -> int:
        """Number of rows."""

    @property
    def column_count(self) -> int:
        """Number of columns."""

    def fit(self, cells: int, /) -> None:
        """Settle the column widths for a width of `cells`."""

    def column(self, column: int, /) -> GridColumn:
        """Return a column, with its width as settled."""

    def row_label(self, row: int, /) -> GridCell:
        """Return what stands in the gutter of a row."""

    def cell(self, row: int, column: int, /) -> GridCell:
        """Return a cell."""

    def extent(self, row: int, column: int, /) -> tuple[int, int]:
        """Return the first and the last column of the cell that covers this one."""
