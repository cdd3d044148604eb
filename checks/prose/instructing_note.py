"""A note under a table states its readers about it, not its writers how to fill it in.

可选择填写, 请各部门, 需公开空表: a note with such words was written for those who fill in the form, and is
left from it. Asked of the notes (注：, 备注：, 填表说明：) of the text and of the cells above and below the
rows of each table. Notes that say what a table shows, how it was rounded or why it is empty hold. One notice
a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from checks.mechanism.table_findings import sheet_of, text_evidence, whole_table_finding
from checks.prose.evidence import text_finding
from checks.prose.passages import Stretch, proses
from checks.prose.wordings import either, wordings
from checks.rule import Outcome, Rule, Subject
from model.finding import CellEvidence, Finding, Severity
from model.lexicon.bodies import plain_line
from model.messages import check_message
from model.pattern import pattern
from model.reading.table import Table

_NOTE = pattern(
    r"[(【\[]?(?:注|备注|附注|说明|提示|填[表报]说明|编制说明)[\d一二三四五六七八九十]{0,2}[:.、]"
)
_ROWS = 40
"""Rows below a table that are looked through."""
_TEMPLATE = "{place}: a note still says how to fill in the form ({words}): {text}"


@cache
def _instructs() -> re.Pattern[str]:
    return re.compile(either(wordings().instructions))


def check(subject: Subject, outcome: Outcome) -> None:
    """Look through the notes of the text and of the tables."""
    for prose in proses(subject):
        for line in prose.body:
            found = _instructs().search(line.text) if _NOTE.match(line.text) else None
            if found:
                note = Stretch(prose, line, 0, len(line.text))
                quoted = Stretch(prose, line, *found.span()).quoted
                message = check_message(_TEMPLATE, place=note.place, words=found.group(), text=quoted)
                outcome.report(text_finding(RULE, message, note.spans, note.text))
            elif _NOTE.match(line.text):
                outcome.hold()
    for table in subject.disclosure.tables:
        for cell in _notes(subject, table):
            found = _instructs().search(plain_line(cell.value))
            if found:
                outcome.report(_of_cell(table, cell, found.group()))
            else:
                outcome.hold()


def _notes(subject: Subject, table: Table) -> Iterator[CellEvidence]:
    """Yield the notes above and below the rows of a table."""
    sheet = sheet_of(subject, table)
    last = max(
        (panel.rows[-1].row for panel in table.panels if len(panel.rows)), default=table.first_data_row - 1
    )
    same = (
        each
        for each in subject.disclosure.tables
        if (each.document, each.sheet) == (table.document, table.sheet)
    )
    end = min((each.top for each in same if each.top > last), default=sheet.height)
    for row in (*range(table.top, table.first_data_row), *range(last + 1, min(last + 1 + _ROWS, end))):
        for column, value in enumerate(sheet.rows[row]):
            if isinstance(value, str) and _NOTE.match(plain_line(value)):
                yield text_evidence(subject, table, row, column)


def _of_cell(table: Table, cell: CellEvidence, words: str) -> Finding:
    message = check_message(_TEMPLATE, place=cell.place.text, words=words, text=cell.value)
    return whole_table_finding(RULE, (cell,), message, table.kind, table.title)


RULE = Rule(
    code="TX212",
    family="prose",
    title=check_message("A note still states how to fill in the form"),
    severity=Severity.NOTICE,
    basis="RELATIONS 38, 41",
    explanation=__doc__,
    check=check,
)
