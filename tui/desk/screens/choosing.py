"""The dialog that lists tables or sheets to go to one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical

from tui.desk.keymap import KeyMap
from tui.desk.marks import graver
from tui.desk.screens.dialog import Dialog
from tui.desk.widgets.grid import Grid
from tui.desk.widgets.lines import MARK_LOOKS, Look
from tui.desk.widgets.model import GridCell, GridColumn
from tui.desk.words import Words

if TYPE_CHECKING:
    from tui.desk.app import DeskApp


class ChoiceModel:
    """Lines to choose from, each with a mark."""

    gutter = 2
    frozen = 0
    partial = True
    pinned: Sequence[int] = ()
    heading_lines = 0
    column_count = 1

    def __init__(self, choices: Sequence[tuple[str, str]]) -> None:
        self._choices = choices
        self.row_count = len(choices)
        self._cells = 40

    @property
    def version(self) -> int:
        """Changes with the width."""
        return self._cells

    def fit(self, cells: int, /) -> None:
        """Take the whole width."""
        self._cells = cells - self.gutter - 2

    def column(self, _column: int, /) -> GridColumn:
        """Return the one column."""
        return GridColumn((), self._cells)

    def row_label(self, row: int, /) -> GridCell:
        """Return the mark."""
        mark = self._choices[row][0]
        return GridCell(mark, look=MARK_LOOKS.get(mark, Look.FAINT), align="right")

    def cell(self, row: int, _column: int, /) -> GridCell:
        """Return the line."""
        return GridCell(self._choices[row][1])

    def extent(self, _row: int, _column: int, /) -> tuple[int, int]:
        """Return the one column."""
        return 0, 0


class ChooseScreen(Dialog[int]):
    """Lists choices and returns the number of the one that is taken."""

    def __init__(
        self, words: Words, keys: KeyMap, title: str, choices: Sequence[tuple[str, str]], at: int
    ) -> None:
        super().__init__(words, keys)
        self._title = title
        self._at = at
        self._grid = Grid(id="choices")
        self._model = ChoiceModel(choices)

    def compose(self) -> ComposeResult:
        """Lay out the title, the list and the keys."""
        with Vertical(id="box"):
            yield self.title_line(self._title)
            yield self._grid
            yield self.keys_line(("Enter", self.words("go there")), ("Esc", self.words("cancel")))

    def on_mount(self) -> None:
        """Begin at the present one."""
        super().on_mount()
        self._grid.show(self._model, (self._at, 0))
        self._grid.focus()

    @on(Grid.Entered)
    def take(self, event: Grid.Entered) -> None:
        """Return the choice."""
        event.stop()
        self.dismiss(event.grid.row)

    def action_accept(self) -> None:
        """Return the choice under the cursor."""
        self.dismiss(self._grid.row)


def choose_table(app: DeskApp) -> None:
    """List the trees or, in the other views, the sheets, and go to the one that is taken."""
    main, words = app.main, app.words
    state = main.state
    if state is None:
        return
    sheet_marks: dict[tuple[str, str], str] = {}
    for place, mark in app.marks.at.items():
        sheet_marks[place.path, place.sheet] = graver(sheet_marks.get((place.path, place.sheet), ""), mark)
    if main.view == "tree" and state.trees:
        choices = [
            (sheet_marks.get((tree.path, tree.sheet), ""), f"{tree.sheet}  {state.short_title(tree.title)}")
            for tree in state.trees
        ]
        _push(app, words("Tables with codes"), choices, main.tree_view.number, main.tree_view.turn_to)
        return
    spots = state.sheets()
    choices = []
    for spot in spots:
        place = state.place(spot)
        titles = [
            state.short_title(table.title)
            for table in state.documents[spot.document].tables
            if table.sheet == spot.sheet
        ]
        choices.append(
            (sheet_marks.get((place.path, place.sheet), ""), f"{place.sheet}  {'  '.join(titles[:1])}")
        )
    at = next((n for n, spot in enumerate(spots) if (spot.document, spot.sheet) == main.sheet_view.at), 0)

    def go(number: int) -> None:
        main.show_view("sheet")
        main.sheet_view.go_to(spots[number], remembered=True)

    _push(app, words("Sheets"), choices, at, go)


def _push(
    app: DeskApp, title: str, choices: Sequence[tuple[str, str]], at: int, go: Callable[[int], object]
) -> None:
    def taken(number: int | None) -> None:
        if number is not None:
            go(number)

    app.push_screen(ChooseScreen(app.words, app.keys, title, choices, at), taken)
