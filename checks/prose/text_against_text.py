"""An amount that the text gives more than once is the same amount.

All sentences of a disclosure with the same coordinates state the same money. Only what no table states is compared
here; where a table states it, each sentence is held against the table.

Basis: RELATIONS 34.
"""

from __future__ import annotations

from checks.mechanism.evidence import fingerprint
from checks.prose.evidence import span_of
from checks.prose.statements import Stated, statements
from checks.prose.telling import told_values
from checks.prose.text_against_tables import counterpart
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Severity, Verdict
from model.messages import check_message
from model.reading.prose.claim import Measure


def check(subject: Subject, outcome: Outcome) -> None:
    """Hold the first sentence on each amount against those after it."""
    told = subject.once(statements)
    done: set[tuple[tuple[str, str], ...]] = set()
    for said in told.of(Measure.AMOUNT):
        key = tuple(sorted(said.claim.coordinates.items()))
        same = told.in_prose(said.claim.coordinates)
        if key in done or len(same) < 2:
            continue
        done.add(key)
        if counterpart(told, said.claim):
            outcome.hold()
            continue
        odd = _odd(same)
        if odd is None:
            outcome.hold()
        else:
            outcome.report(_finding(subject, *odd))


def _odd(same: list[Stated]) -> tuple[Stated, Stated] | None:
    """Return a statement that no other can be equal to, and one of those that it is held against; None for none."""
    pairs = [(one, other) for one in same for other in same if one.high < other.low or other.high < one.low]
    if not pairs:
        return None
    amounts = [one.amount for one in same]
    odd = min((one for one, _ in pairs), key=lambda one: (amounts.count(one.amount), -same.index(one)))
    return next((one, other) for one, other in pairs if one is odd)


def _finding(subject: Subject, odd: Stated, other: Stated) -> Finding:
    assert odd.said
    assert other.said
    claim = odd.said.claim
    values = told_values(subject, odd.said, other)
    template = "{place}: “{phrase}”, but {other} says “{label}”; difference {difference} {unit}."
    return Finding(
        id=fingerprint("TX102", "", dict(claim.coordinates)),
        rule="TX102",
        severity=RULE.severity,
        verdict=Verdict.INCONSISTENT,
        title=RULE.title,
        message=check_message(template, **values),
        spans=(span_of(odd.said), span_of(other.said)),
        stated=claim.amount,
        computed=other.amount,
        difference=claim.amount - other.amount,
        allowance=odd.half + other.half,
        relation="=",
        unit=claim.unit,
    )


RULE = Rule(
    code="TX102",
    family="prose",
    title=check_message("The text states the same amount twice, and differently"),
    severity=Severity.WARNING,
    basis="RELATIONS 34",
    explanation=__doc__,
    check=check,
)
