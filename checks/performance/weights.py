"""The weights of a form's indicators add up to 100, or to 90 where 10 are kept for the execution of the budget.

Weights stated as shares add up to 1 or 0.9. Asked of forms that have a column of weights; where an indicator has
none, or one that is no number, the form is not checked. One warning a form.
"""

from __future__ import annotations

from fractions import Fraction

from checks.performance.forms import (
    CUT,
    PlacedForm,
    evidence,
    filled_forms,
    form_finding,
    leave_form,
    plain,
)
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Severity
from model.messages import check_message
from model.reading.targets import plain_number

_SUMS = frozenset({Fraction(100), Fraction(90), Fraction(1), Fraction(9, 10)})
_FEWEST = 2


def check(subject: Subject, outcome: Outcome) -> None:
    """Add up the weights of each form."""
    for placed in filled_forms(subject):
        weights = [each.weight for each in placed.form.indicators if each.weight is not None]
        if len(weights) < _FEWEST or not any(weight.text for weight in weights):
            continue
        numbers = [plain_number(weight.text) for weight in weights]
        known = [number for number in numbers if number is not None]
        if placed.form.cut:
            leave_form(subject, outcome, placed, CUT)
        elif len(known) < len(numbers):
            leave_form(
                subject, outcome, placed, check_message("an indicator has no weight that is a number.")
            )
        elif sum(known) in _SUMS:
            outcome.hold()
        else:
            outcome.report(_finding(subject, placed, sum(known, Fraction(0))))


def _finding(subject: Subject, placed: PlacedForm, total: Fraction) -> Finding:
    cells = tuple(
        evidence(subject, placed.table, each.weight, label=plain(each.name))
        for each in placed.form.indicators
        if each.weight is not None
    )
    message = check_message(
        "{place} ({project}): the weights add up to {total}, not to 100, nor to the 90 that leave 10 for execution.",
        place=cells[0].place.text,
        project=placed.name,
        total=f"{float(total):g}",
    )
    return form_finding(RULE, placed, cells, message)


RULE = Rule(
    code="PE101",
    family="performance",
    title=check_message("The weights of the indicators do not add up to 100"),
    severity=Severity.WARNING,
    basis="RELATIONS 39",
    explanation=__doc__,
    check=check,
)
