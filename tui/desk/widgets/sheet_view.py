"""The sheet view: a sheet of a file as it is."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.message import Message

from model.money import Unit, format_amount
from model.places import tables_in
from model.source.book import Visibility, address
from tui.desk.calculator import Block, Calculator, block_sum
from tui.desk.keymap import bindings
from tui.desk.marks import Marks
from tui.desk.sheet_money import SheetMoney, sheet_money
from tui.desk.state import DeskState, SheetSpot
from tui.desk.widgets.grid import Grid
from tui.desk.widgets.lines import Line, Look, Span
from tui.desk.widgets.sheet_model import SheetModel
from tui.desk.words import Words

UNSEEN = {Visibility.HIDDEN: "hidden", Visibility.VERY_HIDDEN: "very hidden"}
SUMMED_AT_ONCE = 5_000
"""Cells of a block that are summed without a thread."""


class SheetView(Grid):
    """The sheets of a reading, one at a time, each with the cursor where it was left."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("sheet")
    DESCRIPTION = (
        "The sheet is shown as the file has it, from A1 on. Brackets around a number or a letter mean a hidden row or "
        "column; ### a number wider than its column; > a text that goes on. The lower pane has the whole value. "
        "m says what the table is, and what the column under the cursor holds."
    )

    model: SheetModel | None

    class Summed(Message):
        """The sum of a large block is there."""

        def __init__(self, block: Block, total: int, count: int) -> None:
            super().__init__()
            self.block = block
            self.sum = (total, count)

    def __init__(
        self,
        words: Words,
        marks: Marks,
        calculator: Calculator | None = None,
        *,
        id: str,  # noqa: A002 - Textual's word
    ) -> None:
        super().__init__(id=id)
        self.words = words
        self.marks = marks
        self.calculator = calculator or Calculator()
        self.state: DeskState | None = None
        self.unit = Unit.YUAN
        self.at: tuple[int, int] | None = None
        self._models: dict[tuple[int, int], SheetModel] = {}
        self._moneys: dict[tuple[int, int], SheetMoney] = {}
        self._cursors: dict[tuple[int, int], tuple[int, int]] = {}
        self._begun: tuple[int, int] | None = None
        self._sums: dict[Block, tuple[int, int]] = {}
        self._summing: Block | None = None

    def load(self, state: DeskState | None) -> None:
        """Take the sheets of another reading."""
        self.state = state
        self._models.clear()
        self._moneys.clear()
        self._cursors.clear()
        self.at = None
        sheets = state.sheets() if state else []
        if sheets:
            self.go_to(sheets[0])
        else:
            self.show(None)

    def use_unit(self, unit: Unit) -> None:
        """Show the sum of a block in a unit; the cells stay as they are printed."""
        self.unit = unit
        if self.has_block:
            self.refresh()

    def heading(self) -> tuple[Line, str]:
        """Return the sheet's and the file's name, and the cursor's address; of a block its sum."""
        if self.model is None or self.state is None or self.at is None:
            return [Span(self.words("sheet"), Look.TITLE)], ""
        book = self.state.documents[self.at[0]].book
        sheet = self.model.sheet
        hidden = UNSEEN.get(sheet.visibility, "")
        title = [Span(self.words.places(sheet.name), Look.TITLE)]
        if hidden:
            title.append(Span(f"  ({self.words(hidden)})", Look.NOTE))
        if len(self.state.documents) > 1:
            title.append(Span(f"  {book.path}", Look.FAINT))
        if self.has_block:
            summed = self.summed
            total = "..." if summed is None else format_amount(summed[0], self.unit)
            count = "..." if summed is None else summed[1]
            return title, f"{self.address}  {self.words('sum {total} of {count}', total=total, count=count)}"
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
        self.end_block()
        self.at = at
        self.show(self._model(at), cursor)

    def _model(self, at: tuple[int, int]) -> SheetModel:
        if at not in self._models and self.state is not None:
            document = self.state.documents[at[0]]
            sheet = document.book.file_sheets[at[1]]
            tables = tables_in(document.book, document.tables, sheet.name)
            self._models[at] = SheetModel(document.book.path, sheet, tables, self.marks)
        return self._models[at]

    def changed_widths(self) -> dict[str, dict[str, int]]:
        """Return the widths of the first document's columns that were changed by hand, by sheet and number."""
        return {
            model.sheet.name: {str(column): cells for column, cells in model.changed.items()}
            for (document, _), model in self._models.items()
            if document == 0 and model.changed
        }

    def use_widths(self, widths: Mapping[str, Mapping[str, int]]) -> None:
        """Give columns of the first document their widths as they were changed by hand."""
        sheets = self.state.documents[0].book.file_sheets if self.state and self.state.documents else ()
        for number, sheet in enumerate(sheets):
            model = self._model((0, number)) if sheet.name in widths else None
            for column, cells in widths.get(sheet.name, {}).items():
                if model is not None and int(column) < model.column_count:
                    model.set_width(int(column), cells)
        self.redraw()

    def action_freeze(self) -> None:
        """Freeze the rows above and the columns left of the cursor, or let them go."""
        if self.model is not None:
            frozen = self.model.freeze(self.row, self.column)
            self.redraw()
            self.announce(
                self.words("Frozen above and left of the cursor.")
                if frozen and (self.row or self.column)
                else self.words("No longer frozen.")
            )

    def action_widen(self, by: int) -> None:
        """Make the column under the cursor wider or narrower."""
        if self.model is not None:
            self.model.widen(self.column, by)
            self.redraw()

    def action_select(self) -> None:
        """Begin a block at the cursor, or end it."""
        begun = None if self._begun else (self.row, self.column)
        self.end_block()
        self._begun = begun
        self.post_message(self.Moved(self))
        self.refresh()

    @property
    def has_block(self) -> bool:
        """Whether a block is being summed."""
        return self._begun is not None

    def end_block(self) -> None:
        """End the block, and forget its sums."""
        self._begun = self._summing = None
        self._sums.clear()

    def move_to(self, row: int, column: int, *, centre: bool = False) -> None:
        """Put the cursor on a cell; a block is drawn as it grows."""
        super().move_to(row, column, centre=centre)
        if self.has_block:
            self.refresh()

    @property
    def block(self) -> Block:
        """The rows and columns of the block that is being summed: top, left, bottom, right."""
        row, column = self._begun or (self.row, self.column)
        return min(row, self.row), min(column, self.column), max(row, self.row), max(column, self.column)

    def taken_columns(self, row: int) -> frozenset[int]:
        """Return the columns of a row that the block covers or the calculator took."""
        if self.model is None:
            return frozenset()
        taken = self.calculator.columns_of(self.model.path, self.model.sheet.name, row)
        top, left, bottom, right = self.block
        if not self.has_block or not top <= row <= bottom:
            return taken
        return taken | frozenset(range(left, right + 1))

    @property
    def summed(self) -> tuple[int, int] | None:
        """The exact sum of the block in ten-thousandths of 元, and of how many amounts; None until it is there."""
        block, money = self.block, None if self.at is None else self._money(self.at)
        if money is None or block in self._sums:
            return self._sums.get(block)
        top, left, bottom, right = block
        if (bottom - top + 1) * (right - left + 1) <= SUMMED_AT_ONCE:
            self._sums[block] = block_sum(money, block)
        elif self._summing != block:
            self._summing = block
            work = partial(self._sum, money, block)
            self.run_worker(work, group="sum", description="sum", thread=True, exit_on_error=False)
        return self._sums.get(block)

    def _money(self, at: tuple[int, int]) -> SheetMoney | None:
        """Return what is money in a sheet, found out once a reading."""
        if at not in self._moneys and self.state is not None:
            document = self.state.documents[at[0]]
            self._moneys[at] = sheet_money(document.book, document.tables, document.book.file_sheets[at[1]])
        return self._moneys.get(at)

    def _sum(self, money: SheetMoney, block: Block) -> None:
        """Sum a large block in a thread, piece by piece, until another is wanted."""
        top, left, bottom, right = block
        total = count = 0
        for row in range(top, bottom + 1, SUMMED_AT_ONCE):
            if self._summing != block:
                return
            piece = (row, left, min(row + SUMMED_AT_ONCE - 1, bottom), right)
            more, numbers = block_sum(money, piece)
            total, count = total + more, count + numbers
        self.post_message(self.Summed(block, total, count))

    @on(Summed)
    def take_sum(self, event: Summed) -> None:
        """Show the sum of a large block, unless another is wanted by now."""
        event.stop()
        if event.block == self._summing:
            self._sums[event.block] = event.sum
            self.refresh()
