"""The dates on which a text says that it was approved and published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from checks.prose.passages import PassageLine, Prose
from checks.prose.wordings import wordings

_DATE = r"(?P<year>20\d\d)[年\-/.](?P<month>\d{1,2})[月\-/.](?P<day>\d{1,2})日?"
_DATES = re.compile(_DATE)


class Dated(NamedTuple):
    """A date and where it stands with the words that say what it is."""

    day: date
    line: PassageLine
    start: int
    end: int


@cache
def _published() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, wordings().publications))})[:为是]*{_DATE}")


@cache
def _approved() -> re.Pattern[str]:
    words = "|".join(map(re.escape, wordings().approvals))
    return re.compile(rf"(?:{words})(?:日期|时间)[:为是]*{_DATE}")


def publications(prose: Prose) -> list[Dated]:
    """Return the dates of publication that a text states."""
    return list(_labelled(prose, _published()))


def approvals(prose: Prose) -> list[Dated]:
    """Return the dates of approval that a text states: behind a label, or in a sentence on its budget or accounts."""
    return [*_labelled(prose, _approved()), *_told(prose)]


def _labelled(prose: Prose, pattern: re.Pattern[str]) -> Iterator[Dated]:
    for line in prose.lines:
        for match in pattern.finditer(line.text):
            if day := _day(match):
                yield Dated(day, line, *match.span())


def _told(prose: Prose) -> Iterator[Dated]:
    """Yield the dates of sentences that name an approver, what was approved, and no other date."""
    words = wordings()
    for line in prose.lines:
        for match in _DATES.finditer(line.text) if any(word in line.text for word in words.approvals) else ():
            start, end = line.sentence(match.start())
            sentence = line.text[start:end]
            named = all(
                any(word in sentence for word in group)
                for group in (words.approvals, words.approved, words.approvers)
            )
            day = _day(match)
            if named and day and len(_DATES.findall(sentence)) == 1 and not _approved().search(sentence):
                yield Dated(day, line, start, end)


def _day(match: re.Match[str]) -> date | None:
    """Return the day, None where the calendar has no such day."""
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
