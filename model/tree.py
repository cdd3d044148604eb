"""The code tree and its rollups, stated beside computed: one table's codes in preorder."""

from __future__ import annotations

from dataclasses import dataclass

from model.disclosure import Disclosure
from model.facts.printed import shown_decimals
from model.finding import Place
from model.money import NotAmount, Unit, parse_amount
from model.recognition.table import LabelledRow, Panel, Table
from model.source.book import Sheet


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


@dataclass(frozen=True, slots=True)
class CodeTree:
    """The tree of one table's codes: one per table that has function or economic codes.

    `columns` are the heading texts of the amount columns; every node has as many cells.
    """

    title: str
    path: str
    sheet: str
    unit: Unit | None
    decimals: int
    columns: tuple[str, ...]
    nodes: tuple[TreeNode, ...]


def code_trees(disclosure: Disclosure) -> list[CodeTree]:
    """Return the tree of every table whose rows carry codes, the fullest first, else in the order of the tables."""
    trees = [
        tree
        for table in disclosure.tables
        for panel in table.panels
        if (tree := _tree(disclosure, table, panel)) is not None
    ]
    return sorted(trees, key=lambda tree: -_weight(tree))


def _weight(tree: CodeTree) -> int:
    """Prefer the trees that go to 项 and have amounts, but keep the order of tables that are alike in that."""
    deepest = max((len(node.code) for node in tree.nodes), default=0)
    has_function = any(node.code.startswith("2") for node in tree.nodes)
    return deepest + 10 * has_function


def _tree(disclosure: Disclosure, table: Table, panel: Panel) -> CodeTree | None:
    coded = [row for row in panel.rows if row.code]
    if not coded or table.unit is None or not panel.columns:
        return None
    book = disclosure.documents[table.document].book
    sheet = book.sheets[table.sheet]
    rows = [row for row in panel.rows if row.code or row.depth == 0]
    parents = _parents(rows)
    stated = [
        [_stated(sheet, row.row, column.column - row.shift, table.unit) for column in panel.columns]
        for row in rows
    ]
    children: list[list[int]] = [[] for _ in rows]
    for index, parent in enumerate(parents):
        if parent >= 0:
            children[parent].append(index)
    nodes: list[TreeNode] = []
    for index, row in enumerate(rows):
        cells = tuple(
            TreeCell(
                stated[index][position],
                _sum([stated[child][position] for child in children[index]]),
                Place(book.path, sheet.name, row.row, column.column - row.shift),
            )
            for position, column in enumerate(panel.columns)
        )
        depth = 0 if parents[index] < 0 else nodes[parents[index]].depth + 1
        nodes.append(TreeNode(row.code, row.name, depth, parents[index], len(children[index]), cells))
    return CodeTree(
        table.title,
        book.path,
        sheet.name,
        table.unit,
        _decimals(sheet, rows, panel),
        tuple(" / ".join(column.heading) for column in panel.columns),
        tuple(nodes),
    )


def _parents(rows: list[LabelledRow]) -> list[int]:
    """Return each row's parent: the nearest row above whose code begins its own, else the first total.

    A total at the foot cannot head a tree in preorder, so it stands as a root of its own.
    """
    parents: list[int] = []
    open_codes: list[int] = []
    total = -1
    for index, row in enumerate(rows):
        if not row.code:
            parents.append(-1)
            total = index if total < 0 and not row.coordinates.get("unit") else total
            open_codes = []
            continue
        while open_codes and not (
            row.code.startswith(rows[open_codes[-1]].code) and len(row.code) > len(rows[open_codes[-1]].code)
        ):
            open_codes.pop()
        parents.append(open_codes[-1] if open_codes else total)
        open_codes.append(index)
    return parents


def _stated(sheet: Sheet, row: int, column: int, unit: Unit) -> int | None:
    value = sheet.value(row, column)
    if not isinstance(value, str | float) or isinstance(value, bool):
        return None
    amount = parse_amount(value, unit)
    return None if isinstance(amount, NotAmount) else amount.amount


def _sum(values: list[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _decimals(sheet: Sheet, rows: list[LabelledRow], panel: Panel) -> int:
    shown = (
        shown_decimals(sheet, row.row, column.column, sheet.value(row.row, column.column))
        for row in rows[:500]
        for column in panel.columns
    )
    return max((decimals for decimals in shown if decimals is not None), default=2)
