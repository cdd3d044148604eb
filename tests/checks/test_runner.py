"""The runner: a rule that raises is its own result, and the ledger counts every relation once."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path

import pytest
from books import book, sheet
from published import opened, report_of

from checks import runner
from checks.rule import Outcome, Rule, Subject
from checks.rulebook import RuleBook, rules
from checks.runner import audit, judged
from model.disclosure import disclosure_of
from model.effort import Effort
from model.finding import LedgerLine, NotChecked, Report, Severity, Verdict
from model.pace import StoppedError

PLANTED = "dadukou-2021-planted.xlsx"
FILES = ("dadukou-2021-budget.xlsx", PLANTED, "nanchong-2020-budget.xlsx", "wansheng-2023-budget.xlsx")


def broken(subject: Subject, outcome: Outcome) -> None:
    outcome.hold(7)
    raise ZeroDivisionError("of no interest to the department")


def with_a_broken_rule() -> tuple[Rule, ...]:
    first, *rest = rules()
    return (first, replace(first, code="RU999", check=broken), *rest)


def test_a_rule_that_raises_is_failed_and_the_others_go_on(
    samples: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    planted = opened(samples / PLANTED)
    whole = report_of(samples / PLANTED)
    monkeypatch.setattr(runner, "rules", with_a_broken_rule)
    with caplog.at_level(logging.CRITICAL):
        report = audit([planted])
    lines = {line.rule: line for line in report.ledger}
    failed = lines.pop("RU999")
    assert (failed.failed, failed.consistent, failed.tested) == (1, 0, 1)
    assert failed.reasons[0].why.text("en") == (
        "the rule itself failed (ZeroDivisionError); this is a defect of Yushen."
    )
    assert list(lines.values()) == list(whole.ledger)
    assert report.findings == whole.findings


def test_the_finding_of_a_failed_rule_is_never_the_department_s(
    samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "rules", with_a_broken_rule)
    report = audit([opened(samples / PLANTED)])
    assert all(finding.rule != "RU999" for finding in report.findings)
    assert all(finding.verdict is not Verdict.FAILED for finding in report.findings)


@pytest.mark.parametrize("name", FILES)
def test_the_ledger_counts_every_relation_that_was_made_once(samples: Path, name: str) -> None:
    subject = Subject(opened(samples / name))
    for rule in rules():
        outcome = Outcome(LedgerLine(rule.code))
        rule.check(subject, outcome)
        line = outcome.line
        made = sum(len(each) + len(each.unparted) for each in outcome.relations)
        made += sum(map(len, outcome.agreements))
        if rule.family in {"rollup", "balance"}:
            asks_for_a_part = rule.code == "RU108"  # its relations that hold are others' sums
            assert line.tested == made or asks_for_a_part, rule.code
            assert line.rounding + line.inconsistent == len(outcome.findings), rule.code
        assert line.tested >= made, rule.code
        assert line.rounding + line.inconsistent >= len(outcome.findings), rule.code
        assert min(line.consistent, line.rounding, line.inconsistent, line.not_checked) >= 0


@pytest.mark.parametrize("name", FILES)
def test_every_rule_has_its_line_and_every_not_checked_its_reason(samples: Path, name: str) -> None:
    report = report_of(samples / name)
    assert [line.rule for line in report.ledger] == [rule.code for rule in rules()]
    for line in report.ledger:
        assert bool(line.not_checked + line.failed) == bool(line.reasons), line.rule


def test_the_ledger_of_two_disclosures_is_the_sum_of_theirs(samples: Path) -> None:
    paths = [samples / name for name in (PLANTED, "wansheng-2023-budget.xlsx")]
    both = audit([opened(path) for path in paths])
    single = [report_of(path) for path in paths]
    for line, first, second in zip(both.ledger, *(report.ledger for report in single), strict=True):
        assert line.tested == first.tested + second.tested
        assert line.inconsistent == first.inconsistent + second.inconsistent
    assert len(both.findings) == sum(len(report.findings) for report in single)
    assert len(both.documents) == 2


def test_findings_come_gravest_first(samples: Path) -> None:
    report = audit([opened(samples / PLANTED), opened(samples / "wansheng-2023-budget.xlsx")])
    heads = [finding for finding in report.findings if finding.group in {"", finding.id}]
    order = [list(Severity).index(finding.severity) for finding in heads]
    assert order == sorted(order)
    assert len(set(order)) == len(Severity)


def test_progress_names_every_rule_in_order(samples: Path) -> None:
    asked: list[str] = []
    audit([opened(samples / PLANTED)], asked.append)
    in_order = [rule.code for rule in rules()]
    assert asked[: len(in_order)] == in_order
    assert set(asked) == set(in_order)


def test_a_book_without_a_table_is_audited_to_nothing() -> None:
    report = audit([disclosure_of([book(sheet("说明\n本部门无附表。"))])])
    assert report.findings == ()
    assert sum(line.tested for line in report.ledger) == 0
    assert sum(line.failed for line in report.ledger) == 0


def test_a_report_of_nothing_has_a_whole_ledger() -> None:
    report: Report = audit([])
    assert [line.rule for line in report.ledger] == [rule.code for rule in rules()]
    assert report.ledger[0] == LedgerLine(rules()[0].code)
    assert not any(isinstance(reason, NotChecked) for line in report.ledger for reason in line.reasons)


def endless(_: Subject, __: Outcome) -> None:
    while True:
        pass


def test_a_rule_that_takes_too_long_is_ended_reported_and_counted_and_the_others_go_on(
    samples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted = opened(samples / PLANTED)
    whole = report_of(samples / PLANTED)
    first, *rest = rules()
    slow = replace(first, code="RU999", check=endless)
    # Half of all is what one rule may take: enough for the others.
    monkeypatch.setattr(runner, "Effort", lambda: Effort(seconds=20.0, seconds_a_million=0.0))
    monkeypatch.setattr(runner, "_SHARE_OF_A_RULE", 0.02)
    _, report = judged([planted], book=RuleBook((first, slow, *rest)))
    lines = {line.rule: line for line in report.ledger}
    ended = lines.pop("RU999")
    assert (ended.not_checked, ended.tested) == (1, 1)
    assert "was ended after 0 s of processor time; --limit 4" in ended.reasons[0].why.text("en")
    (trouble,) = report.troubles
    assert "The rules RU999 were ended after 0 s of processor time" in trouble.line("en")
    assert list(lines.values()) == list(whole.ledger)
    assert report.findings == whole.findings


def test_rules_for_which_nothing_is_left_are_not_asked_and_are_counted(samples: Path) -> None:
    _, report = judged([opened(samples / PLANTED)], limit=1e-9)
    assert {line.not_checked for line in report.ledger} == {1}
    assert report.findings == ()
    assert all("--limit 4" in trouble.line("en") for trouble in report.troubles)


def test_an_audit_that_nobody_waits_for_ends_within_a_rule(samples: Path) -> None:
    first, *rest = rules()
    book = RuleBook((replace(first, check=endless), *rest))
    with pytest.raises(StoppedError):
        judged([opened(samples / PLANTED)], book=book, cancelled=lambda: True)
