"""A project's money is what the treasury pays and the other money together.

The form prints the total, the fiscal appropriation and the other money, or what the level itself pays and
what it passes to the towns. A blank adds nothing. Where only one of the two is printed, it is at most the
total.

What was brought forward is added where the form prints it beside the fiscal appropriation, unless that holds it
already.
"""

from __future__ import annotations

from collections.abc import Sequence

from checks.performance.equation import EquationWording, compare
from checks.performance.forms import PlacedForm, filled_forms, leave_form
from checks.rule import Outcome, Rule, Subject
from model.finding import Severity
from model.messages import check_message
from model.reading.targets import Money

_PARTS = (("fiscal", "other"), ("local", "towns"))
_WORDING = EquationWording(
    inconsistent="{place} ({project}): the total is {stated} {unit}, its sources add up to {computed}; "
    "difference {difference}.",
    rounding="{place} ({project}): the total is {stated} {unit}, its sources {computed}; "
    "rounding explains {difference}.",
)


def check(subject: Subject, outcome: Outcome) -> None:
    """Compare the total of each form with its sources."""
    for placed in filled_forms(subject):
        for roles in _PARTS:
            _ask(subject, outcome, placed, roles)


def _ask(subject: Subject, outcome: Outcome, placed: PlacedForm, roles: tuple[str, str]) -> None:
    form = placed.form
    stated = [money for money in form.funding if money.role in roles]
    if not stated:
        return
    parts = [money for role in roles if (money := form.money(role)) is not None]
    whole = form.money("total")
    if whole is None or len(stated) > len(parts):
        leave_form(
            subject, outcome, placed, check_message("the form states no total, or states an amount twice.")
        )
        return
    complete = set(roles) <= form.funding_roles
    carried = form.money("carryover") if "fiscal" in roles else None
    if carried is not None and not _add_up(whole, parts):
        parts.append(carried)
    compare(RULE, subject, outcome, placed, whole, parts, _WORDING, at_most=not complete)


def _add_up(whole: Money, parts: Sequence[Money]) -> bool:
    difference = whole.amount.amount - sum(part.amount.amount for part in parts)
    return abs(difference) <= whole.amount.half + sum(part.amount.half for part in parts)


RULE = Rule(
    code="PE102",
    family="performance",
    title=check_message("A project's money is not the sum of its sources"),
    severity=Severity.WARNING,
    basis="RELATIONS 39",
    explanation=__doc__,
    check=check,
)
