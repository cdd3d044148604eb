"""A table with figures states no money unit, and no other table of the document says which it is.

Its amounts cannot be known: nothing in it is checked until the unit is known. One warning a table.
"""

from __future__ import annotations

from checks.mechanism.table_findings import title_evidence, whole_table_finding
from checks.rule import Outcome, Rule, Subject
from model.finding import Severity
from model.messages import check_message


def check(subject: Subject, outcome: Outcome) -> None:
    """Look for the unit of each table that states amounts."""
    for table in subject.disclosure.tables:
        if not table.kind or not table.panels:
            continue
        if table.unit is not None:
            outcome.hold()
        elif table.unbound:
            title = title_evidence(subject, table)
            message = check_message(
                "{place}: {title} states no money unit; its {count} amounts are not checked.",
                place=title.place.text,
                title=" ".join(table.title.split()),
                count=len(table.unbound),
            )
            outcome.report(whole_table_finding(RULE, (title,), message, table.kind, table.title))


RULE = Rule(
    code="CO109",
    family="completeness",
    title=check_message("A table states no money unit"),
    severity=Severity.WARNING,
    basis="RELATIONS 42",
    explanation=__doc__,
    check=check,
)
