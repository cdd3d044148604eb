"""The numbering of the contents is unbroken: 一、 二、 四、 leaves out 三.

Each way of numbering (第一部分, 一、, （一）, 1., 表一) is followed by itself, and may begin anew at one. The
same number twice in a row is reported too. One notice a gap.
"""

from __future__ import annotations

from checks.mechanism.contents import (
    ContentsEntry,
    ListedContents,
    entry_evidence,
    entry_finding,
    listed_contents,
)
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Severity
from model.messages import check_message
from model.numbering import Mark


def check(subject: Subject, outcome: Outcome) -> None:
    """Follow the numbering of each contents."""
    for listed in listed_contents(subject):
        last: dict[str, tuple[int, Mark]] = {}
        entries = listed.contents.entries
        for index, entry in enumerate(entries):
            for mark in entry.marks:
                before = last.get(mark.style)
                last[mark.style] = (index, mark)
                if before is None:
                    continue
                if _follows(mark.number, before[1].number, is_next=index == before[0] + 1):
                    outcome.hold()
                else:
                    outcome.report(_finding(subject, listed, entries[before[0]], before[1], entry, mark))


def _follows(number: int, before: int, *, is_next: bool) -> bool:
    """Return whether a number may follow another: the next one, a new beginning, or the end of a list within."""
    if number == before:
        return number == 1 and not is_next
    return number in {1, before + 1} or number < before


def _finding(
    subject: Subject,
    listed: ListedContents,
    before: ContentsEntry,
    earlier: Mark,
    entry: ContentsEntry,
    mark: Mark,
) -> Finding:
    here, there = entry_evidence(subject, listed, entry), entry_evidence(subject, listed, before)
    message = check_message(
        "{place}: the contents go from {earlier} ({before}) to {later} ({entry}).",
        place=here.place,
        earlier=earlier.written(),
        before=before.title,
        later=mark.written(),
        entry=entry.title,
    )
    return entry_finding(RULE, (here, there), message, before.title, entry.title)


RULE = Rule(
    code="CO104",
    family="completeness",
    title=check_message("The numbering of the contents is broken"),
    severity=Severity.NOTICE,
    basis="RELATIONS 41",
    explanation=__doc__,
    check=check,
)
