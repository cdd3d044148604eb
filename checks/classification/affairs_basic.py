"""一般行政管理事务 holds projects without an item of their own, so basic expenditure does not belong under it.

That is the classification's own definition of the item (xx02). The amounts of basic expenditure that a
table shows under it are reported once a code, with all cells that show them; a blank or a zero is none.
"""

from __future__ import annotations

from checks.classification.definitions import check_natures
from checks.rule import Outcome, Rule, Subject
from model.finding import Severity
from model.messages import Message, check_message


def check(subject: Subject, outcome: Outcome) -> None:
    """Report basic expenditure under 一般行政管理事务."""
    check_natures(
        RULE,
        subject,
        outcome,
        names=frozenset({"一般行政管理事务"}),
        allowed=("project",),
        barred=("basic", "personnel", "running"),
        message_of=_message,
    )


def _message(values: dict[str, str]) -> Message:
    return check_message(
        "{cells}: {code} {name} carries {amount} {unit} of basic expenditure; by definition it holds project "
        "expenditure only.",
        **values,
    )


RULE = Rule(
    code="CL108",
    family="classification",
    title=check_message("一般行政管理事务 carries basic expenditure"),
    severity=Severity.WARNING,
    basis="RELATIONS 19",
    explanation=__doc__,
    check=check,
)
