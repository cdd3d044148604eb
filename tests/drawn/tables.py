"""All tables of a disclosure, with their titles as published ones have them."""

from __future__ import annotations

from collections.abc import Callable

from drawn.coded import code_table
from drawn.cube import Cube, Where
from drawn.economic import economic_table
from drawn.grid import Grid
from drawn.layout import Layout
from drawn.listed import procurement_table, project_table, three_public_table
from drawn.revenue import revenue_table
from drawn.two_sided import fiscal_totals_table, totals_table

TITLES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "totals": (
        ("收支总表", "收支预算总表", "收支总体情况表", "收支预算总表"),
        ("收入支出决算总表", "收支决算总表"),
    ),
    "revenue": (("收入总表", "收入预算总表", "收入总体情况表"), ("收入决算表",)),
    "expenditure": (("支出总表", "支出预算总表", "支出总体情况表"), ("支出决算表",)),
    "fiscal_totals": (
        ("财政拨款收支总表", "财政拨款收支预算总表", "财政拨款收支总体情况表"),
        ("财政拨款收入支出决算总表",),
    ),
    "general_expenditure": (
        ("一般公共预算支出表", "一般公共预算支出情况表", "一般公共预算财政拨款支出预算表"),
        ("一般公共预算财政拨款支出决算表",),
    ),
    "general_basic": (
        ("一般公共预算基本支出表", "一般公共预算基本支出情况表", "一般公共预算基本支出表（按经济分类科目）"),
        ("一般公共预算财政拨款基本支出决算表",),
    ),
    "three_public": (
        ("一般公共预算“三公”经费支出表", "“三公”经费预算表", "财政拨款“三公”经费支出情况表"),
        ("一般公共预算财政拨款“三公”经费支出决算表",),
    ),
    "fund": (
        ("政府性基金预算支出表", "政府性基金预算支出情况表"),
        ("政府性基金预算财政拨款支出决算表",),
    ),
    "state_capital": (
        ("国有资本经营预算支出表", "国有资本经营预算支出情况表"),
        ("国有资本经营预算财政拨款支出决算表",),
    ),
    "project": (("项目支出表", "项目支出预算表", "部门项目支出预算表"), ("项目支出决算表",)),
    "procurement": (("政府采购预算表", "政府采购支出表", "政府采购预算明细表"), ("政府采购情况表",)),
}


def draw_tables(cube: Cube, layout: Layout) -> list[Grid]:
    """Return the tables of a disclosure in the usual order."""

    def title(kind: str) -> str:
        return layout.word(*TITLES[kind][cube.stage == "final"])

    general = Where(source="general")
    grids = [
        totals_table(title("totals"), cube, layout),
        revenue_table(title("revenue"), cube, layout),
        code_table(
            "expenditure", title("expenditure"), Where(), cube, layout, by_unit=_by_unit(cube, layout)
        ),
        fiscal_totals_table(title("fiscal_totals"), cube, layout),
        code_table("general_expenditure", title("general_expenditure"), general, cube, layout),
        economic_table("general_basic", title("general_basic"), general.at(nature="basic"), cube, layout),
        three_public_table(title("three_public"), cube, layout),
        *_budget("fund", title, cube, layout),
        *_budget("state_capital", title, cube, layout),
        project_table(title("project"), cube, layout),
    ]
    if layout["procurement_form"] != "none" and cube.purchases:
        grids.append(procurement_table(title("procurement"), cube, layout))
    return grids


def _by_unit(cube: Cube, layout: Layout) -> str:
    if len(cube.units) == 1:
        return "none"
    if layout["units_above"]:
        return "rows"
    return "column" if layout["unit_column"] else "none"


def _budget(kind: str, title: Callable[[str], str], cube: Cube, layout: Layout) -> list[Grid]:
    """Return the table of one of the small budgets: with its note where it is empty, or none at all."""
    where = Where(source=kind)
    if cube.has(where):
        return [code_table(kind, title(kind), where, cube, layout)]
    if layout["empty_note"] == "no_table" and kind == "state_capital":
        return []
    grid = code_table(kind, title(kind), where, cube, layout)
    name = {"fund": "政府性基金预算", "state_capital": "国有资本经营预算"}[kind]
    grid.notes.append(
        layout.word(f"注：本部门{cube.year}年没有{name}拨款安排的支出，故本表为空表。", "备注：本表无数据。")
    )
    return [grid]
