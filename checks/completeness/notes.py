"""Notes that state a table is empty: under the table, or among the prose of a document that knows no places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from checks.mechanism.table_findings import sheet_of, span_of, text_evidence
from checks.rule import Subject
from model.finding import CellEvidence, SpanEvidence
from model.lexicon.lexicon import lexicon
from model.lexicon.reading import normalised
from model.lexicon.wording import is_note, states_empty
from model.pattern import pattern
from model.reading.table import Table

_WHOLE_TABLE = pattern(
    r"(?:本|此|该|故|上)表(?:格)?(?:为|是)?(?:空|无数据|没有数据|无内容|零)|空表|表(?:内)?无数据"
)
_NOTHING = pattern(r"(?<![\d.])0(?:\.0+)?(?:万元|元)")


class TableNote(NamedTuple):
    """A note that states a table is empty, and where it stands: in a cell, or in a line of prose."""

    text: str
    cell: CellEvidence | None = None
    span: SpanEvidence | None = None


def states_whole_table_empty(text: str) -> bool:
    """Return whether a note states that the whole table is empty, and not only that one kind of money is none."""
    return _WHOLE_TABLE.search(normalised(text)) is not None


def note_of(subject: Subject, table: Table) -> TableNote | None:
    """Return the note under a table that states it is empty, else one in the prose that names its kind."""
    if table.empty_note:
        return TableNote(table.empty_note, _cell_of(subject, table))
    return next((note for kind, note in prose_notes(subject, table.document) if kind == table.kind), None)


def is_explained(subject: Subject, table: Table) -> bool:
    """Return whether a note, or the line above a table of a text, states why it is empty."""
    above = [normalised(line) for line in sheet_of(subject, table).caption]
    return (
        note_of(subject, table) is not None
        or any(states_empty(line) or _NOTHING.search(line) for line in above)
        or _is_noted_below(subject, table)
    )


def _is_noted_below(subject: Subject, table: Table) -> bool:
    """Return whether a note in the prose, after a table's title and before another's, states that the table is empty.

    A page keeps no order of what stands beside its tables but this: enough to explain a table, not to contradict one.
    """
    titles = {normalised(each.title) for each in subject.disclosure.tables if each.document == table.document}
    own, last = normalised(table.title), ""
    for paragraph in subject.disclosure.documents[table.document].book.paragraphs:
        text = normalised(paragraph.text)
        if text in titles:
            last = text
        elif last == own and is_note(paragraph.text) and states_whole_table_empty(paragraph.text):
            return True
    return False


def prose_notes(subject: Subject, document: int) -> Iterator[tuple[str, TableNote]]:
    """Yield the notes in a document's prose that state a table is empty, with the kind of table each names."""
    held = subject.disclosure.documents[document]
    for paragraph in held.book.paragraphs:
        if is_note(paragraph.text) and states_whole_table_empty(paragraph.text):
            kind = lexicon().kind_of(paragraph.text)
            if kind is not None:
                yield kind.kind, TableNote(paragraph.text, span=span_of(held, paragraph))


def _cell_of(subject: Subject, table: Table) -> CellEvidence | None:
    """Return the cell of a table's note, None where it stands in the prose below."""
    sheet = sheet_of(subject, table)
    for row in range(table.first_data_row, sheet.height):
        for column, value in enumerate(sheet.rows[row]):
            if isinstance(value, str) and value.strip() and value.strip() in table.empty_note:
                return text_evidence(subject, table, row, column)
    return None
