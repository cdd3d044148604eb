"""A table before it is put on paper: heading paths over columns, labels and amounts in rows, and what must add up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from drawn.cube import Cube, Where
from drawn.layout import Layout


@dataclass(frozen=True)
class Amount:
    """An amount to be printed: its coordinates, and its value in 分."""

    where: Where
    fen: int


@dataclass(frozen=True)
class Change:
    """By how much an amount is more than another, in 分; `rate` is that as a percentage, where one is printed."""

    fen: int
    rate: str | None = None


Cell = str | Amount | Change | None
Key = tuple[int, int]
"""A data row and a column of a table, from 0."""


@dataclass(frozen=True)
class Column:
    """A column: its heading path, and how it changes a row's coordinates; None where it holds no amounts.

    `compared` is "amount" or "rate" in a column that compares a row's amount with that of the year before.
    """

    path: tuple[str, ...]
    changes: dict[str, object] | None = None
    compared: str = ""


Columns = tuple[list[Column], list[tuple[int, list[int]]]]
"""Columns of amounts, and which of them are the sum of which."""


@dataclass(frozen=True)
class Row:
    """A row: what its label columns print, its coordinates, and its place in the tree of rows.

    `where` is None where the row prints no amounts. `above` is the row it is a part of, -1 where there is none.
    """

    labels: Sequence[str | None]
    where: Where | None
    above: int = -1


@dataclass
class Grid:
    """A table. `sums` are wholes with all their parts; `means` is what distinguishes tables of one statement."""

    kind: str
    title: str
    columns: list[Column]
    rows: list[list[Cell]] = field(default_factory=list)
    sums: list[tuple[Key, list[Key]]] = field(default_factory=list)
    number_row: list[str | None] | None = None
    notes: list[str] = field(default_factory=list)
    features: dict[str, object] = field(default_factory=dict)

    @property
    def depth(self) -> int:
        """How many rows its heading has."""
        return max(len(column.path) for column in self.columns)


def fill(cube: Cube, grid: Grid, rows: Sequence[Row], wholes: Iterable[tuple[int, list[int]]]) -> None:
    """Print rows below a grid's columns, and note what adds up: down the tree of rows, and across `wholes`."""
    first = len(grid.rows)
    across = list(wholes)
    parts: dict[int, list[int]] = {}
    for number, row in enumerate(rows):
        cells: list[Cell] = []
        labels = iter(row.labels)
        for column in grid.columns:
            if column.compared:
                cells.append(_change(cube, row.where, column.compared) if row.where else None)
            elif column.changes is None:
                cells.append(next(labels))
            elif row.where is None:
                cells.append(None)
            else:
                where = row.where.at(**column.changes)
                cells.append(Amount(where, cube.amount(where)))
        grid.rows.append(cells)
        if row.above >= 0:
            parts.setdefault(row.above, []).append(number)
        grid.sums += [
            ((first + number, whole), [(first + number, part) for part in some]) for whole, some in across
        ]
    amounts = [number for number, column in enumerate(grid.columns) if column.changes is not None]
    for above, below in parts.items():
        grid.sums += [((first + above, at), [(first + row, at) for row in below]) for at in amounts]


def _change(cube: Cube, where: Where, compared: str) -> Change | None:
    """Return the change from the year before; a rate has two decimals, and none is from nothing."""
    now, before = cube.amount(where), cube.amount(where.at(before=True))
    if compared == "amount":
        return Change(now - before)
    if not before:
        return None
    hundredths = (2 * abs(now - before) * 10_000 + before) // (2 * before)
    sign = "-" if now < before and hundredths else ""
    return Change(now - before, f"{sign}{hundredths // 100}.{hundredths % 100:02d}%")


def number_columns(grid: Grid, layout: Layout) -> None:
    """Give a grid the row that numbers its columns, where the layout has one."""
    style = layout["number_row"]
    if style == "none":
        return
    row: list[str | None] = []
    count = 0
    for column in grid.columns:
        if column.changes is not None or column.compared:
            count += 1
            row.append(str(count))
        else:
            row.append("**" if style == "**" else None)
    if style == "栏次":
        row[0] = "栏次"
    grid.number_row = row


def over(columns: list[Column], words: str) -> list[Column]:
    """Return the columns with a heading above them."""
    return [replace(column, path=(words, *column.path)) for column in columns]


def shifted(wholes: list[tuple[int, list[int]]], by: int) -> list[tuple[int, list[int]]]:
    """Return which columns are the sum of which, so many columns further right."""
    return [(whole + by, [part + by for part in parts]) for whole, parts in wholes]


def in_place(rows: list[Row], layout: Layout) -> list[Row]:
    """Put the total, the first of the rows, where the layout has it; an empty table keeps it."""
    if layout["total"] == "top" or len(rows) == 1:
        return rows
    body = rows[1:]
    if layout["total"] == "none":
        return [Row(row.labels, row.where, row.above - 1) for row in body]
    foot = len(body)
    moved = [Row(row.labels, row.where, foot if row.above == 0 else row.above - 1) for row in body]
    return [*moved, rows[0]]
