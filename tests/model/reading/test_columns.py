"""Columns that are not what their headings say, by what they hold."""

from __future__ import annotations

import pytest
from books import book, sheet

from model.disclosure import disclosure_of
from model.layout.layout import lay_out
from model.lexicon.lexicon import lexicon
from model.reading.table import Table

TOP = "某局2021年部门支出总表\n单位：万元\n"
HEAD = "某局2021年部门收入总表\n单位：万元\n"


def read(text: str) -> Table:
    """The table of one sheet; codes and line numbers are text."""
    (table,) = disclosure_of([book(sheet(HEAD + text, text_columns=("A", "B", "C")))]).tables
    return table


def amount_columns(table: Table) -> list[int]:
    return [column.column for panel in table.panels for column in panel.columns]


def test_numbers_that_count_the_lines_are_no_amounts() -> None:
    table = read("项目\t收入\t预算数\n本年收入\t1\t9.00\n事业收入\t2\t4.00\n其他收入\t3\t5.00")
    assert amount_columns(table) == [2]
    table = read("项目\t收入\t预算数\n本年收入\t2\t9.00\n事业收入\t2\t4.00\n其他收入\t3\t5.00")
    assert amount_columns(table) == [1, 2]


def test_years_under_a_heading_of_years_are_no_amounts() -> None:
    rows = "某局\t2023\t5.00\t5.00\n某中心\t2024\t6.00\t6.00"
    found = read(f"2024年“三公”经费支出表\n单位：万元\n单位名称\t年度\t合计\t公务接待费\n{rows}")
    assert amount_columns(found) == [2, 3]


def test_amounts_under_a_heading_that_names_codes_are_listed() -> None:
    rows = "208\t社会保障和就业支出\t9.50\t9.50\n210\t卫生健康支出\t3.25\t3.25"
    table = read("科目编码\t科目名称\t款收入\t合计\n" + rows)
    assert amount_columns(table) == [3]
    assert [(cell.row, cell.column) for cell in table.unbound] == [(3, 2), (4, 2)]


def test_known_codes_under_a_heading_that_says_nothing_of_amounts_are_codes() -> None:
    rows = "一科\t监测站运行经费\t2111101\t60.00\n二科\t流域水质改善项目\t2110302\t76.00"
    table = read("科室\t项目名称\t功能科目\t合计\n" + rows)
    assert amount_columns(table) == [3]
    assert [row.code for row in table.panels[0].rows] == ["2111101", "2110302"]


def test_amounts_before_the_labels_are_those_of_the_same_rows() -> None:
    table = read(
        "支出类型\t\t\t支出功能科目\t\t资金年度\n合计\t基本支出\t项目支出\t编码\t名称\t当年预算\n"
        "9.50\t9.50\t\t208\t社会保障和就业支出\t9.50\n3.25\t\t3.25\t210\t卫生健康支出\t3.25"
    )
    assert amount_columns(table) == [0, 1, 2, 5]
    assert [row.code for row in table.panels[0].rows] == ["208", "210"]


def test_a_column_with_the_name_of_a_body_is_that_unit_s() -> None:
    table = read(
        "功能分类科目\t合计\t庐阳区财政局（本级）\t庐阳区国库支付中心\n"
        "社会保障和就业支出(208)\t9.50\t5.50\t4.00\n卫生健康支出(210)\t3.25\t3.00\t0.25"
    )
    units = [column.coordinates.get("unit") for column in table.panels[0].columns]
    assert units == [None, "庐阳区财政局(本级)", "庐阳区国库支付中心"]


def test_a_heading_torn_over_empty_columns_is_that_of_its_amounts() -> None:
    table = read(
        "科目编码\t科目名称\t上 年\t预 算\t数\t本 年\t预 算\t数\n208\t社会保障和就业支出\t\t\t9.50\t\t\t9.75\n"
        "210\t卫生健康支出\t\t\t3.25\t\t\t3.00"
    )
    assert amount_columns(table) == [4, 7]
    years = [column.coordinates.get("year") for column in table.panels[0].columns]
    assert years == ["2020", None]


def test_a_department_may_have_the_number_of_a_class() -> None:
    head = (
        "某局2021年部门支出总表\n单位：万元\n单位代码\t单位名称（科目）\t总计\t工资福利支出\t商品和服务支出\n"
    )
    rows = """\
	合计	9.00	7.00	2.00
301	某市某局	9.00	7.00	2.00
301001	某市某局本级	9.00	7.00	2.00
208	社会保障和就业支出	4.00	4.00
20805	行政事业单位养老支出	4.00	4.00
210	卫生健康支出	5.00	3.00	2.00
21011	行政事业单位医疗	5.00	3.00	2.00"""
    (table,) = disclosure_of([book(sheet(head + rows, text_columns=("A", "B")))]).tables
    assert table.unbound == ()
    codes = [row.code for panel in table.panels for row in panel.rows]
    assert codes == ["", "", "", "208", "20805", "210", "21011"]


def test_projects_of_running_costs_are_what_is_no_running_cost() -> None:
    text = "科目编码\t科目名称\t合计\t基本支出\t项目支出\n\t\t\t\t小计\t运转类\t特定目标类\n"
    head = "某局2021年部门支出总表\n单位：万元\n" + text
    rows = "210\t卫生健康支出\t9.00\t4.00\t5.00\t3.00\t2.00"
    merges = ("E3:G3",)
    (table,) = disclosure_of([book(sheet(head + rows, text_columns=("A",), merges=merges))]).tables
    natures = [column.coordinates.get("nature") for panel in table.panels for column in panel.columns]
    assert natures == [None, "basic", "project", "project_running", "project_targeted"]


def test_education_fees_before_business_income_are_paid_through_the_special_account() -> None:
    rows = "205\t教育支出\t9.00\t2.00\t3.00\t4.00"
    table = read("科目编码\t科目名称\t合计\t一般公共预算\t教育收费资金收入\t事业收入\n" + rows)
    sources = [column.coordinates.get("source") for panel in table.panels for column in panel.columns]
    assert sources[1:] == ["general", "special", "business"]
    table = read("科目编码\t科目名称\t合计\t一般公共预算\t事业收入\t其中：教育收费\n" + rows)
    sources = [column.coordinates.get("source") for panel in table.panels for column in panel.columns]
    assert sources[1:] == ["general", "business", "business_education"]


def test_sides_without_headings_are_named_by_their_lines() -> None:
    text = """\
一、本年收入	9.00	一、本年支出	8.00
（一）一般公共预算拨款	9.00	（一）教育支出	8.00
二、上年结转	1.00	二、结转下年	2.00
收入总计	10.00	支出总计	10.00"""
    head = "某局2021年财政拨款收支总表\n单位：万元\n项目\t金额\t项目\t金额\n"
    (table,) = disclosure_of([book(sheet(head + text))]).tables
    flows = [{row.coordinates.get("flow") for row in panel.rows} for panel in table.panels]
    assert flows == [{"revenue"}, {"expenditure", "carry_out", "outlay"}]


def test_a_row_of_dashes_is_no_heading() -> None:
    """The next page of a table without its headings, of which a row states nothing at all."""
    text = """\
一、一般公共预算拨款收入	9.00	一、公共安全支出	9.00
二、事业收入	-	二、教育支出	-
三、其他收入	1.00	三、科学技术支出	1.00"""
    assert lay_out(sheet("某局2021年部门收支总表\n单位：万元\n" + text), lexicon()).headings == []


def test_the_first_piece_of_a_code_may_stand_under_the_heading_of_all_three() -> None:
    text = """\
科目编码类	款	项	科目名称	合计
208			社会保障和就业支出	9.00
208	05		行政事业单位养老支出	9.00
208	05	01	行政单位离退休	9.00"""
    (table,) = disclosure_of([book(sheet(TOP + text, text_columns=("A", "B", "C")))]).tables
    assert [row.code for panel in table.panels for row in panel.rows] == ["208", "20805", "2080501"]


def meant(title: str, headings: str, merges: tuple[str, ...]) -> list[dict[str, str]]:
    """What the columns of a matrix of items mean, whose rows are two codes; it begins in the third column."""
    rows = "210\t卫生健康支出" + "\t1.00" * 8 + "\n21011\t行政事业单位医疗" + "\t1.00" * 8
    text = f"某局2021年{title}\n单位：万元\n{headings}\n{rows}"
    (table,) = disclosure_of([book(sheet(text, text_columns=("A",), merges=merges))]).tables
    return [dict(column.coordinates) for panel in table.panels for column in panel.columns]


def test_the_subtotal_of_a_group_of_items_is_a_part_by_the_name_of_the_group() -> None:
    headings = "科目编码\t科目名称\t总计\t工资津补贴\t\t\t社会保障缴费\n\t\t\t小计\t基本工资\t奖金\t小计\t职业年金缴费"
    columns = meant("一般公共预算基本支出表", headings, ("D3:F3", "G3:H3"))
    assert [columns[at].get("item") for at in (1, 4)] == ["part:工资津补贴", "part:社会保障缴费"]
    assert [columns[at].get("economic") for at in (2, 3, 5)] == ["30101", "30103", "30109"]


def test_a_total_below_the_name_of_an_item_is_of_the_class_of_the_items_that_follow() -> None:
    above = "科目编码\t科目名称\t总计\t工资福利支出\t\t\t对事业单位经常性补助"
    headings = above + "\n\t\t\t合计\t工资奖金津补贴\t社会保障缴费\t合计\t商品和服务支出"
    columns = meant("一般公共预算基本支出表（按政府预算经济分类）", headings, ("D3:F3", "G3:H3"))
    assert [columns[at].get("government") for at in range(1, 6)] == ["501", "50101", "50102", "505", "50502"]


def test_a_unit_that_stands_often_in_a_row_is_read_at_once() -> None:
    units = "\n".join("\t某市某局\t9.00" for _ in range(300))
    text = f"科目编码\t科目名称\t合计\n\t合计\t9.00\n{units}\n208\t社会保障和就业支出\t9.00"
    (table,) = disclosure_of([book(sheet(TOP + text, text_columns=("A",)))]).tables
    units_read = {row.coordinates.get("unit", "") for panel in table.panels for row in panel.rows}
    assert units_read == {"", "某市某局"}


def sources(table: Table) -> list[str]:
    return [column.coordinates.get("source", "") for panel in table.panels for column in panel.columns]


def test_the_total_of_a_group_in_which_other_money_stands_is_of_all_in_it() -> None:
    heads = "科目编码\t科目名称\t合计\t本年拨款\t\t\t\t上年结转\n\t\t\t小计\t一般公共预算\t政府性基金预算\t单位资金\t"
    rows = "208\t社会保障和就业支出\t9.00\t8.00\t5.00\t1.00\t2.00\t1.00"
    merges = ("A3:A4", "B3:B4", "C3:C4", "D3:G3", "H3:H4")
    (table,) = disclosure_of([book(sheet(f"{TOP}{heads}\n{rows}", merges=merges))]).tables
    assert sources(table)[1:5] == ["current", "general", "fund", "own"]


def test_the_total_of_fiscal_money_holds_what_is_brought_forward_inside_it() -> None:
    top = "科目编码\t科目名称\t合计\t财政拨款\t\t\t事业收入\n\t\t\t小计\t一般公共预算\t\t"
    heads = f"{top}\n\t\t\t\t当年安排\t上年结转\t"
    rows = "208\t社会保障和就业支出\t9.00\t8.00\t5.00\t3.00\t1.00"
    merges = ("A3:A5", "B3:B5", "C3:C5", "D3:F3", "D4:D5", "E4:F4", "G3:G5")
    (table,) = disclosure_of([book(sheet(f"{TOP}{heads}\n{rows}", merges=merges))]).tables
    assert sources(table)[1:4] == ["fiscal_all", "general", "carryover_general"]


def test_the_year_is_that_of_most_tables_where_only_headings_say_it() -> None:
    plan = "某局项目中期规划表\n单位：万元\n项目名称\t2025年预算数\t2026年预算数\t2027年预算数\n道路\t1.00\t2.00\t3.00"
    spent = "某局部门支出总表\n单位：万元\n科目编码\t科目名称\t2025年预算数\n208\t社会保障和就业支出\t9.00"
    came = "某局部门收入总表\n单位：万元\n项目\t2025年预算数\n本年收入合计\t9.00\n事业收入\t9.00"
    sheets = (sheet(text, name) for text, name in ((spent, "支出"), (came, "收入"), (plan, "规划")))
    assert disclosure_of([book(*sheets)]).year == 2025


@pytest.mark.parametrize("numbers", ["栏次\t\t1\t2\t3=1+2", "栏次\t\t一\t二\t三=一+二", "\t\t一\t二\t三"])
def test_numbers_of_columns_are_no_headings_in_whatever_figures(numbers: str) -> None:
    table = read(
        f"科目编码\t科目名称\t基本支出\t项目支出\t合计\n{numbers}\n208\t社会保障和就业支出\t5.00\t4.50\t9.50"
    )
    assert amount_columns(table) == [2, 3, 4]
    assert [row.code for row in table.panels[0].rows] == ["208"]


def test_classes_of_functions_may_head_the_columns_where_the_rows_print_no_codes() -> None:
    text = """某局部门支出预算汇总表（按功能分类）
单位：万元
支出性质\t合计\t支出功能分类\t
\t\t一般公共服务支出\t教育支出
基本支出\t5.00\t3.00\t2.00
项目支出\t4.00\t4.00\t
合计\t9.00\t7.00\t2.00"""
    (table,) = disclosure_of([book(sheet(text, merges=["A3:A4", "B3:B4", "C3:D3"]))]).tables
    assert [dict(column.coordinates) for column in table.panels[0].columns] == [
        {},
        {"function": "201"},
        {"function": "205"},
    ]


def test_a_department_s_own_offices_are_one_of_its_units() -> None:
    text = """某局一般公共预算支出分单位表
单位：万元
科目代码\t科目名称\t合计\t局机关\t信息中心
205\t教育支出\t9.00\t7.00\t2.00"""
    (table,) = disclosure_of([book(sheet(text))]).tables
    assert [column.coordinates.get("unit") for column in table.panels[0].columns] == [
        None,
        "局机关",
        "信息中心",
    ]
