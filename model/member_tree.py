"""Trees of tables without codes: along sources, uses, the three public expenses, purchases, projects and units.

What stands under what is decided by meaning: a line is under the nearest one above that states less and nothing else.
Where the lines do not differ so, but the columns do (合计, 因公出国, 公务用车: 购置, 运行, 公务接待), the columns of
the first line are the tree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from model.disclosure import Disclosure
from model.facts.amounts import read_amounts
from model.facts.column import amount_cells
from model.facts.unread import shown_decimals
from model.finding import Place
from model.lexicon.dimension import Completeness, Dimension
from model.lexicon.lexicon import lexicon, one_line
from model.reading.table import Coordinates, LabelledRows, Panel, Table, labelled
from model.record import dataclass
from model.source.book import Sheet
from model.tree import CodeTree, TreeCell, TreeNode

_AMOUNT = "金额"
"""What the one column of a tree of columns is called where its line has no name."""

_ALL = frozenset({"合计", "小计", "总计"})

MOST_ROWS = 5_000
"""A table of more lines without a code is a list, and no tree is made of it."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a tree to be: its name, what it means, and for each amount column what is stated and where."""

    name: str
    coordinates: Coordinates
    amounts: Sequence[tuple[int | None, Place]]


def member_trees(disclosure: Disclosure) -> list[CodeTree]:
    """Return the trees of the tables of a disclosure that carry no codes, in the order of the tables."""
    found = []
    for table in disclosure.tables:
        for panel in table.panels if table.unit else ():
            rows = labelled(panel.rows)
            if panel.columns and 0 < len(rows) <= MOST_ROWS and not any(label.code for label in rows.labels):
                tree = _tree(disclosure, table, panel, rows)
                found += [] if tree is None else [tree]
    return found


def _tree(disclosure: Disclosure, table: Table, panel: Panel, rows: LabelledRows) -> CodeTree | None:
    """Return the tree of a panel by its lines, else by its columns; None where neither has one, or no amount stands."""
    book = disclosure.documents[table.document].book
    sheet = book.sheets[table.sheet]
    amounts = _amounts(table, panel, rows, book.path, sheet)
    if not any(stated is not None for row in amounts for stated, _ in row):
        return None
    headings = [" / ".join(column.heading) for column in panel.columns]
    lines = [_Line(row.name, row.coordinates, amounts[number]) for number, row in enumerate(rows)]
    columns: Sequence[str] = headings
    parents = parents_by_meaning([line.coordinates for line in lines])
    if not any(parent >= 0 for parent in parents):
        lines = [
            _Line(_column_name(column.heading), column.coordinates, [amounts[0][number]])
            for number, column in enumerate(panel.columns)
        ]
        columns = [rows[0].name or _AMOUNT]
        parents = parents_by_meaning([line.coordinates for line in lines])
    if not any(parent >= 0 for parent in parents):
        return None
    shown = (
        shown_decimals(sheet, row.row, column.column, sheet.value(row.row, column.column))
        for row in rows[:MOST_ROWS]
        for column in panel.columns
    )
    decimals = max((decimals for decimals in shown if decimals is not None), default=2)
    nodes = _nodes(lines, parents)
    return CodeTree(table.title, book.path, sheet.name, table.unit, decimals, tuple(columns), nodes)


def _amounts(
    table: Table, panel: Panel, rows: LabelledRows, path: str, sheet: Sheet
) -> list[list[tuple[int | None, Place]]]:
    """Return for each row what each column states, and where."""
    assert table.unit is not None
    by_row: list[list[tuple[int | None, Place]]] = [[] for _ in rows]
    for column in panel.columns:
        cells = amount_cells(sheet, rows, column)
        read = read_amounts(cells.values, cells.formats, table.unit, table.unit.places)
        for number, row in enumerate(rows):
            piece, at = sheet.in_file(row.row)
            stated = int(read.amount[number]) if read.stated[number] else None
            by_row[number].append((stated, Place(path, piece.name, at, column.column - row.shift)))
    return by_row


def _column_name(heading: Sequence[str]) -> str:
    """Return what a column is called as a line: its own heading, with the one above where it only states 合计."""
    last = [one_line(each) for each in heading[-2:]]
    return " / ".join(last if last and last[-1] in _ALL else last[-1:])


def parents_by_meaning(coordinates: Sequence[Coordinates]) -> list[int]:
    """Return for each line the number of the one that it stands under, -1 for none; each stands after its parent."""
    parents: list[int] = []
    above: list[int] = []
    for number, each in enumerate(coordinates):
        while above and not _is_above(coordinates[above[-1]], each):
            above.pop()
        parents.append(above[-1] if above else -1)
        above.append(number)
    return parents


def _is_above(whole: Coordinates, part: Coordinates) -> bool:
    """Return whether a part states all that a whole does, and more."""
    if whole == part:
        return False
    return all(name in part and _is_under(name, part[name], member) for name, member in whole.items())


def _is_under(name: str, member: str, ancestor: str) -> bool:
    """Return whether a member is another of its dimension or lies under it.

    A code lies under those that it begins with, a named project under projects.
    """
    if member == ancestor:
        return True
    dimension = lexicon().dimensions.get(name)
    if dimension is None:
        return ancestor.isdecimal() and member.startswith(ancestor)
    known = member if member in dimension.members else member.partition(":")[0]
    return known in dimension.members and dimension.is_under(known, ancestor)


def _nodes(lines: Sequence[_Line], parents: Sequence[int]) -> tuple[TreeNode, ...]:
    children: dict[int, list[int]] = {}
    for number, parent in enumerate(parents):
        children.setdefault(parent, []).append(number)
    depths: list[int] = []
    for parent in parents:
        depths.append(0 if parent < 0 else depths[parent] + 1)
    return tuple(
        TreeNode(
            "",
            line.name,
            depths[number],
            parents[number],
            len(children.get(number, ())),
            _cells(line, [lines[child] for child in children.get(number, ())]),
        )
        for number, line in enumerate(lines)
    )


def _cells(line: _Line, parts: Sequence[_Line]) -> tuple[TreeCell, ...]:
    """Return the cells of a line, with the sum of its parts where these are all that it can consist of."""
    whole = bool(parts) and _are_complete(line.coordinates, [part.coordinates for part in parts])
    cells = []
    for column, (stated, place) in enumerate(line.amounts):
        below = [part.amounts[column][0] for part in parts]
        known = [amount for amount in below if amount is not None]
        cells.append(TreeCell(stated, sum(known) if whole and known else None, place))
    return tuple(cells)


def _are_complete(whole: Coordinates, parts: Sequence[Coordinates]) -> bool:
    """Return whether parts differ from a whole along one dimension alone and are all that the lexicon knows of it."""
    more = {name for part in parts for name in _differences(whole, part)}
    if len(more) != 1:
        return False
    (name,) = more
    members = [part[name] for part in parts]
    dimension = lexicon().dimensions.get(name)
    if dimension is None or len(set(members)) < len(members):
        return False
    if not all(member in dimension.members for member in members):
        return False
    above = whole.get(name) or _whole_of(dimension, members)
    return above in dimension.partitions and (
        dimension.completeness(above, frozenset(members)) is Completeness.COMPLETE
    )


def _whole_of(dimension: Dimension, members: Sequence[str]) -> str:
    """Return the whole that members are parts of where the line above them does not name it, "" where that is open."""
    wholes = [
        whole for whole, partition in dimension.partitions.items() if set(members) <= set(partition.parts)
    ]
    return wholes[0] if len(wholes) == 1 else ""


def _differences(whole: Mapping[str, str], part: Mapping[str, str]) -> set[str]:
    return {name for name, member in part.items() if whole.get(name) != member}
