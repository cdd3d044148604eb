"""Forms of targets: what stands beside or below their labels, whatever became of their title."""

from __future__ import annotations

import pytest
from books import book, sheet

from checks.runner import audit
from model.disclosure import Disclosure, disclosure_of
from model.source.book import Sheet

FORM = """
项目名称	{project}
主管部门	某市医疗保障局	实施单位	某市医疗保障局
专项资金情况（万元）	资金总额	{total}
	财政拨款	{fiscal}
	其他资金	0.00
绩效目标指标	一级指标	二级指标	三级指标	指标值
	产出指标	数量指标	服务覆盖率	=100%
	满意度指标	服务对象满意度指标	投诉件数	≤3件
"""


def form(project: str, total: str, fiscal: str, name: str = "表1", title: str = "") -> Sheet:
    rows = FORM.format(project=project, total=total, fiscal=fiscal).strip("\n")
    return sheet(f"{title}\n{rows}" if title else rows, name)


def read(*sheets: Sheet) -> Disclosure:
    return disclosure_of([book(sheet("某市医疗保障局2026年部门预算\n单位：万元", "封面"), *sheets)])


def stated(disclosure: Disclosure) -> list[tuple[str, str, int]]:
    facts = disclosure.facts
    told = [facts.coordinate(fact) for fact in range(len(facts))]
    amounts = (facts.amount // 100_000_000).tolist()
    return [
        (each.get("item", ""), each.get("source", ""), amount)
        for each, amount in zip(told, amounts, strict=True)
    ]


def test_a_form_states_the_money_of_its_project_and_the_sources_of_it() -> None:
    disclosure = read(form("综合工作经费", "260.00", "200.00", title="综合工作经费项目绩效目标表"))
    item = "target:综合工作经费"
    assert stated(disclosure) == [(item, "", 260), (item, "fiscal", 200), (item, "beyond_fiscal", 0)]


def test_a_form_whose_title_is_lost_is_told_by_its_list_of_indicators() -> None:
    disclosure = read(form("综合工作经费", "260.00", "260.00"))
    assert [table.kind for table in disclosure.tables] == ["performance"]
    assert len(disclosure.facts) == 3


def test_an_amount_stands_below_its_label_where_nothing_stands_beside_it() -> None:
    rows = "项目绩效目标表\n单位：万元\n项目名称\t综合工作经费\n资金总额\t财政拨款\t其他资金\n260.00\t200.00\t60.00"
    assert [amount for _, _, amount in stated(read(sheet(rows, "表1")))] == [260, 200, 60]


def test_words_of_any_table_mean_nothing_in_a_form_that_names_no_project() -> None:
    rows = "部门整体支出绩效目标表\n年度目标\t完成任务\n\t财政拨款\t200.00"
    assert stated(read(sheet(rows, "表1"))) == []


def test_the_tasks_of_a_year_state_their_money_and_the_indicators_below_them_none() -> None:
    rows = """
部门整体支出绩效目标表
单位：万元
年度主要任务	任务名称	总额	财政拨款	其他资金
	保运转	260.00	200.00	60.00
	信访业务	38.00	38.00
	金额合计	298.00	238.00	60.00
年度绩效指标	一级指标	二级指标	三级指标	指标值
	产出指标	数量指标	接访数量	160.00
"""
    told = stated(read(sheet(rows.strip("\n"), "表1")))
    assert [(item, amount) for item, source, amount in told if not source] == [
        ("target:保运转", 260),
        ("target:信访业务", 38),
        ("target:金额合计", 298),
    ]


def test_a_list_of_projects_names_each_beside_its_money() -> None:
    rows = """
重点项目绩效目标表
二级预算单位名称	一级项目名称	预算数（万元）	绩效目标
某市医疗保障局（本级）	基金监督管理	612.10	强化智能监管
某市医疗保障局（本级）	区财政安排项目	1,725.63	完成区委委托的业务
"""
    told = [item for item, _, _ in stated(read(sheet(rows.strip("\n"), "表1")))]
    assert told == ["target:基金监督管理", "target:区财政安排项目"]


def test_projects_of_one_name_that_several_units_have_are_not_held_against_each_other() -> None:
    title = "综合工作经费项目绩效目标表"
    forms = [
        form("综合工作经费", "260.00", "260.00", "表1", title),
        form("综合工作经费", "38.00", "38.00", "表2", title),
    ]
    report = audit([read(*forms)])
    assert [finding.rule for finding in report.findings if finding.rule == "AG101"] == []


def test_every_amount_that_a_form_prints_and_no_label_tells_is_listed() -> None:
    rows = "部门整体支出绩效目标表\n年度目标\t完成任务\n\t财政拨款\t200.00"
    (document,) = audit([read(sheet(rows, "表1"))]).documents
    told = {table.sheet: table.unbound for table in document.tables}
    assert told["表1"] == ("C3",)
    assert (document.understood.amounts_printed, document.understood.amounts_bound) == (1, 0)


def test_a_form_of_the_whole_department_states_all_expenditure_and_no_project() -> None:
    whole = """2026年部门整体支出绩效目标表
部门名称	某市医疗保障局
预算资金（万元）	年度资金总额	1730.24
一级指标	二级指标	三级指标	指标值
产出指标	数量指标	培训次数	≥12次"""
    disclosure = read(sheet(whole, "表2"))
    told = [disclosure.facts.coordinate(fact) for fact in range(len(disclosure.facts))]

    assert [each.get("nature", "") for each in told] == ["" for _ in told]


def test_the_budget_of_a_project_that_the_form_does_not_name_is_no_amount_of_the_department() -> None:
    rows = "重点项目绩效目标表\n单位：万元\n当年预算\t3369.00\n指标名称\t指标权重\t指标性质\t指标值\n宣传\t10\t≥\t10"
    (document,) = audit([read(sheet(rows, "表1"))]).documents
    assert {table.sheet: table.unbound for table in document.tables}["表1"] == ("B3",)


@pytest.mark.parametrize(
    "note", ["本表无数据", "注：本单位无此项。", "本部门没有政府性基金预算支出，故本表无数据。"]
)
def test_a_line_that_says_the_table_holds_nothing_is_its_note_with_or_without_the_word(note: str) -> None:
    head = "某局2025年政府性基金预算支出表\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出"
    (table,) = disclosure_of([book(sheet(f"{head}\n\t合计\t\t\t\n{note}"))]).tables
    assert table.empty_note == note


@pytest.mark.parametrize(
    "note", ["注：如本表格为空，则表示本年度未安排此项目。", "注：本表无数据则说明本单位没有支出。"]
)
def test_a_note_that_says_what_an_empty_table_would_mean_does_not_say_that_it_is(note: str) -> None:
    head = "某局2025年政府性基金预算支出表\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出"
    rows = "212\t城乡社区支出\t9.00\t\t9.00"
    (table,) = disclosure_of([book(sheet(f"{head}\n{rows}\n{note}"))]).tables
    assert table.empty_note == ""
