"""Named lines: what those above, and those below, tell of a line."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
import xlsxwriter
from books import book, sheet

from checks.runner import audit
from model.disclosure import disclosure_of, open_disclosures
from model.lexicon.bodies import names_body
from model.lexicon.names import code_and_name

Line = tuple[str, float]


def coordinates(folder: Path, title: str, lines: list[Line]) -> list[Mapping[str, str]]:
    """Return what the lines of a table of one label and one amount mean."""
    path = folder / "book.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet()
    for row, cells in enumerate([(title,), ("单位：万元",), ("项目", "2023年预算数"), *lines]):
        page.write_row(row, 0, cells)
    book.close()
    [table] = open_disclosures([path])[0][0].tables
    [panel] = table.panels
    return [row.coordinates for row in panel.rows]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("[201]一般公共服务支出", ("201", "一般公共服务支出")),
        ("［30101］基本工资", ("30101", "基本工资")),
        ("[2080505\n]机关事业单位基本养\n老保险缴费支出", ("2080505", "机关事业单位基本养\n老保险缴费支出")),
        ("[20805\n05]行政运行", ("2080505", "行政运行")),
        ("20106\n01 行政运行", ("2010601", "行政运行")),
        ("2010601 行政运行", ("2010601", "行政运行")),
        ("2010601-行政运行", ("2010601", "行政运行")),
        ("行政运行(2010601)", ("2010601", "行政运行")),
        ("一般公共服务支出（201）", ("201", "一般公共服务支出")),
        ("办公楼维修(2010601)", ("", "办公楼维修(2010601)")),
        ("301医院设备购置", ("", "301医院设备购置")),
        ("[123]某某", ("", "[123]某某")),
        ("行政运行", ("", "行政运行")),
    ],
)
def test_a_code_beside_a_name_is_told_by_brackets_or_by_the_name(text: str, read: tuple[str, str]) -> None:
    assert code_and_name(text) == read


def test_an_economic_item_below_basic_expenditure_is_that_part_of_it(tmp_path: Path) -> None:
    lines = [("一、基本支出", 3.0), ("工资福利支出", 2.0), ("商品和服务支出", 1.0), ("二、项目支出", 4.0)]
    read = coordinates(tmp_path, "支出总体情况表", lines)
    assert [row.get("economic") for row in read] == [None, "301", "302", None]
    assert [row["nature"] for row in read] == ["basic", "basic", "basic", "project"]


def test_an_economic_item_by_another_name_is_that_item(tmp_path: Path) -> None:
    lines = [("基本支出", 3.0), ("1、工资和福利支出", 2.0), ("2、商品服务支出", 1.0)]
    read = coordinates(tmp_path, "支出总体情况表", lines)
    assert [row.get("economic") for row in read] == [None, "301", "302"]
    assert [row["nature"] for row in read] == ["basic"] * 3


def test_an_economic_item_below_something_else_is_not_bound(tmp_path: Path) -> None:
    lines = [("本年支出合计", 3.0), ("结转下年", 2.0), ("工资福利支出", 1.0)]
    assert len(coordinates(tmp_path, "支出总体情况表", lines)) == 2


INCOME: list[Line] = [("财政拨款收入", 5.0), ("事业收入", 1.0), ("其他收入", 1.0), ("本年收入合计", 7.0)]


@pytest.mark.parametrize(("subsidy", "total"), [(2.0, "direct"), (0.0, "current")])
def test_a_total_leaves_out_what_stands_below_it(tmp_path: Path, subsidy: float, total: str) -> None:
    lines = [*INCOME, ("上级补助收入", subsidy), ("收入总计", 7.0 + subsidy)]
    assert coordinates(tmp_path, "收入总体情况表", lines)[3]["source"] == total


def test_a_total_holds_what_stands_above_it(tmp_path: Path) -> None:
    lines = [("上级补助收入", 2.0), *INCOME[:3], ("本年收入合计", 9.0)]
    assert coordinates(tmp_path, "收入总体情况表", lines)[4]["source"] == "current"


@pytest.mark.parametrize(
    ("between", "whole"), [("经营收入", "earned"), ("上级补助收入", "own"), ("上年结转", "other")]
)
def test_the_parts_tell_what_other_money_above_them_holds(tmp_path: Path, between: str, whole: str) -> None:
    lines = [("其他资金", 6.0), ("事业收入", 1.0), (between, 2.0), ("其他收入", 3.0)]
    assert coordinates(tmp_path, "收入总体情况表", lines)[0]["source"] == whole


def test_expenditure_by_function_leaves_out_what_stands_below_its_total(tmp_path: Path) -> None:
    lines = [("基本支出", 3.0), ("项目支出", 4.0), ("本年支出合计", 7.0), ("对附属单位补助支出", 1.0)]
    read = coordinates(tmp_path, "支出总体情况表", lines)
    assert [row["nature"] for row in read] == ["basic", "project", "direct", "subsidy"]


def test_other_money_above_its_parts_is_their_sum(tmp_path: Path) -> None:
    lines = [("财政拨款", 5.0), ("其他资金", 2.0), ("事业收入", 1.0), ("其他收入", 1.0), ("收入总计", 7.0)]
    read = coordinates(tmp_path, "收入总体情况表", lines)
    assert [row["source"] for row in read] == ["fiscal", "earned", "business", "other", "all"]


def test_revenue_listed_by_the_names_of_functions_is_bound_to_their_codes(tmp_path: Path) -> None:
    lines = [("社会保障和就业支出", 3.0), ("行政事业单位养老支出", 3.0), ("行政单位离退休", 3.0)]
    lines += [("国有资本经营预算支出", 1.0), ("合计", 4.0)]
    read = coordinates(tmp_path, "收入总体情况表", lines)
    assert [row.get("function") for row in read] == ["208", "20805", "2080501", "223", None]
    assert {row.get("flow") for row in read} == {None}


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("某某市财政局（本级）", True),
        ("某某市财政信息中心", True),
        ("某某市第一幼儿园", True),
        ("某某镇人民政府", True),
        ("局机关", True),
        ("某某县教育局机关", True),
        ("机关", False),
        ("财政监督检查工作经费", False),
        ("工资福利支出", False),
    ],
)
def test_a_body_is_told_by_its_name(name: str, body: bool) -> None:
    assert names_body(name) is body


def test_a_list_of_projects_tells_its_units_from_its_projects(tmp_path: Path) -> None:
    lines = [("合计", 3.0), ("某某市财政局", 2.0), ("系统运维", 2.0), ("某某幼儿园", 1.0), ("园舍修缮", 1.0)]
    read = coordinates(tmp_path, "项目支出及其他支出预算表", lines)
    assert [row.get("unit") for row in read] == [None, "某某市财政局", None, "某某幼儿园", None]
    assert [row.get("item") for row in read] == [None, None, "project:系统运维", None, "project:园舍修缮"]


def test_a_total_whose_label_stands_in_the_panel_before_is_of_both() -> None:
    """The national form of basic expenditure prints 公用经费 in two panels and its one total below both."""
    rows = """
2021年度一般公共预算财政拨款基本支出决算表
								单位：万元
人员经费			公用经费
科目编码	科目名称	决算数	科目编码	科目名称	决算数	科目编码	科目名称	决算数
301	工资福利支出	60.00	302	商品和服务支出	30.00	310	资本性支出	5.00
30101	基本工资	60.00	30201	办公费	30.00	31002	办公设备购置	5.00
人员经费合计		60.00	公用经费合计					35.00
"""
    (table,) = disclosure_of([book(sheet(rows, "表6"))]).tables
    assert [panel.rows[-1].name for panel in table.panels] == ["人员经费合计", "办公费", "公用经费合计"]
    assert table.unbound == ()


def test_a_total_below_three_panels_is_of_all_of_them() -> None:
    rows = """
2021年度一般公共预算财政拨款项目支出决算表
单位：元
科目编码	科目名称	决算数	科目编码	科目名称	决算数	科目编码	科目名称	决算数
301	工资福利支出	60.00	302	商品和服务支出	30.00	310	资本性支出	5.00
30101	基本工资	60.00	30201	办公费	30.00	31002	办公设备购置	5.00
合计								95.00
"""
    (table,) = disclosure_of([book(sheet(rows, "表7"))]).tables
    assert [panel.rows[-1].name for panel in table.panels] == ["基本工资", "办公费", "合计"]
    assert table.unbound == ()


INFORMATION = """
2024年度机构运行信息表
金额单位：万元
项目\t行次\t统计数
栏次\t\t1
一、“三公”经费支出\t1\t
（一）支出合计\t2\t9.00
1．因公出国（境）费\t3\t0.00
2．公务用车购置及运行维护费\t4\t8.00
3．公务接待费\t5\t1.00
（二）相关统计数\t6\t
1．公务用车保有量（辆）\t7\t5
二、机关运行经费\t8\t40.00
（一）行政单位\t9\t30.00
（二）参照公务员法管理事业单位\t10\t10.00
三、国有资产占用情况\t11\t
（一）车辆数合计（辆）\t12\t5
1．主要负责人用车\t13\t1
2．其他用车\t14\t4
（二）单价100万元（含）以上设备（台，套）（不含车辆）\t15\t2
四、政府采购支出信息\t16\t
（一）政府采购支出合计\t17\t7.00
"""


def test_lines_that_count_things_state_no_amounts_and_a_list_may_have_a_heading_and_a_total() -> None:
    disclosure = disclosure_of([book(sheet(INFORMATION))])
    (table,) = disclosure.tables
    (panel,) = table.panels
    items = [row.coordinates.get("item") for row in panel.rows]
    assert table.unbound == ()
    assert items == [
        "three_public",
        "three_public",
        "overseas",
        "vehicles",
        "reception",
        "organ_running",
        "organ_running_administrative",
        "organ_running_civil",
        "procurement",
    ]
    assert [finding for finding in audit([disclosure]).findings if finding.rule == "RU106"] == []


LISTS = """
2026年{title}
单位：万元
{label}\t合计\t一般公共预算
合计\t9.00\t9.00
{one}\t5.00\t5.00
{other}\t4.00\t4.00
"""


@pytest.mark.parametrize(
    ("title", "label", "one", "other", "kind"),
    [
        ("部门管理转移支付表", "地区", "甲县", "乙县", "transfers"),
        ("新增资产配置预算表", "资产名称", "台式计算机", "打印机", "asset_purchase"),
        ("政府购买服务支出预算表", "购买服务内容", "展会服务", "政策宣传", "purchased_services"),
        ("政府采购预算表", "采购项目", "台式计算机", "打印机", "procurement"),
    ],
)
def test_the_lines_of_a_list_are_things_by_their_names(
    title: str, label: str, one: str, other: str, kind: str
) -> None:
    disclosure = disclosure_of([book(sheet(LISTS.format(title=title, label=label, one=one, other=other)))])
    (table,) = disclosure.tables
    assert (table.kind, table.unbound) == (kind, ())
    wrong = LISTS.replace("5.00\t5.00", "5.00\t6.00").format(title=title, label=label, one=one, other=other)
    accused = [finding.rule for finding in audit([disclosure_of([book(sheet(wrong))])]).findings]
    assert "RU106" in accused or "RU107" in accused


def test_a_unit_with_its_code_in_the_column_of_projects_heads_its_projects() -> None:
    rows = """
2026年专项资金预算表
单位：万元
单位代码\t单位名称（项目名称）\t专项资金总额\t一般公共预算
\t合计\t9.00\t9.00
301001\t某市某局\t9.00\t9.00
\t招商补助\t5.00\t5.00
\t展会补助\t4.00\t4.00
"""
    (table,) = disclosure_of([book(sheet(rows))]).tables
    said = [row.coordinates for panel in table.panels for row in panel.rows]
    assert table.unbound == ()
    assert [each.get("item") for each in said] == [None, None, "project:招商补助", "project:展会补助"]


def test_a_department_above_the_unit_that_is_itself_is_no_second_line_of_it() -> None:
    rows = """
2026年部门支出总表
单位：万元
单位代码\t单位名称（科目）\t总计\t基本支出\t项目支出
\t合计\t9.00\t5.00\t4.00
301\t某市某局\t9.00\t5.00\t4.00
301001\t某市某局\t9.00\t5.00\t4.00
210\t卫生健康支出\t9.00\t5.00\t4.00
21011\t行政事业单位医疗\t9.00\t5.00\t4.00
"""
    (table,) = disclosure_of([book(sheet(rows))]).tables
    units = [row.coordinates.get("unit") for panel in table.panels for row in panel.rows]
    assert units == [None, "某市某局(汇总)", "某市某局", None, None]


def test_a_project_may_have_the_name_of_a_source_of_funds() -> None:
    rows = """
2026年部门项目支出预算表
单位：万元
项目类别\t总计\t财政拨款
合计\t9.00\t9.00
信息系统建设\t5.00\t5.00
上年结转项目\t4.00\t4.00
"""
    (table,) = disclosure_of([book(sheet(rows))]).tables
    items = [row.coordinates.get("item") for panel in table.panels for row in panel.rows]
    assert items == [None, "project:信息系统建设", "project:上年结转项目"]


def test_a_subtotal_above_what_is_brought_forward_is_of_the_year() -> None:
    text = (
        "某局2023年收支总表\n单位：万元\n收入\t\t支出\t\n项目\t预算数\t项目\t预算数\n事业收入\t9.00\t教育支出\t8.00\n"
        "小计\t9.00\t小计\t8.00\n上年结转结余\t1.00\t结转下年\t2.00\n收入总计\t10.00\t支出总计\t10.00"
    )
    disclosure = disclosure_of([book(sheet(text))])
    assert [finding.rule for finding in audit([disclosure]).findings if finding.rule.startswith("RU")] == []
    (table,) = disclosure.tables
    meant = {row.name: row.coordinates for panel in table.panels for row in panel.rows if row.row == 5}
    assert meant["小计"].items() & {("source", "current"), ("flow", "expenditure")}


def test_the_same_lines_under_each_budget_are_its_money_of_the_year_and_brought_forward() -> None:
    text = (
        "某局2023年财政拨款收支总表\n单位：万元\n收入\t\t支出\t\n项目\t预算数\t项目\t预算数\n"
        "一、一般公共预算\t9.00\t一、教育支出\t11.00\n本年收入\t8.00\t\t\n上年结转\t1.00\t\t\n"
        "二、政府性基金预算\t2.00\t\t\n本年收入\t1.50\t\t\n上年结转\t0.50\t\t\n收入总计\t11.00\t支出总计\t11.00"
    )
    disclosure = disclosure_of([book(sheet(text))])
    assert not audit([disclosure]).findings
    (table,) = disclosure.tables
    assert [row.coordinates.get("source") for row in table.panels[0].rows] == [
        "general_all",
        "general",
        "carryover_general",
        "fund_all",
        "fund",
        "carryover_fund",
        "all",
    ]


def test_an_item_of_the_next_number_is_no_part_of_a_line_under_the_item_before() -> None:
    text = (
        "某局2023年财政拨款收支总表\n单位：万元\n收入\t\t支出\t\n项目\t预算数\t项目\t预算数\n"
        "一、一般公共预算\t9.00\t一、教育支出\t11.00\n上年结转\t1.00\t\t\n二、政府性基金预算\t2.00\t\t\n"
        "收入总计\t11.00\t支出总计\t11.00"
    )
    (table,) = disclosure_of([book(sheet(text))]).tables
    meant = {row.name: row.coordinates.get("source") for row in table.panels[0].rows}
    assert meant["二、政府性基金预算"] == "fund"


@pytest.mark.parametrize(("year", "code"), [(2020, "2089901"), (2024, "2089999")])
def test_of_several_codes_with_a_name_a_line_means_that_of_its_year(year: int, code: str) -> None:
    text = (
        f"某局{year}年部门支出总表\n单位：万元\n科目名称\t合计\t基本支出\n社会保障和就业支出\t2.00\t2.00\n"
        "  其他社会保障和就业支出\t2.00\t2.00\n    其他社会保障和就业支出\t2.00\t2.00"
    )
    (table,) = disclosure_of([book(sheet(text))]).tables
    assert [row.coordinates["function"] for row in table.panels[0].rows] == ["208", "20899", code]


def test_a_project_alone_in_its_column_is_that_of_the_codes_below_it() -> None:
    text = (
        "某局2024年项目支出预算表\n单位：万元\n序号\t项目名称\t经济科目编码\t经济科目名称\t合计\n1\t前期工作经费\t\t\t9.00\n"
        "2\t\t30203\t咨询费\t4.00\n3\t\t30211\t差旅费\t5.00\n4\t价格监测经费\t\t\t7.00\n5\t\t30227\t委托业务费\t7.00\n"
        "\t合计\t\t\t16.00"
    )
    disclosure = disclosure_of([book(sheet(text))])
    (table,) = disclosure.tables
    first, second = "project:前期工作经费", "project:价格监测经费"
    rows = [(row.coordinates.get("item"), row.coordinates.get("economic")) for row in table.panels[0].rows]
    assert rows == [
        (first, None),
        (first, "30203"),
        (first, "30211"),
        (second, None),
        (second, "30227"),
        (None, None),
    ]
    sums = next(line for line in audit([disclosure]).ledger if line.rule == "RU102")
    assert (sums.consistent, sums.inconsistent) == (1, 0)


def test_a_name_above_the_rows_of_its_own_code_is_their_sum_and_they_are_projects() -> None:
    text = (
        "某局2024年一般公共预算项目支出表\n单位：万元\n科目编码\t单位名称（科目、项目）\t金额\n\t合计\t12.00\n\t某局（本级）\t12.00\n"
        "\t行政运行\t4.00\n2010101\t办公楼维修\t4.00\n\t一般行政管理事务\t8.00\n2010102\t网站维护\t5.00\n2010102\t档案整理\t3.00"
    )
    disclosure = disclosure_of([book(sheet(text))])
    (table,) = disclosure.tables
    rows = [
        (row.coordinates.get("function"), row.coordinates.get("item")) for row in table.panels[0].rows[2:]
    ]
    assert rows == [
        ("2010101", None),
        ("2010101", "project:办公楼维修"),
        ("2010102", None),
        ("2010102", "project:网站维护"),
        ("2010102", "project:档案整理"),
    ]
    assert [
        one.rule
        for one in audit([disclosure]).findings
        if one.rule[:2] in {"RU", "AG"} or one.rule == "CL103"
    ] == []


def test_classes_and_sections_by_their_names_stand_above_the_codes_of_their_items() -> None:
    text = (
        "某街道2024年支出决算表\n单位：万元\n科目编码\t\t\t科目名称\t合计\n类\t款\t项\t\t\n\t\t\t合计\t20.00\n"
        "\t\t\t一般公共服务支出\t9.00\n\t\t\t政府办公厅（室）及相关机构事务\t9.00\n201\t03\t01\t行政运行\t9.00\n"
        "\t\t\t社会保障和就业支出\t11.00\n\t\t\t行政事业单位养老支出\t7.00\n208\t05\t01\t行政单位离退休\t7.00\n"
        "\t\t\t其他社会保障和就业支出\t4.00\n208\t99\t99\t其他社会保障和就业支出\t4.00"
    )
    disclosure = disclosure_of([book(sheet(text))])
    (table,) = disclosure.tables
    codes = [row.coordinates.get("function") for row in table.panels[0].rows]
    assert codes == [None, "201", "20103", "2010301", "208", "20805", "2080501", "20899", "2089999"]
    sums = next(line for line in audit([disclosure]).ledger if line.rule == "RU101")
    assert (sums.consistent, sums.inconsistent) == (6, 0)


def test_a_table_of_projects_that_names_more_than_projects_has_a_total_of_all() -> None:
    text = (
        "某局2025年项目支出明细表（含人员类、运转类）\n单位：万元\n项目类别\t项目名称\t合计\n人员类\t工资福利性支出\t9.00\n"
        "人员类小计\t\t9.00\n运转类\t日常公用经费\t2.00\n运转类小计\t\t2.00\n特定目标类\t道路养护\t4.00\n"
        "特定目标类小计\t\t4.00\n合计\t\t15.00"
    )
    report = audit([disclosure_of([book(sheet(text))])])
    assert [one.rule for one in report.findings if one.rule == "RU104"] == []


def test_a_line_that_names_a_classification_heads_those_below_it() -> None:
    text = """某局收入支出决算总表
单位：万元
收入\t\t支出\t
项目\t决算数\t项目（按支出性质和经济分类）\t决算数
一、财政拨款收入\t9.00\t一、基本支出\t7.00
\t\t二、项目支出\t2.00
\t\t三、对附属单位补助支出\t
\t\t支出经济分类\t
\t\t工资福利支出\t6.00
\t\t商品和服务支出\t3.00
本年收入合计\t9.00\t本年支出合计\t9.00"""
    (table,) = disclosure_of([book(sheet(text))]).tables
    items = [row.coordinates for row in table.panels[1].rows if "economic" in row.coordinates]
    assert items == [{"flow": "expenditure", "economic": code} for code in ("301", "302")]
