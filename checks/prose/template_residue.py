"""Nothing of the template is left in the text.

What templates leave: a choice that was not made before a figure or a reason (增加（减少）10 万元), instructions and
names of fields in brackets (（项目名称）), empty brackets, marks that stand for what was to be filled in
(XX, X 年, ……万元, __%), and units without a figure (增加万元). Where the extraction of the text tore the figures out of
the sentences, units without a figure and empty brackets are not asked. Marks that hide a person's name or number
are none. One warning for each wording, with all its places; a text without any counts as one relation that holds.

A text with many places of several wordings is a template that was not filled in: one warning for all of it, and what
its sentences leave empty is not asked.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from checks.prose.evidence import text_finding
from checks.prose.passages import Prose, Stretch, proses
from checks.prose.wordings import either, wordings
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


@cache
def _anywhere() -> re.Pattern[str]:
    """Return what is found in every text."""
    words = wordings()
    choice = "|".join(
        rf"{one}(?:\({other}\)|/{other})" for pair in words.choices for one, other in (pair, pair[::-1])
    )
    parts = (
        rf"(?:{choice})(?=[^。;,]{{0,12}}(?:\d|X|×|…|_|{_UNITS}|原因))",
        either(text for text in words.templates if text not in _EMPTY),
        r"\{[\u4e00-\u9fff]{1,12}\}",
        r"(?<![A-Za-z0-9.:/@_\-])(?:X{2,6}|x{2,6}|[×╳]{2,6})(?![A-Za-z0-9./@_\-])",
        rf"(?<![A-Za-z0-9.:/@_\-])X(?={either(words.units)})",
        rf"{either(words.unfilled)}×{_UNITS}",
        rf"(?:(?<=:)|(?<=[是为])|(?<=用于))…{{1,2}}(?=[。;,])|…{{1,2}}(?={_UNITS})",
        r"_{2,}(?=万元|%|个|人|辆|批|次)",
    )
    return re.compile("|".join(parts))


@cache
def _where_figures_are_whole() -> re.Pattern[str]:
    """Return what only a text whose figures stand in their sentences can leave."""
    empty = either(text for text in wordings().templates if text in _EMPTY)
    return re.compile(rf"{either(wordings().unfilled)}(?:万元|%)|{empty}")


def check(subject: Subject, outcome: Outcome) -> None:
    """Look for what templates leave."""
    for prose in proses(subject):
        found = subject.once(_found)[prose.path]
        if _is_template(found):
            outcome.report(_of_template(found))
            continue
        for words, places in found.items():
            outcome.report(_finding(words, places))
        if not found:
            outcome.hold()


def blank_templates(subject: Subject) -> frozenset[str]:
    """Return the paths of the documents whose text is a template that was not filled in."""
    return frozenset(path for path, found in subject.once(_found).items() if _is_template(found))


def _found(subject: Subject) -> dict[str, dict[str, list[Stretch]]]:
    """Return what templates left, by the document's path and its words, with its places."""
    by_path: dict[str, dict[str, list[Stretch]]] = {}
    for prose in proses(subject):
        found: dict[str, list[Stretch]] = defaultdict(list)
        for here in _residues(prose):
            found[here.text].append(here)
        by_path[prose.path] = found
    return by_path


def _is_template(found: Mapping[str, Sequence[Stretch]]) -> bool:
    return len(found) >= _BLANK_WORDINGS and sum(map(len, found.values())) >= _BLANK_PLACES


def _of_template(found: Mapping[str, Sequence[Stretch]]) -> Finding:
    """Return the finding of a text that is a template as a whole, with all that was not filled in."""
    places = sorted(
        (here for some in found.values() for here in some), key=lambda here: (here.line.number, here.start)
    )
    spans = tuple(span for here in places for span in here.spans)
    message = check_message(
        "{place}: the text is a template that was not filled in, in {count} places: {text}",
        count=len(places),
        **places[0].values,
    )
    return text_finding(RULE, message, spans, "template")


def _residues(prose: Prose) -> Iterator[Stretch]:
    ends = wordings().template_ends
    patterns = [_anywhere()] if prose.is_torn else [_anywhere(), _where_figures_are_whole()]
    for line in prose.body:
        text = line.text
        for found in (found for pattern in patterns for found in pattern.finditer(text)):
            if not _is_masked(text, found):
                yield Stretch(prose, line, *found.span())
        if len(text) <= _HEADING_LONGEST and "。" not in text and text.endswith(ends):
            end = next(end for end in ends if text.endswith(end))
            yield Stretch(prose, line, len(text) - len(end), len(text))


def _is_masked(text: str, found: re.Match[str]) -> bool:
    """Return whether marks stand for a person's name or number that is not published."""
    if text[found.start()] not in "Xx×╳":
        return False
    before = text[max(0, found.start() - _MASK_WITHIN) : found.start()]
    return any(word in before for word in wordings().masked)


def _finding(words: str, places: list[Stretch]) -> Finding:
    """Return the finding of one thing that is left, with all places where it stands."""
    values = {"words": words, **places[0].values}
    template = "{place}: {words} seems to be left from the template: {text}"
    if len(places) > 1:
        values["count"] = len(places)
        template = "{place}: {words} seems to be left from the template, in {count} places: {text}"
    spans = tuple(span for here in places for span in here.spans)
    return text_finding(RULE, check_message(template, **values), spans, places[0].sentence, words)


RULE = Rule(
    code="TX202",
    family="prose",
    title=check_message("Something of the template is left in the text"),
    severity=Severity.WARNING,
    basis="RELATIONS 33, 38",
    explanation=__doc__,
    check=check,
)
