"""The code tree and its rollups, stated beside computed: one table's codes in preorder, by column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from typing import TYPE_CHECKING

import numpy as np

from model.disclosure import Disclosure
from model.facts.amounts import read_amounts
from model.facts.column import AmountCells, amount_cells
from model.facts.unread import shown_decimals
from model.finding import Place
from model.lexicon.lexicon import normalised
from model.made import MadeRows
from model.money import Unit
from model.reading.table import LabelledRow, LabelledRows, Panel, Table, labelled
from model.record import dataclass
from model.source.book import Sheet, SheetPart
from model.tree_outline import TreeOutline, outline_of, parents_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]
    Booleans = NDArray[np.bool_]
    Positions = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class TreeCell:
    """One amount of the tree, in ten-thousandths of 元.

    `stated` is None for a blank; `computed` is the sum of the children, None where there are none; `place` is the
    cell that states it, None where the document prints no such cell.
    """

    stated: int | None
    computed: int | None
    place: Place | None


@dataclass(frozen=True, slots=True)
class TreeNode:
    """A row of the tree, in preorder. `parent` is the index of its parent node, -1 for a root."""

    code: str
    name: str
    depth: int
    parent: int
    child_count: int
    cells: tuple[TreeCell, ...]


@dataclass(frozen=True, slots=True, eq=False)
class TreeAmounts:
    """One column of a tree's amounts, an entry a row; what is not stated, or has no children that are, is 0."""

    stated: Integers
    is_stated: Booleans
    computed: Integers
    is_computed: Booleans


@dataclass(frozen=True, slots=True, eq=False)
class TreeNodes(MadeRows[TreeNode]):
    """The nodes of a tree by column. `columns` are the columns of `amounts` in a `sheet`, `path` is its file's.

    `names` are the rows' names by the number in `name`.
    """

    rows: LabelledRows
    names: Sequence[str]
    name: Integers
    outline: TreeOutline
    amounts: tuple[TreeAmounts, ...]
    columns: tuple[int, ...]
    path: str
    sheet: Sheet

    def __len__(self) -> int:
        return len(self.rows)

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield the code and the name of each node, without making it."""
        codes = [label.code for label in self.rows.labels]
        for label, name in zip(self.rows.label.tolist(), self.name.tolist(), strict=True):
            yield codes[label], self.names[name]

    def _made(self, position: int) -> TreeNode:
        outline = self.outline
        row = int(self.rows.row[position])
        shift = self.rows.shifts.get(position, 0) if self.rows.shifts else 0
        sheet, at = self.sheet.in_file(row)
        return TreeNode(
            self.rows.labels[self.rows.label[position]].code,
            self.names[self.name[position]],
            int(outline.depth[position]),
            int(outline.parent[position]),
            int(outline.children[position]),
            tuple(
                TreeCell(
                    int(amounts.stated[position]) if amounts.is_stated[position] else None,
                    int(amounts.computed[position]) if amounts.is_computed[position] else None,
                    Place(self.path, sheet.name, at, column - shift),
                )
                for column, amounts in zip(self.columns, self.amounts, strict=True)
            ),
        )


def outline_of_nodes(nodes: Sequence[TreeNode]) -> TreeOutline:
    """Return the shape of a tree's nodes."""
    import numpy as np

    from model.tree_outline import outline_of

    if isinstance(nodes, TreeNodes):
        return nodes.outline
    return outline_of(np.array([node.parent for node in nodes], dtype=np.int64))


def texts_of_nodes(nodes: Sequence[TreeNode]) -> Iterator[tuple[str, str]]:
    """Yield the code and the name of each node."""
    return nodes.texts() if isinstance(nodes, TreeNodes) else ((node.code, node.name) for node in nodes)


def amounts_of_nodes(nodes: Sequence[TreeNode], column: int) -> TreeAmounts:
    """Return one column of a tree's amounts."""
    import numpy as np

    if isinstance(nodes, TreeNodes):
        return nodes.amounts[column]
    cells = [node.cells[column] for node in nodes]
    return TreeAmounts(
        np.array([cell.stated or 0 for cell in cells], dtype=np.int64),
        np.array([cell.stated is not None for cell in cells], dtype=np.bool_),
        np.array([cell.computed or 0 for cell in cells], dtype=np.int64),
        np.array([cell.computed is not None for cell in cells], dtype=np.bool_),
    )


def rows_of_nodes(nodes: Sequence[TreeNode]) -> Integers:
    """Return the row that states each node, -1 for one that is printed nowhere.

    Of a table over several sheets it is the row in all of them together, see `Sheet.row_of`.
    """
    import numpy as np

    if isinstance(nodes, TreeNodes):
        return nodes.rows.row.astype(np.int64)
    places = (next((cell.place for cell in node.cells if cell.place), None) for node in nodes)
    return np.array([-1 if place is None else place.row for place in places], dtype=np.int64)


__all__ = ["CodeTree", "TreeCell", "TreeNode", "code_trees"]

_SAMPLE = 500
"""Rows looked at to find how many decimals a table prints."""


@dataclass(frozen=True, slots=True)
class CodeTree:
    """The tree of one table's codes: one per table that has function or economic codes.

    `columns` are the heading texts of the amount columns; every node has as many cells. `pieces` are those of its
    sheet, where the table goes on over several.
    """

    title: str
    path: str
    sheet: str
    unit: Unit | None
    decimals: int
    columns: tuple[str, ...]
    nodes: Sequence[TreeNode]
    pieces: tuple[SheetPart, ...] = ()


def code_trees(disclosure: Disclosure) -> list[CodeTree]:
    """Return the tree of every table whose rows carry codes, the fullest first, else in the order of the tables."""
    found: list[tuple[int, CodeTree]] = []
    for table in disclosure.tables:
        for panel in table.panels if table.unit else ():
            rows = labelled(panel.rows)
            codes = {
                rows.labels[number].code for number in np.flatnonzero(np.bincount(rows.label)).tolist()
            } - {""}
            if codes and panel.columns:
                found.append((_weight(codes), _tree(disclosure, table, panel, rows)))
    return [tree for _, tree in sorted(found, key=lambda each: -each[0])]


def _weight(codes: Set[str]) -> int:
    """Prefer the trees that go to 项, and of functions."""
    return max(map(len, codes)) + 10 * any(code.startswith("2") for code in codes)


def _tree(disclosure: Disclosure, table: Table, panel: Panel, rows: LabelledRows) -> CodeTree:
    assert table.unit is not None
    rows = rows.only(_of_the_tree(rows))
    book = disclosure.documents[table.document].book
    sheet = book.sheets[table.sheet]
    unit = _unit_numbers(rows)
    code = np.array([int(label.code or 0) for label in rows.labels], dtype=np.int64)[rows.label]
    outline = outline_of(parents_of(code, unit, by_unit=len(rows.units) > 1))
    names, name = _names(rows, code)
    nodes = TreeNodes(
        rows,
        names,
        name,
        outline,
        tuple(_amounts(amount_cells(sheet, rows, column), table.unit, outline) for column in panel.columns),
        tuple(column.column for column in panel.columns),
        book.path,
        sheet,
    )
    headings = tuple(" / ".join(column.heading) for column in panel.columns)
    return CodeTree(
        table.title,
        book.path,
        sheet.name,
        table.unit,
        _decimals(sheet, rows[:_SAMPLE], panel),
        headings,
        nodes,
        sheet.pieces,
    )


def _of_the_tree(rows: LabelledRows) -> Positions:
    """Return the positions of the rows with a code, and of the totals and units above them."""
    is_of = np.array([bool(label.code) or label.depth == 0 for label in rows.labels], dtype=np.bool_)
    return np.flatnonzero(is_of[rows.label])


def _unit_numbers(rows: LabelledRows) -> Positions:
    """Return the number of each row's unit, 0 for none: of that in its column, else of that in its label."""
    seen = {unit: number for number, unit in enumerate(rows.units)}
    by_label = [seen.setdefault(label.coordinates.get("unit", ""), len(seen)) for label in rows.labels]
    stated = np.array(by_label, dtype=np.int64)[rows.label]
    return np.where(stated, stated, rows.unit)


def _names(rows: LabelledRows, code: Positions) -> tuple[list[str], Positions]:
    """Return the names of rows, and the number of each row's: a unit's total goes by the unit's name too."""
    names = [label.name for label in rows.labels]
    name = rows.label.astype(np.int64)
    for position in np.flatnonzero((code == 0) & (rows.unit > 0)).tolist():
        unit, printed = rows.units[rows.unit[position]], names[name[position]]
        if normalised(printed) != unit:
            name[position] = len(names)
            names.append(f"{unit} {printed}".strip())
    return names, name


def _amounts(cells: AmountCells, unit: Unit, outline: TreeOutline) -> TreeAmounts:
    """Return a column's amounts beside the sums of the children that state one."""
    # What rounding may hide is not asked here; the finest decimals are the quickest to read.
    read = read_amounts(cells.values, cells.formats, unit, unit.places)
    parts = np.flatnonzero(read.stated & (outline.parent >= 0))
    computed = np.zeros_like(read.amount)
    np.add.at(computed, outline.parent[parts], read.amount[parts])
    is_computed = np.zeros_like(read.stated)
    is_computed[outline.parent[parts]] = True
    return TreeAmounts(read.amount, read.stated, computed, is_computed)


def _decimals(sheet: Sheet, rows: Sequence[LabelledRow], panel: Panel) -> int:
    shown = (
        shown_decimals(sheet, row.row, column.column, sheet.value(row.row, column.column))
        for row in rows
        for column in panel.columns
    )
    return max((decimals for decimals in shown if decimals is not None), default=2)
