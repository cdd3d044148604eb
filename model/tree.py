"""The code tree and its rollups, stated beside computed: one table's codes in preorder."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from model.disclosure import Disclosure
from model.facts.amounts import read_amounts
from model.facts.column import AmountCells, amount_cells
from model.facts.printed import shown_decimals
from model.lexicon.lexicon import normalised
from model.money import Unit
from model.reading.labelled import LabelledRows, labelled
from model.reading.table import LabelledRow, Panel, Table
from model.source.book import Piece, Sheet
from model.tree_nodes import TreeAmounts, TreeCell, TreeNode, TreeNodes
from model.tree_outline import Outline, outline_of, parents_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Positions = NDArray[np.int64]

__all__ = ["CodeTree", "TreeCell", "TreeNode", "code_trees"]

_SAMPLE = 500
"""Rows looked at to tell how many decimals a table prints."""


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
    pieces: tuple[Piece, ...] = ()


def code_trees(disclosure: Disclosure) -> list[CodeTree]:
    """Return the tree of every table whose rows carry codes, the fullest first, else in the order of the tables."""
    found: list[tuple[int, CodeTree]] = []
    for table in disclosure.tables:
        for panel in table.panels if table.unit else ():
            rows = labelled(panel.rows)
            codes = {rows.labels[number].code for number in np.unique(rows.label)} - {""}
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
    told = np.array(by_label, dtype=np.int64)[rows.label]
    return np.where(told, told, rows.unit)


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


def _amounts(cells: AmountCells, unit: Unit, outline: Outline) -> TreeAmounts:
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
