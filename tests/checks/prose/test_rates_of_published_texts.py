"""The shares, rates, changes and directions of the published disclosures: the known slip, and a rate from nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from published import report_of

from checks.runner import audit
from model.disclosure import open_disclosures
from model.finding import Finding, Report, Severity

CODES = ("TX104", "TX105", "TX106", "TX107", "TX108")
TEXTS = ("dadukou-2021-budget", "guangyang-2021-budget", "luojiang-2021-final", "nanchong-2020-budget")
REAL = (
    "putuo-office-2025-budget.pdf",
    "wanli-2025-budget.pdf",
    "welfare-2024-budget.pdf",
)


def recomputed(report: Report) -> list[Finding]:
    return [finding for finding in report.findings if finding.rule in CODES]


def held(report: Report) -> dict[str, int]:
    return {line.rule: line.consistent for line in report.ledger if line.rule in CODES}


@pytest.mark.parametrize("name", [*(f"{text}.txt" for text in TEXTS), "wansheng-2023-budget.txt"])
def test_the_five_texts_are_right(shared: Path, name: str) -> None:
    assert recomputed(report_of(shared / "disclosures" / name)) == []


@pytest.mark.parametrize("name", REAL)
def test_the_published_disclosures_but_one_are_right(shared: Path, name: str) -> None:
    assert recomputed(report_of(shared / "disclosures" / "real" / name)) == []


def test_wanli_grew_by_what_another_amount_of_the_same_item_would_give(shared: Path) -> None:
    report = report_of(shared / "disclosures" / "real" / "wanli-2024-budget.pdf")
    found, from_nothing = recomputed(report)
    assert (from_nothing.rule, from_nothing.severity) == ("TX106", Severity.NOTICE)
    assert {span.paragraph for span in from_nothing.spans} == {63}
    assert (found.rule, found.severity) == ("TX106", Severity.WARNING)
    message = found.message.text("zh")
    assert all(figure in message for figure in ("352.67", "0.53%", "348.52", "1.19%", "350.35"))
    assert {span.paragraph for span in found.spans} == {85}


def test_luojiang_is_worked_out_again(shared: Path) -> None:
    """Its shares and changes are asked for; its budgets are nowhere stated, and the ledger says so."""
    report = report_of(shared / "disclosures" / "luojiang-2021-final.txt")
    counts = held(report)
    assert counts["TX104"] >= 25
    assert counts["TX106"] >= 9
    assert counts["TX108"] >= 15
    completion = next(line for line in report.ledger if line.rule == "TX105")
    assert completion.not_checked > 0
    assert all(reason.why.text("zh") for reason in completion.reasons)


def test_the_changes_of_wanli_fit_the_year_before_where_both_are_open(shared: Path) -> None:
    folder = shared / "disclosures" / "real"
    paths = [folder / f"wanli-{year}-budget.pdf" for year in (2024, 2025)]
    disclosures, _ = open_disclosures(paths)
    both = audit(disclosures)
    alone = [held(report_of(path)) for path in paths]
    assert [finding.severity for finding in recomputed(both)] == [Severity.WARNING, Severity.NOTICE]
    assert held(both)["TX106"] >= sum(counts["TX106"] for counts in alone) + 5
    assert held(both)["TX108"] >= sum(counts["TX108"] for counts in alone) + 5
