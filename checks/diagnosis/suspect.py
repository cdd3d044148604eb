"""The suspect: over all relations that fail, the fewest cells whose change would mend them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np

from checks.diagnosis.slips import likeliest_slip, plausibility
from checks.mechanism.evidence import place_of, unit_of
from checks.mechanism.relations import ROUNDING
from checks.rule import Failure, Outcome, Subject
from model.finding import Finding
from model.money import Unit

MOST_FAILURES = 2_000
"""Beyond this a workbook is not slipped but wrong throughout; naming one cell would say nothing."""


@dataclass(frozen=True, slots=True)
class _Open:
    """A failure that no chosen cell mends yet."""

    outcome: int
    failure: Failure


@dataclass(frozen=True, slots=True, order=True)
class _Score:
    """How well a change explains what fails: relations mended, relations not broken, likeness to a slip, the whole."""

    mended: int
    unbroken: int
    plausible: int
    is_first: int


def diagnose(subject: Subject, outcomes: list[Outcome]) -> list[Finding]:
    """Return all findings, those that fail with their suspect cell and the likeliest slip."""
    findings = [list(outcome.findings) for outcome in outcomes]
    open_failures = [
        _Open(number, failure) for number, outcome in enumerate(outcomes) for failure in outcome.failures
    ]
    if len(open_failures) > MOST_FAILURES:
        open_failures = []
    while open_failures:
        fact, change, mended = _best(subject, outcomes, open_failures)
        for item in mended:
            finding = findings[item.outcome][item.failure.finding]
            findings[item.outcome][item.failure.finding] = _named(subject, finding, fact, change)
        gone = {id(item) for item in mended}
        open_failures = [item for item in open_failures if id(item) not in gone]
    return [finding for group in findings for finding in group]


def _named(subject: Subject, finding: Finding, fact: int, change: int) -> Finding:
    unit = unit_of(subject, fact) or Unit.YUAN
    stated = int(subject.facts.amount[fact]) if subject.facts.stated[fact] else None
    return replace(finding, suspect=place_of(subject, fact), hint=likeliest_slip(stated, change, unit))


def _best(subject: Subject, outcomes: list[Outcome], failures: list[_Open]) -> tuple[int, int, list[_Open]]:
    """Return the fact and change that mend most, and the failures they mend."""
    mends: dict[tuple[int, int], list[_Open]] = defaultdict(list)
    first: set[tuple[int, int]] = set()
    for item in failures:
        for position, (fact, change) in enumerate(item.failure.changes.items()):
            mends[fact, change].append(item)
            if position == 0:
                first.add((fact, change))
    most = max(len(items) for items in mends.values())
    candidates = [key for key, items in mends.items() if len(items) == most]
    best = max(
        candidates,
        key=lambda key: _Score(
            most,
            -_broken(outcomes, key[0]),
            plausibility(_stated(subject, key[0]), key[1], unit_of(subject, key[0]) or Unit.YUAN),
            int(key in first),
        ),
    )
    return best[0], best[1], mends[best]


def _stated(subject: Subject, fact: int) -> int | None:
    return int(subject.facts.amount[fact]) if subject.facts.stated[fact] else None


def _broken(outcomes: list[Outcome], fact: int) -> int:
    """Count the relations of a fact that hold now and would not after a change."""
    count = 0
    for outcome in outcomes:
        for relations in outcome.relations:
            of_fact = relations.of_fact(fact)
            holds = relations.verdict[of_fact] <= ROUNDING
            count += int(np.count_nonzero(holds & ~relations.at_most[of_fact]))
        for groups in outcome.agreements:
            at = np.flatnonzero(groups.members == fact)
            count += int(np.count_nonzero(groups.verdict[groups.group[at]] <= ROUNDING))
    return count
