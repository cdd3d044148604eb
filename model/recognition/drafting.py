"""A Book becomes drafts of its tables, and what they agree on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from model.lexicon.lexicon import lexicon
from model.recognition.joining import PAGED, join_pages
from model.recognition.numbers import has_number
from model.recognition.opening import opening_of
from model.recognition.tables import DocumentFacts, Draft, agree, draft_table
from model.source.book import Book, Skipped


@dataclass(frozen=True, slots=True)
class BookDraft:
    """A book, the drafts of its tables, and the department, year, stage and unit that they agree on."""

    book: Book
    tables: tuple[Draft, ...]
    common: DocumentFacts


def draft_book(book: Book) -> BookDraft:
    """Return the drafts of a book's tables; a sheet of prose is listed as skipped."""
    words = lexicon()
    book = join_pages(book, words)
    paged = book.container in PAGED
    drafts = [
        draft_table(sheet, number, words, paged=paged)
        for number, sheet in enumerate(book.sheets)
        if sheet.rows
    ]
    tables = tuple(
        draft for draft in drafts if draft.kind or any(map(has_number, book.sheets[draft.sheet].rows))
    )
    skipped = [
        Skipped(book.sheets[draft.sheet].name, "holds text and no amounts")
        for draft in drafts
        if draft not in tables
    ]
    return BookDraft(
        replace(book, skipped=[*book.skipped, *skipped]), tables, agree(list(tables), opening_of(book))
    )
