"""Tables of expenditure by function code, with columns by use, by year or by source."""

from __future__ import annotations

from drawn.cube import FISCAL, Cube, Where
from drawn.grid import Column, Columns, Grid, Row, fill, in_place, number_columns, over, shifted
from drawn.labels import function_label, function_labels, total_label
from drawn.layout import Layout
from drawn.naming import source_name


def nature_columns(cube: Cube, layout: Layout, where: Where, style: str) -> Columns:
    """Return the columns of uses: the total, basic and project expenditure, and operating where there is any."""
    total = layout.word("合计", "总计", "本年支出合计" if cube.stage == "final" else "合计")
    columns = [Column((total,), {})]
    project = Column(("项目支出",), {"nature": "project"})
    wholes: list[tuple[int, list[int]]] = []
    if style == "split":
        running = layout.word("公用经费", "日常公用经费")
        columns += [
            Column(("基本支出", "小计"), {"nature": "basic"}),
            Column(("基本支出", "人员经费"), {"nature": "personnel"}),
            Column(("基本支出", running), {"nature": "running"}),
            project,
        ]
        wholes, parts = [(1, [2, 3])], [1, 4]
    elif style == "flat_split":
        columns += [
            Column(("人员经费",), {"nature": "personnel"}),
            Column(("公用经费",), {"nature": "running"}),
            project,
        ]
        parts = [1, 2, 3]
    else:
        columns += [Column(("基本支出",), {"nature": "basic"}), project]
        parts = [1, 2]
    if where.source == "all" and (cube.has(where.at(nature="operating")) or layout.word("", "more")):
        parts.append(len(columns))
        word = layout.word("事业单位经营支出", "经营支出")
        columns.append(Column((word,), {"nature": "operating"}))
    return columns, [(0, parts), *wholes]


def brought_columns(layout: Layout) -> Columns:
    """Return the columns of the current year's money beside money brought forward, each by use."""
    now = layout.word("当年预算", "本年预算", "当年预算安排")
    before = layout.word("上年结转结余", "上年结转", "上年结转安排")
    uses = (("小计", {}), ("基本支出", {"nature": "basic"}), ("项目支出", {"nature": "project"}))
    columns = [Column((layout.word("合计", "总计"),), {})]
    for group, brought in ((now, False), (before, True)):
        columns += [Column((group, name), {**changes, "brought": brought}) for name, changes in uses]
    return columns, [(0, [1, 4]), (1, [2, 3]), (4, [5, 6])]


def source_columns(layout: Layout) -> Columns:
    """Return the columns of sources: the total, the three budgets, and other money."""
    sources = [*FISCAL, "special", "own"]
    names = {source: source_name(source, 0) for source in sources[:-1]} | {"own": "单位资金"}
    columns = [Column(("合计",), {}), *(Column((names[source],), {"source": source}) for source in sources)]
    return columns, [(0, list(range(1, len(columns))))]


def compared_columns(cube: Cube, columns: list[Column], wholes: list[tuple[int, list[int]]]) -> Columns:
    """Return the columns after the year before's total, and before those that compare the two years."""
    before = Column((f"{cube.year - 1}年预算数",), {"before": True})
    now = over(columns, f"{cube.year}年预算数")
    change = [Column(("增减额",), compared="amount"), Column(("增减%",), compared="rate")]
    return [before, *now, *change], shifted(wholes, 1)


def code_table(
    kind: str, title: str, where: Where, cube: Cube, layout: Layout, *, by_unit: str = "none"
) -> Grid:
    """Return a table of expenditure by function code; `by_unit` is "none", "rows" or "column"."""
    brought = bool(layout["brought_columns"]) and kind in {"expenditure", "general_expenditure"}
    brought = brought and cube.stage == "budget" and not cube.has(where.at(nature="operating"))
    style = str(layout["natures"]) if kind in {"expenditure", "general_expenditure"} else "plain"
    prior = bool(layout["prior_year"]) and kind == "general_expenditure" and cube.stage == "budget"
    if brought:
        columns, wholes = brought_columns(layout)
    elif kind == "expenditure" and layout["expenditure_columns"] == "sources":
        columns, wholes = source_columns(layout)
    else:
        columns, wholes = nature_columns(cube, layout, where, style)
    if prior and not brought:
        columns, wholes = compared_columns(cube, columns, wholes)
    elif layout["overhead"]:
        words = {"fund": "本年政府性基金预算支出", "state_capital": "本年国有资本经营预算支出"}
        columns = over(columns, words.get(kind, "本年支出" if cube.stage == "final" else "预算数"))
    labels = function_labels(layout)
    before = _leading(layout, by_unit)
    after = [Column(("备注",))] if layout["remarks"] else []
    grid = Grid(kind, title, [*before, *labels, *columns, *after])
    shift = len(before) + len(labels)
    rows = code_rows(where, cube, layout, by_unit, len(labels))
    rows = in_place(rows, layout)
    rows = _led(rows, layout, by_unit, cube)
    fill(cube, grid, rows, shifted(wholes, shift))
    number_columns(grid, layout)
    grid.features.update(
        {"by_unit": by_unit, "brought": brought, "natures": style, "prior": prior and not brought}
    )
    return grid


def _leading(layout: Layout, by_unit: str) -> list[Column]:
    columns = [Column(("序号",))] if layout["serial"] else []
    if by_unit == "column":
        columns.append(Column((layout.word("预算单位", "单位名称"),)))
    return columns


def code_rows(where: Where, cube: Cube, layout: Layout, by_unit: str, width: int) -> list[Row]:
    """Return the total's row and those of the codes, under rows of their units or for each unit by itself."""
    rows = [Row(total_label(width, layout), where)]
    above = 0
    if by_unit == "rows" and layout["department_above"]:
        above = 1
        rows.append(Row([*[None] * (width - 1), cube.department], where, 0))
    if by_unit == "none":
        rows += _codes_below(where, cube, layout, 0, len(rows))
        return rows
    for unit, name in enumerate(cube.units):
        here = where.at(unit=unit)
        if not cube.has(here):
            continue
        if by_unit == "rows":
            number = len(rows)
            labels: list[str | None] = [None] * width
            labels[-1] = name
            if width == 2:
                labels[0] = cube.unit_codes[unit]
            rows.append(Row(labels, here, above))
            rows += _codes_below(here, cube, layout, number, len(rows))
        else:
            rows += _codes_below(here, cube, layout, 0, len(rows))
    return rows


def _codes_below(where: Where, cube: Cube, layout: Layout, above: int, first: int) -> list[Row]:
    codes = cube.codes(where)
    at = {code: first + number for number, code in enumerate(codes)}
    return [
        Row(function_label(code, cube, layout), where.at(function=code), at.get(code[:-2], above))
        for code in codes
    ]


def _led(rows: list[Row], layout: Layout, by_unit: str, cube: Cube) -> list[Row]:
    """Put what stands before the labels, a serial number and a unit, and the blank of a remark after them."""
    led = []
    last: int | None = None
    for number, row in enumerate(rows, start=1):
        before: list[str | None] = [str(number)] if layout["serial"] else []
        unit = row.where.unit if row.where else None
        if by_unit == "column":
            repeated = bool(layout["unit_once"]) and unit == last
            before.append(None if unit is None or repeated else cube.units[unit])
        last = unit
        after = [None] if layout["remarks"] else []
        led.append(Row([*before, *row.labels, *after], row.where, row.above))
    return led
