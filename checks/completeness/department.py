"""A table names another department than the others.

Read from the captions of the tables (编制部门：, 单位名称：). A short form of the name is the same name, and so
is one with a code before it or 本级 behind. One that is whole but for a part in its middle (某市和信息化局) is no short
form: the part is missing. Asked where most tables that name a department name one and the
same; forms of targets, which their projects' units fill in, are not asked. One warning a table.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from checks.mechanism.evidence import place_in
from checks.mechanism.table_findings import sheet_of, title_evidence, whole_table_finding
from checks.rule import Outcome, Rule, Subject
from model.finding import CellEvidence, Finding, Role, Severity
from model.lexicon.bodies import is_same_body, missing_part, plain_name, stated_body
from model.messages import check_message
from model.reading.table import Table

_SHORTEST = 4
_FEWEST = 2


class _Named(NamedTuple):
    """A table and the department that its caption names, with the cell where it does."""

    table: Table
    name: str
    cell: CellEvidence


def check(subject: Subject, outcome: Outcome) -> None:
    """Hold the department of each table against that of most."""
    named = [found for table in subject.disclosure.tables if (found := _named(subject, table)) is not None]
    counts = Counter(each.name for each in named)
    if not counts:
        return
    usual, times = counts.most_common(1)[0]
    for each in named:
        if times < max(_FEWEST, 2 * counts[each.name]):
            outcome.hold()
        elif not is_same_body(each.name, usual):
            outcome.report(_finding(each, usual))
        elif missing := missing_part(each.name, usual):
            outcome.report(_incomplete(each, usual, missing))
        else:
            outcome.hold()


def _named(subject: Subject, table: Table) -> _Named | None:
    """Return the department that the lines between a table's title and its data name; a unit's own table is right."""
    if not table.kind or table.body or table.kind in {"performance", "contents", "units"}:
        return None
    sheet = sheet_of(subject, table)
    for row in range(table.top, min(table.first_data_row, sheet.height)):
        for column, value in enumerate(sheet.rows[row]):
            name = plain_name(stated_body(value)) if isinstance(value, str) else ""
            if len(name) >= _SHORTEST:
                place = place_in(subject, table, row, column)
                return _Named(table, name, CellEvidence(place, Role.CONTEXT, str(value).strip(), None, 0))
    name = next(filter(None, (plain_name(stated_body(line)) for line in reversed(sheet.caption))), "")
    return _Named(table, name, title_evidence(subject, table)) if len(name) >= _SHORTEST else None


def _finding(each: _Named, usual: str) -> Finding:
    message = check_message(
        "{place}: the table is of {name}, the others of {usual}.",
        place=each.cell.place.text,
        name=each.name,
        usual=usual,
    )
    return whole_table_finding(RULE, (each.cell,), message, each.table.kind, each.table.title, each.name)


def _incomplete(each: _Named, usual: str, missing: str) -> Finding:
    message = check_message(
        "{place}: {missing} is missing in {name}; the other tables name {usual}.",
        place=each.cell.place.text,
        missing=missing,
        name=each.name,
        usual=usual,
    )
    return whole_table_finding(RULE, (each.cell,), message, each.table.kind, each.table.title, each.name)


RULE = Rule(
    code="CO107",
    family="completeness",
    title=check_message("A table names another department"),
    severity=Severity.WARNING,
    basis="RELATIONS 42",
    explanation=__doc__,
    check=check,
)
