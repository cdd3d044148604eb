"""The three public expenses are overseas travel, official vehicles and reception; vehicles are purchase and
running.

The goods, works and services of a procurement table add up in the same way.

Basis: RELATIONS 17, 21, 26.
"""

from __future__ import annotations

from checks.mechanism.members import member_rollup
from checks.mechanism.rollup_findings import tell_rollup
from checks.rule import Outcome, Rule, Subject
from model.finding import Severity
from model.lexicon.lexicon import lexicon
from model.messages import check_message


def check(subject: Subject, outcome: Outcome) -> None:
    """Ask every whole for the sum of its parts."""
    relations = member_rollup(
        subject.facts, lexicon().dimensions["item"], subject.line("item"), subject.incomplete
    )
    tell_rollup(RULE, relations, subject, outcome)


RULE = Rule(
    code="RU106",
    family="rollup",
    title=check_message("The three public expenses do not add up"),
    severity=Severity.ERROR,
    basis="RELATIONS 17, 21, 26",
    explanation=__doc__,
    check=check,
)
