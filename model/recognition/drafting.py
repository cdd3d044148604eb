"""A Book becomes drafts of its tables, and what they agree on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from model.lexicon.lexicon import lexicon
from model.recognition.tables import DocumentFacts, Draft, agree, draft_table
from model.source.book import Book, Sheet, Skipped


@dataclass(frozen=True, slots=True)
class BookDraft:
    """A book, the drafts of its tables, and the department, year, stage and unit that they agree on."""

    book: Book
    tables: tuple[Draft, ...]
    common: DocumentFacts


def draft_book(book: Book) -> BookDraft:
    """Return the drafts of a book's tables; a sheet of prose is listed as skipped."""
    words = lexicon()
    drafts = [draft_table(sheet, number, words) for number, sheet in enumerate(book.sheets) if sheet.rows]
    tables = tuple(draft for draft in drafts if draft.kind or _holds_numbers(book.sheets[draft.sheet]))
    skipped = [
        Skipped(book.sheets[draft.sheet].name, "holds text and no amounts")
        for draft in drafts
        if draft not in tables
    ]
    return BookDraft(replace(book, skipped=[*book.skipped, *skipped]), tables, agree(list(tables)))


def _holds_numbers(sheet: Sheet) -> bool:
    return any(isinstance(value, float) for row in sheet.rows for value in row)
