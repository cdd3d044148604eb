"""An amount that the text gives more than once is the same amount.

All sentences of a disclosure with the same coordinates state the same money. Only what no table states is compared
here; where a table states it, each sentence is held against the table. A sentence that does not name its subject
itself is not checked, nor is an amount that a table states of another subject.
"""

from __future__ import annotations

from checks.mechanism.stated import Stated
from checks.mechanism.text_agreement import repeated_amounts, within_text
from checks.prose.evidence import disagreement_values, span_of, text_finding, where, with_amounts
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Severity
from model.messages import check_message


def check(subject: Subject, outcome: Outcome) -> None:
    """Hold the first sentence on each amount against those after it."""
    found = list(within_text(subject))
    repeated = [each for each in found if each is not None]
    outcome.hold(len(found) - len(repeated))
    outcome.of_text.append(repeated_amounts(repeated))
    for each in repeated:
        if each.odd is None:
            outcome.hold()
            continue
        odd, other = each.odd
        if each.apart:
            why = check_message("the two are called differently (合计, 总计, 总收入).")
            outcome.leave(where(subject, odd), why)
            continue
        if each.misread:
            why = check_message("a table states this amount of another subject, which the sentence may mean.")
            outcome.leave(where(subject, odd), why)
            continue
        finding = _finding(subject, odd, other)
        lack = other.amount - odd.amount
        outcome.fail_in_text(finding, {odd.fact: lack, other.fact: -lack}, finding.allowance or 0)


def _finding(subject: Subject, odd: Stated, other: Stated) -> Finding:
    assert odd.cited
    assert other.cited
    claim = odd.cited.claim
    values = disagreement_values(subject, odd.cited, other)
    message = check_message(
        "{place}: “{phrase}”, but {other} says “{label}”; difference {difference} {unit}.", **values
    )
    spans = (span_of(odd.cited), span_of(other.cited))
    found = text_finding(RULE, message, spans, coordinates=claim.coordinates)
    return with_amounts(found, claim.amount, other.amount, odd.half + other.half, claim.unit)


RULE = Rule(
    code="TX102",
    family="prose",
    title=check_message("The text states the same amount twice, and differently"),
    severity=Severity.WARNING,
    basis="RELATIONS 34",
    explanation=__doc__,
    check=check,
)
