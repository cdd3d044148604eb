"""行政运行 holds the basic expenditure of administrative units, so project expenditure does not belong under it.

That is the classification's own definition of the item (xx01). The amounts of project expenditure that a
table shows under it are reported once a code, with all cells that show them; a blank or a zero is none. Many
departments enter them so, so that this is a notice; it is a warning where another relation doubts the cell.
"""

from __future__ import annotations

from checks.classification.definitions import check_natures
from checks.rule import Outcome, Rule, Subject
from model.finding import Severity
from model.messages import Message, check_message


def check(subject: Subject, outcome: Outcome) -> None:
    """Report project expenditure under 行政运行 and 机关运行."""
    check_natures(
        RULE,
        subject,
        outcome,
        names=frozenset({"行政运行", "机关运行"}),
        allowed=("basic", "personnel", "running"),
        barred=("project",),
        message_of=_message,
        if_doubted=Severity.WARNING,
    )


def _message(values: dict[str, str]) -> Message:
    return check_message(
        "{cells}: {code} {name} carries {amount} {unit} of project expenditure; by definition it holds basic "
        "expenditure only.",
        **values,
    )


RULE = Rule(
    code="CL107",
    family="classification",
    title=check_message("行政运行 carries project expenditure"),
    severity=Severity.NOTICE,
    basis="RELATIONS 19",
    explanation=__doc__,
    check=check,
)
