"""The contents of a disclosure's documents, and their entries as evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from checks.mechanism.evidence import place_in
from checks.mechanism.table_findings import whole_table_finding
from checks.rule import Rule, Subject
from model.disclosure import Document
from model.equation import span_text
from model.finding import CellEvidence, Finding, Role, SpanEvidence
from model.messages import Message
from model.reading.contents import KIND, Contents, ContentsEntry, contents_of


class ListedContents(NamedTuple):
    """The contents of a document."""

    document: Document
    contents: Contents


class EntryEvidence(NamedTuple):
    """Where an entry stands: its cell, or its line where the contents are prose."""

    cell: CellEvidence | None
    span: SpanEvidence | None

    @property
    def place(self) -> str:
        """The place as a message tells it: a cell's address, or ¶ and the paragraph's number."""
        if self.cell is not None:
            return self.cell.place.text
        return span_text(self.span) if self.span is not None else ""


def listed_contents(subject: Subject) -> list[ListedContents]:
    """Return the contents of all documents of the disclosure."""
    return subject.once(_contents)


def _contents(subject: Subject) -> list[ListedContents]:
    return [
        ListedContents(document, contents)
        for document in subject.disclosure.documents
        for contents in contents_of(document.book, document.tables)
    ]


def entry_evidence(subject: Subject, listed: ListedContents, entry: ContentsEntry) -> EntryEvidence:
    """Return an entry as evidence."""
    if entry.row < 0:
        path = listed.document.book.path
        return EntryEvidence(None, SpanEvidence(path, entry.paragraph, 0, len(entry.printed), entry.printed))
    table = next(table for table in listed.document.tables if table.sheet == listed.contents.sheet)
    place = place_in(subject, table, entry.row, entry.column)
    return EntryEvidence(CellEvidence(place, Role.CONTEXT, entry.printed, None, 0, entry.title), None)


def entry_finding(rule: Rule, found: Sequence[EntryEvidence], message: Message, *more: str) -> Finding:
    """Return a finding about entries of the contents; `more` tells it apart from the rule's others."""
    cells = tuple(each.cell for each in found if each.cell is not None)
    spans = tuple(each.span for each in found if each.span is not None)
    return whole_table_finding(rule, cells, message, KIND, *more, spans=spans)
