"""What a table prints of the year before is what the disclosure of that year says.

Last year's column (上年预算数, 2020年预算数) against the disclosure of the same department, year and stage, code by
code and total by total. Asked where both are opened together; what the earlier disclosure states twice and
differently, projects and units by name, is not compared. Figures restated on another basis differ with
reason, which the text should give. One warning a table.
"""

from __future__ import annotations

from collections.abc import Sequence

from checks.mechanism.years import pairs, years_apart
from checks.rule import Outcome, Rule, Subject
from checks.trend.restated import RestatedWording, report_restated
from model.finding import Severity
from model.messages import check_message

_WORDING = RestatedWording(
    "{place} ({label}) states {stated} {unit} of {year}, but {file} states {expected} in {other}; "
    "difference {difference} ({count} amounts in this table)."
)


def compare(subjects: Sequence[Subject], outcome: Outcome) -> None:
    """Compare last year's figures of each disclosure with last year's disclosure."""
    for pair in pairs(subjects):
        if years_apart(pair) > 0:
            report_restated(RULE, pair, outcome, _WORDING)


RULE = Rule(
    code="TR101",
    family="trend",
    title=check_message("Last year's figures are not those of last year's disclosure"),
    severity=Severity.WARNING,
    basis="RELATIONS 28",
    explanation=__doc__,
    compare=compare,
)
