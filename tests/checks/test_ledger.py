"""The ledger accounts for every relation of every rule, over all samples, texts and published workbooks."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from message_templates import REPOSITORY
from published import opened, report_of

from checks.mechanism.relations import CONSISTENT, INCONSISTENT, NOT_CHECKED, ROUNDING
from checks.rule import Outcome, Rule, Subject
from checks.rule_files import RuleFiles
from checks.rulebook import rule_book, rules
from checks.runner import audit
from model.disclosure import Disclosure
from model.finding import LedgerLine, Verdict

DISCLOSURES = REPOSITORY.parent / "shared" / "disclosures"
BY_RELATIONS = frozenset({"rollup", "balance", "relation"})
"""Families whose rules report nothing but relations between wholes and parts."""

OWN = """
[[rule]]
code = "ZD001"
title = "试"
[[rule.relation]]
each = ["function"]
left = [{ table = "general_expenditure" }]
is = "<="
right = [{ table = "expenditure" }]
"""
SETTINGS = """
[rules]
RU101 = "off"
AG101 = "off"
[families]
workbook = "off"
"""


def documents() -> list[Path]:
    samples = sorted((REPOSITORY / "samples").glob("*.xls*"))
    published = [*DISCLOSURES.glob("*-20??-*.txt"), *(DISCLOSURES / "real").glob("*-*.[tx]*")]
    return [*samples, *sorted(published)]


def disclosures(path: Path) -> tuple[Disclosure, ...]:
    return (opened(path),)


def outcomes(path: Path) -> list[tuple[Rule, Outcome]]:
    """Each rule with what it made of each disclosure of a file."""
    made = []
    for disclosure in disclosures(path):
        subject = Subject(disclosure)
        for rule in rules():
            outcome = Outcome(LedgerLine(rule.code))
            rule.check(subject, outcome)
            made.append((rule, outcome))
    return made


def ended(outcome: Outcome, verdict: int) -> int:
    return sum(int(np.count_nonzero(each.verdict == verdict)) for each in outcome.relations)


def test_the_documents_are_all_there(shared: Path) -> None:
    assert {path.suffix for path in documents()} == {".txt", ".xls", ".xlsx"}
    assert len(documents()) == 17


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.name)
def test_every_relation_is_counted_once_by_how_it_ended(path: Path) -> None:
    for rule, outcome in outcomes(path):
        line = outcome.line
        rounding = sum(one.verdict is Verdict.ROUNDING for one in outcome.findings)
        assert line.tested == (
            line.consistent + line.rounding + line.inconsistent + line.not_checked + line.failed
        )
        assert line.rounding >= rounding, rule.code
        assert line.inconsistent >= len(outcome.findings) - rounding, rule.code
        if rule.family not in BY_RELATIONS:
            continue
        unparted = sum(len(each.unparted) for each in outcome.relations)
        nothing = (
            line.consistent + line.not_checked - ended(outcome, CONSISTENT) - ended(outcome, NOT_CHECKED)
        )
        assert nothing >= unparted, rule.code
        assert (nothing == unparted) or rule.family == "relation" or rule.code == "RU108", rule.code
        assert line.rounding == rounding == ended(outcome, ROUNDING), rule.code
        assert line.inconsistent == len(outcome.findings) - rounding == ended(outcome, INCONSISTENT), (
            rule.code
        )


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.name)
def test_what_was_not_checked_has_its_reason_and_nothing_failed(path: Path) -> None:
    report = report_of(path)
    counts = {rule.code: 0 for rule in rules()}
    for finding in report.findings:
        counts[finding.rule] += 1
    for line in report.ledger:
        assert bool(line.not_checked) == bool(line.reasons), line.rule
        assert line.failed == 0, line.rule
        assert counts[line.rule] <= line.rounding + line.inconsistent, line.rule
        assert bool(counts[line.rule]) == bool(line.rounding + line.inconsistent), line.rule
        assert all(reason.why.text("zh") != reason.why.text("en") for reason in line.reasons), line.rule


def test_relations_from_a_file_and_rules_switched_off_are_in_the_ledger(
    samples: Path, tmp_path: Path
) -> None:
    (tmp_path / "relations").mkdir()
    (tmp_path / "relations" / "own.toml").write_text(OWN, encoding="utf-8")
    (tmp_path / "settings.toml").write_text(SETTINGS, encoding="utf-8")
    book, troubles = rule_book(RuleFiles(folder=tmp_path))
    assert troubles == []
    found = disclosures(samples / "wansheng-2023-budget.xlsx")
    lines = {line.rule: line for line in audit(found, book=book).ledger}
    plain = {line.rule: line for line in audit(found).ledger}
    own = lines.pop("ZD001")
    assert own.tested == own.consistent > 5
    off = {rule.code for rule in rules() if rule.code in {"RU101", "AG101"} or rule.family == "workbook"}
    assert lines.keys() == plain.keys()
    for code, line in lines.items():
        if code in off:
            assert line.tested == 0, code
            assert "settings.toml" in line.remarks[0].text("en"), code
        else:
            assert line == plain[code], code


def test_a_whole_with_blank_parts_alone_is_not_checked_and_one_of_nothing_holds(samples: Path) -> None:
    (nanchong,) = disclosures(samples / "nanchong-2020-budget.xlsx")
    line = next(line for line in audit([nanchong]).ledger if line.rule == "RU102")
    assert line.not_checked == 9
    assert [reason.why.text("en") for reason in line.reasons] == [
        "all parts are blank: there is nothing to add up (9 wholes)."
    ]
    (wansheng,) = disclosures(samples / "wansheng-2023-budget.xlsx")
    line = next(line for line in audit([wansheng]).ledger if line.rule == "RU106")
    assert (line.consistent, line.not_checked) == (13, 0)
