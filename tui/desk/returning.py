"""Returning: a document is shown again where it was left, in its view, at its cell, in its unit, with its columns."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
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


class Returning:
    """Keeps where the documents that are open are left, and goes back there when they are opened again."""

    def __init__(self, main: MainScreen, memory: Memory) -> None:
        self._main = main
        self._memory = memory

    def begin(self) -> None:
        """Show beside the amounts of trees what was shown there last."""
        self._main.tree_view.beside = self._memory.beside

    def keep_beside(self, beside: Beside) -> None:
        """Keep what is shown beside the amounts of trees."""
        self._memory.keep_beside(beside)

    def keep(self) -> None:
        """Keep where the first document is left: several that are open together are known by it."""
        main, state = self._main, self._main.state
        if state is None or not state.documents:
            return
        first = state.documents[0].book.path
        place, spot, text = main.place, main.tree_view.spot, main.text_view.spot
        here = place if place is not None and place.path == first else Place(first, "", -1, -1)
        in_text = main.view == "text" and text is not None and text.document == 0
        self._memory.keep_left(
            _name(first),
            Left(
                main.view,
                here.sheet,
                here.row,
                here.column,
                is_name=main.view == "tree" and spot is not None and spot.column < 0,
                paragraph=text.paragraph if in_text and text is not None else -1,
                finding="" if main.finding is None else main.finding.id,
                unit="" if main.unit is None else main.unit.label,
                order="" if main.findings_view.model is None else main.findings_view.model.order.value,
                widths=main.sheet_view.changed_widths(),
            ),
        )

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
            main.findings_view.use_order(order)
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
    return str(Path(path).absolute())
