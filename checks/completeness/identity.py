"""A disclosure says whose it is, of which year, and whether it is a budget or final accounts.

Read from the cover, running heads and the captions of the tables. What is not said is not guessed: amounts are not
compared with another year's, and columns such as 上年 have no year. Asked of
documents with prose and of several tables together: a table alone may be part of anything. One notice for each that
is not said.
"""

from __future__ import annotations

from checks.mechanism.table_findings import span_of, title_evidence, whole_table_finding
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Severity
from model.messages import Message, check_message

_TABLES = 3
"""With fewer recognised tables, and no prose, it is no whole document that could state whose it is."""


def check(subject: Subject, outcome: Outcome) -> None:
    """Look for department, year and stage."""
    disclosure = subject.disclosure
    prose = any(document.book.paragraphs for document in disclosure.documents)
    if not prose and sum(bool(table.kind) for table in disclosure.tables) < _TABLES:
        return
    required: tuple[tuple[str, object, Message], ...] = (
        ("department", disclosure.department, check_message("Nothing here says whose disclosure this is.")),
        ("year", disclosure.year, check_message("Nothing here says of which year this disclosure is.")),
        (
            "stage",
            disclosure.stage,
            check_message("Nothing here says whether this is a budget or final accounts."),
        ),
    )
    for name, value, message in required:
        if value is not None:
            outcome.hold()
        else:
            outcome.report(_finding(subject, name, message))


def _finding(subject: Subject, name: str, message: Message) -> Finding:
    """Return the notice, with the first line or the first table's title as its place."""
    document = next((each for each in subject.disclosure.documents if each.book.paragraphs), None)
    if document is not None:
        line = span_of(document, document.book.paragraphs[0])
        return whole_table_finding(RULE, (), message, "", name, spans=(line,))
    first = next(table for table in subject.disclosure.tables if table.kind)
    return whole_table_finding(RULE, (title_evidence(subject, first),), message, first.kind, name)


RULE = Rule(
    code="CO112",
    family="completeness",
    title=check_message("Department, year or stage is not stated"),
    severity=Severity.NOTICE,
    basis="RELATIONS 42",
    explanation=__doc__,
    check=check,
)
