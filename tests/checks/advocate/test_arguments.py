"""Each argument defends where our reading is likelier wrong, and lets the accusation stand where the document is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from books import sheet
from hearing import EXPENDITURE, GENERAL, HEADINGS, accused, reasons, report_of, table

RIGHT = """
	合计	600.00	500.00	100.00
208	社会保障和就业支出	100.00	60.00	40.00
20805	行政事业单位养老支出	100.00	60.00	40.00
210	卫生健康支出	300.00	280.00	20.00
21011	行政事业单位医疗	300.00	280.00	20.00
221	住房保障支出	200.00	160.00	40.00
22102	住房改革支出	200.00	160.00	40.00
"""


def without(rows: str, *codes: str) -> str:
    return "\n".join(row for row in rows.splitlines() if row.split("\t")[0] not in codes)


def test_a_right_table_is_neither_accused_nor_doubted() -> None:
    report = report_of(table(RIGHT))
    assert (accused(report), report.doubts) == ([], ())


def test_a_row_that_is_missing_is_doubted_where_the_table_goes_on_in_a_sheet_that_was_not_read() -> None:
    rest = sheet("某局部门预算公开\n221\t住房保障支出\t200.00\t160.00\t40.00", "表1续")
    report = report_of(table(without(RIGHT, "221", "22102")), rest)
    assert accused(report) == []
    assert reasons(report) == [
        "表1续!C2 prints an amount that was not understood: what is missing here may stand there."
    ]
    (doubt,) = report.doubts
    assert doubt.rules == (("RU101", 3),)
    assert {cell.place.cell for cell in doubt.cells} >= {"C4", "D4", "E4"}


def test_a_row_that_is_missing_is_told_where_nothing_goes_unread() -> None:
    report = report_of(table(without(RIGHT, "221", "22102")))
    assert accused(report) == ["RU101", "RU101", "RU101"]
    assert report.doubts == ()


def test_a_table_that_says_it_goes_on_and_stands_alone_accuses_nobody_of_what_it_lacks() -> None:
    rows = RIGHT.strip("\n").splitlines()
    rest = table("\n".join(rows[3:]), f"{EXPENDITURE}（续）", "表1续", HEADINGS.replace("合计", "总计"))
    report = report_of(table("\n".join(rows[:3])), rest)
    assert accused(report) == []
    assert any("goes on from another table" in why for why in reasons(report))


@pytest.mark.parametrize(
    ("first_states_it", "second_states_it"), [(True, True), (True, False), (False, True), (False, False)]
)
def test_two_tables_alike_may_be_one_unless_each_of_them_states_a_total(
    first_states_it: bool, second_states_it: bool
) -> None:
    rows = RIGHT.strip("\n").splitlines()
    total = "\t合计\t500.00\t440.00\t60.00\n" if second_states_it else ""
    again = f"{total}{rows[3]}\n{rows[4]}\n{rows[5].replace('200.00', '210.00')}\n{rows[6]}"
    first = table("\n".join(rows[:5] if first_states_it else rows[1:3]))
    report = report_of(first, table(again, name="表2"))
    are_two = first_states_it and second_states_it
    assert bool(accused(report)) is are_two
    assert any("they may be one" in why for why in reasons(report)) is not are_two


@pytest.mark.parametrize("heading", ["", "基本支出"])
def test_what_disagrees_with_another_table_is_doubted_where_a_whole_column_has_no_heading(
    heading: str,
) -> None:
    wrong = RIGHT.replace("300.00", "301.00").replace("600.00", "601.00")
    other = table(wrong, EXPENDITURE, "表2", f"科目编码\t科目名称\t合计\t{heading}\t项目支出")
    report = report_of(table(RIGHT), other)
    assert ("AG101" in accused(report)) is (heading != "")
    assert any("without a heading" in why for why in reasons(report)) is (heading == "")


@pytest.mark.parametrize(("first", "is_within"), [(2, True), (3, False)])
def test_a_table_that_begins_below_a_class_it_does_not_print_may_go_on_from_the_one_before(
    first: int, is_within: bool
) -> None:
    rows = [row for row in RIGHT.strip("\n").splitlines()[1:] if row]
    before = table("\n".join(rows[: first - 1]))
    wrong = [
        row.replace("221\t住房保障支出\t200.00", "221\t住房保障支出\t260.00") for row in rows[first - 1 :]
    ]
    report = report_of(before, table("\n".join(wrong), name="表2"))
    assert any("below a class" in why for why in reasons(report)) is is_within


@pytest.mark.parametrize(
    ("rest", "doubted"),
    [
        ("某局部门预算公开\n221\t住房保障支出\t200\t160\t40", True),
        ("221\t200\t160\t40\t\t9\t8", True),
        ("某局部门预算公开\n甲\t乙\t9200\t9160\t940", False),
        ("某局部门预算公开\n1\t2\t3\t4\t5", False),
    ],
)
def test_a_number_without_decimals_is_an_unread_amount_beside_a_table_that_prints_none(
    rest: str, doubted: bool
) -> None:
    whole = without(RIGHT, "221", "22102").replace(".00", "")
    report = report_of(table(whole), sheet(rest, "表1续"))
    assert (accused(report) == []) is doubted
    decimals = report_of(table(without(RIGHT, "221", "22102")), sheet(rest, "表1续"))
    assert accused(decimals) == ["RU101", "RU101", "RU101"]


def test_an_unread_amount_larger_than_what_is_missing_is_no_part_of_it() -> None:
    rest = sheet("某局部门预算公开\n甲\t乙\t9,200.00\t9,160.00\t940.00", "表1续")
    report = report_of(table(without(RIGHT, "221", "22102")), rest)
    assert accused(report) == ["RU101", "RU101", "RU101"]


def test_all_that_is_missing_may_stand_in_a_piece_of_which_the_columns_are_not_known() -> None:
    torn = sheet("221\t200.00\t160.00\t40.00\t\t9.00\t8.00", "表1续")
    report = report_of(table(without(RIGHT, "221", "22102")), torn)
    assert accused(report) == []
    assert [doubt.rules for doubt in report.doubts] == [(("RU101", 3),)]


def test_another_amount_in_such_a_piece_is_not_what_is_missing() -> None:
    torn = sheet("221\t199.00\t159.00\t39.00\t\t9.00\t8.00", "表1续")
    assert accused(report_of(table(without(RIGHT, "221", "22102")), torn)) == ["RU101", "RU101", "RU101"]


@pytest.mark.parametrize(
    ("share", "doubted"), [("200.00\t160.00\t40.00", True), ("199.00\t159.00\t40.00", False)]
)
def test_what_is_missing_may_be_what_a_table_without_a_title_begins_with(share: str, doubted: bool) -> None:
    head = "科目编码\t科目名称\t合计\t基本支出\t项目支出"
    rest = sheet(f"{head}\n221\t住房保障支出\t{share}\n22102\t住房改革支出\t{share}", "表1续")
    report = report_of(table(without(RIGHT, "221", "22102")), rest)
    assert ("RU101" not in accused(report)) is doubted


def test_what_the_columns_of_a_row_lack_stands_in_no_other_row() -> None:
    rows = """
	合计	3.00			3.00
	社保科	3.00			3.00
	某局	3.00
"""
    headings = "单位编码\t单位名称\t合计\t因公出国（境）费\t公务用车购置及运行费\t公务接待费"
    report = report_of(table(rows, "某局2021年一般公共预算“三公”经费支出表", headings=headings))
    assert accused(report) == ["RU108"]
    assert report.doubts == ()


def test_what_is_too_much_is_not_explained_by_what_was_not_read() -> None:
    rest = sheet("某局部门预算公开\n甲\t乙\t1.00\t1.00\t1.00", "表1续")
    report = report_of(table(RIGHT.replace("合计\t600.00", "合计\t590.00")), rest)
    assert set(accused(report)) == {"RU101", "RU104"}


def test_columns_of_which_no_row_adds_up_are_doubted() -> None:
    moved = "\n".join(
        "\t".join([*cells[:2], cells[3], cells[4], cells[2]])
        for cells in (row.split("\t") for row in RIGHT.strip("\n").splitlines())
    )
    report = report_of(table(moved))
    assert accused(report) == []
    assert reasons(report) == [
        "all 7 rows of the column 合计 fail alike and none holds: its columns may be read wrongly."
    ]


def test_a_column_of_totals_in_which_nothing_stands_may_be_none_of_amounts() -> None:
    blank = """
	合计		60.00	40.00
223	国有资本经营预算支出		60.00	40.00
22302	国有企业资本金注入		60.00	40.00
"""
    report = report_of(table(blank))
    assert accused(report) == []
    assert reasons(report) == ["the column of 表1!C4 states no amount at all: it may be none of amounts."]


def test_columns_without_amounts_explain_nothing_where_the_columns_add_up_in_other_rows() -> None:
    headings = f"{HEADINGS}\t上缴上级支出\t经营支出\t对附属单位补助支出"
    slip = RIGHT.replace("卫生健康支出\t300.00\t280.00", "卫生健康支出\t300.00\t28.00")
    slip = slip.replace("行政事业单位医疗\t300.00\t280.00", "行政事业单位医疗\t300.00\t28.00")
    report = report_of(table(slip, headings=headings))
    assert accused(report) == ["RU101", "RU104", "RU104"]
    assert report.doubts == ()


def test_one_row_that_adds_up_tells_that_the_columns_are_read_right() -> None:
    report = report_of(table(RIGHT.replace("卫生健康支出\t300.00", "卫生健康支出\t303.00")))
    assert accused(report) == ["RU101", "RU101", "RU104"]
    assert report.doubts == ()


def test_amounts_that_stand_one_row_too_low_are_one_slip_of_the_document() -> None:
    rows = """
	合计	900.00	500.00	400.00
208	社会保障和就业支出	11.00	60.00	40.00
210	卫生健康支出	100.00	280.00	20.00
213	农林水支出	300.00	160.00	40.00
221	住房保障支出	200.00	10.00	1.00
"""
    report = report_of(table(rows))
    assert "all" not in " ".join(reasons(report))


def test_parts_that_come_to_twice_the_whole_are_two_levels_read_as_one() -> None:
    rows = "\t合计\t300.00\t300.00\t\n208\t社会保障和就业支出\t300.00\t300.00\t\n210\t卫生健康支出\t300.00\t300.00\t"
    report = report_of(table(rows))
    assert accused(report) == []
    assert reasons(report) == [
        "the parts of 表1!C4 come to twice the whole or more: levels may be read as one."
    ]


def test_a_part_that_is_the_sum_of_those_beside_it_is_a_subtotal() -> None:
    rows = """
	合计	600.00	600.00
208	社会保障和就业支出	100.00	100.00
210	卫生健康支出	300.00	300.00
213	农林水支出	400.00	400.00
221	住房保障支出	200.00	200.00
"""
    report = report_of(table(rows))
    assert accused(report) == []
    assert reasons(report) == ["row 7 may be counted in the rows beside it already."]
    (doubt,) = report.doubts
    assert doubt.mapping is not None
    assert doubt.mapping.rows == ((6, "subtotal"),)


def test_a_row_whose_code_differs_by_a_digit_from_the_one_above_the_rows_it_adds_up_is_a_slip() -> None:
    rows = """
	合计	600.00	400.00	200.00
210	卫生健康支出	600.00	400.00	200.00
21011	行政事业单位医疗	300.00	200.00	100.00
2101101	行政单位医疗	300.00	200.00	100.00
21035	医疗保障管理事务	300.00	200.00	100.00
2101501	行政运行	200.00	200.00
2101502	一般行政管理事务	100.00		100.00
"""
    report = report_of(table(rows))
    assert report.doubts == ()
    assert accused(report) == ["RU101", "RU101", "RU101"]
    right = report_of(table(rows.replace("21035", "21015")))
    assert (accused(right), right.doubts) == ([], ())


def test_a_part_that_is_too_much_and_no_sum_of_others_is_told() -> None:
    rows = """
	合计	600.00	600.00
208	社会保障和就业支出	100.00	100.00
210	卫生健康支出	300.00	300.00
213	农林水支出	407.00	407.00
221	住房保障支出	200.00	200.00
"""
    assert accused(report_of(table(rows))) == ["RU101", "RU101"]


BY_CODE = """
	合计	{0}	{0}
208	社会保障和就业支出	{1}	{1}
210	卫生健康支出	{2}	{2}
221	住房保障支出	{3}	{3}
"""


def test_two_tables_of_which_no_amount_agrees_speak_of_different_money() -> None:
    one = table(BY_CODE.format("610.00", "101.00", "307.00", "202.00"), GENERAL, "表1")
    other = table(BY_CODE.format("600.00", "100.00", "300.00", "200.00"), GENERAL, "表2")
    report = report_of(one, other)
    assert accused(report) == []
    assert any("they may speak of different money" in why for why in reasons(report))


def test_one_amount_of_two_tables_that_agree_otherwise_is_told() -> None:
    one = table(BY_CODE.format("607.00", "100.00", "307.00", "200.00"), GENERAL, "表1")
    other = table(BY_CODE.format("600.00", "100.00", "300.00", "200.00"), GENERAL, "表2")
    report = report_of(one, other)
    assert "AG101" in accused(report)
    assert report.doubts == ()


@pytest.mark.parametrize(("housing", "stands"), [(10, False), (20, True)])
def test_an_amount_that_a_third_table_states_of_other_money_may_be_of_that(
    housing: int, stands: bool
) -> None:
    projects = sheet(
        "某局2021年项目支出预算表\n单位：元\n科目编码\t项目名称\t合计\n\t合计\t60.00\n2080501\t走访慰问项目\t30.00\n"
        "2101501\t信息系统项目\t20.00\n2210201\t住房补助项目\t10.00",
        "表3",
    )
    general = [("", "合计", 50 + housing), ("208", "社会保障和就业支出", 30), ("210", "卫生健康支出", 20)]
    rows = [*general, ("221", "住房保障支出", housing)]
    lines = "\n".join(f"{code}\t{name}\t{amount}.00\t\t{amount}.00" for code, name, amount in rows)
    report = report_of(table(RIGHT), table(lines, GENERAL, "表2"), projects)
    assert ("AG101" in accused(report)) is stands
    assert any("states this amount of other money" in why for why in reasons(report)) is not stands


def test_two_cells_exchanged_are_a_slip_where_their_columns_agree_in_another_row() -> None:
    one = table(RIGHT, GENERAL, "表1")
    row = "20805\t行政事业单位养老支出\t100.00\t"
    other = table(RIGHT.replace(f"{row}60.00\t40.00", f"{row}40.00\t60.00"), GENERAL, "表2")
    report = report_of(one, other)
    assert "AG101" in accused(report)
    assert report.doubts == ()


def test_a_table_in_the_wrong_unit_is_one_slip_and_stands() -> None:
    one = table(BY_CODE.format("600.00", "100.00", "300.00", "200.00"), GENERAL, "表1")
    rows = BY_CODE.format("600.00", "100.00", "300.00", "200.00").strip("\n")
    other = sheet(f"{GENERAL}\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\n{rows}", "表2")
    report = report_of(one, other)
    assert not any("different money" in why for why in reasons(report))
    assert report.findings


def test_three_wrong_amounts_in_one_table_are_more_than_a_table_holds() -> None:
    rows = RIGHT.replace("208\t社会保障和就业支出\t100.00", "208\t社会保障和就业支出\t117.13")
    rows = rows.replace("210\t卫生健康支出\t300.00\t280.00", "210\t卫生健康支出\t300.00\t255.51")
    rows = rows.replace(
        "221\t住房保障支出\t200.00\t160.00\t40.00", "221\t住房保障支出\t200.00\t160.00\t71.37"
    )
    report = report_of(table(rows))
    assert accused(report) == []
    assert reasons(report) == [
        "3 slips that have nothing to do with each other would have to explain what fails here."
    ]


def test_one_wrong_amount_stands_whatever_no_digit_explains_it() -> None:
    report = report_of(
        table(RIGHT.replace("208\t社会保障和就业支出\t100.00", "208\t社会保障和就业支出\t117.13"))
    )
    assert accused(report) == ["RU101", "RU101", "RU104"]
    assert report.doubts == ()


def test_a_row_counted_twice_and_two_cells_exchanged_are_one_slip_each() -> None:
    twice = RIGHT + "20805\t行政事业单位养老支出\t100.00\t60.00\t40.00\n"
    exchanged = RIGHT.replace(
        "21011\t行政事业单位医疗\t300.00\t280.00", "21011\t行政事业单位医疗\t280.00\t300.00"
    )
    for rows in (twice, exchanged):
        report = report_of(table(rows))
        assert report.doubts == ()
        assert report.findings


def test_a_table_in_doubt_accuses_no_other_and_what_is_printed_in_one_row_stands() -> None:
    moved = "\n".join(
        "\t".join([*cells[:2], cells[3], cells[4], cells[2]])
        for cells in (row.split("\t") for row in RIGHT.strip("\n").splitlines())
    ).replace("20805\t行政事业单位养老支出", "20895\t行政事业单位养老支出")
    report = report_of(table(moved), table(RIGHT, name="表2"))
    assert accused(report) == [rule for rule in accused(report) if rule[:2] == "CL"]
    assert any(finding.rule[:2] == "CL" for finding in report.findings)


def test_what_is_in_doubt_is_counted_as_not_checked_with_its_reason() -> None:
    rest = sheet("某局部门预算公开\n221\t住房保障支出\t200.00\t160.00\t40.00", "表1续")
    report = report_of(table(without(RIGHT, "221", "22102")), rest)
    line = next(line for line in report.ledger if line.rule == "RU101")
    assert (line.inconsistent, line.not_checked) == (0, 3)
    assert [reason.why.template for reason in line.reasons] == [report.doubts[0].why.template] * 3
    (document,) = report.documents
    assert [table.doubt is not None for table in document.tables] == [True, False]


def test_what_is_only_to_be_noticed_does_not_hide_a_slip() -> None:
    rows = """
	合计	160.00	110.00	50.00
301	工资福利支出	100.00	100.00
30101	基本工资	100.00	100.00
302	商品和服务支出	60.00	10.00	50.00
30201	办公费	60.00	10.00	50.00
"""
    headings = "科目编码\t科目名称\t合计\t人员经费\t公用经费"
    title = "某局2021年一般公共预算基本支出表"
    right = report_of(table(rows, title, headings=headings))
    assert accused(right) == []
    assert any(finding.rule == "XR106" for finding in right.findings)

    slip = rows.replace("30201	办公费	60.00	10.00", "30201	办公费	60.00	100.00")
    report = report_of(table(slip, title, headings=headings))

    assert report.doubts == ()
    assert {"RU102", "RU104"} <= set(accused(report))
    suspects = {
        finding.suspect.cell for finding in report.findings if finding.rule == "RU104" and finding.suspect
    }
    assert suspects == {"D8"}


def test_a_cell_that_its_row_and_its_column_ask_to_be_another_amount_stands_beside_another_slip() -> None:
    left_out = RIGHT.replace(
        "20805	行政事业单位养老支出	100.00	60.00	40.00",
        "20805	行政事业单位养老支出	68.11	60.00	8.11",
    )
    assert accused(report_of(table(left_out))) == ["RU101", "RU101"]

    report = report_of(table(left_out.replace("280.00	20.00\n21011", "222.22	20.00\n21011")))

    assert accused(report) == ["RU101", "RU101", "RU101", "RU101", "RU104"]
    assert report.doubts == ()


FISCAL = """
某局2021年财政拨款收支总表
单位：万元
收入\t\t支出
项目\t预算数\t项目\t合计\t一般公共预算
一、本年收入\t90.00\t一、本年支出\t100.00\t100.00
（一）一般公共预算\t90.00\t（一）教育支出\t{education}\t{education}
二、上年结转\t{forward}\t（二）卫生健康支出\t{health}\t{health}
（一）一般公共预算\t{forward}\t（三）住房保障支出\t6.00\t6.00
收入总计\t100.00\t支出总计\t100.00\t100.00
"""
APPROPRIATED = """
某局2021年一般公共预算支出表
单位：万元
科目编码\t科目名称\t2021年预算数
205\t教育支出\t60.00
20502\t普通教育\t60.00
210\t卫生健康支出\t24.00
21011\t行政事业单位医疗\t24.00
221\t住房保障支出\t6.00
22102\t住房改革支出\t6.00
\t合计\t90.00
"""


@pytest.mark.parametrize(
    ("education", "health", "forward", "doubted"),
    [
        ("67.00", "27.00", "10.00", True),
        ("70.00", "24.00", "10.00", True),
        ("67.00", "27.00", "9.00", False),
        ("72.00", "22.00", "10.00", False),
        ("68.00", "27.00", "10.00", False),
    ],
)
def test_a_table_may_leave_out_all_that_another_states_as_brought_forward(
    education: str, health: str, forward: str, doubted: bool
) -> None:
    fiscal = FISCAL.format(education=education, health=health, forward=forward)
    report = report_of(sheet(fiscal, "表1"), sheet(APPROPRIATED, "表2"))
    assert ("AG101" not in accused(report)) is doubted
    assert any("brought forward" in reason for reason in reasons(report)) is doubted


@pytest.mark.parametrize(("less", "doubted"), [("60.00", True), ("59.00", False)])
def test_what_a_code_lacks_in_a_table_may_be_stated_as_brought_forward_of_it_in_another(
    less: str, doubted: bool
) -> None:
    revenue = """
某局2021年部门收入总表
单位：元
科目编码\t科目名称\t合计\t上年结转\t一般公共预算
205\t教育支出\t70.00\t10.00\t60.00
20502\t普通教育\t70.00\t10.00\t60.00
210\t卫生健康支出\t24.00\t\t24.00
21011\t行政事业单位医疗\t24.00\t\t24.00
"""
    rows = """
205\t教育支出\t{0}\t{0}\t
20502\t普通教育\t{0}\t{0}\t
210\t卫生健康支出\t24.00\t24.00\t
21011\t行政事业单位医疗\t24.00\t24.00\t
"""
    fiscal = table(rows.format("70.00"), GENERAL, "表2")
    appropriated = table(rows.format(less), GENERAL, "表3")
    report = report_of(sheet(revenue, "表1"), fiscal, appropriated)
    assert ("AG101" not in accused(report)) is doubted


@pytest.mark.parametrize("title", ["政府采购预算表", "专项资金预算表", "新增资产配置预算表"])
def test_what_is_bought_for_a_project_is_not_all_of_it(title: str) -> None:
    rows = "项目名称\t合计\t一般公共预算\n合计\t{0}\t{0}\n系统建设\t50.00\t50.00\n场馆维修\t{1}\t{1}"
    projects = sheet("某局2026年部门项目支出预算表\n单位：万元\n" + rows.format("90.00", "40.00"), "表1")
    bought = sheet(f"某局2026年{title}\n单位：万元\n" + rows.format("70.00", "20.00"), "表2")
    assert accused(report_of(projects, bought)) == []


@pytest.mark.parametrize(("housing", "told"), [("200.00", 0), ("201.00", 1)])
def test_rows_of_a_piece_that_come_to_all_that_is_missing_may_be_it_though_its_columns_are_not_known(
    housing: str, told: int
) -> None:
    rows = without(RIGHT, "210", "21011", "221", "22102")
    rest = ["210\t300.00\t280.00\t20.00", "21011\t300.00\t280.00\t20.00", f"221\t{housing}\t160.00\t40.00"]
    torn = sheet("\n".join(f"{row}\t\t9.00\t8.00" for row in rest), "表1续")
    assert accused(report_of(table(rows), torn)) == ["RU101"] * told


@pytest.mark.parametrize(("forward", "doubted"), [("10.00", True), ("9.00", False)])
def test_a_total_may_leave_out_what_is_brought_forward_where_only_units_state_the_classes(
    forward: str, doubted: bool
) -> None:
    units = """
某局2021年一般公共预算支出表
单位：万元
科目编码\t科目名称\t2021年预算数
\t合计\t90.00
\t某局本级\t60.00
205\t教育支出\t60.00
20502\t普通教育\t60.00
\t某局下属中心\t30.00
205\t教育支出\t6.00
20502\t普通教育\t6.00
210\t卫生健康支出\t24.00
21011\t行政事业单位医疗\t24.00
"""
    fiscal = FISCAL.format(education="76.00", health="24.00", forward=forward)
    report = report_of(sheet(fiscal, "表1"), sheet(units, "表2"))
    assert ("AG101" not in accused(report)) is doubted


def test_what_is_carried_forward_is_taken_off_what_another_table_leaves_out() -> None:
    fiscal = FISCAL.format(education="67.00", health="27.00", forward="14.00").replace(
        "收入总计\t100.00\t支出总计\t100.00\t100.00",
        "\t\t二、结转下年\t4.00\t4.00\n收入总计\t104.00\t支出总计\t104.00\t104.00",
    )
    report = report_of(sheet(fiscal, "表1"), sheet(APPROPRIATED, "表2"))
    assert "AG101" not in accused(report)
    assert any("less what is carried forward" in reason for reason in reasons(report))


@pytest.mark.parametrize(("other", "doubted"), [("30.00", True), ("31.00", False)])
def test_a_table_with_fewer_sources_may_count_under_one_what_another_lists_by_itself(
    other: str, doubted: bool
) -> None:
    sources = sheet(
        "某局2021年收支预算总表\n单位：元\n收入\t\t支出\t\n项目\t预算数\t项目\t预算数\n"
        "一般公共预算拨款收入\t50.00\t卫生健康支出\t100.00\n事业收入\t20.00\t\t\n"
        f"附属单位上缴收入\t{other}\t\t\n收入总计\t100.00\t支出总计\t100.00",
        "表1",
    )
    fewer = sheet(
        "某局2021年收入预算总表\n单位：元\n科目编码\t科目名称\t合计\t一般公共预算拨款收入\t事业收入\n"
        "210\t卫生健康支出\t100.00\t50.00\t50.00\n\t合计\t100.00\t50.00\t50.00",
        "表2",
    )
    report = report_of(sources, fewer)
    assert ("AG101" not in accused(report)) is doubted
    assert any("may be counted here" in why for why in reasons(report)) is doubted


def test_titles_that_say_whether_what_was_brought_forward_is_in_them_tell_two_tables_apart() -> None:
    one = table(BY_CODE.format("600.00", "100.00", "300.00", "200.00"), f"{GENERAL}（含上年结转）", "表1")
    other = table(BY_CODE.format("590.00", "90.00", "300.00", "200.00"), f"{GENERAL}（不含上年结转）", "表2")
    report = report_of(one, other)
    assert "AG101" not in accused(report)
    assert any("holds what was brought forward" in why for why in reasons(report))


def test_rows_that_no_line_parts_in_their_cells_may_be_what_is_missing() -> None:
    whole = table(without(RIGHT, "208", "20805", "210", "21011"))
    one_cell = [None, None, "100.00\n300.00", "60.00\n280.00", "40.00\n20.00"]
    rows = [*whole.rows[:4], one_cell, *whole.rows[4:]]
    report = report_of(replace(whole, rows=rows, formats=None))
    assert accused(report) == []
    assert report.documents[0].understood.amounts_printed == 9 + 3
    assert reasons(report) == [
        "表1!C5 prints an amount that was not understood: what is missing here may stand there."
    ]
    assert report.documents[0].tables[0].unbound == ("C5", "D5", "E5")


def test_a_code_that_is_missing_above_others_may_stand_in_a_row_of_which_nothing_was_understood() -> None:
    above = table(f"{RIGHT}2210201\t住房公积金\t200.00\t160.00\t40.00")
    rows = [row for row in above.rows if row[0] != "20805"]
    unread = [None, None, "100.00", "60.00", "40.00"]
    item = ["2080505", "机关事业单位基本养老保险缴费支出", 100.0, 60.0, 40.0]
    reports = (
        report_of(replace(above, rows=[*rows[:5], *more, item, *rows[5:]], formats=None))
        for more in ([], [unread])
    )
    missing, may_be_there = ([each.rule for each in report.findings] for report in reports)
    assert ("CL105" in missing, "CL105" in may_be_there) == (True, False)
