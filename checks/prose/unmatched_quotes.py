"""Every quotation mark and bracket has its partner.

Asked of “ ”, 《 》, （ ）, 【 】 and 〔 〕 over the lines that a page broke, and over the passages that follow; only
where the sentence around the sign is whole. The bracket of an item (1）) needs none. Where the extraction of the text
sets quotation marks on lines of their own, or drops signs here and there, the pair is not asked. One notice a sign.

Basis: RELATIONS 38.
"""

from __future__ import annotations

from checks.prose.pairs import Lone, counted
from checks.prose.passages import Prose, prose_finding, proses, span_place
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Severity
from model.messages import check_message


def check(subject: Subject, outcome: Outcome) -> None:
    """Look for signs without a partner."""
    for prose in proses(subject):
        for found in counted(prose).values():
            if found is None:
                why = check_message("the extraction lost quotation marks or brackets.")
                outcome.leave(prose.path, why)
                continue
            outcome.hold(found.matched)
            for lone in found.lone:
                outcome.report(_finding(prose, lone))
            if found.doubtful:
                why = check_message("the sentence is not whole in the text.")
                outcome.leave(prose.path, why, found.doubtful)


def _finding(prose: Prose, lone: Lone) -> Finding:
    line = prose.body[lone.line]
    spans = prose.spans(line, lone.at, lone.at + 1)
    message = check_message(
        "{place}: {sign} has no partner: {text}",
        place=span_place(spans),
        sign=spans[0].text,
        text=line.quoted(lone.at, lone.at + 1),
    )
    first, last = line.sentence(lone.at)
    return prose_finding(RULE, spans, message, line.text[first:last], lone.sign)


RULE = Rule(
    code="TX205",
    family="prose",
    title=check_message("A quotation mark or a bracket has no partner"),
    severity=Severity.NOTICE,
    basis="RELATIONS 38",
    explanation=__doc__,
    check=check,
)
