"""A place in words, where a file has no sheets: the page of a PDF, the table of a document, the line of a text."""

from __future__ import annotations

import re
from collections.abc import Collection

from model.finding import Place
from model.messages import Language, message
from model.pattern import pattern
from model.places import PAGE, page_of_place
from model.source.book import Book
from model.source.parsed import position_of

_NUMBER = r"[1-9]\d{0,6}"
_TABLE = rf"(?:{PAGE}|table (?P<number>{_NUMBER})|line (?P<line>{_NUMBER}))"
_CELL = r"[A-Z]{1,2}[1-9]\d{0,5}"
_SHEET = pattern(_TABLE)
_NAME = pattern(rf"\b{_TABLE}(?![\w.])")
_CELLS = pattern(rf"\b(?P<sheet>{_TABLE})!(?P<cell>{_CELL})(?P<to>:{_CELL})?")
_COUNTED = {"pdf": "page", "docx": "number", "html": "number", "text": "line"}
"""What the tables of a container without sheets are named by: a group of the pattern."""


def place_words(place: Place, book: Book | None, language: Language) -> str:
    """Return a cell's place: 表2!D11, or where the file has no sheets the page, table or line and the cell."""
    found = _CELLS.fullmatch(place.text)
    return _cell_words(found, book, language) if found else place.text


def sheet_words(name: str, book: Book | None, language: Language) -> str:
    """Return the name of a sheet, or where the file has none the page, table or line that it stands for."""
    found = _SHEET.fullmatch(name)
    return _table_words(found, (book,), language) if found else name


def with_table_names(text: str, books: Collection[Book], language: Language) -> str:
    """Return what names tables of files without sheets, such as page 4, with where they begin in words: 第4页."""
    return _NAME.sub(lambda found: _table_words(found, books, language), text)


def with_places(text: str, books: Collection[Book | None], language: Language) -> str:
    """Return what is reported of documents with the cells of files without sheets named as their readers find them.

    None is a document that was not read. A cell that several of the documents may have, each with other words for it,
    is left as it is.
    """
    if found := _SHEET.fullmatch(text):
        return _table_words(found, books, language)

    def words(found: re.Match[str]) -> str:
        different = {_cell_words(found, book, language) for book in books}
        return different.pop() if len(different) == 1 else found[0]

    return _CELLS.sub(words, text)


def _cell_words(found: re.Match[str], book: Book | None, language: Language) -> str:
    """Return the words for one or several cells of a book, or what was found where it is not of this book."""
    if book is None or not found.groupdict().get(_COUNTED.get(book.container, "")):
        return found[0]
    cells = found["cell"] + (found["to"] or "")
    page = page_of_place(Place("", found["sheet"], *position_of(found["cell"])), book)
    if page is not None:
        return message("page {page}, {cell} of its table", page=page, cell=cells).text(language)
    if found["number"]:
        return message("table {table}, {cell}", table=found["number"], cell=cells).text(language)
    return message("line {line}, {cell} of its table", line=found["line"], cell=cells).text(language)


def _table_words(found: re.Match[str], books: Collection[Book | None], language: Language) -> str:
    """Return the words for a table of one of the books, or what was found where it is of none."""
    counted = {_COUNTED.get(book.container, "") for book in books if book is not None}
    if not any(found.groupdict().get(group) for group in counted):
        return found[0]
    if found["line"]:
        return message("line {line}", line=found["line"]).text(language)
    if found["number"]:
        return message("table {table}", table=found["number"]).text(language)
    template = "page {page}, table {table}" if found["table"] else "page {page}"
    return message(template, page=found["page"], table=found["table"]).text(language)
