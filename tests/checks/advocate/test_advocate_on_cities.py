"""The errors that are known to be true on published budgets stand; those of pages that were misread are doubts."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from published import report_of

from model.finding import Report, Severity


def errors(report: Report) -> list[tuple[str, str]]:
    """Return rule and difference in 万元 of every error that rests on a cell."""
    return [
        (finding.rule, f"{abs(finding.difference or 0) / 100_000_000:.2f}")
        for finding in report.findings
        if finding.severity is Severity.ERROR and finding.cells
    ]


def test_a_subtotal_that_three_relations_contradict_stands(shared: Path) -> None:
    found = errors(report_of(shared / "disclosures" / "cities" / "008-e488d331.pdf"))
    assert {rule for rule, difference in found if difference in {"50.59", "50.60"}} >= {
        "RU104",
        "AG101",
        "XR108",
    }
    assert sum(difference == "50.60" and rule == "TX101" for rule, difference in found) >= 1


def test_a_row_that_the_department_left_out_stands(shared: Path) -> None:
    found = errors(report_of(shared / "disclosures" / "cities" / "017-ac7c3a0f.pdf"))
    assert Counter(found)["RU101", "9380.02"] == 4


@pytest.mark.parametrize(
    "name", ["001-1a990155", "004-e24e594b", "005-4a97c00a", "015-4a8c7eea", "017-b27b5cbe"]
)
def test_no_table_of_a_budget_without_errors_is_accused(shared: Path, name: str) -> None:
    found = errors(report_of(shared / "disclosures" / "cities" / f"{name}.pdf"))
    assert [rule for rule, _ in found if rule[:2] in {"RU", "AG", "XR", "BA"}] == []
