"""A target of satisfaction that nobody could miss, such as ≥ 5 %, is a slip of the pen; so is one over 100 %.

Asked of targets in percent, of indicators whose name states satisfaction. Below half is reported, unless the target
is an upper limit. One warning an indicator.
"""

from __future__ import annotations

from checks.performance.forms import (
    PlacedForm,
    evidence,
    filled_forms,
    form_finding,
    indicator_evidence,
    plain,
)
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Severity
from model.messages import check_message
from model.reading.targets import Indicator

_HALF, _WHOLE = 50, 100
_UPPER_LIMITS = frozenset({"≤", "<"})


def check(subject: Subject, outcome: Outcome) -> None:
    """Ask the targets of satisfaction of each form."""
    for placed in filled_forms(subject):
        for each in placed.form.indicators:
            if each.target.number is None or each.target.unit != "%" or not _of_satisfaction(each):
                continue
            if _WHOLE >= each.target.number >= _HALF or each.target.operator in _UPPER_LIMITS:
                outcome.hold()
            else:
                outcome.report(_finding(subject, placed, each))


def _of_satisfaction(indicator: Indicator) -> bool:
    name = plain(indicator.name)
    return "满意" in name and "不满意" not in name


def _finding(subject: Subject, placed: PlacedForm, indicator: Indicator) -> Finding:
    name = plain(indicator.name)
    cells = (
        indicator_evidence(subject, placed.table, indicator),
        evidence(subject, placed.table, indicator.name),
    )
    message = check_message(
        "{place} ({project}): {indicator} aims at {target} %.",
        place=cells[0].place.text,
        project=placed.name,
        indicator=name,
        target=" ".join(
            filter(None, (indicator.target.operator, f"{float(indicator.target.number or 0):g}"))
        ),
    )
    return form_finding(RULE, placed, cells, message, name)


RULE = Rule(
    code="PE107",
    family="performance",
    title=check_message("A target of satisfaction cannot be meant"),
    severity=Severity.WARNING,
    basis="RELATIONS 40",
    explanation=__doc__,
    check=check,
)
