"""The parts that the text tells (其中) are at most the whole, and equal to it where they are all.

The amounts after 其中, 包括 and 主要用于 are parts of the amount before. Where they are all parts that the whole
can have (基本支出 and 项目支出; 因公出国, 公务用车 and 公务接待) or close with 其他, their sum is the whole; otherwise
it is at most the whole. Parts of several kinds (sources, uses, codes, projects by name) are added up kind by kind;
what is of several kinds at once, and parts that contain each other, are not.

Basis: RELATIONS 31.
"""

from __future__ import annotations

from checks.mechanism.named import relate
from checks.mechanism.relations import INCONSISTENT, Relation
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
    failing = [each for each in relations.inexact.values() if each.verdict == INCONSISTENT]
    outcome.hold(len(relations) - len(failing))
    for relation in failing:
        whole = asked[relation.number][0]
        if whole.why_doubtful is not None:
            outcome.leave(place_text(whole.said), whole.why_doubtful)
        else:
            changes = changes_of(relation, subject.facts)
            outcome.fail_in_text(_finding(whole, relation), changes, relation.allowance)


def _finding(whole: WholeInText, relation: Relation) -> Finding:
    claim, parts = whole.said.claim, whole.parts
    unit = claim.unit or Unit.YUAN
    values = {
        **phrase_values(whole.said),
        "parts": " + ".join(format_amount(one.claim.amount, unit) for one in parts),
        "total": format_amount(relation.computed, unit),
        "difference": format_amount(claim.amount - relation.computed, unit),
        "unit": unit.label,
    }
    message = check_message(
        "{place}: “{phrase}”, but its parts come to {parts} = {total} {unit}; difference {difference}.",
        **values,
    )
    spans = (span_of(whole.said), *(span_of(one) for one in parts))
    found = text_finding(RULE, message, spans, coordinates=claim.coordinates)
    sign = "<=" if relation.at_most else "="
    return with_amounts(found, claim.amount, relation.computed, relation.allowance, claim.unit, sign)


RULE = Rule(
    code="TX103",
    family="prose",
    title=check_message("The parts in the text are not their whole"),
    severity=Severity.WARNING,
    basis="RELATIONS 31",
    explanation=__doc__,
    check=check,
)
