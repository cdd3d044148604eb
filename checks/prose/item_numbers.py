"""The numbers of chapters and items are unbroken in the text: 1. 2. 4. leaves out 3.

Each way of numbering (第一部分, 一、, （一）, 1., （1）) is followed by itself below one heading, and may begin anew at
one. A list with a single gap, or with a single number given twice, is reported. Where the missing item may stand in
a table, within a line, or in a line whose number the extraction of the text lost, nothing is. The table of contents
has a rule of its own. One notice a list.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from checks.prose.evidence import text_finding
from checks.prose.passages import PassageLine, Prose, Stretch, proses
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Severity
from model.messages import check_message
from model.numbering import Mark
from model.reading.prose.passage import half_width

_LIST_LEAST = 3
_HEADING_LONGEST = 40


class Item(NamedTuple):
    """A numbered line of the body, the index of its line, and the stretch of its number."""

    at: int
    line: PassageLine
    mark: Mark
    here: Stretch


def check(subject: Subject, outcome: Outcome) -> None:
    """Follow the numbers of each list."""
    for prose in proses(subject):
        if prose.is_torn:
            outcome.leave(prose.path, check_message("the extraction tore figures out of the sentences."))
            continue
        for items in _lists(prose):
            broken = [
                (one, other) for one, other in pairwise(items) if other.mark.number != one.mark.number + 1
            ]
            if len(items) < _LIST_LEAST or not broken:
                outcome.hold()
            elif len(broken) > 1 or _may_have_lost_one(prose, *broken[0]):
                why = check_message("a number may have been lost by the extraction.")
                outcome.leave(items[0].here.place, why)
            else:
                outcome.report(_finding(*broken[0]))


def _lists(prose: Prose) -> Iterator[list[Item]]:
    """Yield the lists: items of one way of numbering, with the lists below them closed at each."""
    open_lists: list[list[Item]] = []
    for index, line in enumerate(prose.body):
        mark = line.mark
        if mark is None:
            continue
        level = next((at for at, each in enumerate(open_lists) if each[-1].mark.style == mark.style), None)
        if level is not None:
            yield from open_lists[level + 1 :]
            del open_lists[level + 1 :]
            if mark.number == 1:
                yield open_lists.pop()
        if level is None or mark.number == 1:
            open_lists.append([])
        open_lists[-1].append(Item(index, line, mark, Stretch(prose, line, 0, mark.length)))
    yield from open_lists


def _may_have_lost_one(prose: Prose, one: Item, other: Item) -> bool:
    """Return whether the missing item may stand between two others: within a line, in a table, or without its number.

    A line without a number that may be an item is, between headings, a short one that is no sentence; between
    sentences any line is.
    """
    if not 0 <= other.mark.number - one.mark.number <= 2:
        return True
    missing = half_width(one.mark.written(1))
    stretch = prose.body[one.at : other.at]
    if any(missing in line.text for line in stretch) or _stands_in_table(prose, one, other, missing):
        return True
    among = [line for line in stretch[1:] if line.mark is None]
    if one.line.passage.is_heading or len(one.line.text) <= _HEADING_LONGEST:
        return any(_is_title(line.text) for line in among)
    return bool(among)


def _stands_in_table(prose: Prose, one: Item, other: Item, missing: str) -> bool:
    """Return whether a cell or the line above a table begins with a number: an item that was read with a table.

    A table of a text stands between the two items; where other documents' tables stand is not known.
    """
    return any(
        isinstance(value, str) and half_width(value).lstrip().startswith(missing)
        for sheet in prose.document.book.sheets
        if not sheet.first_line or one.line.number <= sheet.first_line <= other.line.number
        for row in (sheet.caption, *sheet.rows)
        for value in row
    )


def _is_title(text: str) -> bool:
    return len(text) <= _HEADING_LONGEST and not text.endswith(("。", ";", ":", ","))


def _finding(one: Item, other: Item) -> Finding:
    message = check_message(
        "{place}: {earlier} ({before}) is followed by {later} ({text}).",
        place=other.here.place,
        earlier=one.mark.written(),
        before=_title(one),
        later=other.mark.written(),
        text=_title(other),
    )
    spans = (*other.here.spans, *one.here.spans)
    return text_finding(RULE, message, spans, _title(one), _title(other))


def _title(item: Item) -> str:
    text = item.line.text[item.mark.length :]
    return text[:20] + ("…" if len(text) > 20 else "")


RULE = Rule(
    code="TX209",
    family="prose",
    title=check_message("The numbering of the text is broken"),
    severity=Severity.NOTICE,
    basis="RELATIONS 41",
    explanation=__doc__,
    check=check,
)
