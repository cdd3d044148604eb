"""The total of the expenditure side is this year's expenditure plus distributed surplus plus what is carried
forward.

Basis: RELATIONS 10, 22.
"""

from __future__ import annotations

from checks.mechanism.rollup import rollup_of_members, tell_rollup
from checks.rule import Outcome, Rule, Subject
from model.finding import Severity
from model.messages import check_message


def check(subject: Subject, outcome: Outcome) -> None:
    """Ask every whole for the sum of its parts."""
    tell_rollup(RULE, subject.once(rollup_of_members("flow")), subject, outcome)


RULE = Rule(
    code="RU107",
    family="rollup",
    title=check_message("Total outlay is not expenditure plus what is carried forward"),
    severity=Severity.ERROR,
    basis="RELATIONS 10, 22",
    explanation=__doc__,
    check=check,
)
