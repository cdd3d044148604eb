"""CL101: codes that the year's edition does not have."""

from __future__ import annotations

from books import book, sheet
from code_tables import Ask, economic, expenditure

from checks.classification.unknown_code import RULE
from checks.runner import audit
from model.disclosure import disclosure_of
from model.finding import Severity

LIST = [
    ["210", "卫生健康支出", 3.0, 3.0, None],
    ["21011", "行政事业单位医疗", 3.0, 3.0, None],
    ["2101101", "行政单位医疗", 3.0, 3.0, None],
]


def test_codes_of_the_edition_pass(ask: Ask) -> None:
    outcome = ask(RULE, expenditure(LIST))
    assert outcome.findings == []
    assert outcome.line.consistent == 3


def test_a_code_in_no_edition_is_a_warning_that_names_the_likely_code(ask: Ask) -> None:
    (finding,) = ask(RULE, expenditure([*LIST[:2], ["2101107", "行政单位医疗", 3.0, 3.0, None]])).findings
    assert finding.severity is Severity.WARNING
    assert [cell.place.cell for cell in finding.cells] == ["A6"]
    assert finding.hint is not None
    assert "2101101" in finding.hint.text("zh")


def test_a_code_that_the_catalogue_may_merely_lack_is_a_notice(ask: Ask) -> None:
    rows = [["201", "一般公共服务支出", 1.0, 1.0, None], ["20101", "人大事务", 1.0, 1.0, None]]
    (finding,) = ask(RULE, expenditure([*rows, ["2010177", "新设科目", 1.0, 1.0, None]])).findings
    assert finding.severity is Severity.NOTICE


def test_one_code_in_two_tables_is_one_finding_with_both_cells(ask: Ask) -> None:
    rows = [*LIST, ["2101107", "无此科目", 1.0, 1.0, None]]
    outcome = ask(RULE, expenditure(rows), expenditure(rows, "2023年一般公共预算支出表"))
    (finding,) = outcome.findings
    assert len(finding.cells) == 2
    assert (outcome.line.inconsistent, outcome.line.consistent) == (2, 6)


def test_a_code_of_another_year_is_reported_with_its_years(ask: Ask) -> None:
    rows = [
        ["208", "社会保障和就业支出", 1.0, 1.0, None],
        ["20899", "其他社会保障和就业支出", 1.0, 1.0, None],
    ]
    (finding,) = ask(
        RULE, expenditure([*rows, ["2089901", "其他社会保障和就业支出", 1.0, 1.0, None]])
    ).findings
    assert "-2020" in finding.message.text("en")
    assert (
        ask(RULE, expenditure([*rows, ["2089999", "其他社会保障和就业支出", 1.0, 1.0, None]])).findings == []
    )


def test_a_digit_short_or_a_letter_for_a_digit_is_malformed(ask: Ask) -> None:
    rows = [*LIST, ["210110", "事业单位医疗", 1.0, 1.0, None], ["21O1199", "其他", 1.0, 1.0, None]]
    findings = ask(RULE, expenditure(rows)).findings
    assert [[cell.place.cell for cell in finding.cells] for finding in findings] == [["A7"], ["A8"]]


def test_a_local_level_below_an_economic_code_is_not_malformed(ask: Ask) -> None:
    rows = [["303", "对个人和家庭的补助", 3.0], ["30301", "离休费", 3.0], ["3030101", "离休费", 3.0]]
    assert ask(RULE, economic(rows)).findings == []


def test_a_unit_s_code_among_codes_is_not_malformed(ask: Ask) -> None:
    rows = [["合计", None, 3.0, 3.0, None], ["323002", "市医保局", 3.0, 3.0, None], *LIST]
    assert ask(RULE, expenditure(rows)).findings == []


def test_a_code_of_another_classification_is_left_to_its_own_rule(ask: Ask) -> None:
    codes = ["30101", "30102", "30103", "30107", "30108", "30109", "30110", "30112", "30113"]
    rows = [["301", "工资福利支出", 9.0], *([code, "", 1.0] for code in codes), ["2101599", "x", 1.0]]
    assert ask(RULE, economic(rows)).findings == []


def test_codes_of_three_columns_and_numbers_for_codes_pass(ask: Ask) -> None:
    rows = [[210.0, "卫生健康支出", 3.0, 3.0, None], [21011.0, "行政事业单位医疗", 3.0, 3.0, None]]
    assert ask(RULE, expenditure([*rows, [2101101.0, "行政单位医疗", 3.0, 3.0, None]])).line.consistent == 3


def test_a_code_that_only_a_list_of_purchases_prints_is_a_warning() -> None:
    head = "某局2021年一般公共预算支出表\n单位：元\n科目编码\t科目名称\t合计\n"
    spent = sheet(
        head + "204\t公共安全支出\t5.00\n20408\t强制隔离戒毒\t5.00\n2040802\t一般行政管理事务\t5.00"
    )
    bought = (
        "某局2021年政府采购预算表\n单位：元\n科目编码\t项目名称\t采购项目\t采购金额\n{}\t购置\t空调机\t2.00"
    )
    for code, severities in (("2040802", []), ("2046202", [Severity.WARNING])):
        report = audit([disclosure_of([book(spent, sheet(bought.format(code), "表2"))])])
        assert [finding.severity for finding in report.findings if finding.rule == "CL101"] == severities
