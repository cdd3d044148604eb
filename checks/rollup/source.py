"""A row's or a table's total is the sum of its sources: fiscal appropriation is general budget, government
funds and state capital; this year's revenue is all its sources to 其他收入; the total adds what was brought
forward.

A list of sources that does not reach its end binds as at most.

Basis: RELATIONS 2, 10, 12, 23.
"""

from __future__ import annotations

from checks.mechanism.rollup import rollup_of_members, tell_rollup
from checks.rule import Outcome, Rule, Subject
from model.finding import Severity
from model.messages import check_message


def check(subject: Subject, outcome: Outcome) -> None:
    """Ask every whole for the sum of its parts."""
    tell_rollup(RULE, subject.once(rollup_of_members("source")), subject, outcome)


RULE = Rule(
    code="RU105",
    family="rollup",
    title=check_message("A total is not the sum of its sources of funds"),
    severity=Severity.ERROR,
    basis="RELATIONS 2, 10, 12, 23",
    explanation=__doc__,
    check=check,
)
