"""Tables of named lines with two, three or four panels side by side: revenue, and expenditure in several ways."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from drawn.cube import FISCAL, GOVERNMENT, OWN, Cube, Where, name_of
from drawn.grid import Amount, Cell, Column, Grid
from drawn.layout import Layout
from drawn.naming import source_name

_NUMERALS = "一二三四五六七八九十"
_ALL_CLASSES = (
    "201",
    "202",
    "203",
    "204",
    "205",
    "206",
    "207",
    "208",
    "210",
    "211",
    "212",
    "213",
    "214",
    "215",
    "216",
)
_MORE_CLASSES = ("217", "219", "220", "221", "222", "224", "229")


@dataclass(frozen=True)
class Line:
    """A line of a panel: what it says, where its amount lies, and the line of the panel it is part of.

    `complete`: the lines that are part of this one are all of it.
    """

    words: str
    where: Where | None
    above: int = -1
    complete: bool = True


@dataclass
class Side:
    """A panel: its group heading, the headings of its label and of its amounts, and its lines."""

    group: str
    label: str
    amounts: list[tuple[str, dict[str, object]]]
    lines: list[Line]


def _numeral(number: int) -> str:
    """Return a number as Chinese numerals, up to 99."""
    tens, ones = divmod(number, 10)
    if number == 10:
        return "十"
    left = "" if tens == 0 else "十" if tens == 1 else f"{_NUMERALS[tens - 1]}十"
    return left + (_NUMERALS[ones - 1] if ones else "")


def _numbered(names: Iterable[str], layout: Layout, *, inner: bool = False) -> list[str]:
    """Number lines as the layout does; `inner` are lines below others."""
    style = layout["line_numerals"]
    numbered = []
    for number, name in enumerate(names, start=1):
        if style == "none":
            lead = "　" if inner else ""
        elif style == "一、":
            lead = f"（{_numeral(number)}）" if inner else f"{_numeral(number)}、"
        else:
            lead = f"　　（{number}）" if inner else f"{number}、"
        numbered.append(lead + name)
    return numbered


def totals_table(title: str, cube: Cube, layout: Layout) -> Grid:
    """Return 收支总表."""
    final = cube.stage == "final"
    word = "决算数" if final else layout.word("预算数", "本年预算", "预算数", "金额")
    panels = str(layout["panels"])
    sides = [Side("收入", "项目", [(word, {})], _revenue_lines(cube, layout))]
    by_function = panels != "two" or layout["expenditure_side"] == "function"
    if by_function:
        label = "支出功能分类科目" if panels != "two" else "项目"
        label = layout.word(label, "项目（按功能分类）", "功能分类科目") if panels != "two" else label
        sides.append(Side("支出", label, [(word, {})], _class_lines(cube, layout, Where())))
    if panels in {"three", "four"}:
        sides.append(
            Side(
                "支出",
                layout.word("部门预算支出经济分类科目", "项目（按支出经济分类）"),
                [(word, {})],
                _economic_lines(cube, layout),
            )
        )
    if panels == "four":
        sides.append(Side("支出", "政府预算支出经济分类科目", [(word, {})], _government_lines(cube, layout)))
    if not by_function:
        sides.append(Side("支出", "项目", [(word, {})], _nature_lines(cube, layout)))
    return _put_together("totals", title, cube, layout, sides)


def fiscal_totals_table(title: str, cube: Cube, layout: Layout) -> Grid:
    """Return 财政拨款收支总表."""
    word = "决算数" if cube.stage == "final" else layout.word("预算数", "金额", "预算数")
    amounts: list[tuple[str, dict[str, object]]] = [(word, {})]
    if layout["fiscal_columns"] == "four":
        names = ("一般公共预算", "政府性基金预算", "国有资本经营预算")
        amounts = [(layout.word("合计", "小计"), {})]
        amounts += [(name, {"source": source}) for name, source in zip(names, FISCAL, strict=True)]
    left = Side("收入", "项目", [(word, {})], _fiscal_revenue_lines(cube, layout))
    right = Side("支出", "项目", amounts, _fiscal_class_lines(cube, layout))
    return _put_together("fiscal_totals", title, cube, layout, [left, right])


def _wanted(layout: Layout, cube: Cube, where: Where) -> bool:
    return layout["lines"] == "all" or cube.has(where)


def _revenue_lines(cube: Cube, layout: Layout) -> list[Line]:
    """Lines of revenue by source, this year's whole, what was brought forward, and the total."""
    wording = layout.wording.randrange(1, 3)
    places = [Where("revenue", source, brought=False) for source in (*FISCAL, "special", *OWN)]
    places = [place for place in places if _wanted(layout, cube, place)]
    names = _numbered([source_name(place.source, wording) for place in places], layout)
    whole = len(places)
    lines = [Line(name, place, whole) for name, place in zip(names, places, strict=True)]
    final = cube.stage == "final"
    brought = Where("revenue", brought=True)
    lines.append(
        Line(
            layout.word("本年收入合计", "本年收入合计", "本年收入小计"),
            Where("revenue", brought=False),
            whole + 2,
        )
    )
    lines.append(
        Line("年初结转和结余" if final else layout.word("上年结转", "上年结转结余"), brought, whole + 2)
    )
    lines.append(Line("总计" if final else layout.word("收入总计", "收入合计"), Where("revenue")))
    return lines


def _closing_lines(cube: Cube, layout: Layout, whole: int, where: Where) -> list[Line]:
    """This year's expenditure as a whole, what is carried forward, and the total."""
    final = cube.stage == "final"
    return [
        Line(layout.word("本年支出合计", "本年支出合计", "本年支出小计"), where, whole + 2),
        Line(
            "年末结转和结余" if final else layout.word("结转下年", "年终结转结余"),
            where.at(flow="carry_out"),
            whole + 2,
        ),
        Line("总计" if final else layout.word("支出总计", "支出合计"), where.at(flow="outlay")),
    ]


def _classes(cube: Cube, layout: Layout, where: Where) -> list[str]:
    used = [code for code in cube.codes(where) if len(code) == 3]
    if layout["lines"] == "needed":
        return used
    return sorted({*used, *_ALL_CLASSES, *_MORE_CLASSES})


def _class_lines(cube: Cube, layout: Layout, where: Where) -> list[Line]:
    codes = _classes(cube, layout, where)
    names = _numbered([name_of(code, cube.year) for code in codes], layout)
    lines = [Line(name, where.at(function=code), len(codes)) for name, code in zip(names, codes, strict=True)]
    return [*lines, *_closing_lines(cube, layout, len(codes), where)]


def _nature_lines(cube: Cube, layout: Layout) -> list[Line]:
    names = _numbered(
        ["基本支出", "项目支出", "事业单位经营支出", "对附属单位补助支出", "上缴上级支出"], layout
    )
    basic, project, operating = (Where(nature=nature) for nature in ("basic", "project", "operating"))
    lead = str(layout["of_which"]).removeprefix("none")
    lines = [
        Line(names[0], basic, 7),
        Line(f"　{lead}人员经费", Where(nature="personnel"), 0),
        Line("　　　公用经费" if lead else "　公用经费", Where(nature="running"), 0),
        Line(names[1], project, 7),
        Line(names[2], operating, 7),
        Line(names[3], None),
        Line(names[4], None),
    ]
    return [*lines, *_closing_lines(cube, layout, 7, Where())]


def _economic_lines(cube: Cube, layout: Layout) -> list[Line]:
    codes = [code for code in cube.codes(Where(), "economic") if len(code) == 3]
    names = _numbered([name_of(code, cube.year) for code in codes], layout)
    lines = [Line(name, Where(economic=code), len(codes)) for name, code in zip(names, codes, strict=True)]
    return [*lines, *_closing_lines(cube, layout, len(codes), Where())]


def _government_lines(cube: Cube, layout: Layout) -> list[Line]:
    codes = sorted({GOVERNMENT[code] for code in cube.codes(Where(), "economic") if len(code) == 3})
    titles = {
        "501": "机关工资福利支出",
        "502": "机关商品和服务支出",
        "503": "机关资本性支出",
        "509": "对个人和家庭的补助",
    }
    names = _numbered([titles[code] for code in codes], layout)
    lines = [Line(name, Where(government=code), len(codes)) for name, code in zip(names, codes, strict=True)]
    return [*lines, *_closing_lines(cube, layout, len(codes), Where())]


def _fiscal_revenue_lines(cube: Cube, layout: Layout) -> list[Line]:
    ending = layout.word("拨款", "拨款收入", "")
    names = [source_name(source, 0) + ending for source in FISCAL]
    inner = _numbered(names, layout, inner=True)
    outer = _numbered(["本年收入", layout.word("上年结转", "上年结转结余")], layout)
    lines: list[Line] = []
    for number, brought in enumerate((False, True)):
        whole = len(lines)
        lines.append(Line(outer[number], Where("revenue", "fiscal", brought=brought), 8))
        places = [Where("revenue", source, brought=brought) for source in FISCAL]
        lines += [Line(name, place, whole) for name, place in zip(inner, places, strict=True)]
    return [*lines, Line("收入总计", Where("revenue", "fiscal"))]


def _fiscal_class_lines(cube: Cube, layout: Layout) -> list[Line]:
    where = Where(source="fiscal")
    codes = _classes(cube, layout, where)
    inner = _numbered([name_of(code, cube.year) for code in codes], layout, inner=True)
    outer = _numbered(["本年支出", layout.word("结转下年", "年终结转结余")], layout)
    whole = len(codes) + 2
    lines = [Line(outer[0], where, whole)]
    lines += [Line(name, where.at(function=code), 0) for name, code in zip(inner, codes, strict=True)]
    lines += [Line(outer[1], where.at(flow="carry_out"), whole), Line("支出总计", where.at(flow="outlay"))]
    return lines


def _put_together(kind: str, title: str, cube: Cube, layout: Layout, sides: list[Side]) -> Grid:
    """Set the panels side by side, their closing lines level at the foot, or their totals at the top."""
    at_top = layout["totals_at"] == "top" and kind == "totals"
    closing = 3 if kind == "totals" else 1
    height = max(len(side.lines) for side in sides)
    grid = Grid(kind, title, [])
    numbered = bool(layout["line_numbers"])
    rows: list[list[Cell]] = [[] for _ in range(height)]
    for side in sides:
        left = len(grid.columns)
        grid.columns.append(Column((side.group, side.label)))
        if numbered:
            grid.columns.append(Column((side.group, "行次")))
        grid.columns += [Column((side.group, name), dict(changes)) for name, changes in side.amounts]
        at = _placed(len(side.lines), height, closing, at_top=at_top)
        cells = dict(zip(at, side.lines, strict=True))
        for row in range(height):
            line = cells.get(row)
            rows[row].append(line.words if line else None)
            if numbered:
                rows[row].append(str(row + 1))
            for _, changes in side.amounts:
                where = line.where.at(**changes) if line and line.where else None
                rows[row].append(Amount(where, cube.amount(where)) if where else None)
        _note_sums(grid, side, at, left + 1 + numbered)
    grid.rows = rows
    if layout["number_row"] != "none":
        grid.number_row = _numbers(grid, layout)
    return grid


def _placed(count: int, height: int, closing: int, *, at_top: bool) -> list[int]:
    """Return the rows of a panel's lines: the closing ones at the foot, or the last of them first of all."""
    body = count - closing
    if at_top:
        # The total leads, and this year's whole and what goes over the year stand below the parts.
        return [*range(1, body + 1), *range(height - closing + 1, height), 0]
    return [*range(body), *range(height - closing, height)]


def _note_sums(grid: Grid, side: Side, at: list[int], first: int) -> None:
    parts: dict[int, list[int]] = {}
    for number, line in enumerate(side.lines):
        if line.above >= 0 and line.where is not None:
            parts.setdefault(line.above, []).append(number)
    for offset in range(len(side.amounts)):
        for above, below in parts.items():
            grid.sums.append(((at[above], first + offset), [(at[part], first + offset) for part in below]))
    if len(side.amounts) > 1:
        for number, line in enumerate(side.lines):
            if line.where is not None:
                row = at[number]
                grid.sums.append(
                    ((row, first), [(row, first + more) for more in range(1, len(side.amounts))])
                )


def _numbers(grid: Grid, layout: Layout) -> list[str | None]:
    count = 0
    row: list[str | None] = []
    for column in grid.columns:
        if column.changes is not None:
            count += 1
            row.append(str(count))
        else:
            row.append("**" if layout["number_row"] == "**" else None)
    if layout["number_row"] == "栏次":
        row[0] = "栏次"
    return row
