"""A sentence that begins to give a reason, or a use, gives one.

Asked wherever 主要原因是, 主要用于 and their like stand: something follows before the sentence ends. A list in the
paragraphs that follow is a reason; the next item of the same list, or the end of the text, is none. That a reason
says nothing (无, 根据实际支出) is not asked. One warning a place.
"""

from __future__ import annotations

import re
from functools import cache

from checks.prose.evidence import text_finding
from checks.prose.passages import Prose, Stretch, proses
from checks.prose.template_residue import blank_templates
from checks.prose.wordings import either, wordings
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Severity
from model.messages import check_message

_LEAST_SIGNS = ":,、"


@cache
def _leads() -> re.Pattern[str]:
    return re.compile(rf"{either(wordings().reasons)}|{either(wordings().reasons_with_colon)}:")


def check(subject: Subject, outcome: Outcome) -> None:
    """Look behind the words that begin a reason."""
    blank = subject.once(blank_templates)
    for prose in proses(subject):
        if prose.path in blank:
            outcome.leave(prose.path, check_message("the text is a template that was not filled in."))
            continue
        for index, line in enumerate(prose.body):
            for found in _leads().finditer(line.text):
                rest = line.text[found.end() :].lstrip(_LEAST_SIGNS)
                if not rest and prose.is_torn:
                    why = check_message("the extraction tore sentences apart.")
                    outcome.leave(Stretch(prose, line, *found.span()).place, why)
                elif _is_empty(rest, prose, index):
                    end = min(len(line.text) - len(rest) + 1, len(line.text))
                    outcome.report(_finding(Stretch(prose, line, found.start(), end)))
                else:
                    outcome.hold()


def _is_empty(rest: str, prose: Prose, index: int) -> bool:
    """Return whether nothing follows: the sentence ends, or the passage does and no list comes after it."""
    if rest:
        return rest[0] in "。;"
    if index + 1 == len(prose.body):
        return True
    mark = prose.body[index + 1].mark
    return mark is not None and mark.number > 1


def _finding(here: Stretch) -> Finding:
    words = here.text.rstrip(":,、。;")
    message = check_message("{place}: nothing follows {words}: {text}", words=words, **here.values)
    return text_finding(RULE, message, here.spans, here.from_sentence)


RULE = Rule(
    code="TX201",
    family="prose",
    title=check_message("A reason or a use is left empty"),
    severity=Severity.WARNING,
    basis="RELATIONS 35",
    explanation=__doc__,
    check=check,
)
