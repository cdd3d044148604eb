"""Tables of basic expenditure by economic code: with columns by use, or in panels by use."""

from __future__ import annotations

from drawn.cube import Cube, Where
from drawn.grid import Amount, Cell, Column, Grid, Row, fill, in_place, number_columns, over, shifted
from drawn.labels import economic_label, economic_labels, total_label
from drawn.layout import Layout


def _beside(kind: str, title: str, where: Where, cube: Cube, layout: Layout) -> Grid:
    """Return a table of basic expenditure with personnel on the left and running costs in one or two panels."""
    word = layout.word("金额", "预算数" if cube.stage == "budget" else "决算数")
    classes = sorted({code[:3] for code in cube.codes(where, "economic")})
    left = [code for code in classes if code in {"301", "303"}]
    right = [[code for code in classes if code not in left]]
    if len(right[0]) > 1 and layout.word("two", "three") == "three":
        right = [[code] for code in right[0]]
    panels = [left, *right]
    grid = Grid(kind, title, [])
    labels = economic_labels(layout)
    stacks: list[Grid] = []
    for number, some in enumerate(panels):
        group = ("人员经费", "公用经费")[number > 0]
        stack = Grid(kind, title, over([*labels, Column((word,), {})], group))
        codes = [code for code in cube.codes(where, "economic") if code[:3] in some]
        at = {code: row for row, code in enumerate(codes)}
        nature = {"nature": "running" if number else "personnel"}
        rows = [
            Row(economic_label(code, cube, layout), where.at(economic=code, **nature), at.get(code[:-2], -1))
            for code in codes
        ]
        fill(cube, stack, rows, [])
        stacks.append(stack)
    height = max(len(stack.rows) for stack in stacks)
    grid.rows = [[] for _ in range(height)]
    for stack in stacks:
        shift = len(grid.columns)
        grid.columns += stack.columns
        for row in range(height):
            grid.rows[row] += stack.rows[row] if row < len(stack.rows) else [None] * len(stack.columns)
        grid.sums += [
            ((whole[0], whole[1] + shift), [(row, column + shift) for row, column in parts])
            for whole, parts in stack.sums
        ]
    _close_panels(grid, where, cube, len(labels), [len(classes) for classes in panels])
    number_columns(grid, layout)
    return grid


def _close_panels(grid: Grid, where: Where, cube: Cube, labels: int, panels: list[int]) -> None:
    """Print the totals of personnel and of running costs below the panels."""
    width = labels + 1
    row: list[Cell] = [None] * len(grid.columns)
    last = (len(panels) - 1) * width
    for left, words, nature in ((0, "人员经费合计", "personnel"), (last, "公用经费合计", "running")):
        here = where.at(nature=nature)
        row[left] = words
        row[left + labels] = Amount(here, cube.amount(here))
    foot = len(grid.rows)
    for columns, at in (
        ([labels], labels),
        ([number * width + labels for number in range(1, len(panels))], last + labels),
    ):
        parts = [
            (number, column)
            for number, cells in enumerate(grid.rows)
            for column in columns
            if isinstance(amount := cells[column], Amount) and len(amount.where.economic) == 3
        ]
        grid.sums.append(((foot, at), parts))
    grid.rows.append(row)


def economic_table(kind: str, title: str, where: Where, cube: Cube, layout: Layout) -> Grid:
    """Return a table of expenditure by economic code, with or without columns by use, or in panels by use."""
    if layout["basic_form"] == "panels":
        return _beside(kind, title, where, cube, layout)
    labels = economic_labels(layout)
    total = layout.word("合计", "总计", "预算数" if cube.stage == "budget" else "决算数")
    columns, wholes = [Column((total,), {})], []
    if layout["basic_form"] == "columns":
        columns += [
            Column(("人员经费",), {"nature": "personnel"}),
            Column(("公用经费",), {"nature": "running"}),
        ]
        wholes = [(0, [1, 2])]
        if layout["overhead"]:
            columns = over(columns, layout.word("本年一般公共预算基本支出", "基本支出"))
    grid = Grid(kind, title, [*labels, *columns])
    codes = cube.codes(where, "economic")
    at = {code: number + 1 for number, code in enumerate(codes)}
    rows = [Row(total_label(len(labels), layout), where)]
    rows += [
        Row(economic_label(code, cube, layout), where.at(economic=code), at.get(code[:-2], 0))
        for code in codes
    ]
    fill(cube, grid, in_place(rows, layout), shifted(wholes, len(labels)))
    number_columns(grid, layout)
    return grid
