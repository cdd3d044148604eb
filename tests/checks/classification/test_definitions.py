"""CL107 and CL108: what 行政运行 and 一般行政管理事务 hold by definition."""

from __future__ import annotations

from pathlib import Path

import pytest
from code_tables import Ask, Row, expenditure

from checks.classification import affairs_basic, operations_project
from checks.rule import Outcome, Subject
from model.disclosure import open_disclosures
from model.finding import LedgerLine, Severity


def rows(operations: Row, affairs: Row) -> list[Row]:
    return [
        ["210", "卫生健康支出", 5.0, 3.0, 2.0],
        ["21015", "医疗保障管理事务", 5.0, 3.0, 2.0],
        ["2101501", "行政运行", *operations],
        ["2101502", "一般行政管理事务", *affairs],
    ]


@pytest.mark.parametrize("nothing", [None, 0.0, "-"])
def test_each_nature_under_its_item_passes(ask: Ask, nothing: float | str | None) -> None:
    sheet = expenditure(rows([3.0, 3.0, nothing], [2.0, nothing, 2.0]))
    for rule in (operations_project.RULE, affairs_basic.RULE):
        outcome = ask(rule, sheet)
        assert outcome.findings == []
        assert outcome.line.consistent > 0


def test_project_money_under_operations_is_a_notice_at_its_cell(ask: Ask) -> None:
    sheet = expenditure(rows([3.0, 2.0, 1.0], [2.0, None, 2.0]))
    (finding,) = ask(operations_project.RULE, sheet).findings
    assert finding.severity is Severity.NOTICE
    assert [(cell.place.cell, cell.amount) for cell in finding.cells] == [("E6", 100_000_000)]
    assert ask(affairs_basic.RULE, sheet).findings == []


def test_basic_money_under_general_affairs_is_a_warning_at_its_cell(ask: Ask) -> None:
    sheet = expenditure(rows([3.0, 3.0, None], [2.0, 0.01, 1.99]))
    (finding,) = ask(affairs_basic.RULE, sheet).findings
    assert [cell.place.cell for cell in finding.cells] == ["D7"]


def test_other_items_may_carry_both(ask: Ask) -> None:
    both: list[Row] = [["2101550", "事业运行", 2.0, 1.0, 1.0], ["2101504", "信息化建设", 2.0, 1.0, 1.0]]
    for rule in (operations_project.RULE, affairs_basic.RULE):
        assert ask(rule, expenditure(both)).line.tested == 0


def test_an_item_01_that_is_not_operations_may_carry_projects(ask: Ask) -> None:
    sheet = expenditure([["2050201", "学前教育", 2.0, 1.0, 1.0], ["2101101", "行政单位医疗", 2.0, 1.0, 1.0]])
    assert ask(operations_project.RULE, sheet).findings == []


def test_wansheng_s_operations_are_one_warning_with_the_cells_of_both_tables(samples: Path) -> None:
    (disclosure,), _ = open_disclosures([samples / "wansheng-2023-budget.xlsx"])
    outcome = Outcome(LedgerLine(operations_project.RULE.code))
    operations_project.RULE.check(Subject(disclosure), outcome)
    (finding,) = outcome.findings
    assert [cell.place.cell for cell in finding.cells] == ["E22", "F23"]
    assert {cell.amount for cell in finding.cells} == {480_000 * 10_000}
    assert "48.00" in finding.message.text("zh")
