"""No sign of punctuation follows another: ，， or ；。.

Three stops or more in a row are an ellipsis. Nothing is asked of what a line break joins, of a text whose extraction
tore figures out of the sentences, nor of a colon before a stop, which leaves a reason or a list empty. One notice
a place; a text without any counts as one relation that holds.
"""

from __future__ import annotations

from checks.prose.evidence import text_finding
from checks.prose.passages import Stretch, proses
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Severity
from model.messages import check_message
from model.pattern import pattern

_SIGNS = pattern(r"[,;。、]{2,}|::+|:[,、]|[,;。、]:")
_ELLIPSIS = pattern(r"。{3,}|,{3,}|、{3,}")


def check(subject: Subject, outcome: Outcome) -> None:
    """Look for signs that follow another."""
    for prose in proses(subject):
        if prose.is_torn:
            outcome.leave(prose.path, check_message("the extraction tore figures out of the sentences."))
            continue
        found = [here for here, _ in prose.matches(_SIGNS) if not _is_allowed(here)]
        for here in found:
            outcome.report(_finding(here))
        if not found:
            outcome.hold()


def _is_allowed(here: Stretch) -> bool:
    if here.start == 0 or _ELLIPSIS.fullmatch(here.text):
        return True
    return any(here.line.begins_paragraph(at) for at in range(here.start + 1, here.end))


def _finding(here: Stretch) -> Finding:
    message = check_message(
        "{place}: {signs} stand one after the other: {text}", signs=here.printed, **here.values
    )
    return text_finding(RULE, message, here.spans, here.from_sentence)


RULE = Rule(
    code="TX204",
    family="prose",
    title=check_message("Two signs of punctuation stand one after the other"),
    severity=Severity.NOTICE,
    basis="RELATIONS 38",
    explanation=__doc__,
    check=check,
)
