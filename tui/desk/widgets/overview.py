"""The overview: a reading as rows of a grid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from model.money import Unit
from tui.desk.widgets.grid import Grid
from tui.desk.widgets.lines import Line, Look, Span
from tui.desk.widgets.model import GridCell, GridColumn
from tui.desk.words import Words

if TYPE_CHECKING:
    from model.engagement.record import SourceChange
    from model.finding import Place
    from tui.desk.overview_lines import Gone, OverviewLine
    from tui.desk.state import DeskState


class OverviewModel:
    """The lines of the overview, made when the language, the unit or the reading changes."""

    gutter = 2
    frozen = 0
    partial = True
    pinned: Sequence[int] = ()
    heading_lines = 0
    column_count = 1

    def __init__(
        self,
        state: DeskState,
        gone: Sequence[Gone],
        changes: Sequence[SourceChange],
        words: Words,
        unit: Unit,
    ) -> None:
        self._about = state, gone, changes, words
        self._cells = 80
        self._unit = unit
        self._rows: Sequence[OverviewLine] | None = None

    @property
    def rows(self) -> Sequence[OverviewLine]:
        """The lines; made when they are first looked at, which is after the tree."""
        if self._rows is None:
            from tui.desk.overview_lines import overview_lines

            self._rows = overview_lines(*self._about, self._unit, self._cells)
        return self._rows

    @property
    def row_count(self) -> int:
        """Number of lines."""
        return len(self.rows)

    @property
    def version(self) -> int:
        """Changes with the width and the unit."""
        return hash((self._cells, self._unit))

    def use_unit(self, unit: Unit) -> None:
        """Show amounts in a unit; no line comes or goes."""
        if unit is not self._unit:
            self._unit = unit
            self._rows = None

    def fit(self, cells: int, /) -> None:
        """Take the whole width."""
        if cells - self.gutter - 2 != self._cells:
            self._cells = cells - self.gutter - 2
            self._rows = None

    def column(self, _column: int, /) -> GridColumn:
        """Return the one column."""
        return GridColumn((), self._cells)

    def row_label(self, row: int, /) -> GridCell:
        """Return the line's mark."""
        looks = {"!": Look.ERROR, "?": Look.WARNING}
        return GridCell(self.rows[row].mark, look=looks.get(self.rows[row].mark, Look.FAINT), align="right")

    def cell(self, row: int, _column: int, /) -> GridCell:
        """Return the line."""
        return GridCell(self.rows[row].text, "", self.rows[row].look)

    def extent(self, _row: int, _column: int, /) -> tuple[int, int]:
        """Return the one column."""
        return 0, 0


class Overview(Grid):
    """The documents, the tables, what is missing, and the ledger."""

    BINDINGS: ClassVar[list[BindingType]] = []
    DESCRIPTION = (
        "The overview accounts for everything: each file, each table and why it was not recognised, each cell without "
        "meaning, and for every rule how many relations were tested and how they ended. On a table that was not "
        "recognised, m says what it is; M writes all that was said to a file for next year's document."
    )

    model: OverviewModel | None

    def __init__(self, words: Words, *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.words = words
        self.unit = Unit.YUAN

    def load(
        self, state: DeskState | None, gone: Sequence[Gone] = (), changes: Sequence[SourceChange] = ()
    ) -> None:
        """Take another reading, and what was acted on before and no longer arises; the cursor stays at its line.

        `changes` are the changes of the sources since they were last looked at.
        """
        model = None if state is None else OverviewModel(state, gone, changes, self.words, self.unit)
        self.show(model, (self.row, 0))

    def use_unit(self, unit: Unit) -> None:
        """Show the amounts of the pictures in a unit."""
        if unit is not self.unit:
            self.unit = unit
            if self.model is not None:
                self.model.use_unit(unit)
                self.redraw()

    def heading(self) -> tuple[Line, str]:
        """Return the view's name and the row the cursor is on."""
        count = self.model.row_count if self.model else 0
        return [Span(self.words("overview"), Look.TITLE)], f"{min(self.row + 1, count)}/{count}"

    def go_to_file(self, path: str) -> None:
        """Put the cursor on the line with which a file begins."""
        rows = self.model.rows if self.model else []
        row = next((row for row, line in enumerate(rows) if line.file == path), None)
        if row is not None:
            self.move_to(row, 0, centre=True)

    @property
    def place(self) -> Place | None:
        """The place that the line under the cursor speaks of."""
        return self.model.rows[self.row].place if self.model and self.model.row_count else None

    @property
    def rule(self) -> str:
        """The rule of the ledger that the line under the cursor counts, "" where it counts none."""
        return self.model.rows[self.row].rule if self.model and self.model.row_count else ""

    @property
    def paragraph(self) -> tuple[str, int] | None:
        """The file and the number of the paragraph that the line under the cursor speaks of."""
        return self.model.rows[self.row].paragraph if self.model and self.model.row_count else None
