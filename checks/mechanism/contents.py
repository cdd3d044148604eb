"""Tables of contents: the entries of a document's 目录 with their numbering, read for the rules that ask of them.

They stand in a sheet or in lines of prose, and are evidence where they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import dropwhile, islice
from typing import NamedTuple

from checks.mechanism.evidence import place_in
from checks.mechanism.table_findings import whole_table_finding
from checks.rule import Rule, Subject
from model.disclosure import Document
from model.equation import span_text
from model.finding import CellEvidence, Finding, Role, SpanEvidence
from model.layout.cells import texts_of
from model.lexicon.lexicon import Lexicon
from model.lexicon.reading import normalised
from model.messages import Message
from model.numbering import HAN, Mark, mark_of
from model.pattern import pattern
from model.reading.table import Table
from model.record import dataclass
from model.source.book import Book, Paragraph, Sheet

KIND = "contents"
"""The kind of the tables that are contents."""

_DIGITS = r"\d{1,2}?(?=(?:19|20)\d\d年)|\d{1,2}"
_MARKS = (
    ("第一部分", pattern(rf"第({HAN}|\d{{1,2}})部分")),
    ("附件1", pattern(rf"附件({HAN}|{_DIGITS})[:、.]?")),
    ("附表1", pattern(rf"附表({HAN}|{_DIGITS})[:、.]?(?![-—])")),
    ("表1", pattern(rf"表({HAN}|{_DIGITS})(?![-—\d一-鿿]*表[-—]|[-—]\d)[:、.]?")),
    ("一、", pattern(rf"({HAN})[、.]")),
    ("（一）", pattern(rf"\(({HAN})\)")),
    ("1.", pattern(r"(\d{1,2})[、.](?!\d(?!\d{3}年))")),
)
_BELOW = pattern(r"(?:附?表|附件)\d{1,2}[-—]\d")
"""How a table is numbered below another, which is no number of the list itself."""
_LEADERS = pattern(r"[.…·\-—_]{2,}\d*$|(?<=[^\d])\d{1,3}$")
_HEADING = frozenset({"目录", "目次"})
_LONGEST = 120
_STRAY = 6
"""Characters; a shorter line among the entries is a piece of one that the layout tore off."""


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """An entry of the contents: its numbering, its title without leaders and page, and where it stands.

    `row` and `column` are a cell of the contents' sheet, or -1; `paragraph` is a line of prose, or 0.
    """

    marks: tuple[Mark, ...]
    title: str
    printed: str
    row: int = -1
    column: int = -1
    paragraph: int = 0

    @property
    def names_table(self) -> bool:
        """Whether the entry's title is that of a table."""
        return self.title.endswith("表") or bool(re.search(r"表\([^()]*\)$", self.title))


@dataclass(frozen=True, slots=True)
class Contents:
    """The contents of a document; `sheet` is the index of their sheet, -1 where they stand in prose."""

    entries: tuple[ContentsEntry, ...]
    sheet: int = -1


def contents_of(book: Book, tables: Sequence[Table]) -> list[Contents]:
    """Return the contents of a document: its tables of that kind, else the lines of prose under 目录."""
    listed = [table for table in tables if table.kind == KIND]
    found = [Contents(tuple(_sheet_entries(book.sheets[each.sheet], each)), each.sheet) for each in listed]
    found = found or [Contents(tuple(_prose_entries(book.paragraphs)))]
    return [contents for contents in found if len(contents.entries) > 1]


def kind_of_entry(entry: ContentsEntry, lexicon: Lexicon) -> str:
    """Return the kind of the table that an entry names, "" where it names none that is known."""
    kind = lexicon.kind_of(entry.title) if entry.names_table else None
    return kind.kind if kind and kind.axis != "text" else ""


def _sheet_entries(sheet: Sheet, table: Table) -> Iterator[ContentsEntry]:
    for row in range(table.top, min(table.bottom + 1, sheet.height)):
        texts = [(column, text) for column, text in texts_of(sheet.rows[row]) if not text.strip().isdigit()]
        if texts and len(texts) <= 3:
            printed = " ".join(" ".join(text.split()) for _, text in texts)
            entry = replace(_entry(printed), row=row, column=texts[0][0])
            if entry.marks:
                yield entry


def _prose_entries(paragraphs: Sequence[Paragraph]) -> Iterator[ContentsEntry]:
    """Yield the numbered lines after 目录, to the first line of prose."""
    seen = False
    below = dropwhile(lambda each: normalised(each.text).strip("#") not in _HEADING, paragraphs)
    for each in islice(below, 1, None):
        entry = replace(_entry(each.text), paragraph=each.number)
        is_entry = bool(entry.marks) or _BELOW.match(normalised(each.text)) is not None
        if is_entry and len(each.text) <= _LONGEST and not each.text.rstrip().endswith(("。", "；", "：")):
            seen = True
            yield entry
        elif seen and len(normalised(each.text)) > _STRAY:
            return


def _entry(printed: str) -> ContentsEntry:
    rest = normalised(printed).lstrip("-#")
    marks: list[Mark] = []
    while mark := mark_of(rest, _MARKS):
        rest = rest[mark.length :]
        marks.append(mark)
    return ContentsEntry(tuple(marks), _LEADERS.sub("", rest), printed.strip())


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
        """The place as a message states it: a cell's address, or ¶ and the paragraph's number."""
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
    """Return a finding about entries of the contents; `more` distinguishes it from the rule's others."""
    cells = tuple(each.cell for each in found if each.cell is not None)
    spans = tuple(each.span for each in found if each.span is not None)
    return whole_table_finding(rule, cells, message, KIND, *more, spans=spans)
