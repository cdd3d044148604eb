"""A Book becomes drafts of its tables, and what they agree on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from model.layout.cells import has_number
from model.layout.layout import stacked
from model.lexicon.lexicon import lexicon
from model.lexicon.wording import is_caption, is_note
from model.mapping.mapping import TableMapping
from model.reading.document_facts import DocumentFacts, agree
from model.reading.opening import opening_of
from model.reading.tables import Draft, draft_table
from model.repair.joining import repaired
from model.source.book import Book, Skipped


@dataclass(frozen=True, slots=True)
class BookDraft:
    """A book, the drafts of its tables, and the department, year, stage and unit that they agree on."""

    book: Book
    tables: tuple[Draft, ...]
    common: DocumentFacts


def draft_book(book: Book, mappings: Sequence[TableMapping] = ()) -> BookDraft:
    """Return the drafts of a book's tables, read as the mappings say; a sheet of prose is listed as skipped."""
    words = lexicon()
    book = repaired(book, words)
    drafts = [
        draft_table(sheet, number, rows, words, mappings=mappings)
        for number, sheet in enumerate(book.sheets)
        if sheet.rows
        for rows in stacked(sheet, words)
    ]
    _give_notes(drafts, book)
    tables = tuple(draft for draft in drafts if draft.kind or _holds_numbers(book, draft))
    prose = {draft.sheet for draft in drafts} - {draft.sheet for draft in tables}
    skipped = [Skipped(book.sheets[number].name, "holds text and no amounts") for number in sorted(prose)]
    return BookDraft(
        replace(book, skipped=[*book.skipped, *skipped]), tables, agree(tables, opening_of(book))
    )


def _holds_numbers(book: Book, draft: Draft) -> bool:
    rows = book.sheets[draft.sheet].rows
    return any(has_number(rows[row]) for row in draft.rows)


def _give_notes(drafts: list[Draft], book: Book) -> None:
    """Give each table of a text the notes that stand under it, which the reader kept above the next one."""
    for draft, follower in pairwise(drafts):
        for line in book.sheets[follower.sheet].caption if follower.rows.start == 0 else ():
            if not is_note(line) or is_caption(line):
                break
            draft.layout.notes.append(line)
