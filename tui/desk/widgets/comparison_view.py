"""The comparison view: two documents side by side, line by line of their subjects."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from tui.desk.keymap import bindings
from tui.desk.widgets.comparison_model import EARLIER, ComparisonModel
from tui.desk.widgets.grid import Grid
from tui.desk.widgets.lines import Line, Look, Span
from tui.desk.words import Words

if TYPE_CHECKING:
    from checks.comparison import ComparedLine, SideStatement
    from model.money import Unit

WIDE_COUNTS = 100
"""From so many cells on, the title states how many lines are folded away."""


class ComparisonView(Grid):
    """The lines of two documents."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("compare")
    DESCRIPTION = (
        "Two documents side by side, each with its own year and stage, line by line of what the amounts are about, "
        "whatever table or sentence states them: + is new, - vanished, r renamed or under another code, ? where one "
        "of the two contradicts itself. Lines of the same money, a code and its only child or a total of revenue and "
        "of expenditure, stand folded under the first: + unfolds them. Enter goes to the cell of the column under the "
        "cursor; t takes other documents."
    )

    model: ComparisonModel | None

    def __init__(self, words: Words, *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.words = words
        self.idle: list[Line] = []

    def load(self, model: ComparisonModel | None) -> None:
        """Take another comparison; as many lines and the order are shown as before."""
        if model is not None and self.model is not None:
            model.shown, model.order = self.model.shown, self.model.order
            model.list_again()
        self.show(model)

    def show_idle(self, text: str) -> None:
        """Show why there is nothing to compare."""
        self.idle = [[], [Span(f"  {text}")]]
        self.show(None)

    def idle_lines(self) -> list[Line]:
        """Return what is shown while nothing is compared."""
        return self.idle

    def heading(self) -> tuple[Line, str]:
        """Return what is compared, which lines are listed in which order, and honest counts."""
        if (model := self.model) is None:
            return [Span(self.words("compare"), Look.TITLE)], ""
        title = [
            Span(f"{model.titles.earlier} : {model.titles.later}", Look.TITLE),
            Span(f"  {self.words(model.shown.value)}  {self.words(model.order.value)}", Look.FAINT),
        ]
        row = self.row + 1 if model.row_count else 0
        counts = self.words(
            "{row}/{listed} of {total}", row=row, listed=model.row_count, total=len(model.lines)
        )
        folded = (
            self.words("{count} folded", count=model.folded)
            if model.folded and self.size.width >= WIDE_COUNTS
            else ""
        )
        return title, f"{counts}  {folded}".rstrip()

    @property
    def line(self) -> ComparedLine | None:
        """The line under the cursor."""
        model = self.model
        return None if model is None or not model.row_count else model.lines[model.rows[self.row]]

    @property
    def entry(self) -> SideStatement | None:
        """The statement that the cursor speaks of: the earlier one in its column, else the later."""
        if (line := self.line) is None:
            return None
        first, second = line.later, line.earlier
        if self.column == EARLIER:
            first, second = second, first
        return first or second

    def use_unit(self, unit: Unit) -> None:
        """Show the amounts in a unit."""
        if self.model is not None and self.model.unit is not unit:
            self.model.use_unit(unit)
            self.redraw()

    def action_filter(self) -> None:
        """List the next kind of lines."""
        if (model := self.model) is not None:
            model.shown = model.shown.following
            self._list_again()

    def action_sort(self) -> None:
        """Sort the lines the next way."""
        if (model := self.model) is not None:
            model.order = model.order.following
            self._list_again()

    def action_fold(self) -> None:
        """Unfold the lines of the same money as that under the cursor, or fold them under the first."""
        if (model := self.model) is not None and model.row_count:
            self.move_to(model.fold(self.row), self.column)
            self.redraw()

    def _list_again(self) -> None:
        if (model := self.model) is None:
            return
        under = model.rows[self.row] if model.row_count else -1
        model.list_again()
        self.move_to(model.row_of(under), self.column, centre=True)
        self.redraw()
