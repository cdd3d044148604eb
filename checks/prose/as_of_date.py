"""What the department owns is stated as of a day that the disclosure can have.

截至2025年12月31日，本部门共有车辆 8 辆: a budget of a year states what was owned in the year before, or early in its
own year; the end of its own year is still to come when it is published. Final accounts tell the end of their own
year, or a later day. A day three years before a budget, or a year before final accounts that tell no day of their own
beside it, is that of an earlier text. Two years before a budget may be the last year whose assets were counted, and
is not asked. Asked of sentences that begin with such a day and speak of vehicles, equipment, buildings or assets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from checks.prose.evidence import text_finding
from checks.prose.passages import Prose, Stretch, proses
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Severity
from model.messages import check_message
from model.pattern import pattern

_DAY = pattern(
    r"截[至止]?(?:到|至|止)?于?(?P<day>(?P<year>20\d\d)年(?:度)?(?:(?P<month>\d{1,2})月(?:\d{1,2}日)?)?(?P<end>年?[底末])?)"
)
_OWNED = pattern(r"车辆|用车|设备|固定资产|国有资产|资产总额|房屋")
_DECEMBER = 12
_EARLY = 6
"""The last month of its own year that a budget may have seen."""
_STALE = 3


class _Verdict(Enum):
    HOLDS = "holds"
    TO_COME = "to come"
    STALE = "stale"
    IN_DOUBT = "in doubt"


class _AsOf(NamedTuple):
    """A day as of which a sentence states what is owned; `month` is 0 where none is stated."""

    here: Stretch
    day: str
    year: int
    month: int


def check(subject: Subject, outcome: Outcome) -> None:
    """Hold each such day against the year and the stage of its document."""
    for prose in proses(subject):
        year, stage = prose.year, prose.stage
        found = list(_days(prose))
        for as_of in found:
            verdict = _judged(as_of, found, year, stage) if year and stage else _Verdict.IN_DOUBT
            if verdict is _Verdict.HOLDS:
                outcome.hold()
            elif verdict is _Verdict.IN_DOUBT:
                why = check_message("the day may be that of the last assets that were counted.")
                outcome.leave(as_of.here.place, why)
            else:
                outcome.report(_finding(as_of, verdict, year or 0))


def _days(prose: Prose) -> Iterator[_AsOf]:
    for here, found in prose.matches(_DAY):
        text = here.line.text
        first, last = here.line.sentence(here.start)
        before = text[first : here.start].lstrip("()0123456789.、")
        if _OWNED.search(text[here.end : last]) and not re.search(r"[\d,]", before):
            month = int(found["month"] or 0) or (_DECEMBER if found["end"] else 0)
            yield _AsOf(here, found["day"], int(found["year"]), month)


def _judged(as_of: _AsOf, found: list[_AsOf], year: int, stage: str) -> _Verdict:
    if stage == "final":
        beside = any(each.year == year and each.here.line is as_of.here.line for each in found)
        stale = as_of.year < year and not beside
        return _Verdict.STALE if stale else _Verdict.TO_COME if as_of.year > year + 1 else _Verdict.HOLDS
    if as_of.year > year or (as_of.year == year and as_of.month == _DECEMBER):
        return _Verdict.TO_COME
    if as_of.year <= year - _STALE:
        return _Verdict.STALE
    early = as_of.year == year - 1 or (as_of.year == year and as_of.month <= _EARLY)
    return _Verdict.HOLDS if early else _Verdict.IN_DOUBT


def _finding(as_of: _AsOf, verdict: _Verdict, year: int) -> Finding:
    template = "{place}: {day} is of an earlier year than the disclosure of {year} states: {text}"
    if verdict is _Verdict.TO_COME:
        template = "{place}: {day} is still to come in the disclosure of {year}: {text}"
    message = check_message(template, day=as_of.day, year=year, **as_of.here.values)
    return text_finding(RULE, message, as_of.here.spans, as_of.day)


RULE = Rule(
    code="TX210",
    family="prose",
    title=check_message("What is owned is stated as of a day of another year"),
    severity=Severity.WARNING,
    basis="RELATIONS 38, 42",
    explanation=__doc__,
    check=check,
)
