"""Returning: a document is shown again where it was left, in its view, at its cell, in its unit, with its columns."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from model.finding import Place
from model.money import Unit
from tui.desk.memory import Left
from tui.desk.widgets.finding_order import Order

if TYPE_CHECKING:
    from tui.desk.memory import Memory
    from tui.desk.screens.main import MainScreen
    from tui.desk.state import DeskState
    from tui.desk.widgets.tree_columns import Beside


EVERY_SECONDS = 3.0
"""How often the place is saved while the cursor moves."""


class Returning:
    """Keeps where the documents that are open are left, and goes back there when they are opened again."""

    def __init__(self, main: MainScreen, memory: Memory) -> None:
        self._main = main
        self._memory = memory
        self._latest: tuple[str, Left] | None = None
        self._writing = Lock()

    def begin(self) -> None:
        """Show beside the amounts of trees what was shown there last."""
        self._main.tree_view.beside = self._memory.beside

    def keep_beside(self, beside: Beside) -> None:
        """Keep what is shown beside the amounts of trees."""
        with self._writing:
            self._memory.keep_beside(beside)

    def watch(self) -> None:
        """Keep the place now and then while the desk is open, so that it is there after a crash too."""
        self._main.app.set_interval(EVERY_SECONDS, self._keep_moves)

    def _keep_moves(self) -> None:
        """Keep where the document is left, in a thread, where that is another place than was saved last."""
        app = self._main.app
        # What is only being read is not yet shown where it was left.
        if not app.is_touched and app.loading.running:
            return
        here = self._here()
        if here is not None and here != self._latest:
            self._latest = here
            work, description = self._write_latest, "keeping the place"
            app.run_worker(work, group="place", description=description, thread=True, exit_on_error=False)

    def keep(self) -> None:
        """Keep where the first document is left: several that are open together are known by it."""
        here = self._here()
        if here is not None:
            self._latest = here
            self._write_latest()

    def _write_latest(self) -> None:
        """Write the latest place, whichever thread comes to it last: one that was late writes nothing old."""
        with self._writing:
            if self._latest is not None:
                self._memory.keep_left(*self._latest)

    def _here(self) -> tuple[str, Left] | None:
        """Return the first document by its name in the memory, and where it is looked at; None where none is open."""
        main, state = self._main, self._main.state
        if state is None or not state.documents:
            return None
        first = state.documents[0].book.path
        place, spot, text = main.place, main.tree_view.spot, main.text_view.spot
        here = place if place is not None and place.path == first else Place(first, "", -1, -1)
        listed = main.findings_view.model
        in_text = main.view == "text" and text is not None and text.document == 0
        left = Left(
            main.view,
            here.sheet,
            here.row,
            here.column,
            is_name=main.view == "tree" and spot is not None and spot.column < 0,
            paragraph=text.paragraph if in_text and text is not None else -1,
            finding="" if main.finding is None else main.finding.id,
            unit="" if main.unit is None else main.unit.label,
            order="" if listed is None else listed.order.value,
            is_reversed=listed is not None and listed.is_reversed,
            widths=main.sheet_view.changed_widths(),
        )
        return _name(first), left

    def go_back_to(self, state: DeskState) -> None:
        """Show a reading where its first document was left, as far as that is still there."""
        left = self._memory.left(_name(state.documents[0].book.path)) if state.documents else None
        main = self._main
        if left is None or main.view == "survey":
            return
        unit = next((unit for unit in (Unit.YUAN, Unit.WAN) if unit.label == left.unit), None)
        if unit is not None:
            main.use_unit(unit)
        order = next((order for order in Order if order.value == left.order), None)
        if order is not None:
            main.findings_view.use_order(order, is_reversed=left.is_reversed)
        main.sheet_view.use_widths(left.widths)
        place = Place(state.documents[0].book.path, left.sheet, left.row, left.column)
        if left.view in {"tree", "sheet", "text"} and left.view in main.views:
            self._to_place(state, left, place)
        elif left.view in {"findings", "overview"}:
            main.show_view(left.view)
        if left.finding in state.numbers:
            number = state.numbers[left.finding]
            if left.view == "findings":
                main.findings_view.go_to(number)
            main.detail.follow(number)

    def _to_place(self, state: DeskState, left: Left, place: Place) -> None:
        main = self._main
        if left.view == "text":
            main.show_view("text")
            spot = state.paragraph_by_index(0, left.paragraph)
            if spot is not None:
                main.text_view.go_to(spot)
            return
        if left.view == "tree" and not state.trees:
            return
        main.show_view(left.view)
        main.navigation.to_place(place, left.view)
        tree_spot = main.tree_view.spot
        if left.is_name and tree_spot is not None:
            main.tree_view.go_to(replace(tree_spot, column=-1))


def _name(path: str) -> str:
    """Return what a file is known by, from whichever folder and by whichever link it is opened."""
    return str(Path(path).resolve())
