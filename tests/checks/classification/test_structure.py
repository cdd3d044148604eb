"""CL104, CL105 and CL106: duplicate codes, codes without a parent, codes of another classification."""

from __future__ import annotations

from pathlib import Path

import pytest
from code_tables import Ask, Row, economic, expenditure

from checks.classification import duplicate_code, orphan_code, wrong_domain
from checks.rule import Outcome, Subject
from model.disclosure import open_disclosures
from model.finding import LedgerLine, Severity
from model.source.book import Sheet

TREE: list[Row] = [
    ["208", "社会保障和就业支出", 2.0, 2.0, None],
    ["20805", "行政事业单位养老支出", 2.0, 2.0, None],
    ["2080505", "机关事业单位基本养老保险缴费支出", 2.0, 2.0, None],
    ["210", "卫生健康支出", 3.0, 3.0, None],
    ["21011", "行政事业单位医疗", 3.0, 3.0, None],
    ["2101101", "行政单位医疗", 1.0, 1.0, None],
    ["2101103", "公务员医疗补助", 2.0, 2.0, None],
]
TOTAL: Row = ["合计", None, 5.0, 5.0, None]


def test_a_whole_tree_passes(ask: Ask) -> None:
    for rule in (duplicate_code.RULE, orphan_code.RULE, wrong_domain.RULE):
        outcome = ask(rule, expenditure([TOTAL, *TREE]))
        assert outcome.findings == []
        assert outcome.line.consistent > 0


def test_a_row_printed_twice_is_an_error_at_the_second(ask: Ask) -> None:
    (finding,) = ask(duplicate_code.RULE, expenditure([TOTAL, *TREE, TREE[-1]])).findings
    assert finding.severity is Severity.ERROR
    assert [cell.place.cell for cell in finding.cells] == ["A11", "A12"]


def test_a_code_mistyped_as_its_neighbour_is_a_duplicate(ask: Ask) -> None:
    rows = [TOTAL, *TREE[:-1], ["2101101", "公务员医疗补助", 2.0, 2.0, None]]
    assert len(ask(duplicate_code.RULE, expenditure(rows)).findings) == 1


def test_codes_listed_anew_below_each_unit_are_no_duplicates(ask: Ask) -> None:
    def row(unit: str, cells: Row) -> list[object]:
        return [unit, *cells]

    head = [
        ["2023年部门支出预算总表"],
        [None, None, None, None, None, "单位：万元"],
        ["单位名称", "科目编码", "科目名称", "合计", "基本支出", "项目支出"],
    ]
    rows = [*head, *(row("甲中心", one) for one in TREE), *(row("乙中心", one) for one in TREE)]
    assert ask(duplicate_code.RULE, Sheet("单位", [list(one) for one in rows])).findings == []  # type: ignore[arg-type]


def test_a_unit_s_own_line_opens_a_new_list(ask: Ask) -> None:
    units = [TOTAL, [None, "甲中心", 5.0, 5.0, None], *TREE, [None, "乙中心", 5.0, 5.0, None], *TREE]
    assert ask(duplicate_code.RULE, expenditure(units)).findings == []


def test_a_row_carried_over_a_page_is_no_duplicate_but_another_amount_is(ask: Ask) -> None:
    heading: Row = ["科目编码", "科目名称", "合计", "基本支出", "项目支出"]
    assert ask(duplicate_code.RULE, expenditure([TOTAL, *TREE, heading, TREE[-1]])).findings == []
    again: Row = ["2101103", "公务员医疗补助", 9.0, 9.0, None]
    assert len(ask(duplicate_code.RULE, expenditure([TOTAL, *TREE, heading, again])).findings) == 1


def test_one_code_with_several_projects_is_no_duplicate(ask: Ask) -> None:
    rows = [
        ["2023年一般公共预算项目支出表"],
        [None, None, None, None, "单位：万元"],
        ["序号", "科目编码", "科目名称", "项目名称", "金额"],
        [1.0, "2101502", "一般行政管理事务", "门户网站维护", 1.0],
        [2.0, "2101502", "一般行政管理事务", "基金监管", 1.0],
    ]
    assert ask(duplicate_code.RULE, Sheet("项目", [list(row) for row in rows])).findings == []
    rows.append([3.0, "2101502", "一般行政管理事务", "基金监管", 1.0])
    assert len(ask(duplicate_code.RULE, Sheet("项目", [list(row) for row in rows])).findings) == 1


def test_a_missing_parent_of_either_level_is_one_warning(ask: Ask) -> None:
    (finding,) = ask(orphan_code.RULE, expenditure([TOTAL, *TREE[:4], *TREE[5:]])).findings
    assert finding.severity is Severity.WARNING
    assert [cell.place.cell for cell in finding.cells] == ["A9", "A10"]
    assert "21011" in finding.message.text("zh")
    (finding,) = ask(orphan_code.RULE, expenditure([TOTAL, *TREE[1:]])).findings
    assert [cell.place.cell for cell in finding.cells] == ["A5"]


def test_a_table_of_classes_and_items_is_asked_only_for_the_classes(ask: Ask) -> None:
    rows = [TREE[0], TREE[2], TREE[3], TREE[5], TREE[6]]
    outcome = ask(orphan_code.RULE, expenditure([TOTAL, *rows]))
    assert outcome.findings == []
    assert outcome.line.consistent == 3
    (finding,) = ask(orphan_code.RULE, expenditure([TOTAL, *rows[:2], *rows[3:]])).findings
    assert [cell.value for cell in finding.cells] == ["2101101", "2101103"]


def test_a_list_of_items_alone_is_not_asked(ask: Ask) -> None:
    outcome = ask(orphan_code.RULE, expenditure([TOTAL, TREE[2], TREE[5], TREE[6]]))
    assert outcome.findings == []
    assert outcome.line.tested == 0


def test_a_next_page_goes_on_without_the_parents_of_the_page_before(ask: Ask) -> None:
    more: list[Row] = [
        ["221", "住房保障支出", 1.0, 1.0, None],
        ["22102", "住房改革支出", 1.0, 1.0, None],
        ["2210201", "住房公积金", 1.0, 1.0, None],
    ]
    first, second = expenditure([TOTAL, *TREE[:6]]), expenditure([TREE[6], *more])
    assert ask(orphan_code.RULE, first, second).findings == []
    assert len(ask(orphan_code.RULE, second).findings) == 1


ECONOMIC: list[Row] = [
    ["301", "工资福利支出", 9.0],
    *(
        [code, "", 1.0]
        for code in ("30101", "30102", "30103", "30107", "30108", "30109", "30110", "30112", "30113")
    ),
]


def test_a_function_code_among_economic_ones_is_a_warning(ask: Ask) -> None:
    (finding,) = ask(wrong_domain.RULE, economic([*ECONOMIC, ["2101101", "行政单位医疗", 1.0]])).findings
    assert [cell.value for cell in finding.cells] == ["2101101"]
    (finding,) = ask(wrong_domain.RULE, economic([*ECONOMIC, ["50299", "其他商品和服务支出", 1.0]])).findings
    assert "政府预算支出经济分类" in finding.message.text("zh")


def test_a_list_that_mixes_classifications_is_not_checked(ask: Ask) -> None:
    mixed = [[row[0], row[1], row[2]] for row in TREE]
    outcome = ask(wrong_domain.RULE, economic([*ECONOMIC, *mixed]))
    assert outcome.findings == []
    assert outcome.line.not_checked == outcome.line.tested == len(ECONOMIC) + len(TREE)


def test_a_table_whose_title_names_the_other_economic_classification_is_reported_once(ask: Ask) -> None:
    title = "2023年一般公共预算基本支出表（政府预算支出经济分类）"
    (finding,) = ask(wrong_domain.RULE, economic(ECONOMIC, title)).findings
    assert len(finding.cells) == len(ECONOMIC)
    assert ask(wrong_domain.RULE, economic(ECONOMIC, title.replace("政府", "部门"))).findings == []


def test_functions_in_rows_under_a_title_of_economic_columns_pass(ask: Ask) -> None:
    title = "2023年一般公共预算支出预算表（部门经济分类科目）"
    assert ask(wrong_domain.RULE, expenditure([TOTAL, *TREE], title)).findings == []


REAL = [
    "putuo-2026-department-template.xlsx",
    "putuo-2026-unit-template.xls",
    "putuo-finance-2024-final.xlsx",
    "putuo-office-2025-budget.xlsx",
    "wanli-2024-budget.xlsx",
    "wanli-2025-budget.xlsx",
    "welfare-2024-budget.xlsx",
]


def none_found(path: Path) -> None:
    (disclosure,), _ = open_disclosures([path])
    for rule in (duplicate_code.RULE, orphan_code.RULE, wrong_domain.RULE):
        outcome = Outcome(LedgerLine(rule.code))
        rule.check(Subject(disclosure), outcome)
        assert outcome.findings == [], rule.code


@pytest.mark.parametrize("name", REAL)
def test_real_documents_have_neither_duplicates_nor_orphans(shared: Path, name: str) -> None:
    none_found(shared / "disclosures" / "real" / name)


@pytest.mark.parametrize("name", ["dadukou-2021-budget", "nanchong-2020-budget", "wansheng-2023-budget"])
def test_the_samples_have_neither_duplicates_nor_orphans(samples: Path, name: str) -> None:
    none_found(samples / f"{name}.xlsx")


def test_a_section_printed_twice_above_its_own_items_is_counted_twice(ask: Ask) -> None:
    (finding,) = ask(duplicate_code.RULE, expenditure([TOTAL, *TREE[:5], TREE[4], *TREE[5:]])).findings
    assert [cell.place.cell for cell in finding.cells] == ["A9", "A10"]
