"""The dialog that lists choices and filters them as one types, and the lists of tables and of sheets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input

from model.places import tables_in
from tui.desk.keymap import KeyMap, bindings
from tui.desk.marks import graver
from tui.desk.screens.dialog import Dialog, Result
from tui.desk.widgets.choices import Choice, Choices, ChoicesModel
from tui.desk.widgets.grid import Grid
from tui.desk.words import Words

if TYPE_CHECKING:
    from tui.desk.app import DeskApp
    from tui.desk.desk import Desk
    from tui.desk.state import DeskState


TYPED = -1
"""Stands for what is typed itself, where that can be taken."""


class ListDialog(Dialog[Result]):
    """Lists choices; what is typed filters them, and the arrow keys move in the list meanwhile."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("list", priority=True)

    def __init__(self, words: Words, keys: KeyMap, title: str, verb: str) -> None:
        super().__init__(words, keys)
        self._title = title
        self._verb = verb
        self._choices: Sequence[Choice] = ()
        self._listed: list[int] = []
        self._grid = Choices(id="choices")

    def compose(self) -> ComposeResult:
        """Lay out the title, the filter, the list and the keys."""
        with Vertical(id="box"):
            yield self.title_line(self._title)
            yield Input(id="filter", placeholder=self.words("type to filter"))
            yield self._grid
            yield self.complaint
            yield self.keys_line(("Enter", self._verb), *self.further_keys(), ("Esc", self.words("cancel")))

    def further_keys(self) -> list[tuple[str, str]]:
        """Return the further keys of the dialog with what they do."""
        return []

    def on_mount(self) -> None:
        """Begin with the filter, which leaves the arrow keys to the list."""
        super().on_mount()
        self._grid.can_focus = False
        self.query_one(Input).focus()

    def list_choices(self, choices: Sequence[Choice], at: int = 0) -> None:
        """List other choices, all of them, with the cursor on one."""
        self._choices = choices
        with self.prevent(Input.Changed):
            self.query_one(Input).value = ""
        self._list("", at)

    def _list(self, wanted: str, at: int = 0) -> None:
        numbers = [number for number, choice in enumerate(self._choices) if choice.holds(wanted)]
        if not numbers and wanted:
            numbers = [number for number, choice in enumerate(self._choices) if choice.is_close(wanted)]
        self._show_choices(self.of_typed(wanted), numbers, at)

    def _show_choices(self, typed: Choice | None, numbers: list[int], at: int) -> None:
        self._listed = numbers if typed is None else [TYPED, *numbers]
        lines = [] if typed is None else [typed]
        at = 1 if typed is not None and typed.mark and numbers else at
        self._grid.show(ChoicesModel([*lines, *(self._choices[number] for number in numbers)]), (at, 0))

    @on(Input.Changed)
    def filter(self, event: Input.Changed) -> None:
        """List the choices that hold what is typed."""
        event.stop()
        self._list(event.value)

    @on(Input.Submitted)
    def submit(self, event: Input.Submitted) -> None:
        """Take the choice under the cursor."""
        event.stop()
        self.action_accept()

    @on(Grid.Entered)
    def enter(self, event: Grid.Entered) -> None:
        """Take the choice that was clicked twice."""
        event.stop()
        self.action_accept()

    def action_accept(self) -> None:
        """Take the choice under the cursor; stay where the filter lets none through."""
        number = self._listed[self._grid.row] if self._listed else None
        if number == TYPED:
            self.take_typed(self.query_one(Input).value)
        elif number is not None:
            self.take(number)

    def take(self, number: int) -> None:
        """Do what is to be done with the choice that is taken."""
        raise NotImplementedError

    def of_typed(self, _typed: str) -> Choice | None:
        """Return what is typed as a choice of its own, the first, with a mark where it cannot be taken as it is.

        None where only what is listed can be taken.
        """
        return None

    def take_typed(self, typed: str) -> None:
        """Do what is to be done with what was typed, where that can be taken."""

    def action_move(self, rows: int) -> None:
        """Move the cursor of the list."""
        self._grid.action_move(rows, 0)

    def action_page(self, pages: int) -> None:
        """Move the cursor of the list by a window's height."""
        self._grid.action_page(pages)


class ChooseScreen(ListDialog[int]):
    """Lists choices and returns the number of the one that is taken."""

    def __init__(
        self, words: Words, keys: KeyMap, title: str, choices: Sequence[Choice], at: int = 0
    ) -> None:
        super().__init__(words, keys, title, words("take it"))
        self._first, self._at = choices, at

    def on_mount(self) -> None:
        """Begin at the present one."""
        super().on_mount()
        self.list_choices(self._first, self._at)

    def take(self, number: int) -> None:
        """Return the choice."""
        self.dismiss(number)


def choose(
    desk: Desk, title: str, choices: Sequence[Choice], go: Callable[[int], object], at: int = 0
) -> None:
    """Let one choice be taken, and go with its number."""

    def taken(number: int | None) -> None:
        if number is not None:
            go(number)

    desk.ask(ChooseScreen(desk.words, desk.keys, title, choices, at), taken)


def choose_table(app: DeskApp) -> None:
    """List the trees or, in the other views, the sheets, and go to the one that is taken."""
    main, words = app.main, app.words
    state = main.state
    if state is None:
        return
    if main.view == "tree" and state.trees:
        view = main.tree_view
        choose(app, words("Tables as trees"), _trees(app, state), view.turn_to, view.number)
        return
    spots = state.sheets()

    def go(number: int) -> None:
        main.show_view("sheet")
        main.sheet_view.go_to(spots[number], remembered=True)

    at = next((n for n, spot in enumerate(spots) if (spot.document, spot.sheet) == main.sheet_view.at), 0)
    choose(app, words("Sheets"), _sheets(app, state), go, at)


def _trees(app: DeskApp, state: DeskState) -> list[Choice]:
    marks = _sheet_marks(app)
    seen = Counter((tree.path, tree.sheet, tree.title) for tree in state.trees)
    choices = []
    for tree in state.trees:
        name = f"{app.words.places(tree.sheet)}  {state.short_title(tree.title)}"
        if seen[tree.path, tree.sheet, tree.title] > 1:
            name += f"  {tree.nodes[0].name.strip()}"
        choices.append(Choice(name, marks.get((tree.path, tree.sheet), "")))
    return choices


def _sheets(app: DeskApp, state: DeskState) -> list[Choice]:
    marks = _sheet_marks(app)
    choices = []
    for spot in state.sheets():
        place = state.place(spot)
        document = state.documents[spot.document]
        here = tables_in(document.book, document.tables, place.sheet)
        title = next((state.short_title(table.title) for table in here), "")
        choices.append(
            Choice(f"{app.words.places(place.sheet)}  {title}", marks.get((place.path, place.sheet), ""))
        )
    return choices


def _sheet_marks(app: DeskApp) -> dict[tuple[str, str], str]:
    """Return the gravest mark of each sheet."""
    marks: dict[tuple[str, str], str] = {}
    for place, mark in app.marks.at.items():
        marks[place.path, place.sheet] = graver(marks.get((place.path, place.sheet), ""), mark)
    return marks
