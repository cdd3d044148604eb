"""The parts that the text tells (其中) are at most the whole, and equal to it where they are all.

The amounts after 其中, 包括 and 主要用于 are parts of the amount before. Where they are all parts that the whole
can have (基本支出 and 项目支出; 因公出国, 公务用车 and 公务接待) or close with 其他, their sum is the whole; otherwise
it is at most the whole. Parts of several kinds (sources, uses, codes, projects by name) are added up kind by kind;
what is of several kinds at once, and parts that contain each other, are not.

Basis: RELATIONS 31.
"""

from __future__ import annotations

import numpy as np

from checks.mechanism.named import relate
from checks.mechanism.relations import INCONSISTENT, Relations
from checks.mechanism.rollup import changes_of
from checks.mechanism.text_parts import WholeInText, wholes_in_text
from checks.prose.evidence import phrase_values, place_text, span_of, text_finding, with_amounts
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Severity
from model.messages import check_message
from model.money import Unit, format_amount


def check(subject: Subject, outcome: Outcome) -> None:
    """Add up the parts of each whole that the prose tells."""
    wholes = list(wholes_in_text(subject))
    asked = [(whole, whole.relation) for whole in wholes if whole.relation is not None]
    for whole in (whole for whole in wholes if whole.relation is None):
        outcome.leave(place_text(whole.said), check_message("the parts are not of one kind."))
    relations = relate(subject.facts, [relation for _, relation in asked])
    outcome.of_text.append(relations)
    failing = relations.verdict == INCONSISTENT
    outcome.hold(int(np.count_nonzero(~failing)))
    for number in np.flatnonzero(failing).tolist():
        whole = asked[number][0]
        if whole.why_doubtful is not None:
            outcome.leave(place_text(whole.said), whole.why_doubtful)
        else:
            finding = _finding(whole, relations, number)
            changes = changes_of(relations, number, subject.facts)
            outcome.fail_in_text(finding, changes, finding.allowance or 0)


def _finding(whole: WholeInText, relations: Relations, number: int) -> Finding:
    claim, parts = whole.said.claim, whole.parts
    unit = claim.unit or Unit.YUAN
    total = int(relations.computed[number])
    values = {
        **phrase_values(whole.said),
        "parts": " + ".join(format_amount(one.claim.amount, unit) for one in parts),
        "total": format_amount(total, unit),
        "difference": format_amount(claim.amount - total, unit),
        "unit": unit.label,
    }
    message = check_message(
        "{place}: “{phrase}”, but its parts come to {parts} = {total} {unit}; difference {difference}.",
        **values,
    )
    spans = (span_of(whole.said), *(span_of(one) for one in parts))
    found = text_finding(RULE, message, spans, coordinates=claim.coordinates)
    relation = "<=" if relations.at_most[number] else "="
    return with_amounts(found, claim.amount, total, int(relations.allowance[number]), claim.unit, relation)


RULE = Rule(
    code="TX103",
    family="prose",
    title=check_message("The parts in the text are not their whole"),
    severity=Severity.WARNING,
    basis="RELATIONS 31",
    explanation=__doc__,
    check=check,
)
