"""A table without figures has no note that says why.

An empty table is published with its headings and a note (本单位无政府性基金收支，故此表无数据). Asked of the
required tables and of state capital. A document that holds no figures at all is a form not filled in, and is
not checked. One notice a table.
"""

from __future__ import annotations

from checks.completeness.notes import is_explained
from checks.mechanism.table_findings import (
    LISTED,
    amounts_of_tables,
    title_evidence,
    whole_table_finding,
)
from checks.rule import Outcome, Rule, Subject
from model.finding import Severity
from model.messages import check_message


def check(subject: Subject, outcome: Outcome) -> None:
    """Look for the note of each table that is empty."""
    amounts = amounts_of_tables(subject)
    tables = subject.disclosure.tables
    empty = [
        table
        for number, table in enumerate(tables)
        if table.kind in LISTED and not amounts[number].stated and table.why is None
    ]
    if empty and not any(each.stated for each in amounts):
        why = check_message("the document holds no figures at all: a form that was not filled in.")
        outcome.leave(subject.disclosure.documents[0].book.path, why, len(empty))
        return
    for table in empty:
        if is_explained(subject, table):
            outcome.hold()
            continue
        title = title_evidence(subject, table)
        message = check_message(
            "{place}: {title} is empty and has no note that says why.",
            place=title.place.text,
            title=" ".join(table.title.split()),
        )
        outcome.report(whole_table_finding(RULE, (title,), message, table.kind, table.title))


RULE = Rule(
    code="CO103",
    family="completeness",
    title=check_message("An empty table has no note"),
    severity=Severity.NOTICE,
    basis="RELATIONS 41",
    explanation=__doc__,
    check=check,
)
