"""What other checkers reported wrongly: each line of the list, as a disclosure of which nothing is reported."""

from __future__ import annotations

import pytest
from books import book, sheet

from checks.runner import audit
from model.disclosure import Disclosure, disclosure_of
from model.finding import Report, Severity
from model.money import SCALE
from model.source.book import Sheet

COMPLETENESS = ("CO101", "CO103", "CO105", "CO110", "CL109")
"""Rules on the set of tables and how far they go into detail: these examples are small."""


def disclosure(*sheets: Sheet, prose: str = "") -> Disclosure:
    return disclosure_of([book(*sheets, prose=prose)])


def report_of(*sheets: Sheet, prose: str = "") -> Report:
    return audit([disclosure(*sheets, prose=prose)])


def reported(report: Report) -> list[str]:
    """What is reported besides notices, but for tables that are not there."""
    return [
        f"{one.rule} {one.message.text('en')}"
        for one in report.findings
        if one.severity is not Severity.NOTICE and one.rule not in COMPLETENESS
    ]


def held(report: Report, rule: str) -> int:
    """How many relations of a rule were held to be right or wrong."""
    line = next(line for line in report.ledger if line.rule == rule)
    return line.consistent + line.rounding + line.inconsistent


def test_a_text_in_an_amount_cell_is_not_read_as_nothing() -> None:
    one = sheet("""
某局2021年部门支出总表
单位：元
科目编码\t科目名称\t合计\t基本支出\t项目支出
208\t社会保障和就业支出\t100.00\t60.00\t详见说明
""")
    facts = disclosure(one).facts
    assert sorted(facts.amount[facts.stated].tolist()) == [60 * SCALE, 100 * SCALE]
    report = report_of(one)
    assert reported(report) == []
    line = next(line for line in report.ledger if line.rule == "RU104")
    assert line.inconsistent == 0


@pytest.mark.parametrize(("part", "rules"), [("—", []), ("", ["RU108"])])
def test_parts_that_print_dashes_may_be_left_out_on_purpose_and_blank_ones_are_missing(
    part: str, rules: list[str]
) -> None:
    one = sheet(f"""
某局2021年机构运行信息表
单位：万元
项目\t预算数\t决算数
一、“三公”经费支出\t3.75\t2.45
1．因公出国（境）费\t1.00\t0.70
2．公务用车购置及运行维护费\t2.00\t1.10
（1）公务用车购置费\t0.50\t0.40
（2）公务用车运行维护费\t1.50\t0.70
3．公务接待费\t0.75\t0.65
（1）国内接待费\t{part}\t0.65
（2）国（境）外接待费\t{part}\t
""")
    assert [found.partition(" ")[0] for found in reported(report_of(one))] == rules


def test_a_line_of_text_below_a_list_is_no_blank_total() -> None:
    one = sheet(
        """
某局2021年政府采购预算表
单位：万元
科目编码\t\t\t科目名称\t合计\t一般公共预算
类\t款\t项
合计\t\t\t\t49.33\t49.33
201\t\t\t一般公共服务支出\t49.33\t49.33
\t05\t\t统计信息事务\t49.33\t49.33
\t\t01\t行政运行\t1.83\t1.83
\t\t07\t专项普查活动\t47.50\t47.50

七、预算绩效管理情况说明
""",
        text_columns=("A", "B", "C"),
        merges=("A3:C3",),
    )
    assert reported(report_of(one)) == []


def test_a_year_is_not_read_as_an_amount() -> None:
    one = sheet("""
某局部门支出总表
年度\t2021\t\t单位：元
科目编码\t科目名称\t合计\t2021年基本支出
\t合计\t100.00\t100.00
208\t社会保障和就业支出\t100.00\t100.00
""")
    facts = disclosure(one).facts
    assert set(facts.amount[facts.stated].tolist()) == {100 * SCALE}
    assert reported(report_of(one)) == []


def test_amounts_of_different_clauses_are_not_paired() -> None:
    one = sheet("""
某局2021年部门支出总表
单位：元
科目编码\t科目名称\t合计
208\t社会保障和就业支出\t1000000.00
""")
    prose = "2021年部门支出100万元，其中基本支出60万元；上年支出90万元，减少5万元的是公务接待费。"
    assert reported(report_of(one, prose=prose)) == []


def test_function_codes_are_not_compared_with_economic_ones() -> None:
    by_function = sheet("""
某局2021年一般公共预算支出表
单位：元
科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t100.00\t100.00
208\t社会保障和就业支出\t40.00\t40.00
210\t卫生健康支出\t60.00\t60.00
""")
    by_item = sheet(
        """
某局2021年一般公共预算基本支出表
单位：元
科目编码\t科目名称\t合计\t人员经费\t公用经费
\t合计\t100.00\t70.00\t30.00
301\t工资福利支出\t70.00\t70.00
302\t商品和服务支出\t30.00\t\t30.00
""",
        "表2",
    )
    report = report_of(by_function, by_item)
    assert reported(report) == []
    assert held(report, "AG101") > 0, "their totals are compared"


def test_last_year_s_column_is_no_wrong_year() -> None:
    one = sheet("""
某局2021年一般公共预算支出表
单位：元
科目编码\t科目名称\t2020年预算数\t2021年预算数
\t合计\t90.00\t100.00
208\t社会保障和就业支出\t90.00\t100.00
""")
    report = report_of(one)
    assert reported(report) == []
    assert held(report, "CO111") == 1
    assert held(report, "RU101") == 2, "each year by itself"


def test_quotes_and_names_broken_over_lines_are_whole() -> None:
    one = sheet(
        """
某局2021年“三\\n公”经费支出表
单位：元
合计\t因公出国\\n（境）费\t公务用车购置\\n及运行费\t公务接待费
100.00\t\t60.00\t40.00
""",
        text_columns=(),
    )
    other = sheet(
        """
某局2021年部门支出总表
单位：元
科目编码\t科目名称\t合计
\t合计\t100.00
208\t社会保障和\\n就业支出\t100.00
""",
        "表2",
    )
    report = report_of(one, other)
    assert reported(report) == []
    assert held(report, "RU106") == 1
    assert held(report, "CL103") > 0


def test_the_classes_of_a_table_of_two_panels_are_counted_once() -> None:
    one = sheet(
        """
某局2021年一般公共预算财政拨款基本支出决算表
单位：元
人员经费\t\t\t公用经费
科目编码\t科目名称\t决算数\t科目编码\t科目名称\t决算数
301\t工资福利支出\t60.00\t302\t商品和服务支出\t30.00
30101\t基本工资\t40.00\t30201\t办公费\t10.00
30102\t津贴补贴\t20.00\t30202\t印刷费\t20.00
303\t对个人和家庭的补助\t10.00
30302\t退休费\t10.00
人员经费合计\t\t70.00\t公用经费合计\t\t30.00
""",
        merges=("A3:C3", "D3:F3", "A9:B9", "D9:E9"),
        text_columns=("A", "D"),
    )
    report = report_of(one)
    assert reported(report) == []
    assert held(report, "RU102") >= 3


def test_a_table_in_yuan_is_not_taken_for_one_in_wan() -> None:
    in_yuan = sheet("""
某局2021年部门支出总表
单位：元
科目编码\t科目名称\t合计
\t合计\t17,236,403.61
208\t社会保障和就业支出\t17,236,403.61
""")
    in_wan = sheet(
        """
某局2021年一般公共预算支出表
单位：万元
科目编码\t科目名称\t合计
\t合计\t1,723.64
208\t社会保障和就业支出\t1,723.64
""",
        "表2",
    )
    report = report_of(in_yuan, in_wan)
    assert reported(report) == []
    assert held(report, "AG102") == 2


ORGAN = """
某局2021年“三公”经费和机关运行经费预算表
单位：元
“三公”经费\t\t\t\t机关运行经费
合计\t因公出国（境）费\t公务用车购置及运行费\t公务接待费
10.00\t\t6.00\t4.00\t{}
"""
BASIC = """
某局2021年一般公共预算基本支出表
单位：元
科目编码\t科目名称\t合计\t人员经费\t公用经费
\t合计\t100.00\t70.00\t30.00
301\t工资福利支出\t70.00\t70.00
302\t商品和服务支出\t30.00\t\t30.00
"""


def test_organ_running_costs_below_the_running_costs_are_those_of_a_department_with_institutions() -> None:
    def rules(organ: str) -> set[str]:
        sheets = (sheet(ORGAN.format(organ), merges=("A3:D3", "E3:E4"), text_columns=()), sheet(BASIC, "表2"))
        report = report_of(*sheets)
        assert held(report, "XR111") == 1
        return {line.split()[0] for line in reported(report)}

    assert rules("25.00") == set()
    assert rules("35.00") == {"XR111"}


def test_targets_for_some_of_the_projects_are_less_than_the_project_expenditure() -> None:
    spent = sheet("""
某局2021年部门支出总表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t300.00\t100.00\t200.00
208\t社会保障和就业支出\t300.00\t100.00\t200.00
""")
    targets = sheet(
        """
2021年项目支出绩效目标表
单位：万元
项目名称\t资金总额\t财政拨款\t其他资金\t绩效目标
城乡居民医保宣传\t50.00\t50.00\t\t完成
""",
        "表9",
    )
    assert reported(report_of(spent, targets)) == []


def test_a_share_is_not_held_against_another_base() -> None:
    one = sheet("""
某局2021年部门支出总表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
\t合计\t300.00\t100.00\t200.00
208\t社会保障和就业支出\t300.00\t100.00\t200.00
""")
    prose = "2021年支出300万元，其中基本支出100万元，占33.33%；财政拨款支出280万元，占本年收入的90%。"
    assert reported(report_of(one, prose=prose)) == []


def test_rounding_is_a_notice_and_no_more() -> None:
    one = sheet("""
某局2021年部门支出总表
单位：万元
科目编码\t科目名称\t合计
208\t社会保障和就业支出\t389.74
20805\t行政事业单位养老支出\t129.92
20807\t就业补助\t129.92
20811\t残疾人事业\t129.91
""")
    report = report_of(one)
    assert reported(report) == []
    assert [(one.rule, one.severity.mark) for one in report.findings if one.rule == "RU101"] == [
        ("RU101", "~")
    ]


def test_the_whole_of_fiscal_money_is_not_held_against_one_budget_of_the_year_where_some_was_brought_forward() -> (
    None
):
    one = sheet("""
某局2022年收入支出决算总表
单位：万元
收入\t\t支出\t
项目\t决算数\t项目\t决算数
一、一般公共预算财政拨款收入\t900.00\t一、教育支出\t990.00
本年收入合计\t900.00\t本年支出合计\t990.00
年初结转和结余\t100.00\t年末结转和结余\t10.00
总计\t1000.00\t总计\t1000.00
""")
    assert reported(report_of(one, prose="2022年度财政拨款收、支总计均为990.00万元。")) == []


def test_a_name_with_its_level_is_the_name_of_its_code() -> None:
    one = sheet("""
某局2021年部门支出总表
单位：万元
科目名称\t科目编码\t合计
社会保障和就业支出（类）\t208\t9.00
行政事业单位养老支出（款）\t20805\t9.00
行政单位离退休（项）\t2080501\t9.00
""")
    assert reported(report_of(one)) == []
