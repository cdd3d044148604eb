"""The budget figures in final accounts are those of that year's budget.

The column 预算数 of the three public expenses, and 年初预算数 wherever it is printed, against the budget of the
same department and year. An adjusted budget (全年预算数, 调整预算数) is another figure and is not compared. Asked
where both are opened together. One warning a table.
"""

from __future__ import annotations

from collections.abc import Sequence

from checks.mechanism.years import pairs, years_apart
from checks.rule import Outcome, Rule, Subject
from checks.trend.restated import RestatedWording, report_restated
from model.finding import Severity
from model.messages import check_message

_WORDING = RestatedWording(
    "{place} ({label}) states a budget of {stated} {unit}, but {file} states {expected} in {other}; "
    "difference {difference} ({count} amounts in this table)."
)


def compare(subjects: Sequence[Subject], outcome: Outcome) -> None:
    """Compare the budget columns of final accounts with the budget."""
    for pair in pairs(subjects):
        if years_apart(pair) == 0:
            report_restated(RULE, pair, outcome, _WORDING)


RULE = Rule(
    code="TR102",
    family="trend",
    title=check_message("The budget in the final accounts is not that of the budget"),
    severity=Severity.WARNING,
    basis="RELATIONS 26, 28",
    explanation=__doc__,
    compare=compare,
)
