"""The three public expenses are overseas travel, official vehicles and reception; vehicles are purchase and
running.

The goods, works and services of a procurement table add up in the same way.

Basis: RELATIONS 17, 21, 26.
"""

from __future__ import annotations

from checks.mechanism.rollup import rollup_of_members, tell_rollup
from checks.rule import Outcome, Rule, Subject
from model.finding import Severity
from model.messages import check_message


def check(subject: Subject, outcome: Outcome) -> None:
    """Ask every whole for the sum of its parts."""
    tell_rollup(RULE, subject.once(rollup_of_members("item")), subject, outcome)


RULE = Rule(
    code="RU106",
    family="rollup",
    title=check_message("The three public expenses do not add up"),
    severity=Severity.ERROR,
    basis="RELATIONS 17, 21, 26",
    explanation=__doc__,
    check=check,
)
