"""A disclosure: the documents of one department, year and stage, with their tables and facts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from model.errors import Trouble
from model.lexicon.lexicon import Lexicon, lexicon
from model.money import Unit
from model.recognition.table import Table
from model.recognition.tables import DocumentFacts, Draft, agree, draft_table, finish_table
from model.source.book import Book, Sheet, Skipped
from model.source.reading import open_book

if TYPE_CHECKING:
    from model.facts.cube import Facts

Progress = Callable[[str, float], None]
"""Called with the file that is being read and the share (0 to 1) that is done."""


@dataclass(frozen=True, slots=True)
class Document:
    """One file and what was recognised in it."""

    book: Book
    tables: tuple[Table, ...]
    department: str | None
    year: int | None
    stage: str | None
    unit: Unit | None


@dataclass(frozen=True)
class Disclosure:
    """The documents that speak of one department, year and stage, and the cube of all that they state.

    `tables` are the tables of all documents in order; a fact's `table` is an index into it.
    """

    documents: tuple[Document, ...]
    tables: tuple[Table, ...]
    facts: Facts

    @property
    def department(self) -> str | None:
        """The department, None where no document names it."""
        return next((document.department for document in self.documents if document.department), None)

    @property
    def year(self) -> int | None:
        """The year, None where no document names it."""
        return next((document.year for document in self.documents if document.year), None)

    @property
    def stage(self) -> str | None:
        """The stage, budget or final; None where no document names it."""
        return next((document.stage for document in self.documents if document.stage), None)


@dataclass(frozen=True, slots=True)
class _Draft:
    book: Book
    tables: list[Draft]
    common: DocumentFacts


def _draft(book: Book, words: Lexicon) -> _Draft:
    drafts = [draft_table(sheet, number, words) for number, sheet in enumerate(book.sheets) if sheet.rows]
    prose = [draft for draft in drafts if draft.kind is None and not holds_numbers(book.sheets[draft.sheet])]
    skipped = [Skipped(book.sheets[draft.sheet].name, "holds text and no amounts") for draft in prose]
    tables = [draft for draft in drafts if draft not in prose]
    return _Draft(replace(book, skipped=[*book.skipped, *skipped]), tables, agree(drafts))


def holds_numbers(sheet: Sheet) -> bool:
    """Tell whether a sheet holds any number."""
    return any(isinstance(value, float) for row in sheet.rows for value in row)


def disclosure_of(books: Sequence[Book]) -> Disclosure:
    """Return the disclosure that the books form together."""
    from model.facts.binding import bind_all

    words = lexicon()
    documents: list[Document] = []
    for number, book in enumerate(books):
        draft = _draft(book, words)
        tables = tuple(
            finish_table(table, book.sheets[table.sheet], number, draft.common, words)
            for table in draft.tables
        )
        common = draft.common
        documents.append(
            Document(draft.book, tables, common.department, common.year, common.stage, common.unit)
        )
    tables = tuple(table for document in documents for table in document.tables)
    sheets = [documents[table.document].book.sheets[table.sheet] for table in tables]
    facts, unbound = bind_all(tables, sheets, words)
    tables = tuple(replace(table, unbound=cells) for table, cells in zip(tables, unbound, strict=True))
    bound = [
        replace(document, tables=tuple(table for table in tables if table.document == number))
        for number, document in enumerate(documents)
    ]
    return Disclosure(tuple(bound), tables, facts)


def _grouped(books: list[Book], *, group: bool) -> list[list[Book]]:
    """Put the books of one department, year and stage together; a book that does not say all three stays alone."""
    words = lexicon()
    groups: dict[object, list[Book]] = {}
    for book in books:
        common = _draft(book, words).common if group and len(books) > 1 else None
        key: object = book.path
        if common and common.department and common.year and common.stage:
            key = (common.department, common.year, common.stage)
        groups.setdefault(key, []).append(book)
    return list(groups.values())


def open_disclosures(
    paths: Sequence[Path],
    *,
    group: bool = True,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> tuple[list[Disclosure], list[Trouble]]:
    """Read files and return their disclosures, and the troubles of those that could not be read."""
    books: list[Book] = []
    troubles: list[Trouble] = []
    for position, path in enumerate(paths):
        if progress:
            progress(str(path), position / len(paths))
        try:
            books.append(open_book(path, cancelled=cancelled))
        except Trouble as trouble:
            troubles.append(trouble)
    return [disclosure_of(books_of_one) for books_of_one in _grouped(books, group=group)], troubles
