"""A heading or a label that the reading lost accuses nobody: what stands under or beside it is listed, not misread."""

from __future__ import annotations

from books import sheet
from hearing import accused, report_of, table

from model.finding import Report, Severity


def raised(report: Report) -> list[str]:
    return [finding.rule for finding in report.findings if finding.severity is not Severity.NOTICE]


def test_an_amount_without_its_label_has_not_that_of_the_panel_before() -> None:
    rows = """
一、财政拨款	300.00	一、教育支出	100.00
二、财政专户管理资金		{label}	150.00
三、其他收入	100.00	三、卫生健康支出	150.00
收入总计	400.00	支出总计	400.00
"""
    title = "某局2021年收支总表\n单位：元\n收入\t\t支出\n项目\t预算数\t项目\t预算数"
    lost = report_of(sheet(title + rows.format(label="")))
    assert raised(lost) == []
    assert [each.unbound for each in lost.documents[0].tables] == [("D6",)]
    whole = report_of(sheet(title + rows.format(label="二、农林水支出")))
    assert [each.unbound for each in whole.documents[0].tables] == [()]


LISTED = """
	合计	600.00	600.00
{parent}	社会保障和就业支出	300.00	300.00
{first}	行政事业单位养老支出	100.00	100.00
20808	抚恤	200.00	200.00
210	卫生健康支出	300.00	300.00
21011	行政事业单位医疗	300.00	300.00
"""


def test_a_row_that_lost_its_code_begins_no_list_that_lacks_a_parent() -> None:
    def listed(parent: str, first: str, name: str) -> list[str]:
        rows = LISTED.format(parent=parent, first=first).replace("行政事业单位养老支出", name)
        return [rule for rule in raised(report_of(table(rows))) if rule == "CL105"]

    assert listed("208", "20805", "行政事业单位养老支出") == []
    assert listed("208", "", "") == []


def test_a_column_that_lost_its_heading_is_not_the_total_of_its_group() -> None:
    rows = """
	合计	300.00	300.00	0.00
208	社会保障和就业支出	300.00	300.00	0.00
"""
    headings = "科目编码\t科目名称\t总计\t财政拨款\t财政拨款\n\t\t\t一般公共预算\t{second}"
    report = report_of(table(rows, headings=headings.format(second="")))
    assert accused(report) == []
    assert report.documents[0].tables[0].unbound == ("E5", "E6")
    named = report_of(table(rows, headings=headings.format(second="政府性基金预算")))
    assert named.documents[0].tables[0].unbound == ()


def test_a_heading_of_totals_over_words_accuses_no_row_of_a_blank_total() -> None:
    rows = """
合计		60.00	40.00
208	社会保障和就业支出	30.00	20.00
210	卫生健康支出	30.00	20.00
"""
    headings = "科目编码\t一般公共预算\t一般公共预算\t一般公共预算\n\t合计\t基本支出\t项目支出"
    assert accused(report_of(table(rows, headings=headings))) == []


def test_a_row_without_amounts_that_no_word_calls_a_total_lacks_none() -> None:
    rows = """
212	城乡社区支出	300.00	300.00	0.00
229	其他支出	100.00	100.00	0.00
	支出	{cells}
"""
    title = "某局2021年政府性基金预算支出表"
    assert accused(report_of(table(rows.format(cells="\t\t"), title=title))) == []
    assert accused(report_of(table(rows.format(cells="300.00\t\t"), title=title))) != []


def test_a_label_with_the_codes_of_two_rows_is_that_of_none() -> None:
    rows = """
合计	3.00	3.00	0.00
[208]社会保障和就业支出	3.00	3.00	0.00
[20805]行政事业单位养老支出	3.00	3.00	0.00
[2080502]事业单位离退休	1.00	1.00	0.00
缴费支出	2.00	2.00	0.00
"""
    page = table(rows, headings="科目名称\t合计\t基本支出\t项目支出")
    page.rows[6][0] = "[2080502]事业单位离退休\n[2080505]机关事业单位基本养老保险"
    report = report_of(page)
    assert accused(report) == []
    assert report.documents[0].tables[0].unbound[:3] == ("B7", "C7", "D7")
