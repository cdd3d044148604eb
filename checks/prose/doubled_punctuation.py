"""No sign of punctuation follows another: ，， or ；。.

Three stops or more in a row are an ellipsis. Nothing is asked of what a line break joins, of a text whose extraction
tore figures out of the sentences, nor of a colon before a stop, which leaves a reason or a list empty. One notice
a place; a text without any counts as one relation that holds.

Basis: RELATIONS 38.
"""

from __future__ import annotations

import re

from checks.prose.passages import PassageLine, Prose, prose_finding, proses, span_place
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Severity
from model.messages import check_message

_SIGNS = re.compile(r"[,;。、]{2,}|::+|:[,、]|[,;。、]:")
_ELLIPSIS = re.compile(r"。{3,}|,{3,}|、{3,}")


def check(subject: Subject, outcome: Outcome) -> None:
    """Look for signs that follow another."""
    for prose in proses(subject):
        if prose.is_torn:
            outcome.leave(prose.path, check_message("the extraction tore figures out of the sentences."))
            continue
        found = [
            (line, match)
            for line in prose.body
            for match in _SIGNS.finditer(line.text)
            if not _is_allowed(line, match)
        ]
        for line, match in found:
            outcome.report(_finding(prose, line, match))
        if not found:
            outcome.hold()


def _is_allowed(line: PassageLine, match: re.Match[str]) -> bool:
    if match.start() == 0 or _ELLIPSIS.fullmatch(match.group()):
        return True
    return any(line.begins_paragraph(at) for at in range(match.start() + 1, match.end()))


def _finding(prose: Prose, line: PassageLine, match: re.Match[str]) -> Finding:
    start, end = match.span()
    spans = prose.spans(line, start, end)
    message = check_message(
        "{place}: {signs} stand one after the other: {text}",
        place=span_place(spans),
        signs=line.printed[line.places[start] : line.places[end - 1] + 1],
        text=line.quoted(start, end),
    )
    first, _ = line.sentence(start)
    return prose_finding(RULE, spans, message, line.text[first:end])


RULE = Rule(
    code="TX204",
    family="prose",
    title=check_message("Two signs of punctuation stand one after the other"),
    severity=Severity.NOTICE,
    basis="RELATIONS 38",
    explanation=__doc__,
    check=check,
)
