"""A disclosure is published within 20 days of its approval.

Asked where a document states one day of publication (公开时间) and one day on which the finance department approved its
budget or accounts (批复). The law counts 20 days from the approval. One warning a document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from checks.prose.evidence import text_finding
from checks.prose.passages import Prose, Stretch, proses
from checks.prose.wordings import either, wordings
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Severity
from model.messages import check_message
from model.pattern import pattern

_DAYS = 20
_DATE = r"(?P<year>20\d\d)[年\-/.](?P<month>\d{1,2})[月\-/.](?P<day>\d{1,2})日?"
_DATES = pattern(_DATE)
Dated = tuple[date, Stretch]
"""A date, and where it stands with the words that state what it is."""


@cache
def _published() -> re.Pattern[str]:
    return re.compile(rf"{either(wordings().publications)}[:为是]*{_DATE}")


@cache
def _approved() -> re.Pattern[str]:
    return re.compile(rf"{either(wordings().approvals)}(?:日期|时间)[:为是]*{_DATE}")


def check(subject: Subject, outcome: Outcome) -> None:
    """Count the days from approval to publication."""
    for prose in proses(subject):
        published = list(_labelled(prose, _published()))
        approved = [*_labelled(prose, _approved()), *_in_sentences(prose)]
        if not published and not approved:
            continue
        if len({day for day, _ in published}) != 1 or len({day for day, _ in approved}) != 1:
            why = check_message("the text does not state one day of approval and one of publication.")
            outcome.leave(prose.path, why)
            continue
        days = (published[0][0] - approved[0][0]).days
        if days < 0:
            outcome.leave(prose.path, check_message("the day of publication is before that of approval."))
        elif days > _DAYS:
            outcome.report(_finding(approved[0], published[0], days))
        else:
            outcome.hold()


def _labelled(prose: Prose, pattern: re.Pattern[str]) -> Iterator[Dated]:
    for line in prose.lines:
        for match in pattern.finditer(line.text):
            if day := _day(match):
                yield day, Stretch(prose, line, *match.span())


def _in_sentences(prose: Prose) -> Iterator[Dated]:
    """Yield the dates of sentences that name an approver, what was approved, and no other date."""
    words = wordings()
    for line in prose.lines:
        for match in _DATES.finditer(line.text) if any(word in line.text for word in words.approvals) else ():
            here = Stretch(prose, line, *line.sentence(match.start()))
            named = all(
                any(word in here.text for word in group)
                for group in (words.approvals, words.approved, words.approvers)
            )
            day = _day(match)
            if named and day and len(_DATES.findall(here.text)) == 1 and not _approved().search(here.text):
                yield day, here


def _day(match: re.Match[str]) -> date | None:
    """Return the day, None where the calendar has no such day."""
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _finding(approved: Dated, published: Dated, days: int) -> Finding:
    message = check_message(
        "{place}: published on {published}, {days} days after the approval on {approved} ({other}).",
        place=published[1].place,
        published=published[0].isoformat(),
        days=days,
        approved=approved[0].isoformat(),
        other=approved[1].place,
    )
    return text_finding(RULE, message, (*published[1].spans, *approved[1].spans))


RULE = Rule(
    code="TX208",
    family="prose",
    title=check_message("Published more than 20 days after approval"),
    severity=Severity.WARNING,
    basis="RELATIONS 43",
    explanation=__doc__,
    check=check,
)
