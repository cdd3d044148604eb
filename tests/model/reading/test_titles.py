"""Titles: of the lines above a table the one that names it, whatever else stands there."""

from __future__ import annotations

import pytest
from books import book, sheet

from model.disclosure import disclosure_of

TABLE = """
收入\t\t支出\t
项目\t预算数\t项目\t预算数
一、财政拨款收入\t70.00\t一、教育支出\t60.00
二、事业收入\t5.00\t二、卫生健康支出\t15.00
本年收入合计\t75.00\t本年支出合计\t75.00
"""


@pytest.mark.parametrize(
    ("above", "title", "kind"),
    [
        (["表8.2026年部门政府性基金预算支出表", "表10.2026年部门项目支出预算表", "表1：2026年部门收支预算总表"],
         "表1：2026年部门收支预算总表", "totals"),
        (["5．项目支出：指为完成特定任务而发生的支出", "第二部分 2026年部门预算表", "2026年部门收支总体情况表"],
         "2026年部门收支总体情况表", "totals"),
        (["2026年部门收支预算总表", "2026年部门收支预算总表"], "2026年部门收支预算总表", "totals"),
        (["2026年部门收支预算总表", "（公开01表）"], "2026年部门收支预算总表", "totals"),
    ],
)  # fmt: skip
def test_the_nearest_line_that_names_a_table_is_its_title(above: list[str], title: str, kind: str) -> None:
    (table,) = disclosure_of([book(sheet("\n".join([*above, "单位：万元"]) + TABLE))]).tables
    assert (table.title, table.kind) == (title, kind)


def test_what_a_list_of_contents_names_is_no_title_of_it() -> None:
    listed = "目录\n表1 部门收支总表\t3\n表2 部门收入总表\t4\n表3 部门支出总表\t5\n"
    tables = disclosure_of([book(sheet(listed, "目录"), sheet("部门收支总表\n单位：万元" + TABLE))]).tables
    assert [table.kind for table in tables] == ["contents", "totals"]
