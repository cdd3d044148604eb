"""A form has indicators of output (产出), of benefit (效益) and of satisfaction (满意度).

Asked of forms that tell the groups of their indicators. Satisfaction may be a part of benefit, and an indicator whose
name states it counts wherever it stands. Where a form uses a group that Yushen does not know, it may hold what seems
missing, and the form is not checked. One warning a form.
"""

from __future__ import annotations

from checks.performance.forms import (
    CUT,
    PlacedForm,
    evidence,
    filled_forms,
    form_finding,
    leave_form,
)
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Severity
from model.messages import check_message

_GROUPS = {"output": "产出", "benefit": "效益", "satisfaction": "满意度"}


def check(subject: Subject, outcome: Outcome) -> None:
    """Look for the three groups in each form."""
    for placed in filled_forms(subject):
        form = placed.form
        found = {each.group for each in form.indicators}
        if any("满意" in each.name.text for each in form.indicators):
            found.add("satisfaction")
        missing = [group for group in _GROUPS if group not in found]
        if not missing:
            outcome.hold()
        elif not any(each.group for each in form.indicators):
            why = check_message("the form does not tell the groups of its indicators.")
            leave_form(subject, outcome, placed, why)
        elif form.cut:
            leave_form(subject, outcome, placed, CUT)
        elif "" in found:
            why = check_message("the form has a group of indicators that is not known.")
            leave_form(subject, outcome, placed, why)
        else:
            outcome.report(_finding(subject, placed, missing))


def _finding(subject: Subject, placed: PlacedForm, missing: list[str]) -> Finding:
    cells = (evidence(subject, placed.table, placed.form.place),)
    message = check_message(
        "{place} ({project}): the form has no indicators of {missing}.",
        place=cells[0].place.text,
        project=placed.name,
        missing="、".join(_GROUPS[group] for group in missing),
    )
    return form_finding(RULE, placed, cells, message, *missing)


RULE = Rule(
    code="PE106",
    family="performance",
    title=check_message("A group of indicators is missing"),
    severity=Severity.WARNING,
    basis="RELATIONS 40",
    explanation=__doc__,
    check=check,
)
