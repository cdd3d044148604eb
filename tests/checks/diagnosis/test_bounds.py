"""A book that is wrong throughout is not searched through: the search is bounded, and says so where it ended."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
from books import book, sheet

from checks.diagnosis import suspect
from checks.rule import Outcome, Subject
from checks.rulebook import rules
from model.disclosure import disclosure_of
from model.finding import Finding, LedgerLine, Severity
from model.source.book import Sheet

HEAD = "某局2023年{}\n单位：元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n"
TITLES = ("部门支出总表", "一般公共预算支出表")
NOT_SEARCHED = "the likeliest cell was not searched further"


def nonsense(number: int, codes: int, random: Random) -> Sheet:
    """A table of as many 类, each with two 款, whose amounts have nothing to do with each other."""
    lines = [HEAD.format(TITLES[number % 2])]
    for code in (
        one for above in range(201, 201 + codes) for one in (above, above * 100 + 1, above * 100 + 2)
    ):
        amounts = "\t".join(f"{random.randrange(1, 10**6)}.00" for _ in range(3))
        lines.append(f"{code}\t名称{code}\t{amounts}\n")
    return sheet("".join(lines), f"表{number}")


def asked(sheets: int, codes: int) -> tuple[Subject, list[Outcome]]:
    random = Random(4)
    subject = Subject(disclosure_of([book(*(nonsense(number, codes, random) for number in range(sheets)))]))
    outcomes = [Outcome(LedgerLine(rule.code)) for rule in rules()]
    for rule, outcome in zip(rules(), outcomes, strict=True):
        rule.check(subject, outcome)
    return subject, outcomes


def failing(outcomes: list[Outcome]) -> int:
    return sum(len(outcome.failures) for outcome in outcomes)


def unsearched(findings: list[Finding]) -> int:
    return sum(NOT_SEARCHED in one.hint.text("en") for one in findings if one.hint)


def test_no_more_changes_are_tried_than_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    subject, outcomes = asked(10, 12)
    assert suspect.MOST_FAILURES > failing(outcomes) > 300
    states = []
    search = suspect.causes_in_cells
    monkeypatch.setattr(suspect, "causes_in_cells", lambda *some: states.append(some[1]) or search(*some))
    findings = suspect.diagnose(subject, outcomes)
    assert states[-1].left == 0
    assert all(later.left <= before.left for before, later in pairwise(states))
    assert unsearched(findings) > 100


def test_of_thousands_that_fail_none_is_searched_and_each_says_so() -> None:
    subject, outcomes = asked(17, 30)
    assert failing(outcomes) > suspect.MOST_FAILURES
    findings = suspect.diagnose(subject, outcomes)
    errors = [one for one in findings if one.severity is Severity.ERROR and one.computed is not None]
    assert unsearched(errors) == len(errors) > suspect.MOST_FAILURES
    assert not any(one.group for one in errors)
    assert errors[0].hint is not None
    assert errors[0].hint.text("zh").startswith(f"本次公开有 {failing(outcomes)} 项关系不符")


def test_one_slip_is_searched_to_its_end() -> None:
    text = HEAD.format(TITLES[0]) + "208\t社会保障和就业支出\t90.00\t90.00\n20805\t养老\t60.00\t60.00\n"
    subject = Subject(disclosure_of([book(sheet(text))]))
    outcomes = [Outcome(LedgerLine(rule.code)) for rule in rules()]
    for rule, outcome in zip(rules(), outcomes, strict=True):
        rule.check(subject, outcome)
    assert failing(outcomes)
    assert unsearched(suspect.diagnose(subject, outcomes)) == 0
