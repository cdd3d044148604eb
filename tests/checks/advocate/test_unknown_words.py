"""Words that no line of the lexicon has: what they head, name or limit accuses nobody."""

from __future__ import annotations

import pytest
from books import book, sheet
from hearing import GENERAL, accused, reasons, report_of, table

from checks.runner import audit
from model.disclosure import disclosure_of
from model.finding import Report, Severity

ROLLUPS = 13
PIECES = """
合计				300.00	250.00	50.00
208			社会保障和就业支出	100.00	100.00
208	05		行政事业单位养老支出	100.00	100.00
208	05	05	机关事业单位基本养老保险缴费支出	100.00	100.00
210			卫生健康支出	200.00	150.00	50.00
210	11		行政事业单位医疗	200.00	150.00	50.00
210	11	01	行政单位医疗	200.00	150.00	50.00
"""


def of_pieces(headings: str) -> Report:
    above = f"某局2021年部门支出总表\n单位：元\n{headings}\t科目名称\t合计\t基本支出\t项目支出"
    written = f"{above}\n{PIECES.strip(chr(10))}"
    return audit([disclosure_of([book(sheet(written, text_columns=("A", "B", "C")))])])


@pytest.mark.parametrize(
    "headings", ["类\t款\t项", "类\t分目\t项", "类\t款\t细目", "大目\t款\t项", "大目\t分目\t细目"]
)
def test_the_pieces_of_a_code_are_known_by_their_digits_whatever_stands_above_them(headings: str) -> None:
    report = of_pieces(headings)
    assert [finding for finding in report.findings if finding.severity is not Severity.NOTICE] == []
    assert report.doubts == ()
    (rollups,) = (line for line in report.ledger if line.rule == "RU101")
    assert rollups.consistent == ROLLUPS


WHOLE = """
	合计	300.00	250.00	50.00
208	社会保障和就业支出	300.00	250.00	50.00
"""


def limited(title: str) -> Report:
    part = table("\t合计\t90.00", title, "表2", headings="科目编码\t科目名称\t合计")
    return report_of(table(WHOLE, GENERAL), part, table(WHOLE, name="表3"))


def test_a_table_whose_title_says_more_than_was_understood_accuses_no_other() -> None:
    report = limited("某局2021年一般公共预算振兴引导支出表")
    assert accused(report) == []
    assert reasons(report) == [
        "its title says 振兴引导, which is more than was understood: it may speak of a part of the money."
    ]


def test_a_table_whose_title_says_nothing_more_accuses_the_other() -> None:
    assert accused(limited("某局2021年一般公共预算支出明细表")) == ["AG101"]


PURCHASES = """
合计	300.00
货物	100.00
工程	60.00
{third}	{amount}
"""


def purchases(third: str, amount: str) -> Report:
    rows = PURCHASES.strip("\n").format(third=third, amount=amount)
    return report_of(sheet(f"某局2021年政府采购预算表\n单位：元\n项目\t金额\n{rows}"))


def test_a_row_known_by_its_name_alone_may_be_all_that_a_sum_lacks() -> None:
    assert accused(purchases("劳务外包", "140.00")) == []
    assert accused(purchases("服务", "140.00")) == []
    assert accused(purchases("服务", "130.00")) != []
    both = "合计\t300.00\n货物\t160.00\n设施改造\t60.00\n劳务外包\t80.00"
    assert accused(report_of(sheet(f"某局2021年政府采购预算表\n单位：元\n项目\t金额\n{both}"))) == []


BALANCE = """
一、本年收入	{current}	一、本年支出	865.00
（一）一般公共预算拨款	{current}	社会保障和就业支出	865.00
二、{head}	100.00	二、结转下年
（一）一般公共预算拨款	100.00
收入总计	865.00	支出总计	865.00
"""


def balance(head: str, current: str = "765.00") -> Report:
    rows = BALANCE.strip("\n").format(head=head, current=current)
    headings = "项目\t预算数\t项目\t预算数"
    return report_of(sheet(f"某局2021年财政拨款收支总表\n单位：元\n收入\t\t支出\n{headings}\n{rows}"))


def test_a_source_below_a_numbered_line_that_was_not_understood_is_not_bound() -> None:
    report = balance("往年沉淀")
    assert accused(report) == []
    assert [table.unbound for table in report.documents[0].tables] == [("B7", "B8")]


def test_a_source_below_a_numbered_line_that_is_known_is_bound() -> None:
    (document,) = balance("上年结转").documents
    assert [table.unbound for table in document.tables] == [()]
    assert accused(balance("上年结转", "775.00")) != []


def test_a_numbered_line_of_revenue_that_says_no_more_is_not_the_whole() -> None:
    rows = """
一、财政拨款	300.00	一、教育支出	400.00
二、单位收入	100.00	二、卫生健康支出
收入总计	400.00	支出总计	400.00
"""
    headings = "项目\t预算数\t项目\t预算数"
    report = report_of(sheet(f"某局2021年收支总表\n单位：元\n收入\t\t支出\n{headings}{rows}"))
    assert accused(report) == []
    assert [table.unbound for table in report.documents[0].tables] == [("B6",)]


HEADED = """
采购品目大类	专项名称	采购品目名称	一般公共预算资金	总计
合计			112.00	112.00
{head}			2.00	2.00
某市科学技术局（本级）			2.00	2.00
	公用经费定额	复印纸	2.00	2.00
服务			110.00	110.00
某市科学技术局（本级）			110.00	110.00
	公用经费定额	印刷服务	5.00	5.00
	服务质量提升经费	咨询服务	105.00	105.00
"""


@pytest.mark.parametrize(("head", "doubts"), [("货物", 0), ("物资", 2)])
def test_a_line_below_a_heading_that_is_not_known_accuses_nobody(head: str, doubts: int) -> None:
    report = report_of(sheet(f"某局2021年政府采购预算表\n单位：元{HEADED.format(head=head).rstrip()}"))
    assert accused(report) == []
    assert len(report.doubts) == doubts
