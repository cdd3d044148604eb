"""A Book becomes drafts of its tables, and what they have in common: department, year, stage and unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import pairwise, takewhile
from typing import TypeVar

from model.layout.cells import has_number
from model.layout.layout import stacked
from model.lexicon.lexicon import lexicon
from model.lexicon.wording import is_caption, is_note
from model.mapping.mapping import TableMapping
from model.money import Unit
from model.reading.opening import DocumentFacts, opening_of
from model.reading.tables import Draft, draft_table
from model.repair.joining import repaired
from model.source.book import Book, Skipped

T = TypeVar("T")


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
    tables = tuple(
        draft
        for draft in drafts
        if draft.kind or any(has_number(book.sheets[draft.sheet].rows[row]) for row in draft.rows)
    )
    prose = {draft.sheet for draft in drafts} - {draft.sheet for draft in tables}
    skipped = [Skipped(book.sheets[number].name, "holds text and no amounts") for number in sorted(prose)]
    book = replace(book, skipped=[*book.skipped, *skipped])
    return BookDraft(book, tables, _agreed(tables, opening_of(book)))


def _give_notes(drafts: list[Draft], book: Book) -> None:
    """Give each table of a text the notes that stand under it, which the reader kept above the next one."""
    for draft, follower in pairwise(drafts):
        above = book.sheets[follower.sheet].caption if follower.rows.start == 0 else ()
        draft.layout.notes.extend(takewhile(lambda line: is_note(line) and not is_caption(line), above))


def _agreed(drafts: Sequence[Draft], opening: DocumentFacts) -> DocumentFacts:
    """Return what the document's opening says, else what most tables say; a unit only if all state the same."""
    named = max((each.year for draft in drafts for each in draft.columns if each.year), default=None)
    of_most = DocumentFacts(
        _most([draft.department for draft in drafts]),
        _most([draft.year for draft in drafts]) or named,
        _most([draft.stage for draft in drafts]),
        _only_unit(drafts),
    )
    return opening.completed(of_most)


def _only_unit(stating: Sequence[Draft | DocumentFacts]) -> Unit | None:
    units = {each.unit for each in stating if each.unit}
    return units.pop() if len(units) == 1 else None


def _most(stated: Sequence[T | None]) -> T | None:
    """Return what is stated most often, None where nothing is."""
    most = Counter(each for each in stated if each).most_common(1)
    return most[0][0] if most else None


def shared_facts(all_facts: Sequence[DocumentFacts]) -> DocumentFacts:
    """Return what documents that belong together say; a unit only if all that state one state the same."""
    return replace(reduce(DocumentFacts.completed, all_facts, DocumentFacts()), unit=_only_unit(all_facts))
