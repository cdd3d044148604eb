"""The cost indicators of a project stay within its money.

A cost indicator is one of the group 成本, or in a grid of projects an amount of money among the outputs that is no
lower limit. Each is at most the project's money. Together they are too, unless one of them is the whole, or one is
stated by the piece, by the head or as a ceiling. Where the form states no total, it is not checked. A warning an
indicator, or one for all together.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from checks.performance.forms import (
    PlacedForm,
    evidence,
    filled_forms,
    form_finding,
    indicator_evidence,
    leave_form,
    plain,
)
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Severity
from model.messages import check_message
from model.money import Unit, format_amount
from model.reading.targets import Indicator, Money, money_of

_BY_THE_PIECE = ("每", "人均", "户均", "次均", "平均", "单价", "标准", "/")
_LOWER_LIMITS = frozenset({"≥", ">"})


class _Cost(NamedTuple):
    """A cost indicator and its money, in ten-thousandths of 元."""

    indicator: Indicator
    amount: int


def check(subject: Subject, outcome: Outcome) -> None:
    """Compare the cost indicators of each form with its money."""
    for placed in filled_forms(subject):
        costs = [
            _Cost(each, amount)
            for each in placed.form.indicators
            if each.is_cost
            and each.target.operator not in _LOWER_LIMITS
            and (amount := money_of(each.target)) is not None
        ]
        total = placed.form.money("total")
        if not costs:
            continue
        if total is None:
            leave_form(
                subject, outcome, placed, check_message("the form does not state the project's money.")
            )
            continue
        limit = total.amount.high
        over = [cost for cost in costs if cost.amount > limit]
        outcome.hold(len(costs) - len(over))
        for cost in over:
            outcome.report(_over(subject, placed, cost, total))
        if not over and len(costs) > 1 and _add_up(costs, total):
            _together(subject, outcome, placed, costs, total)


def _add_up(costs: Sequence[_Cost], total: Money) -> bool:
    """Return whether costs are parts that make a sum: exact, different, none the whole and none by the piece."""
    names = {plain(cost.indicator.name) for cost in costs}
    exact = all(cost.indicator.target.operator in {"", "="} for cost in costs)
    parts = all(cost.amount != total.amount.amount for cost in costs)
    by_piece = any(word in name for name in names for word in _BY_THE_PIECE)
    return exact and parts and not by_piece and len(names) == len(costs)


def _together(
    subject: Subject, outcome: Outcome, placed: PlacedForm, costs: Sequence[_Cost], total: Money
) -> None:
    together = sum(cost.amount for cost in costs)
    if together <= total.amount.high:
        outcome.hold()
        return
    unit = placed.table.unit or Unit.YUAN
    cells = (
        evidence(subject, placed.table, total.cell),
        *(indicator_evidence(subject, placed.table, cost.indicator) for cost in costs),
    )
    message = check_message(
        "{place} ({project}): the cost indicators add up to {computed} {unit}, the project has {total}.",
        place=cells[0].place.text,
        project=placed.name,
        computed=format_amount(together, unit),
        total=format_amount(total.amount.amount, unit),
        unit=unit.label,
    )
    outcome.report(form_finding(RULE, placed, cells, message, "together"))


def _over(subject: Subject, placed: PlacedForm, cost: _Cost, total: Money) -> Finding:
    unit = placed.table.unit or Unit.YUAN
    cells = (
        indicator_evidence(subject, placed.table, cost.indicator),
        evidence(subject, placed.table, total.cell),
    )
    name = plain(cost.indicator.name)
    message = check_message(
        "{place} ({project}): {indicator} is {cost} {unit}, the project has only {total}.",
        place=cells[0].place.text,
        project=placed.name,
        indicator=name,
        cost=format_amount(cost.amount, unit),
        total=format_amount(total.amount.amount, unit),
        unit=unit.label,
    )
    return form_finding(RULE, placed, cells, message, name)


RULE = Rule(
    code="PE103",
    family="performance",
    title=check_message("Cost indicators exceed the project's money"),
    severity=Severity.WARNING,
    basis="RELATIONS 39",
    explanation=__doc__,
    check=check,
)
