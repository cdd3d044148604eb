"""What is known of the samples and of the published workbooks is found, and nothing else is called an error."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from published import report_of

from model.finding import Finding, Severity

CLEAN = (
    "dadukou-2021-budget.xlsx",
    "dadukou-2021-budget.xls",
    "nanchong-2020-budget.xlsx",
    "wansheng-2023-budget.xlsx",
)
PLANTED = "dadukou-2021-planted.xlsx"
Reported = tuple[str, str, str]


def reported(finding: Finding) -> Reported:
    return (finding.severity.mark + finding.rule, finding.cells[0].place.sheet, finding.cells[0].place.cell)


@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_sample_has_no_error_and_every_family_was_asked(samples: Path, name: str) -> None:
    report = report_of(samples / name)
    assert [reported(finding) for finding in report.findings if finding.severity is Severity.ERROR] == []
    tested = {line.rule: line.tested for line in report.ledger}
    for rule in (
        "RU101",
        "RU102",
        "RU104",
        "RU105",
        "RU106",
        "RU107",
        "AG101",
        "AG102",
        "BA101",
        "CL101",
        "WB101",
    ):
        assert tested[rule] > 0, rule
    assert all(line.failed == 0 for line in report.ledger)


@pytest.mark.parametrize("name", ["dadukou-2021-budget.xlsx", "dadukou-2021-budget.xls"])
def test_dadukou_has_nothing_to_report_in_either_format(samples: Path, name: str) -> None:
    assert report_of(samples / name).findings == ()


def test_both_formats_of_dadukou_have_one_ledger_but_for_formulas_which_xls_does_not_hold(
    samples: Path,
) -> None:
    one, other = (report_of(samples / f"dadukou-2021-budget.{ending}") for ending in ("xlsx", "xls"))
    differing = [line.rule for line, same in zip(one.ledger, other.ledger, strict=True) if line != same]
    assert differing == ["WB104", "WB105", "WB106"]


def test_nanchong_has_three_abridged_names_a_blank_target_and_two_empty_tables_without_a_note(
    samples: Path,
) -> None:
    report = report_of(samples / "nanchong-2020-budget.xlsx")
    assert {(mark, cell) for mark, _, cell in map(reported, report.findings)} == {
        ("~PE108", "I71"),
        ("~CO103", "A1"),
        ("~CL103", "D13"),
        ("~CL103", "D26"),
        ("~CL103", "D10"),
    }


def test_wansheng_has_its_two_roundings_as_notices_and_its_known_slips_as_warnings(samples: Path) -> None:
    report = report_of(samples / "wansheng-2023-budget.xlsx")
    economic, government = "表六 基本支出预算表（部门经济分类）", "表七 基本支出预算表（政府经济分类）"
    assert [reported(finding) for finding in report.findings] == [
        ("?CO101", "目录", "A1"),
        ("?PE107", "表十五 整体绩效目标表", "F8"),
        ("~RU102", economic, "C6"),
        ("~RU102", economic, "D6"),
        ("~AG103", government, "C7"),
        ("~XR106", economic, "D16"),
        ("~CL107", "表三 部门支出预算总表", "E22"),
        ("~CO105", "目录", "B4"),
    ]
    missing, satisfaction, *notices, running, warning, unlisted = report.findings
    assert "23.51" in running.message.text("zh"), (
        "items of 302 under 人员经费, by a rule of the department's own"
    )
    assert "收入总表" in missing.message.text("zh")
    assert "收入预算总表" in unlisted.message.text("zh")
    assert "≥ 5" in satisfaction.message.text("zh")
    assert "48.00" in warning.message.text("zh")
    assert {cell.place.cell for cell in warning.cells} == {"E22", "F23"}
    assert [notice.difference for notice in notices] == [-1_000_000] * 3, "0.01 万元 in ten-thousandths of 元"
    assert all(abs(notice.difference or 0) <= (notice.allowance or 0) for notice in notices)
    assert all(notice.suspect is None and notice.hint is None for notice in notices)


def planted_faults(samples: Path) -> list[dict[str, str]]:
    with (samples / "data" / "planted.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


@pytest.mark.parametrize("number", range(6))
def test_each_planted_fault_is_reported_at_its_cell(samples: Path, number: int) -> None:
    fault = planted_faults(samples)[number]
    found = [
        finding
        for finding in report_of(samples / PLANTED).findings
        if finding.suspect
        and (finding.suspect.sheet, finding.suspect.cell) == (fault["sheet"], fault["cell"])
    ]
    assert found, fault["breaks"]
    for finding in found:
        assert finding.hint is not None
        assert fault["printed"] in finding.hint.text("en"), "the hint says what would be right"
        assert (finding.severity is Severity.WARNING) == (fault["kind"].startswith("a code"))
        assert any(cell.place == finding.suspect for cell in finding.cells)


def test_no_other_cell_of_the_planted_sample_is_suspect(samples: Path) -> None:
    cells = {(fault["sheet"], fault["cell"]) for fault in planted_faults(samples)}
    findings = report_of(samples / PLANTED).findings
    assert {(f.suspect.sheet, f.suspect.cell) for f in findings if f.suspect} == cells
    assert all(finding.suspect for finding in findings)
    assert len(cells) == 6


def test_a_wrong_amount_leaves_no_relation_out(samples: Path) -> None:
    """A wrong code does: of its name by the rules on codes, and of its revenue and expenditure by XR102."""
    clean, planted = report_of(samples / "dadukou-2021-budget.xlsx"), report_of(samples / PLANTED)
    for before, after in zip(clean.ledger, planted.ledger, strict=True):
        if not before.rule.startswith("CL") and before.rule != "XR102":
            assert before.tested == after.tested, before.rule
            assert before.not_checked == after.not_checked, before.rule


WARNINGS: dict[str, set[tuple[str, str]]] = {
    "putuo-2026-department-template.xlsx": set(),
    "putuo-2026-unit-template.xls": set(),
    "putuo-finance-2024-final.xlsx": set(),
    "putuo-office-2025-budget.xlsx": set(),
    "wanli-2024-budget.xlsx": set(),
    "wanli-2025-budget.xlsx": set(),
    "welfare-2024-budget.xlsx": {("?CL101", "B26"), ("?CL102", "C9"), ("?CL103", "C18")},
}
"""An obsolete 类 in 社会福利院's, and economic codes under wrong names: its 30212
is no overseas travel, and is not held against it.
"""

ROUNDINGS = {
    "putuo-finance-2024-final.xlsx": 2_000_000,
    "putuo-office-2025-budget.xlsx": 224_600,
    "wanli-2025-budget.xlsx": 10_000,
}
"""The largest difference that rounding explains, in ten-thousandths of 元: 0.02 万元, 22.46 元 and 1 元."""


@pytest.mark.parametrize("name", WARNINGS)
def test_a_published_workbook_has_its_known_warnings_and_no_error(shared: Path, name: str) -> None:
    findings = report_of(shared / "disclosures" / "real" / name).findings
    grave = {(mark, cell) for mark, _, cell in map(reported, findings) if not mark.startswith("~")}
    assert grave == WARNINGS[name]


@pytest.mark.parametrize("name", WARNINGS)
def test_a_published_workbook_s_differences_are_what_rounding_explains(shared: Path, name: str) -> None:
    findings = report_of(shared / "disclosures" / "real" / name).findings
    differences = [abs(finding.difference) for finding in findings if finding.difference is not None]
    assert max(differences, default=0) == ROUNDINGS.get(name, 0)


def test_every_published_workbook_is_known_here(shared: Path) -> None:
    names = {path.name for path in (shared / "disclosures" / "real").glob("*.xls*")}
    assert names == set(WARNINGS)


TEXTS: dict[str, set[str]] = {
    "dadukou-2021-budget.txt": set(),
    "guangyang-2021-budget.txt": set(),
    "luojiang-2021-final.txt": {"TX112", "TX202", "TX206"},
    "nanchong-2020-budget.txt": set(),
    "wansheng-2023-budget.txt": {"CO101", "PE107"},
}
"""The published texts with what is known of them: 万盛's says what its workbook says.

罗江 calls its 合计 总计, left parts of the template, and lacks a percent sign.
"""


@pytest.mark.parametrize("name", TEXTS)
def test_a_published_text_has_its_known_warnings_and_no_error(shared: Path, name: str) -> None:
    grave = [one for one in report_of(shared / "disclosures" / name).findings if one.severity.mark != "~"]
    assert {one.rule for one in grave} == TEXTS[name]
    assert all(one.severity is Severity.WARNING for one in grave)


def test_every_published_text_is_known_here(shared: Path) -> None:
    folder = shared / "disclosures"
    names = {str(path.relative_to(folder)) for path in folder.rglob("*.txt")}
    assert names == set(TEXTS)
