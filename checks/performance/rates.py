"""The cumulative rates of a plan rise from date to date, and none is over 100 %.

Read from indicators such as 一季度资金使用率 and 三季度预算执行进度, and from a plan by months (3月底, 6月底).
A date without a rate is passed over. One warning a form.
"""

from __future__ import annotations

from itertools import pairwise

from checks.performance.forms import PlacedForm, evidence, filled_forms, form_finding
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Severity
from model.messages import check_message
from model.reading.targets import ProgressRate

_WHOLE = 100


def check(subject: Subject, outcome: Outcome) -> None:
    """Follow the rates of each form through the year."""
    for placed in filled_forms(subject):
        rates = sorted(placed.form.rates, key=lambda rate: rate.month)
        months = [rate.month for rate in rates]
        if len(rates) < 2 or len(set(months)) < len(months):
            continue
        wrong = next((pair for pair in pairwise(rates) if pair[1].percent < pair[0].percent), None)
        over = next((rate for rate in rates if rate.percent > _WHOLE), None)
        if wrong is not None:
            outcome.report(_falls(subject, placed, wrong))
        elif over is not None:
            outcome.report(_over(subject, placed, over))
        else:
            outcome.hold()


def _falls(subject: Subject, placed: PlacedForm, pair: tuple[ProgressRate, ProgressRate]) -> Finding:
    earlier, later = pair
    cells = tuple(evidence(subject, placed.table, rate.cell) for rate in (later, earlier))
    message = check_message(
        "{place} ({project}): the cumulative rate falls from {earlier} percent in month {month} "
        "to {later} percent in month {next}.",
        place=cells[0].place.text,
        project=placed.name,
        earlier=_shown(earlier),
        later=_shown(later),
        month=earlier.month,
        next=later.month,
    )
    return form_finding(RULE, placed, cells, message)


def _over(subject: Subject, placed: PlacedForm, rate: ProgressRate) -> Finding:
    cells = (evidence(subject, placed.table, rate.cell),)
    message = check_message(
        "{place} ({project}): a cumulative rate of {rate} percent in month {month} is more than the whole.",
        place=cells[0].place.text,
        project=placed.name,
        rate=_shown(rate),
        month=rate.month,
    )
    return form_finding(RULE, placed, cells, message)


def _shown(rate: ProgressRate) -> str:
    return f"{float(rate.percent):g}"


RULE = Rule(
    code="PE105",
    family="performance",
    title=check_message("A cumulative rate falls"),
    severity=Severity.WARNING,
    basis="RELATIONS 39",
    explanation=__doc__,
    check=check,
)
