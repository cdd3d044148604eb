"""In every amount column a departments' economic class (301, 302, ...) is the sum of its items, the total that
of the classes.

Where the economic items head columns, as in a matrix that the page's edge may cut, their sum is at most the
whole.

Basis: RELATIONS 1.
"""

from __future__ import annotations

from checks.mechanism.rollup import rollup_of_codes, tell_rollup
from checks.rule import Outcome, Rule, Subject
from model.finding import Severity
from model.messages import check_message


def check(subject: Subject, outcome: Outcome) -> None:
    """Ask every whole for the sum of its parts."""
    tell_rollup(RULE, subject.once(rollup_of_codes("economic")), subject, outcome)


RULE = Rule(
    code="RU102",
    family="rollup",
    title=check_message("An economic code is not the sum of the codes below it"),
    severity=Severity.ERROR,
    basis="RELATIONS 1",
    explanation=__doc__,
    check=check,
)
