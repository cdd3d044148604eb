"""CL102 and CL103: names of another edition, and names of no edition."""

from __future__ import annotations

from pathlib import Path

import pytest
from code_tables import Ask, economic, expenditure

from checks.classification import edition_name, other_name
from checks.rule import Outcome, Rule, Subject
from model.disclosure import open_disclosures
from model.finding import LedgerLine, Severity
from model.source.book import Sheet


def test_names_of_the_edition_pass_whatever_their_print(ask: Ask) -> None:
    rows = [
        ["302", "商品和服务支出", 2.0],
        ["30213", "维修(护)费", 1.0],
        ["30212", "因公出国 （境）\n费用", 1.0],
    ]
    for rule in (edition_name.RULE, other_name.RULE):
        outcome = ask(rule, economic(rows))
        assert outcome.findings == []
        assert outcome.line.consistent == 3


def test_a_name_given_up_in_2019_is_reported_with_the_rename(ask: Ask) -> None:
    rows = [["208", "社会保障和就业支出", 1.0, 1.0, None], ["20805", "行政事业单位离退休", 1.0, 1.0, None]]
    (finding,) = ask(edition_name.RULE, expenditure(rows)).findings
    assert finding.severity is Severity.WARNING
    text = finding.message.text("zh")
    assert "行政事业单位养老支出" in text
    assert "-2019" in text
    assert ask(other_name.RULE, expenditure(rows)).findings == []
    assert ask(edition_name.RULE, expenditure(rows, "2019年部门支出预算总表")).findings == []


def test_30311_means_two_things_in_two_years(ask: Ask) -> None:
    rows = [["303", "对个人和家庭的补助", 1.0], ["30311", "住房公积金", 1.0]]
    (finding,) = ask(edition_name.RULE, economic(rows)).findings
    assert "代缴社会保险费" in finding.message.text("en")
    assert ask(edition_name.RULE, economic(rows, "2017年一般公共预算基本支出表")).findings == []


def test_an_unsure_rename_is_a_notice(ask: Ask) -> None:
    rows = [["213", "农林水支出", 1.0, None, 1.0], ["21305", "扶贫", 1.0, None, 1.0]]
    (finding,) = ask(edition_name.RULE, expenditure(rows)).findings
    assert finding.severity is Severity.NOTICE


def test_without_a_year_a_renamed_code_is_not_checked(ask: Ask) -> None:
    rows = [["208", "社会保障和就业支出", 1.0, 1.0, None], ["20805", "行政事业单位离退休", 1.0, 1.0, None]]
    outcome = ask(edition_name.RULE, expenditure(rows, "部门支出预算总表"))
    assert outcome.findings == []
    assert (outcome.line.not_checked, outcome.line.consistent) == (1, 1)


def totals(amount: float | None) -> Sheet:
    return Sheet(
        "收支总表",
        [
            ["2023年部门收支总表"],
            [None, None, None, "单位：万元"],
            ["收入", None, "支出", None],
            ["项目", "预算数", "项目", "预算数"],
            ["一、一般公共预算拨款收入", 1.0, "七、文化体育与传媒支出", amount],
            ["收入总计", 1.0, "支出总计", 1.0],
        ],
    )


def test_an_old_class_name_counts_only_where_it_has_an_amount(ask: Ask) -> None:
    (finding,) = ask(edition_name.RULE, totals(1.0)).findings
    assert "文化旅游体育与传媒支出" in finding.message.text("en")
    assert ask(edition_name.RULE, totals(None)).findings == []
    assert ask(other_name.RULE, totals(1.0)).findings == []


def test_a_name_of_no_edition_is_a_warning_and_states_whose_it_is(ask: Ask) -> None:
    (finding,) = ask(
        other_name.RULE, economic([["302", "商品和服务支出", 1.0], ["30202", "咨询费", 1.0]])
    ).findings
    assert finding.severity is Severity.WARNING
    assert finding.cells[0].place.cell == "B5"
    assert finding.hint is not None
    assert "30203" in finding.hint.text("en")


def test_an_abridged_name_is_a_notice(ask: Ask) -> None:
    rows = [["502", "机关商品和服务支出", 1.0], ["50299", "其他商品服务支出", 1.0]]
    (finding,) = ask(other_name.RULE, economic(rows)).findings
    assert finding.severity is Severity.NOTICE


def test_three_wrong_names_in_one_table_are_one_finding(ask: Ask) -> None:
    rows = [["302", "商品和服务支出", 4.0], ["30202", "咨询费", 1.0], ["30203", "水费", 1.0]]
    assert len(ask(other_name.RULE, economic(rows)).findings) == 2
    outcome = ask(other_name.RULE, economic([*rows, ["30204", "电费", 1.0]]))
    (finding,) = outcome.findings
    assert [cell.place.cell for cell in finding.cells] == ["B5", "B6", "B7"]
    assert (outcome.line.inconsistent, outcome.line.consistent) == (3, 1)


def test_names_that_run_into_one_another_on_a_page_are_not_checked(ask: Ask) -> None:
    rows = [
        ["208", "社会保障和就业支出", 1.0, 1.0, None],
        ["20805", "行政事业单位养老支出机关事业单位", 1.0, 1.0, None],
        ["2080505", "基本养老保险缴费支出", 1.0, 1.0, None],
    ]
    outcome = ask(other_name.RULE, expenditure(rows))
    assert outcome.findings == []
    assert (outcome.line.not_checked, outcome.line.consistent) == (2, 1)
    rows[2][1] = "行政单位医疗"
    assert ask(other_name.RULE, expenditure(rows)).findings != []


def test_names_of_projects_are_not_names_of_codes(ask: Ask) -> None:
    rows = [
        ["2023年一般公共预算项目支出表"],
        [None, None, None, "单位：万元"],
        ["科目编码", "科目名称", "项目名称", "金额"],
        ["2101502", "一般行政管理事务", "门户网站维护", 1.0],
        ["2101502", "门户网站维护", "门户网站维护", 1.0],
    ]
    assert ask(other_name.RULE, Sheet("项目", [list(row) for row in rows])).findings == []


def outcome_of(rule: Rule, path: Path) -> Outcome:
    (disclosure,), troubles = open_disclosures([path])
    assert troubles == []
    outcome = Outcome(LedgerLine(rule.code))
    rule.check(Subject(disclosure), outcome)
    return outcome


def test_the_column_of_wrong_names_in_a_real_budget_is_one_finding(shared: Path) -> None:
    path = shared / "disclosures" / "real" / "welfare-2024-budget.xlsx"
    warnings = [one for one in outcome_of(other_name.RULE, path).findings if one.severity is Severity.WARNING]
    assert len(warnings) == 1
    assert len(warnings[0].cells) == 12
    (rename,) = outcome_of(edition_name.RULE, path).findings
    assert "医疗卫生与计划生育支出" in rename.message.text("en")


@pytest.mark.parametrize("name", ["putuo-office-2025-budget", "wanli-2024-budget", "wanli-2025-budget"])
def test_clean_real_budgets_have_no_finding_about_names(shared: Path, name: str) -> None:
    for rule in (edition_name.RULE, other_name.RULE):
        outcome = outcome_of(rule, shared / "disclosures" / "real" / f"{name}.xlsx")
        assert outcome.findings == []
        assert outcome.line.consistent > 80


def test_the_name_of_the_code_above_is_no_name_whatever_the_catalogue_is_sure_of(ask: Ask) -> None:
    rows = [["213", "农林水支出", 1.0, 1.0, None], ["21301", "农林水支出", 1.0, 1.0, None]]
    (finding,) = ask(other_name.RULE, expenditure(rows)).findings
    assert (finding.severity, [cell.place.cell for cell in finding.cells]) == (Severity.WARNING, ["B5"])
