"""Tables of items: the three public expenses, projects, procurement."""

from __future__ import annotations

from drawn.cube import FISCAL, Cube, Where, name_of
from drawn.grid import Column, Grid, Row, fill, number_columns
from drawn.layout import Layout
from drawn.naming import source_name


def three_public_table(title: str, cube: Cube, layout: Layout) -> Grid:
    """Return “三公”经费表: a column an item, or a line an item."""
    where = Where(source="general", item="three_public")
    vehicles = layout.word("公务用车购置及运行费", "公务用车购置及运行维护费")
    running = layout.word("公务用车运行费", "公务用车运行维护费")
    overseas = layout.word("因公出国（境）费", "因公出国（境）费用", "因公出国(境)费")
    if layout["three_public_form"] == "columns":
        total = layout.word("合计", "“三公”经费合计")
        columns = [
            Column((total,), {}),
            Column((overseas,), {"item": "overseas"}),
            Column((vehicles, "小计"), {"item": "vehicles"}),
            Column((vehicles, "公务用车购置费"), {"item": "vehicle_purchase"}),
            Column((vehicles, running), {"item": "vehicle_running"}),
            Column(("公务接待费",), {"item": "reception"}),
        ]
        labels = [Column(("单位名称",))] if layout["unit_column"] else []
        grid = Grid("three_public", title, [*labels, *columns])
        shift = len(labels)
        first: list[str | None] = [cube.department] if labels else []
        fill(
            cube,
            grid,
            [Row(first, where)],
            [(shift, [shift + 1, shift + 2, shift + 5]), (shift + 2, [shift + 3, shift + 4])],
        )
        number_columns(grid, layout)
        return grid
    word = "决算数" if cube.stage == "final" else layout.word("预算数", "金额", "本年预算数")
    lead = str(layout["of_which"]).removeprefix("none")
    grid = Grid("three_public", title, [Column(("项目",)), Column((word,), {})])
    lines = [
        Row([layout.word("合计", "“三公”经费合计")], where),
        Row([f"1.{overseas}"], where.at(item="overseas"), 0),
        Row([f"2.{vehicles}"], where.at(item="vehicles"), 0),
        Row([f"　{lead}（1）公务用车购置费"], where.at(item="vehicle_purchase"), 2),
        Row([f"　（2）{running}"], where.at(item="vehicle_running"), 2),
        Row(["3.公务接待费"], where.at(item="reception"), 0),
    ]
    fill(cube, grid, lines, [])
    number_columns(grid, layout)
    return grid


def project_table(title: str, cube: Cube, layout: Layout) -> Grid:
    """Return the list of projects, with their money by source."""
    where = Where(nature="project")
    form = str(layout["project_rows"])
    labels = [Column(("序号",))] if layout["serial"] else []
    if form == "by_unit":
        labels.append(Column((layout.word("单位名称", "预算单位"),)))
    if form == "with_codes":
        labels += [Column(("科目编码",)), Column(("科目名称",))]
    labels.append(Column(("项目名称",)))
    sources = [*FISCAL, "special", "own"]
    names = {source: source_name(source, 0) for source in sources[:-1]} | {"own": "单位资金"}
    columns = [Column((layout.word("合计", "总计", "金额"),), {})]
    columns += [Column((names[source],), {"source": source}) for source in sources]
    grid = Grid("project", title, [*labels, *columns])
    rows = [Row(["合计"], where)]
    for name in cube.projects(where):
        leaves = [leaf for leaf in cube.leaves if leaf.project == name]
        for code in sorted({leaf.function for leaf in leaves} if form == "with_codes" else {""}):
            here = where.at(project=name, function=code)
            lead: list[str | None] = []
            if form == "by_unit":
                lead = [cube.units[leaves[0].unit]]
                here = here.at(unit=leaves[0].unit)
            if form == "with_codes":
                lead = [code, name_of(code, cube.year)]
            rows.append(Row([*lead, name], here, 0))
    width = len(labels) - bool(layout["serial"])
    rows[0] = Row([*[None] * (width - 1), "合计"], where)
    if layout["serial"]:
        rows = [
            Row([str(number) if number else None, *row.labels], row.where, row.above)
            for number, row in enumerate(rows)
        ]
    shift = len(labels)
    fill(cube, grid, rows, [(shift, list(range(shift + 1, shift + 6)))])
    number_columns(grid, layout)
    return grid


def procurement_table(title: str, cube: Cube, layout: Layout) -> Grid:
    """Return what is bought: by goods, works and services, or line by line."""
    where = Where(item="procurement")
    word = layout.word("预算金额" if cube.stage == "budget" else "采购金额", "金额", "合计")
    kinds = (("goods", "货物"), ("works", "工程"), ("services", "服务"))
    if layout["procurement_form"] == "kinds":
        columns = [
            Column((word,), {}),
            Column(("一般公共预算",), {"source": "general"}),
            Column(("其他资金",), {"source": "other"}),
        ]
        grid = Grid("procurement", title, [Column(("项目",)), *columns])
        letters = layout.word("", "ABC")
        names = [f"{letters[number]}{name}" if letters else name for number, (_, name) in enumerate(kinds)]
        rows = [Row(["合计"], where)]
        rows += [Row([name], where.at(item=kind), 0) for name, (kind, _) in zip(names, kinds, strict=True)]
        fill(cube, grid, rows, [(1, [2, 3])])
        number_columns(grid, layout)
        return grid
    labels = [Column(("序号",)), Column(("采购项目",)), Column(("采购品目",)), Column(("数量",))]
    grid = Grid("procurement", title, [*labels, Column((word,), {})])
    rows = [Row([None, "合计", None, None], where)]
    names_of_kinds = dict(kinds)
    for number, line in enumerate(cube.purchases, start=1):
        here = where.at(item=line.kind, project=line.name, unit=line.unit)
        count = str(layout.wording.randint(1, 20))
        rows.append(Row([str(number), line.name, names_of_kinds[line.kind], count], here, 0))
    fill(cube, grid, rows, [])
    return grid
