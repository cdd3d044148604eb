"""The table of revenue, with its columns by source."""

from __future__ import annotations

from drawn.coded import code_rows
from drawn.cube import FISCAL, OWN, Cube, Where
from drawn.grid import Column, Columns, Grid, Row, fill, in_place, number_columns, shifted
from drawn.labels import function_labels, total_label
from drawn.layout import Layout
from drawn.naming import source_name


def revenue_table(title: str, cube: Cube, layout: Layout) -> Grid:
    """Return the table of revenue by source: one row, a row a unit, or a row a function code."""
    by = str(layout["revenue_rows"])
    if by == "codes" and cube.carry_out:
        by = "total"
    where = Where("revenue")
    labels = function_labels(layout) if by == "codes" else [Column(("单位编码",)), Column(("单位名称",))]
    columns, wholes = _source_columns(cube, layout, where)
    grid = Grid("revenue", title, [*labels, *columns])
    if by == "codes":
        rows = code_rows(where, cube, layout, "none", len(labels))
    else:
        rows = [Row(total_label(2, layout), where)]
        rows += [
            Row([cube.unit_codes[unit], name], where.at(unit=unit), 0)
            for unit, name in enumerate(cube.units)
            if by == "units"
        ]
    if by == "codes" or (by == "units" and layout["total"] != "none"):
        rows = in_place(rows, layout)
    fill(cube, grid, rows, shifted(wholes, len(labels)))
    number_columns(grid, layout)
    grid.features["revenue_rows"] = by
    return grid


def _source_columns(cube: Cube, layout: Layout, where: Where) -> Columns:
    wording = layout.wording.randrange(3)
    sources = (*FISCAL, "special", *OWN)
    columns = [Column((layout.word("合计", "总计"),), {})]
    brought = {source for source in sources if cube.has(where.at(source=source, brought=True))}
    if layout["revenue_split"]:
        group = layout.word("本年收入", "当年收入")
        columns.append(Column((group, "小计"), {"brought": False}))
        names = {source: (group, source_name(source, wording)) for source in sources}
    else:
        names = {source: (source_name(source, wording),) for source in sources}
    first = len(columns)
    columns += [Column(names[source], {"source": source, "brought": False}) for source in sources]
    parts = list(range(first, len(columns)))
    if not layout["revenue_split"]:
        before = len(columns)
        columns.append(Column((layout.word("上年结转", "上年结转结余"),), {"brought": True}))
        return columns, [(0, [*parts, before])]
    group = layout.word("上年结转结余", "上年结转")
    at = len(columns)
    columns.append(Column((group, "小计"), {"brought": True}))
    below = [*FISCAL, "special", "own"]
    names_before = {source: source_name(source, 0) for source in below[:-1]} | {"own": "单位资金"}
    columns += [
        Column((group, names_before[source]), {"source": source, "brought": True}) for source in below
    ]
    grouped = list(range(at + 1, len(columns)))
    assert brought <= {*below, *OWN}
    return columns, [(0, [1, at]), (1, parts), (at, grouped)]
