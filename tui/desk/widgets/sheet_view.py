"""The sheet view: a sheet of a file as it is."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from model.money import Unit, format_amount
from model.places import tables_in
from model.source.book import Visibility, address
from tui.desk.keymap import bindings
from tui.desk.marks import Marks
from tui.desk.state import DeskState, SheetSpot
from tui.desk.widgets.grid import Grid
from tui.desk.widgets.lines import Line, Look, Span
from tui.desk.widgets.sheet_model import SheetModel
from tui.desk.widgets.values import exact_steps
from tui.desk.words import Words

UNSEEN = {Visibility.HIDDEN: "hidden", Visibility.VERY_HIDDEN: "very hidden"}
Block = tuple[int, int, int, int]


class SheetView(Grid):
    """The sheets of a reading, one at a time, each with the cursor where it was left."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("sheet")
    ABOUT = (
        "The sheet is shown as the file has it, from A1 on. Brackets around a number or a letter mean a hidden row or "
        "column; ### a number wider than its column; > a text that goes on. The lower pane has the whole value. "
        "m says what the table is, and what the column under the cursor holds."
    )

    model: SheetModel | None

    def __init__(self, words: Words, marks: Marks, *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.words = words
        self.marks = marks
        self.state: DeskState | None = None
        self.at: tuple[int, int] | None = None
        self._models: dict[tuple[int, int], SheetModel] = {}
        self._cursors: dict[tuple[int, int], tuple[int, int]] = {}
        self._begun: tuple[int, int] | None = None

    def load(self, state: DeskState | None) -> None:
        """Take the sheets of another reading."""
        self.state = state
        self._models.clear()
        self._cursors.clear()
        self.at = None
        sheets = state.sheets() if state else []
        if sheets:
            self.go_to(sheets[0])
        else:
            self.show(None)

    def heading(self) -> tuple[Line, str]:
        """Return the sheet's and the file's name, and the cursor's address."""
        if self.model is None or self.state is None or self.at is None:
            return [Span(self.words("sheet"), Look.TITLE)], ""
        book = self.state.documents[self.at[0]].book
        sheet = self.model.sheet
        hidden = UNSEEN.get(sheet.visibility, "")
        title = [Span(sheet.name, Look.TITLE)]
        if hidden:
            title.append(Span(f"  ({self.words(hidden)})", Look.NOTE))
        if len(self.state.documents) > 1:
            title.append(Span(f"  {book.path}", Look.FAINT))
        summed = self.block_sum()
        if summed is not None:
            told = self.words("sum {total} of {count}", total=summed[0], count=summed[1])
            return title, f"{self.address}  {told}"
        return title, f"[ {self.at[1] + 1}/{len(book.file_sheets)} ]  {self.address}"

    @property
    def address(self) -> str:
        """The address of the cell under the cursor, or of the block that is being summed."""
        here = address(self.row, self.column)
        if self._begun is None:
            return here
        top, left, bottom, right = self.block
        return f"{address(top, left)}:{address(bottom, right)}"

    @property
    def spot(self) -> SheetSpot | None:
        """Where the cursor stands: on a merged cell, at its first cell."""
        if self.at is None or self.model is None:
            return None
        return SheetSpot(*self.at, *self.model.anchor(self.row, self.column))

    def go_to(self, spot: SheetSpot, *, remembered: bool = False) -> None:
        """Show a sheet with the cursor at a cell, or where it was left there."""
        if self.state is None:
            return
        if self.at is not None:
            self._cursors[self.at] = (self.row, self.column)
        at = (spot.document, spot.sheet)
        cursor = self._cursors.get(at, (spot.row, spot.column)) if remembered else (spot.row, spot.column)
        if at == self.at:
            self.move_to(*cursor, centre=True)
            return
        self._begun = None
        self.at = at
        self.show(self._model(at), cursor)

    def _model(self, at: tuple[int, int]) -> SheetModel:
        if at not in self._models and self.state is not None:
            document = self.state.documents[at[0]]
            sheet = document.book.file_sheets[at[1]]
            tables = tables_in(document.book, document.tables, sheet.name)
            self._models[at] = SheetModel(document.book.path, sheet, tables, self.marks)
        return self._models[at]

    def action_freeze(self) -> None:
        """Freeze the rows above and the columns left of the cursor, or let them go."""
        if self.model is not None:
            frozen = self.model.freeze(self.row, self.column)
            self.redraw()
            self.tell(
                self.words("Frozen above and left of the cursor.")
                if frozen
                else self.words("No longer frozen.")
            )

    def action_widen(self, by: int) -> None:
        """Make the column under the cursor wider or narrower."""
        if self.model is not None:
            self.model.widen(self.column, by)
            self.redraw()

    def action_select(self) -> None:
        """Begin a block at the cursor, or end it."""
        self._begun = None if self._begun else (self.row, self.column)
        self.post_message(self.Moved(self))
        self.refresh()

    @property
    def block(self) -> Block:
        """The rows and columns of the block that is being summed: top, left, bottom, right."""
        row, column = self._begun or (self.row, self.column)
        return min(row, self.row), min(column, self.column), max(row, self.row), max(column, self.column)

    def block_sum(self) -> tuple[str, int] | None:
        """Return the exact sum of the numbers of the block, as stored, and how many there are; None without one."""
        if self.model is None or self._begun is None:
            return None
        top, left, bottom, right = self.block
        values = (value for row in self.model.sheet.rows[top : bottom + 1] for value in row[left : right + 1])
        numbers = [steps for value in values if (steps := exact_steps(value)) is not None]
        return format_amount(sum(numbers), Unit.YUAN), len(numbers)
