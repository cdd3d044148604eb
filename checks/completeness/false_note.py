"""A table with figures carries a note that says it is empty.

The note was left from a template or from another year. Only a note about the whole table counts (本表为空表,
此表无数据), not one that says that a single kind of money is none. Zeros are no figures. A note that names another
kind of table may belong to that one, and a table without a heading may be another than it seems: both are not checked.
"""

from __future__ import annotations

import numpy as np

from checks.completeness.notes import TableNote, note_of, states_whole_table_empty
from checks.mechanism.evidence import cell_evidence
from checks.mechanism.table_findings import amounts_of_tables, title_evidence, whole_table_finding
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Role, Severity
from model.lexicon.lexicon import lexicon
from model.messages import Message, check_message
from model.reading.table import Table


def check(subject: Subject, outcome: Outcome) -> None:
    """Hold each table that has such a note against its figures."""
    amounts = amounts_of_tables(subject)
    tables = subject.disclosure.tables
    for number, table in enumerate(tables):
        note = note_of(subject, table) if table.kind else None
        if note is None or not states_whole_table_empty(note.text):
            continue
        same_kind = [
            each
            for each, other in enumerate(tables)
            if (other.kind, other.document) == (table.kind, table.document)
        ]
        if not amounts[number].other_than_zero:
            outcome.hold()
        elif why := _why_not_checked(table, note, is_alone=len(same_kind) == 1):
            outcome.leave(title_evidence(subject, table).place.text, why)
        else:
            outcome.report(_finding(subject, number, table, note))


def _why_not_checked(table: Table, note: TableNote, *, is_alone: bool) -> Message | None:
    """Return why a note may be another table's, None where it is that of this one."""
    named = lexicon().kind_of(note.text)
    if named is not None and named.kind != table.kind:
        return check_message("the note names another kind of table.")
    if note.span is not None and not is_alone:
        return check_message("the note stands in the prose, and the document has several such tables.")
    return table.why


def _finding(subject: Subject, number: int, table: Table, note: TableNote) -> Finding:
    facts = subject.cells
    first = np.flatnonzero((facts.table == number) & facts.stated & (facts.amount != 0))[:1].tolist()
    figures = tuple(cell_evidence(subject, fact, Role.CONTEXT, 0) for fact in first)
    title = title_evidence(subject, table)
    shown = figures[0] if figures else title
    message = check_message(
        "{place}: the table has figures ({cell}: {value}), but its note says it is empty: {note}",
        place=title.place.text,
        cell=shown.place.cell,
        value=shown.value,
        note=note.text,
    )
    cells = (*((note.cell,) if note.cell else ()), *figures, title)
    spans = (note.span,) if note.span else ()
    return whole_table_finding(RULE, cells, message, table.kind, table.title, spans=spans)


RULE = Rule(
    code="CO102",
    family="completeness",
    title=check_message("A table with figures says it is empty"),
    severity=Severity.WARNING,
    basis="RELATIONS 41",
    explanation=__doc__,
    check=check,
)
