"""The survey view: everything that is open, one line a file."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from model.money import Unit
from tui.desk.keymap import bindings
from tui.desk.widgets.grid import Grid
from tui.desk.widgets.lines import Line, Look, Span
from tui.desk.widgets.survey_model import Sorting, SurveyLine, SurveyModel, survey_lines
from tui.desk.words import Words

if TYPE_CHECKING:
    from model.engagement.record import State
    from tui.desk.state import DeskState


class SurveyView(Grid):
    """The files that are open; a file that is still to be read has its line already."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("survey")
    DESCRIPTION = (
        "One line for each file that is open: errors and warnings that stand, findings that are open and decided, what "
        "is in doubt, the share of amounts understood, and by how much its errors are off, one amount a problem. Enter "
        "goes to its first finding, Escape comes back."
    )

    model: SurveyModel | None

    def __init__(self, words: Words, *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.words = words
        self.unit = Unit.YUAN
        self.sorting = Sorting.FILE
        self._lines: list[SurveyLine] = []
        self._read_now = ""

    def load(
        self,
        state: DeskState | None,
        decided: Mapping[str, State],
        unread: Collection[str] = (),
        *,
        running: bool = False,
    ) -> None:
        """Take another reading, or other decisions; the cursor stays on its file. `running`: the rest is being read."""
        self._read_now = self._read_now if running else ""
        self._lines = [] if state is None else survey_lines(state, decided, unread, running=running)
        self._list_again()

    def follow(self, path: str) -> None:
        """Show of a file that it is being read."""
        if path != self._read_now:
            self._read_now = path
            if self.display:
                self._list_again()

    def _list_again(self) -> None:
        here = self.line
        if not self._lines:
            self.show(None)
            return
        model = SurveyModel(self._lines, self.words, self.unit, self.sorting, self._read_now)
        paths = [line.path for line in model.lines]
        self.show(model, (paths.index(here.path) if here and here.path in paths else 0, self.column))

    def use_unit(self, unit: Unit) -> None:
        """Show amounts in a unit."""
        if unit is not self.unit:
            self.unit = unit
            self._list_again()

    def action_sort(self) -> None:
        """Sort the lines the next way."""
        self.sorting = self.sorting.following
        self._list_again()
        self.announce(self.words("Sorted {how}.", how=self.words(self.sorting.value)))

    def heading(self) -> tuple[Line, str]:
        """Return the view's name, how the lines are sorted, and honest counts."""
        title = [
            Span(self.words("survey"), Look.TITLE),
            Span(f"  {self.words(self.sorting.value)}", Look.FAINT),
        ]
        read = sum(line.document is not None for line in self._lines)
        count = (
            f"{read:,}"
            if read == len(self._lines)
            else self.words("{listed} of {total}", listed=read, total=len(self._lines))
        )
        return title, self.words("{count} files", count=count)

    @property
    def line(self) -> SurveyLine | None:
        """The file under the cursor."""
        model = self.model
        return model.lines[self.row] if model is not None and self.row < model.row_count else None
