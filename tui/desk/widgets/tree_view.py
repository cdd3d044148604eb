"""The tree view: one table's codes with their amounts, stated and computed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.message import Message

from model.money import Unit
from tui.desk.calculator import Calculator
from tui.desk.keymap import bindings
from tui.desk.marks import Marks
from tui.desk.prior_year import PriorYear
from tui.desk.state import DeskState
from tui.desk.tree_places import TreeSpot
from tui.desk.widgets.grid import Grid, in_one_frame
from tui.desk.widgets.lines import Line, Look, Span
from tui.desk.widgets.tree_columns import Beside
from tui.desk.widgets.tree_model import TreeModel
from tui.desk.words import Words

if TYPE_CHECKING:
    from model.tree import CodeTree


class TreeView(Grid):
    """The code trees of a reading, one at a time, each with its own folding and cursor."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("tree")
    DESCRIPTION = (
        "The tree shows one table by its codes, or, where it has none, by sources, units, projects, purchases or "
        "the three public expenses. Amounts are as stated; where the sum of the children differs, it stands beside. "
        "A mark stands at the very cell; a folded code carries the gravest mark below it."
    )

    class BesideChanged(Message):
        """Something else is shown beside the stated amounts."""

        def __init__(self, beside: Beside) -> None:
            super().__init__()
            self.beside = beside

    model: TreeModel | None

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
        self.trees: tuple[CodeTree, ...] = ()
        self.titles: list[str] = []
        self.unit: Unit | None = None
        self.beside = Beside()
        self._prior: PriorYear | None = None
        self._models: dict[int, TreeModel] = {}
        self.number = 0
        self._cursors: dict[int, tuple[int, int]] = {}
        self.idle: list[Line] = []
        self.open_key = ""

    def load(self, state: DeskState) -> None:
        """Take the trees of another reading."""
        self.trees = state.trees
        self._prior = PriorYear(state)
        self._models.clear()
        self.unit = None
        self.titles = [state.short_title(tree.title) or tree.sheet for tree in state.trees]
        self._cursors.clear()
        self.number = 0
        self.show(self._model(0) if self.trees else None)

    def unload(self, lines: list[Line]) -> None:
        """Show lines of words in the place of a tree."""
        self.trees, self.idle = (), lines
        self.show(None)

    def show_idle(self, lines: list[Line]) -> None:
        """Show something else in the place of a tree."""
        self.idle = lines
        self.refresh()

    def idle_lines(self) -> list[Line]:
        """Return what is shown while there is no tree."""
        return self.idle

    def heading(self) -> tuple[Line, str]:
        """Return the table's title, which of the tables it is, and the row the cursor is on."""
        if (model := self.model) is None:
            return [Span(self.words("code tree"), Look.TITLE)], ""
        tables = f"{self.number + 1}/{len(self.trees)}"
        title = [Span(self.titles[self.number], Look.TITLE)]
        return title, f"[ {tables} ]  {self.row + 1}/{model.row_count}"

    def turn_to(self, number: int) -> None:
        """Show another table's tree, with the cursor where it was left."""
        if self.model is not None:
            self._cursors[self.number] = (self.row, self.column)
        self.number = number % len(self.trees)
        self.show(self._model(self.number), self._cursors.get(self.number))

    def _model(self, number: int) -> TreeModel:
        """Return the rows of a tree, made when it is first shown, as all trees are to be shown now."""
        if number not in self._models:
            self._models[number] = TreeModel(self.trees[number], number, self.marks, self.words, self._prior)
        model = self._models[number]
        if self.unit is not None and model.unit is not self.unit:
            model.use_unit(self.unit)
        if model.beside != self.beside:
            model.show_beside(self.beside)
        return model

    def go_to(self, spot: TreeSpot) -> None:
        """Put the cursor on an amount, unfolding what hides it. A column of -1 is the name."""
        if spot.tree != self.number:
            self.turn_to(spot.tree)
        if self.model is not None:
            row = self.model.folding.reveal(spot.node)
            self.move_to(row, 0 if spot.column < 0 else self.model.column_of(spot.column), centre=True)

    @property
    def spot(self) -> TreeSpot | None:
        """Where the cursor stands; the column is -1 on a name."""
        if self.model is None or not self.model.row_count:
            return None
        amount = self.model.amount_at(self.column)
        return TreeSpot(self.number, self.model.folding.node(self.row), -1 if amount is None else amount[0])

    def taken_columns(self, row: int) -> frozenset[int]:
        """Return the columns of a row whose amounts the calculator took."""
        model = self.model
        if model is None or not self.calculator.taken:
            return frozenset()
        places = ((column, model.place_at(row, column)) for column in range(1, model.column_count))
        return frozenset(column for column, place in places if place and self.calculator.has(place))

    def use_unit(self, unit: Unit) -> None:
        """Show the amounts of every tree in another unit."""
        self.unit = unit
        if self.model is not None:
            self.model.use_unit(unit)
        self.redraw()

    @in_one_frame
    def action_move(self, rows: int, columns: int) -> None:
        """Move; on a name, left folds or goes to the parent, and right unfolds before it moves on."""
        model = self.model
        if model is not None and columns and not self.column and model.row_count:
            node = model.folding.node(self.row)
            parent = model.folding.has_children(node)
            folded = model.folding.is_folded(node)
            if columns < 0 and parent and not folded:
                self._fold(node, folded=True)
                return
            if columns < 0:
                row = model.folding.parent_row(self.row)
                self.move_to(self.row if row is None else row, 0)
                return
            if parent and folded:
                self._fold(node, folded=False)
                return
        super().action_move(rows, columns)

    def _fold(self, node: int, *, folded: bool) -> None:
        if self.model is not None:
            self.model.folding.fold(node, folded=folded)
            self.redraw()

    def action_fold(self) -> None:
        """Fold or unfold the code under the cursor."""
        if self.model is not None and self.model.row_count:
            node = self.model.folding.node(self.row)
            self._fold(node, folded=not self.model.folding.is_folded(node))

    def action_level(self, change: int) -> None:
        """Show one level of codes less or more, with the cursor on the same code or the one above it."""
        if (model := self.model) is None or not model.row_count:
            return
        node = model.folding.node(self.row)
        model.folding.show_level(change)
        self.move_to(model.folding.row(node), self.column, centre=True)
        self.redraw()

    def action_computed(self) -> None:
        """Show computed amounts where they differ, everywhere, or nowhere; for every tree."""
        computed = self.beside.computed.following
        self._show_beside(replace(self.beside, computed=computed))
        self.announce(self.words("Computed beside stated: {where}.", where=self.words(computed.value)))

    def action_difference(self) -> None:
        """Show by how much stated and computed amounts differ beside every amount, or nowhere; for every tree."""
        self._show_beside(replace(self.beside, difference=not self.beside.difference))
        model = self.model
        if model is None or not self.beside.difference:
            return
        if not any(model.has_difference(column) for column in range(len(model.tree.columns))):
            self.announce(self.words("No amount of this table has parts whose sum it can be held against."))

    def action_share(self) -> None:
        """Show the share of the parent beside every amount, or nowhere; for every tree."""
        self._show_beside(replace(self.beside, shares=not self.beside.shares))

    def action_change(self) -> None:
        """Show the year before and the change since beside every amount that has one; for every tree."""
        self._show_beside(replace(self.beside, change=not self.beside.change))
        model = self.model
        if model is None or not self.beside.change:
            return
        if not any(model.has_prior(column) for column in range(len(model.tree.columns))):
            self.announce(
                self.words(
                    "No document that is open states the year before of this table; {key} opens one.",
                    key=self.open_key,
                )
            )

    def _show_beside(self, beside: Beside) -> None:
        """Show something else beside the amounts of every tree, with the cursor on the same amount."""
        if (model := self.model) is None:
            return
        spot, self.beside = self.spot, beside
        model.show_beside(beside)
        self.redraw()
        if spot is not None:
            self.go_to(spot)
        self.post_message(self.BesideChanged(beside))
