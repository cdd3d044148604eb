"""In every amount column a 类 is the sum of its 款, a 款 the sum of its 项, and the total the sum of the 类.

The rows of a code level are a complete partition, so the sum must be equal within the rounding of what is printed.
A blank adds nothing; a blank code whose sub-codes are not nothing is reported.

Basis: RELATIONS 1.
"""

from __future__ import annotations

from checks.mechanism.rollup import rollup_of_codes, tell_rollup
from checks.rule import Outcome, Rule, Subject
from model.finding import Severity
from model.messages import check_message


def check(subject: Subject, outcome: Outcome) -> None:
    """Ask every whole for the sum of its parts."""
    tell_rollup(RULE, subject.once(rollup_of_codes("function")), subject, outcome)


RULE = Rule(
    code="RU101",
    family="rollup",
    title=check_message("A function code is not the sum of the codes below it"),
    severity=Severity.ERROR,
    basis="RELATIONS 1",
    explanation=__doc__,
    check=check,
)
