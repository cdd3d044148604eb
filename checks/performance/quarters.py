"""The amounts that a project plans for its four quarters add up to its money.

Read from a plan such as 第一季度 138500 元，第二季度 …, in which each quarter stands once. Where a quarter is missing
or stated twice there is nothing to add; where the form states no total, it is not checked.
"""

from __future__ import annotations

from checks.performance.equation import EquationWording, compare
from checks.performance.forms import filled_forms, leave_form
from checks.rule import Outcome, Rule, Subject
from model.finding import Severity
from model.messages import check_message

_WORDING = EquationWording(
    inconsistent="{place} ({project}): the project has {stated} {unit}, its four quarters add up to {computed}; "
    "difference {difference}.",
    rounding="{place} ({project}): the project has {stated} {unit}, its four quarters {computed}; "
    "rounding explains {difference}.",
)


def check(subject: Subject, outcome: Outcome) -> None:
    """Compare the quarters of each form with its total."""
    for placed in filled_forms(subject):
        if not placed.form.quarters:
            continue
        total = placed.form.money("total")
        if total is None:
            leave_form(
                subject, outcome, placed, check_message("the form does not state the project's money.")
            )
            continue
        compare(RULE, subject, outcome, placed, total, placed.form.quarters, _WORDING)


RULE = Rule(
    code="PE104",
    family="performance",
    title=check_message("The quarterly plan does not add up to the project's money"),
    severity=Severity.WARNING,
    basis="RELATIONS 39",
    explanation=__doc__,
    check=check,
)
