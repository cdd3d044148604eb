"""A row's total is basic plus project expenditure (and, where they are printed, payments to the superior,
operating expenditure and subsidies to units); basic expenditure is personnel plus running costs.

Columns that are a strict subset of these uses bind as at most.

Basis: RELATIONS 2, 23.
"""

from __future__ import annotations

from checks.mechanism.rollup import rollup_of_members, tell_rollup
from checks.rule import Outcome, Rule, Subject
from model.finding import Severity
from model.messages import check_message


def check(subject: Subject, outcome: Outcome) -> None:
    """Ask every whole for the sum of its parts."""
    tell_rollup(RULE, subject.once(rollup_of_members("nature")), subject, outcome)


RULE = Rule(
    code="RU104",
    family="rollup",
    title=check_message("A row's total is not the sum of basic and project expenditure"),
    severity=Severity.ERROR,
    basis="RELATIONS 2, 23",
    explanation=__doc__,
    check=check,
)
