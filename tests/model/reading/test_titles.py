"""Titles: of the lines above a table the one that names it, whatever else stands there."""

from __future__ import annotations

import pytest
from books import book, sheet

from model.disclosure import disclosure_of
from model.lexicon.lexicon import lexicon

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


FORM = """
{title}
(2026年度)
项目名称\t公车统管费用
主管部门及代码\t225_某市司法局
项目资金（万元）\t年度预算资金总额：\t15.00
\t其中：财政拨款\t15.00
一级指标\t二级指标\t三级指标\t指标值
成本指标\t经济成本\t总支出不超过\t≤15万元
"""
CODES = """
政府采购预算表
单位：万元
科目编码\t科目名称\t合计\t一般公共预算
204\t公共安全支出\t3.00\t3.00
20406\t司法\t3.00\t3.00
"""


@pytest.mark.parametrize("title", ["政策和项目预算绩效目标表", "部门专项业务经费绩效目标表"])
def test_forms_below_a_table_are_no_rows_of_it(title: str) -> None:
    disclosure = disclosure_of(
        [book(sheet("某市司法局2026年部门预算", "封面"), sheet(CODES + FORM.format(title=title)))]
    )
    codes, *_ = disclosure.tables
    assert [table.kind for table in disclosure.tables] == ["procurement", "performance"]
    assert codes.bottom < 6


def test_a_label_that_speaks_of_performance_ends_no_table() -> None:
    rows = CODES + "2040612\t法治建设\t1.00\t1.00\n绩效管理\n2040699\t其他司法支出\t2.00\t2.00\n"
    (table,) = disclosure_of([book(sheet(rows))]).tables
    assert table.kind == "procurement"


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("表1 2026年度部门收支总表单位：元", "表1 2026年度部门收支总表"),
        ("注：数据提取自项目支出表 单位：元", ""),
    ],
)
def test_a_title_may_stand_before_the_unit_in_one_line(line: str, title: str) -> None:
    above = ["四、关于2026年“三公”经费预算情况的说明" if title else "", line]
    (table,) = disclosure_of([book(sheet(TABLE, caption=filter(None, above)), container="pdf")]).tables
    assert table.title == title


NOTE = "本部门无国有资本经营预算支出，本表为空。"
EMPTY = "科目编码\t科目名称\t合计\t基本支出\t项目支出\n\t合计\t\t\t"


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ("科目编码\t科目名称\t合计\n501\t机关工资福利支出\t9.00\n502\t机关商品和服务支出\t7.00", ""),
        (EMPTY, "state_capital"),
    ],
    ids=["of the table before", "of the empty table below"],
)
def test_a_note_that_a_table_is_empty_ends_the_one_before_where_that_below_has_amounts(
    rows: str, kind: str
) -> None:
    above = ["国有资本经营预算支出表", NOTE, "单位：万元"]
    (table,) = disclosure_of([book(sheet(rows, caption=above), container="docx")]).tables
    assert table.kind == kind


@pytest.mark.parametrize(
    ("title", "source"),
    [("财政专户管理资金预算支出表", "special"), ("经费拨款支出预算表", "general_appropriation")],
)
def test_a_table_of_one_source_is_of_that_source(title: str, source: str) -> None:
    rows = "科目编码\t科目名称\t合计\t基本支出\t项目支出\n205\t教育支出\t9.00\t2.00\t7.00"
    (table,) = disclosure_of([book(sheet(f"{title}\n单位：万元\n{rows}"))]).tables
    assert table.kind
    facts = disclosure_of([book(sheet(f"{title}\n单位：万元\n{rows}"))]).facts
    assert [facts.coordinate(number)["source"] for number in range(len(facts))] == [source] * 3


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("政府性基金预算收入表", "revenue"),
        ("政府性基金预算财政拨款收入支出决算表", "fund"),
        ("国有资本经营预算收入表", "revenue"),
        ("部门非财政拨款收支情况表", None),
        ("重点项目支出预算表", "key_projects"),
        ("部门支出预算经济分类情况表", "economic"),
        ("单位资金支出预算表", "own_money"),
        ("基本支出决算明细表", "basic"),
        ("支出决算明细表", "expenditure"),
    ],
)
def test_a_title_tells_the_kind_of_its_table(title: str, kind: str | None) -> None:
    found = lexicon().kind_of(title)
    assert (found.kind if found else None) == kind


def test_what_a_title_says_that_the_table_leaves_out_does_not_tell_its_kind() -> None:
    title = "一般公共预算支出明细表（按支出功能分类科目-不含上级专项转移支付）"
    found = lexicon().kind_of(title)
    assert found is not None
    assert found.kind == "general_expenditure"
    assert lexicon().limits_more(title, found)
