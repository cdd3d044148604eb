"""A Book becomes drafts of its tables, and what they agree on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from model.layout.numbers import has_number
from model.layout.stacking import stacked
from model.lexicon.lexicon import Lexicon, lexicon
from model.lexicon.wording import is_caption, is_note
from model.mapping.mapping import TableMapping
from model.reading.common import DocumentFacts, agree
from model.reading.opening import opening_of
from model.reading.tables import Draft, draft_table
from model.repair.joining import PAGED, join_parts
from model.source.book import Book, Sheet, Skipped

if TYPE_CHECKING:
    from model.repair.unruled.lifting import Lifted


@dataclass(frozen=True, slots=True)
class BookDraft:
    """A book, the drafts of its tables, and the department, year, stage and unit that they agree on."""

    book: Book
    tables: tuple[Draft, ...]
    common: DocumentFacts


def draft_book(book: Book, mappings: Sequence[TableMapping] = ()) -> BookDraft:
    """Return the drafts of a book's tables, read as the mappings say; a sheet of prose is listed as skipped."""
    words = lexicon()
    extracted = book.container in PAGED
    book, lifted = _lifted(join_parts(book, words), words)
    sheets = list(book.sheets)
    drafts: list[Draft] = []
    for number, sheet in enumerate(book.sheets):
        whole = [range(sheet.height)] if sheet.name in lifted else stacked(sheet, words)
        for rows in whole if sheet.rows else ():
            draft = draft_table(sheet, number, rows, words, extracted=extracted, mappings=mappings)
            mended = _mended(sheets[number], draft, words)
            if mended is not None:
                sheets[number] = mended
                draft = draft_table(mended, number, rows, words, extracted=extracted, mappings=mappings)
            drafts.append(_with_untold(draft, lifted, sheet))
    book = replace(book, sheets=sheets)
    _give_notes(drafts, book)
    held = [draft for draft in drafts if draft.kind or _holds_numbers(book, draft)]
    tables = tuple(_with_torn_pages(held, book, words) if extracted else held)
    prose = {draft.sheet for draft in drafts} - {draft.sheet for draft in tables}
    skipped = [Skipped(book.sheets[number].name, "holds text and no amounts") for number in sorted(prose)]
    return BookDraft(
        replace(book, skipped=[*book.skipped, *skipped]), tables, agree(tables, opening_of(book))
    )


# What only extracted texts need is loaded with the first of them: a workbook opens without it.


def _lifted(book: Book, words: Lexicon) -> tuple[Book, Mapping[str, Lifted]]:
    """Return a text with its tables in plain lines as sheets; any other book as it is."""
    if book.container != "text":
        return book, {}
    from model.repair.unruled.lifting import lift_tables

    return lift_tables(book, words)


def _mended(sheet: Sheet, draft: Draft, words: Lexicon) -> Sheet | None:
    """Return the sheet of a table whose rows slid with its lost blanks put back; None where that is not proven."""
    if not draft.slid:
        return None
    from model.reading.put_back import with_blanks_put_back

    return with_blanks_put_back(sheet, draft, words)


def _with_torn_pages(drafts: list[Draft], book: Book, words: Lexicon) -> list[Draft]:
    from model.reading.torn_pages import with_torn_pages

    return with_torn_pages(drafts, book, words)


def _with_untold(draft: Draft, lifted: Mapping[str, Lifted], sheet: Sheet) -> Draft:
    """Return the draft of a table that stood in plain lines with what of it could not be told."""
    known = lifted.get(sheet.name)
    if known is None or draft.mapping is not None:
        return draft
    if known.why is None:
        return replace(draft, untold=known.untold)
    return replace(draft, panels=(), untold=known.untold, fault=known.why)


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
