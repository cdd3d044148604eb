"""No words stand twice in a row: 主要原因是主要原因是, 主要用于用于.

Three characters or more that are repeated at once, and shorter words of which a list says that they never stand
twice. Words that Chinese doubles (一个一个), and names of the classification of which one begins as the other ends,
are none, nor is what a line break doubles. One notice a place; a text without any counts as one relation that holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from checks.prose.evidence import text_finding
from checks.prose.passages import PassageLine, Prose, Stretch, proses
from checks.prose.wordings import either, wordings
from checks.rule import Outcome, Rule, Subject
from model.classification.catalogue import catalogue
from model.classification.codes import Domain
from model.finding import Severity
from model.messages import check_message
from model.pattern import pattern

_LONG = pattern(r"([\u4e00-\u9fff]{3,20})\1")
_YEAR = pattern(r"(20\d\d年度?)\1")


@cache
def _short() -> re.Pattern[str]:
    return re.compile(rf"({either(wordings().repeated)})\1")


def check(subject: Subject, outcome: Outcome) -> None:
    """Look for words that stand twice in a row."""
    for prose in proses(subject):
        found = list(_doubled(prose))
        for here, word in found:
            message = check_message(
                "{place}: {words} stands twice in a row: {text}", words=word, **here.values
            )
            outcome.report(text_finding(RULE, message, here.spans, here.sentence, word))
        if not found:
            outcome.hold()


def _doubled(prose: Prose) -> Iterator[tuple[Stretch, str]]:
    """Yield the doubled stretches, each with the words that stand there twice."""
    for line in prose.body:
        taken = -1
        found = [match for pattern in (_LONG, _YEAR, _short()) for match in pattern.finditer(line.text)]
        for match in sorted(found, key=lambda match: (match.start(), -match.end())):
            if match.start() >= taken and not _is_normal(line, match):
                taken = match.end()
                yield Stretch(prose, line, *match.span()), match[1]


def _is_normal(line: PassageLine, match: re.Match[str]) -> bool:
    """Return whether a doubled stretch is torn by spaces or lines, is doubled in Chinese, or joins two names."""
    start, end, word = match.start(), match.end(), match[1]
    if line.places[end - 1] - line.places[start] != end - 1 - start or line.begins_paragraph(
        start + len(word)
    ):
        return True
    if catalogue().by_name(word, Domain.FUNCTION):
        return True
    return any(word == normal or _covers(normal, line.text, start, 2 * word) for normal in wordings().normal)


def _covers(normal: str, text: str, start: int, doubled: str) -> bool:
    """Return whether the doubled stretch at `start` is a part of a normal word."""
    at = normal.find(doubled)
    return at >= 0 and text.startswith(normal, max(start - at, 0))


RULE = Rule(
    code="TX203",
    family="prose",
    title=check_message("Words stand twice in a row"),
    severity=Severity.NOTICE,
    basis="RELATIONS 38",
    explanation=__doc__,
    check=check,
)
