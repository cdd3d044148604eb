"""The findings view: every problem in one list, gravest first, with what was decided; then the doubts."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType

from model.engagement.record import State
from model.finding import Doubt
from tui.desk.keymap import bindings
from tui.desk.state import DeskState
from tui.desk.widgets.findings_model import Filter, FindingsModel
from tui.desk.widgets.grid import Grid
from tui.desk.widgets.lines import Line, Look, Span
from tui.desk.words import Words


class FindingsView(Grid):
    """The list of findings."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("findings")
    ABOUT = (
        "The list holds every finding, gravest first; those with one cause are folded under the first of them. Enter "
        "goes to its cell; n and N go along this list from anywhere, under the present filter. Last stands what is in "
        "doubt, marked with a dot: the reading is likelier wrong there than the document, and m says what the table is."
    )

    model: FindingsModel | None

    def __init__(self, words: Words, *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.words = words

    def load(
        self, state: DeskState | None, states: dict[str, State], again: frozenset[str] = frozenset()
    ) -> None:
        """Take the findings of another reading, with the decisions about them."""
        model = None if state is None else FindingsModel(state, self.words)
        if model is not None:
            model.filter = self.model.filter if self.model is not None else Filter.ALL
            model.decide(states, again)
            model.list_again()
        self.show(model)

    def decide(self, states: dict[str, State], again: frozenset[str] = frozenset()) -> None:
        """Take other decisions; the list stays as it is until it is filtered again."""
        if self.model is not None:
            self.model.decide(states, again)
            self.redraw()

    def heading(self) -> tuple[Line, str]:
        """Return the filter and honest counts."""
        if (model := self.model) is None:
            return [Span(self.words("findings"), Look.TITLE)], ""
        total = len(model.state.findings)
        title = [
            Span(self.words("findings"), Look.TITLE),
            Span(f"  {self.words(model.filter.value)}", Look.FAINT),
        ]
        listed = self.words("{listed} of {total}", listed=len(model.rows.listed), total=total)
        if model.doubts:
            listed = f"{listed}  {self.words('{count} in doubt', count=len(model.doubts))}"
        if model.row_count == len(model.rows.listed) + len(model.doubts):
            return title, f"{self.row + 1 if model.row_count else 0}/{listed}"
        return title, f"{self.row + 1}/{model.row_count}  {listed}"

    @property
    def number(self) -> int | None:
        """The number of the finding under the cursor."""
        numbers = self.model.numbers if self.model is not None else []
        return numbers[self.row] if self.row < len(numbers) else None

    @property
    def doubt(self) -> Doubt | None:
        """The doubt under the cursor."""
        return None if self.model is None else self.model.doubt(self.row)

    def go_to(self, number: int) -> None:
        """Put the cursor on a finding, if it is listed."""
        if self.model is not None and (row := self.model.reveal(number)) >= 0:
            self.move_to(row, self.column, centre=True)

    def action_fold(self) -> None:
        """Fold or unfold the findings that have one cause with the one under the cursor."""
        model = self.model
        if model is not None and self.number is not None:
            self._fold(folded=model.rows.is_unfolded(model.rows.rows[self.row].number))

    def action_move(self, rows: int, columns: int) -> None:
        """Move; left folds the group of the row, right unfolds it, for a row is one thing."""
        model = self.model
        if not columns or model is None or self.number is None:
            super().action_move(rows, columns)
        elif model.rows.is_unfolded(model.rows.rows[self.row].number) == (columns < 0):
            self._fold(folded=columns < 0)

    def _fold(self, *, folded: bool) -> None:
        if (model := self.model) is not None:
            self.move_to(model.fold(self.row, folded=folded), self.column)
            self.redraw()

    def action_filter(self) -> None:
        """List the next kind of findings."""
        if (model := self.model) is None:
            return
        number = self.number
        model.filter = model.filter.following
        model.list_again()
        self.move_to(0, 0, centre=True)
        if number is not None:
            self.go_to(number)
