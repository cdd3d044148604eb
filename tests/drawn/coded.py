"""Tables whose rows are codes: expenditure by function and by economic item, and revenue by source."""

from __future__ import annotations

from drawn.cube import FISCAL, OWN, Cube, Where, name_of
from drawn.grid import Amount, Cell, Column, Grid, Row, fill, number_columns
from drawn.layout import Layout

Columns = tuple[list[Column], list[tuple[int, list[int]]]]
"""Columns of amounts, and which of them are the sum of which."""


_THREE = {"three", "three_own", "three_blank"}
"""Codes in three columns: each row with all its parts, with its own alone, or the middle level without the first."""


def function_labels(layout: Layout) -> list[Column]:
    """Return the columns that label rows by function code."""
    style = layout["codes"]
    name = layout.word("科目名称", "功能科目名称", "支出功能分类科目名称")
    if style == "column":
        paths = [(layout.word("科目编码", "功能科目编码", "科目代码"),), (name,)]
        if layout["overhead"]:
            paths = [("功能分类科目", path[0]) for path in paths]
    elif style in _THREE:
        group = layout.word("科目编码", "功能科目编码")
        paths = [(group, "类"), (group, "款"), (group, "项"), (name,)]
    elif style == "bracket":
        paths = [(layout.word("功能科目名称", "支出功能分类科目", "科目"),)]
    else:
        paths = [(layout.word("功能分类科目名称", "科目名称", "项目"),)]
    return [Column(path) for path in paths]


def economic_labels(layout: Layout) -> list[Column]:
    """Return the columns that label rows by economic code."""
    style = layout["economic_codes"]
    if style == "column":
        group = layout.word("经济分类科目", "部门预算支出经济分类科目")
        paths = [(layout.word("科目编码", "经济科目编码"),), (layout.word("科目名称", "经济科目名称"),)]
        if layout["overhead"]:
            paths = [(group, path[0]) for path in paths]
    elif style == "two":
        paths = [("经济科目编码", "类"), ("经济科目编码", "款"), (layout.word("科目名称", "经济科目名称"),)]
    elif style == "bracket":
        paths = [(layout.word("部门预算支出经济科目", "经济分类科目"),)]
    else:
        paths = [(layout.word("经济分类科目名称", "科目名称", "支出项目类别"),)]
    return [Column(path) for path in paths]


def _printed_name(code: str, cube: Cube, layout: Layout) -> str:
    level = {3: 0, 5: 1, 7: 2}[len(code)]
    return "　" * (level * bool(layout["indent"])) + name_of(code, cube.year)


def _indented_name(code: str, cube: Cube) -> str:
    return "　" * (2 * {3: 0, 5: 1, 7: 2}[len(code)]) + name_of(code, cube.year)


def function_label(code: str, cube: Cube, layout: Layout) -> list[str | None]:
    """Return what a row prints for a function code."""
    style = layout["codes"]
    if style == "column":
        return [code, _printed_name(code, cube, layout)]
    if style in _THREE:
        levels: list[str | None] = [code[:3], code[3:5] or None, code[5:] or None]
        if style == "three_own":
            last = {3: 0, 5: 1, 7: 2}[len(code)]
            levels = [level if number == last else None for number, level in enumerate(levels)]
        if style == "three_blank" and len(code) == 5:
            levels[0] = None
        return [*levels, _printed_name(code, cube, layout)]
    if style == "bracket":
        return [f"[{code}]{name_of(code, cube.year)}"]
    return [_indented_name(code, cube)]


def economic_label(code: str, cube: Cube, layout: Layout) -> list[str | None]:
    """Return what a row prints for an economic code."""
    style = layout["economic_codes"]
    if style == "column":
        return [code, _printed_name(code, cube, layout)]
    if style == "two":
        return [code[:3], code[3:] or None, _printed_name(code, cube, layout)]
    if style == "bracket":
        return [f"[{code}]{name_of(code, cube.year)}"]
    return [_indented_name(code, cube)]


def total_label(columns: int, layout: Layout) -> list[str | None]:
    """Return what the total's row prints in so many label columns."""
    labels: list[str | None] = [None] * columns
    labels[-1 if layout["total_cell"] == "name" else 0] = str(layout["total_word"])
    return labels


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


def _over(columns: list[Column], words: str) -> list[Column]:
    """Put a heading above the columns."""
    return [Column((words, *column.path), column.changes) for column in columns]


def code_table(
    kind: str, title: str, where: Where, cube: Cube, layout: Layout, *, by_unit: str = "none"
) -> Grid:
    """Return a table of expenditure by function code; `by_unit` is "none", "rows" or "column"."""
    brought = bool(layout["brought_columns"]) and kind in {"expenditure", "general_expenditure"}
    brought = brought and cube.stage == "budget" and not cube.has(where.at(nature="operating"))
    style = str(layout["natures"]) if kind in {"expenditure", "general_expenditure"} else "plain"
    columns, wholes = brought_columns(layout) if brought else nature_columns(cube, layout, where, style)
    if layout["overhead"]:
        words = {"fund": "本年政府性基金预算支出", "state_capital": "本年国有资本经营预算支出"}
        columns = _over(columns, words.get(kind, "本年支出" if cube.stage == "final" else "预算数"))
    labels = function_labels(layout)
    before = _leading(layout, by_unit)
    grid = Grid(kind, title, [*before, *labels, *columns])
    shift = len(before) + len(labels)
    rows = _code_rows(where, cube, layout, by_unit, len(labels))
    rows = _in_place(rows, layout)
    rows = _led(rows, layout, by_unit, cube)
    fill(cube, grid, rows, _shifted(wholes, shift))
    number_columns(grid, layout)
    grid.features.update({"by_unit": by_unit, "brought": brought, "natures": style})
    return grid


def _leading(layout: Layout, by_unit: str) -> list[Column]:
    columns = [Column(("序号",))] if layout["serial"] else []
    if by_unit == "column":
        columns.append(Column((layout.word("预算单位", "单位名称"),)))
    return columns


def _shifted(wholes: list[tuple[int, list[int]]], by: int) -> list[tuple[int, list[int]]]:
    return [(whole + by, [part + by for part in parts]) for whole, parts in wholes]


def _code_rows(where: Where, cube: Cube, layout: Layout, by_unit: str, width: int) -> list[Row]:
    rows = [Row(total_label(width, layout), where)]
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
            rows.append(Row(labels, here, 0))
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


def _in_place(rows: list[Row], layout: Layout) -> list[Row]:
    """Put the total, the first of the rows, where the layout has it; an empty table keeps it."""
    if layout["total"] == "top" or len(rows) == 1:
        return rows
    body = rows[1:]
    if layout["total"] == "none":
        return [Row(row.labels, row.where, row.above - 1) for row in body]
    foot = len(body)
    moved = [Row(row.labels, row.where, foot if row.above == 0 else row.above - 1) for row in body]
    return [*moved, rows[0]]


def _led(rows: list[Row], layout: Layout, by_unit: str, cube: Cube) -> list[Row]:
    """Put what stands before the labels: a serial number, a unit."""
    led = []
    for number, row in enumerate(rows, start=1):
        before: list[str | None] = [str(number)] if layout["serial"] else []
        if by_unit == "column":
            unit = row.where.unit if row.where else None
            before.append(None if unit is None else cube.units[unit])
        led.append(Row([*before, *row.labels], row.where, row.above))
    return led


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
        stack = Grid(kind, title, _over([*labels, Column((word,), {})], group))
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
            columns = _over(columns, layout.word("本年一般公共预算基本支出", "基本支出"))
    grid = Grid(kind, title, [*labels, *columns])
    codes = cube.codes(where, "economic")
    at = {code: number + 1 for number, code in enumerate(codes)}
    rows = [Row(total_label(len(labels), layout), where)]
    rows += [
        Row(economic_label(code, cube, layout), where.at(economic=code), at.get(code[:-2], 0))
        for code in codes
    ]
    fill(cube, grid, _in_place(rows, layout), _shifted(wholes, len(labels)))
    number_columns(grid, layout)
    return grid


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
        rows = _code_rows(where, cube, layout, "none", len(labels))
    else:
        rows = [Row(total_label(2, layout), where)]
        rows += [
            Row([cube.unit_codes[unit], name], where.at(unit=unit), 0)
            for unit, name in enumerate(cube.units)
            if by == "units"
        ]
    if by == "codes" or (by == "units" and layout["total"] != "none"):
        rows = _in_place(rows, layout)
    fill(cube, grid, rows, _shifted(wholes, len(labels)))
    number_columns(grid, layout)
    grid.features["revenue_rows"] = by
    return grid


_NAMES = {
    "general": ("一般公共预算", "一般公共预算拨款收入", "一般公共预算财政拨款收入"),
    "fund": ("政府性基金预算", "政府性基金预算拨款收入", "政府性基金预算财政拨款收入"),
    "state_capital": ("国有资本经营预算", "国有资本经营预算拨款收入", "国有资本经营预算财政拨款收入"),
    "special": ("财政专户管理资金", "财政专户管理资金收入", "财政专户管理资金收入"),
    "business": ("事业收入",) * 3,
    "operating": ("事业单位经营收入", "经营收入", "事业单位经营收入"),
    "superior": ("上级补助收入",) * 3,
    "affiliate": ("附属单位上缴收入",) * 3,
    "other": ("其他收入",) * 3,
}


def source_name(source: str, wording: int) -> str:
    """Return what a source is called in one of three wordings."""
    return _NAMES[source][wording]


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
