"""A percentage of one amount over another: whether it fits, what would mend it, and the finding that it does not.

Shares (TX104) and completion rates (TX105) are such; what they are held against is for their rules to say.
"""

from __future__ import annotations

from collections.abc import Sequence

from checks.mechanism.intervals import is_ratio, percent
from checks.mechanism.stated import Said, Stated, Statements, statements
from checks.prose.evidence import grade, held_finding, is_cut, quoted_values, unit_told
from checks.prose.mending import Mends, of_ratio, over
from checks.prose.operands import interval, same_amount
from checks.rule import Rule, Subject
from model.finding import Finding, Severity
from model.messages import Message
from model.money import format_amount
from model.reading.prose.claim import Claim


def fits(own: Stated, base: Stated, claim: Claim) -> bool:
    """Tell whether a percentage may be an amount over another, each rounded to what is printed."""
    return is_ratio(interval(own), interval(base), interval(claim))


def mends(told: Statements, said: Said, own: Stated, bases: Sequence[Stated]) -> Mends:
    """Return with which amounts, its own or a base, a percentage would be right."""
    ratio = interval(said.claim)
    return over(
        same_amount(told, own, said.claim.coordinates), bases, lambda one, base: of_ratio(one, base, ratio)
    )


def ratio_values(subject: Subject, said: Said, own: Stated, base: Stated) -> dict[str, str]:
    """Return what a message states of a percentage, of its amounts, and of what they give."""
    unit = unit_told(subject, own)
    return {
        **quoted_values(said, own.said),
        "part": format_amount(own.amount, unit),
        "whole": format_amount(base.amount, unit),
        "unit": unit.label,
        "computed": percent(own.amount, base.amount, max(said.claim.decimals, 2)),
    }


def ratio_finding(
    rule: Rule, subject: Subject, said: Said, own: Stated, base: Stated, message: Message, gravest: Severity
) -> Finding:
    """Return the finding of a percentage that is not its amount over its base, a notice where it was only cut off."""
    severity = grade(subject.once(statements), said, lambda one, other: not fits(one, other, said.claim))
    if is_cut(said.claim, own.amount, base.amount):
        severity = Severity.NOTICE
    elif gravest is not Severity.ERROR:
        severity = gravest
    return held_finding(rule, subject, said, message, severity, (own, base), (said, own.said, base.said))
