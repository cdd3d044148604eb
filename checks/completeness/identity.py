"""A disclosure says whose it is, of which year, and whether it is a budget or final accounts.

Read from the cover, running heads and the captions of the tables. What is not said is not guessed: amounts are not
compared with another year's, and columns such as 上年 have no year. Asked of what holds a recognised table. One
notice for each that is not said.

Basis: RELATIONS 42.
"""

from __future__ import annotations

from checks.completeness.tables import title_evidence, whole_table_finding
from checks.rule import Outcome, Rule, Subject
from model.finding import Severity
from model.messages import Message, check_message


def check(subject: Subject, outcome: Outcome) -> None:
    """Look for department, year and stage."""
    disclosure = subject.disclosure
    first = next((table for table in disclosure.tables if table.kind), None)
    if first is None:
        return
    said: tuple[tuple[str, object, Message], ...] = (
        ("department", disclosure.department, check_message("Nothing here says whose disclosure this is.")),
        ("year", disclosure.year, check_message("Nothing here says of which year this disclosure is.")),
        (
            "stage",
            disclosure.stage,
            check_message("Nothing here says whether this is a budget or final accounts."),
        ),
    )
    for name, value, message in said:
        if value is not None:
            outcome.hold()
        else:
            cell = title_evidence(subject, first)
            outcome.report(whole_table_finding(RULE, (cell,), message, first.kind, name))


RULE = Rule(
    code="CO112",
    family="completeness",
    title=check_message("Department, year or stage is not stated"),
    severity=Severity.NOTICE,
    basis="RELATIONS 42",
    explanation=__doc__,
    check=check,
)
