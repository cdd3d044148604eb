"""The code tree as rows of a grid: what is unfolded, what is shown beside it, and in which unit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from model.finding import Place
from model.money import Unit, format_amount
from tui.desk.marks import Marks
from tui.desk.untrusted import width
from tui.desk.widgets.folding import Folding
from tui.desk.widgets.lines import Glyphs, Look
from tui.desk.widgets.model import GridCell, GridColumn
from tui.desk.widgets.tree_columns import (
    Beside,
    Computed,
    Measure,
    difference_cells,
    heading_lines,
    measured,
    signed,
    whole_columns,
)
from tui.desk.words import Words

if TYPE_CHECKING:
    from model.tree import CodeTree, TreeCell, TreeNode
    from tui.desk.prior_year import PriorYear

MEASURED = 2_000
"""Names that are measured for the width of their column."""

MARK_CELLS = 2
FOLD_CELLS = 2
HEADING_LINES = 2
LEAST_NAME = 20
SHARE_CELLS = 8
SOUGHT_PRIOR = 40
"""Rows in which an amount of the year before is looked for, before a column is shown for it."""


class TreeModel:
    """The unfolded rows of one code tree. Column 0 holds code and name; then come the amounts."""

    gutter = MARK_CELLS
    frozen = 1
    partial = False
    pinned: Sequence[int] = ()
    heading_lines = HEADING_LINES

    def __init__(
        self, tree: CodeTree, number: int, marks: Marks, words: Words, prior: PriorYear | None = None
    ) -> None:
        from model.tree import amounts_of_nodes

        self.tree = tree
        self.number = number
        self.marks = marks
        self.words = words
        self.unit = tree.unit or Unit.YUAN
        self.beside = Beside()
        self._prior = prior
        self._has_prior: dict[int, bool] = {}
        self.folding = Folding(tree.nodes)
        self._columns = [amounts_of_nodes(tree.nodes, column) for column in range(len(tree.columns))]
        first = tree.nodes[:MEASURED]
        self._code_cells = max((len(node.code) for node in first), default=0)
        names = [(width(node.name), node.depth) for node in first]
        self._longest = {
            indent: max((name + depth * indent for name, depth in names), default=0) for indent in (1, 2)
        }
        self._name_cells = 0
        self._indent = 1
        self._changes = 0
        self._measure()

    @property
    def version(self) -> int:
        """Changes with folding, unit, marks, language and width."""
        shown = (self._changes, self.folding.changes, self.marks.version)
        return hash((*shown, self.words.language, self._name_cells, self._indent))

    @property
    def row_count(self) -> int:
        """Number of rows that are unfolded."""
        return len(self.folding.visible)

    @property
    def column_count(self) -> int:
        """Number of columns: the name's, and those of the amounts."""
        return 1 + len(self._amounts)

    def _measure(self) -> None:
        """Choose the columns that are shown, and the width and the decimals of each."""
        self._amounts = [
            (column, measure)
            for column in range(len(self.tree.columns))
            for measure in Measure
            if self._is_shown(column, measure)
        ]
        decimals, cells = measured(self.tree, self._columns, self.unit)
        self.decimals = decimals
        self._cells = cells
        self._difference_cells = {
            column: difference_cells(self._columns[column], self.unit, decimals)
            for column, measure in self._amounts
            if measure is Measure.DIFFERENCE
        }
        self._changes += 1

    def _is_shown(self, column: int, measure: Measure) -> bool:
        """Return whether a measure of an amount column has a column of its own."""
        if measure is Measure.SHARE:
            return self.beside.shares
        if measure is Measure.DIFFERENCE:
            return self.beside.difference and self.has_difference(column)
        if measure in {Measure.PRIOR, Measure.CHANGE}:
            return self.beside.change and self.has_prior(column)
        return measure is Measure.STATED or self._beside(column)

    def has_difference(self, column: int) -> bool:
        """Return whether any stated amount of a column stands above a sum that it can be held against."""
        amounts = self._columns[column]
        return bool((amounts.is_stated & amounts.is_computed).any())

    def has_prior(self, column: int) -> bool:
        """Return whether the year before states the same of any of the first amounts of a column."""
        if self._prior is None:
            return False
        if column not in self._has_prior:
            places = (node.cells[column].place for node in self.tree.nodes[:SOUGHT_PRIOR])
            self._has_prior[column] = any(self._prior.amount(place) is not None for place in places)
        return self._has_prior[column]

    def _beside(self, column: int) -> bool:
        """Return whether the computed amounts of a column have a column of their own."""
        if self.beside.computed is Computed.NEVER:
            return False
        amounts = self._columns[column]
        if self.beside.computed is Computed.ALWAYS:
            return bool(amounts.is_computed.any())
        return bool((amounts.is_computed & (amounts.computed != amounts.stated)).any())

    def _shows_computed(self, cell: TreeCell) -> bool:
        if cell.computed is None or self.beside.computed is Computed.NEVER:
            return False
        return self.beside.computed is Computed.ALWAYS or cell.computed != (cell.stated or 0)

    def fit(self, cells: int, /) -> None:
        """Give the name what whole columns of amounts leave, but never less than it needs to be known by."""
        self._indent = 2 if cells >= 100 else 1
        fixed = FOLD_CELLS + self._code_cells + 1
        longest = self._longest[self._indent]
        least = min(longest, LEAST_NAME)
        widths = [self._width(*amount) + 2 for amount in self._amounts]
        free = cells - self.gutter - 2 - fixed
        shown = whole_columns(widths, free - least)
        self._name_cells = fixed + max(min(longest, free - shown), 0)

    def column(self, column: int, /) -> GridColumn:
        """Return a column with its heading in at most two lines."""
        if not column:
            return GridColumn(("", self.words("code and name")), self._name_cells)
        amount, measure = self._amounts[column - 1]
        cells = self._width(amount, measure)
        text = self.tree.columns[amount] if measure is Measure.STATED else self.words(measure.value)
        return GridColumn(heading_lines(text, cells), cells, "right")

    def _change(self, cell: TreeCell) -> str:
        """Return how much more the year states than the year before, with its sign; "" where either is not stated."""
        prior = None if self._prior is None else self._prior.amount(cell.place)
        if prior is None or cell.stated is None:
            return ""
        return signed(cell.stated - prior, self.unit, self.decimals)

    def _difference(self, cell: TreeCell) -> str:
        """Return how much more is stated than the children make, with its sign; "" where either is not there."""
        if cell.stated is None or cell.computed is None:
            return ""
        return signed(cell.stated - cell.computed, self.unit, self.decimals)

    def _width(self, amount: int, measure: Measure) -> int:
        if measure is Measure.SHARE:
            return SHARE_CELLS
        if measure is Measure.DIFFERENCE:
            return max(self._difference_cells[amount], width(self.words(measure.value)))
        return self._cells[amount] + (1 if measure is Measure.CHANGE else 0)

    def row_label(self, row: int, /) -> GridCell:
        """Return the gravest mark of a row, with those below it while it is folded."""
        node = self.folding.node(row)
        marks = self.marks.branches if self.folding.is_folded(node) else self.marks.nodes
        mark = marks.get((self.number, node), "")
        looks = {"!": Look.ERROR, "?": Look.WARNING, "~": Look.NOTICE, "*": Look.NOTE}
        return GridCell(mark, look=looks.get(mark, Look.FAINT), align="right")

    def cell(self, row: int, column: int, /) -> GridCell:
        """Return the code and the name, or an amount with its mark."""
        index = self.folding.node(row)
        node = self.tree.nodes[index]
        if not column:
            return self._name(index, node)
        amount, measure = self._amounts[column - 1]
        cell = node.cells[amount]
        if measure is Measure.SHARE:
            return GridCell(self._share(node, amount), "", Look.FAINT, "right", number=True)
        if measure is Measure.PRIOR:
            prior = None if self._prior is None else self._prior.amount(cell.place)
            return GridCell(self.money(prior), "", Look.COMPUTED, "right", number=True)
        if measure is Measure.CHANGE:
            return GridCell(self._change(cell), "", Look.PLAIN, "right", number=True)
        if measure is Measure.DIFFERENCE:
            look = Look.PLAIN if cell.stated != cell.computed else Look.FAINT
            return GridCell(self._difference(cell), "", look, "right", number=True)
        if measure is Measure.COMPUTED:
            text = self.money(cell.computed) if self._shows_computed(cell) else ""
            return GridCell(text, "", Look.COMPUTED, "right", number=True)
        mark = self.marks.at.get(cell.place, "") if cell.place else ""
        looks = {"!": Look.ERROR, "?": Look.WARNING}
        return GridCell(self.money(cell.stated), mark, looks.get(mark, Look.PLAIN), "right", number=True)

    def _share(self, node: TreeNode, amount: int) -> str:
        """Return an amount's share of the amount above it, in percent; "" where either is not stated or nothing."""
        stated = node.cells[amount].stated
        whole = self.tree.nodes[node.parent].cells[amount].stated if node.parent >= 0 else None
        if stated is None or not whole:
            return ""
        from checks.comparison_words import percent_text
        from model.money import rounded_ratio

        return percent_text(rounded_ratio(stated * 10_000, whole)).removeprefix("+")

    def _name(self, index: int, node: TreeNode) -> GridCell:
        fold = " "
        if node.child_count:
            fold = Glyphs.folded if self.folding.is_folded(index) else Glyphs.unfolded
        code = f"{node.code:<{self._code_cells}} "
        text = f"{fold} {code}{' ' * (node.depth * self._indent)}{node.name}"
        return GridCell(text, look=Look.STRONG if node.depth < 2 and node.child_count else Look.PLAIN)

    def extent(self, _row: int, column: int, /) -> tuple[int, int]:
        """Return the column itself: nothing is merged in a tree."""
        return column, column

    def money(self, amount: int | None) -> str:
        """Return an amount in the unit that is shown, "" where none is stated."""
        return "" if amount is None else format_amount(amount, self.unit, self.decimals)

    def use_unit(self, unit: Unit) -> None:
        """Show amounts in another unit."""
        self.unit = unit
        self._measure()

    def show_beside(self, beside: Beside) -> None:
        """Show something else beside the stated amounts."""
        self.beside = beside
        self._measure()

    def node_at(self, row: int) -> int:
        """Return the node of a row."""
        return self.folding.node(row)

    def amount_at(self, column: int) -> tuple[int, Measure] | None:
        """Return the amount column shown in a column, and what of it; None for the name."""
        return self._amounts[column - 1] if column else None

    def column_of(self, amount: int) -> int:
        """Return the column that shows an amount column's stated amounts."""
        return self._amounts.index((amount, Measure.STATED)) + 1

    def place_at(self, row: int, column: int) -> Place | None:
        """Return the cell of the file that states what is shown here."""
        amount = self.amount_at(column)
        return None if amount is None else self.tree.nodes[self.folding.node(row)].cells[amount[0]].place
