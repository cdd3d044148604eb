"""Nothing of the template is left in the text.

What templates leave: a choice that was not made before a figure or a reason (增加（减少）10 万元), instructions and
names of fields in brackets (（项目名称）), empty brackets, marks that stand for what was to be filled in
(XX, X 年, ……万元, __%), and units without a figure (增加万元). Where the extraction of the text tore the figures out of
the sentences, units without a figure and empty brackets are not asked. Marks that hide a person's name or number
are none. One warning for each wording, with all its places; a text without any counts as one relation that holds.

A text with many places of several wordings is a template that was not filled in: one warning for all of it, and what
its sentences leave empty is not asked.

Basis: RELATIONS 33, 38.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from checks.prose.passages import PassageLine, Prose, prose_finding, proses, span_place
from checks.prose.wordings import wordings
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Severity
from model.messages import check_message

_UNITS = r"(?:万元|亿元|元|%|个百分点|人|个|辆|批|次)"
_EMPTY = frozenset({"()", "【】", "〔〕", "{}"})
_HEADING_LONGEST = 60
_MASK_WITHIN = 12
_BLANK_PLACES = 12
_BLANK_WORDINGS = 3
"""A text with as many places, of as many wordings, is a template as a whole."""

Place = tuple[PassageLine, int, int]
"""A line, and where in it something begins and ends."""


@cache
def _anywhere() -> re.Pattern[str]:
    """Return what is found in every text."""
    words = wordings()
    choice = "|".join(
        rf"{one}(?:\({other}\)|/{other})" for pair in words.choices for one, other in (pair, pair[::-1])
    )
    unfilled = "|".join(map(re.escape, words.unfilled))
    literal = "|".join(map(re.escape, (text for text in words.templates if text not in _EMPTY)))
    parts = (
        rf"(?:{choice})(?=[^。;,]{{0,12}}(?:\d|X|×|…|_|{_UNITS}|原因))",
        literal,
        r"\{[\u4e00-\u9fff]{1,12}\}",
        r"(?<![A-Za-z0-9.:/@_\-])(?:X{2,6}|x{2,6}|[×╳]{2,6})(?![A-Za-z0-9./@_\-])",
        rf"(?<![A-Za-z0-9.:/@_\-])X(?={'|'.join(map(re.escape, words.units))})",
        rf"(?:{unfilled})×{_UNITS}",
        rf"(?:(?<=:)|(?<=[是为])|(?<=用于))…{{1,2}}(?=[。;,])|…{{1,2}}(?={_UNITS})",
        r"_{2,}(?=万元|%|个|人|辆|批|次)",
    )
    return re.compile("|".join(parts))


@cache
def _where_figures_are_whole() -> re.Pattern[str]:
    """Return what only a text whose figures stand in their sentences can leave."""
    words = wordings()
    unfilled = "|".join(map(re.escape, words.unfilled))
    empty = "|".join(map(re.escape, (text for text in words.templates if text in _EMPTY)))
    return re.compile(rf"(?:{unfilled})(?:万元|%)|{empty}")


def check(subject: Subject, outcome: Outcome) -> None:
    """Look for what templates leave."""
    for prose in proses(subject):
        found = subject.once(_found)[prose.path]
        if _is_template(found):
            outcome.report(_of_template(prose, found))
            continue
        for words, places in found.items():
            outcome.report(_finding(prose, words, places))
        if not found:
            outcome.hold()


def blank_templates(subject: Subject) -> frozenset[str]:
    """Return the paths of the documents whose text is a template that was not filled in."""
    return frozenset(path for path, found in subject.once(_found).items() if _is_template(found))


def _found(subject: Subject) -> dict[str, dict[str, list[Place]]]:
    """Return what templates left, by the document's path and its words, with its places."""
    by_path: dict[str, dict[str, list[Place]]] = {}
    for prose in proses(subject):
        found: dict[str, list[Place]] = defaultdict(list)
        for line, start, end in _residues(prose):
            found[line.text[start:end]].append((line, start, end))
        by_path[prose.path] = found
    return by_path


def _is_template(found: Mapping[str, Sequence[Place]]) -> bool:
    return len(found) >= _BLANK_WORDINGS and sum(map(len, found.values())) >= _BLANK_PLACES


def _of_template(prose: Prose, found: Mapping[str, Sequence[Place]]) -> Finding:
    """Return the finding of a text that is a template as a whole, with all that was not filled in."""
    places = sorted(
        (place for some in found.values() for place in some), key=lambda place: (place[0].number, place[1])
    )
    spans = tuple(span for place in places for span in prose.spans(*place))
    message = check_message(
        "{place}: the text is a template that was not filled in, in {count} places: {text}",
        place=span_place(spans),
        count=len(places),
        text=places[0][0].quoted(*places[0][1:]),
    )
    return prose_finding(RULE, spans, message, "template")


def _residues(prose: Prose) -> Iterator[Place]:
    ends = wordings().template_ends
    for line in prose.body:
        text = line.text
        patterns = [_anywhere()] if prose.is_torn else [_anywhere(), _where_figures_are_whole()]
        for found in (found for pattern in patterns for found in pattern.finditer(text)):
            if not _is_masked(text, found):
                yield line, *found.span()
        if len(text) <= _HEADING_LONGEST and "。" not in text and text.endswith(ends):
            yield line, len(text) - len(next(end for end in ends if text.endswith(end))), len(text)


def _is_masked(text: str, found: re.Match[str]) -> bool:
    """Return whether marks stand for a person's name or number that is not published."""
    before = text[max(0, found.start() - _MASK_WITHIN) : found.start()]
    return found.group()[0] in "Xx×╳" and any(word in before for word in wordings().masked)


def _finding(prose: Prose, words: str, places: list[Place]) -> Finding:
    """Return the finding of one thing that is left, with all places where it stands."""
    spans = tuple(span for place in places for span in prose.spans(*place))
    line, start, end = places[0]
    first, last = line.sentence(start)
    values: dict[str, str | int] = {
        "place": span_place(spans),
        "words": words,
        "text": line.quoted(start, end),
    }
    template = "{place}: {words} seems to be left from the template: {text}"
    if len(places) > 1:
        values["count"] = len(places)
        template = "{place}: {words} seems to be left from the template, in {count} places: {text}"
    return prose_finding(RULE, spans, check_message(template, **values), line.text[first:last], words)


RULE = Rule(
    code="TX202",
    family="prose",
    title=check_message("Something of the template is left in the text"),
    severity=Severity.WARNING,
    basis="RELATIONS 33, 38",
    explanation=__doc__,
    check=check,
)
