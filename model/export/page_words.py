"""A place in a PDF as its reader finds it: the page, and the row and column of the table that was read from it."""

from __future__ import annotations

import re
from collections.abc import Collection

from model.finding import Place
from model.messages import Language, message
from model.pattern import pattern
from model.places import PAGE, page_of_place
from model.source.book import Book
from model.source.parsed import position_of

_SHEET = pattern(PAGE)
_NAME = pattern(rf"\b{PAGE}(?![\w.])")
_CELL = r"[A-Z]{1,2}[1-9]\d{0,5}"
_CELLS = pattern(rf"(?P<sheet>{PAGE})!(?P<cell>{_CELL})(?P<to>:{_CELL})?")


def place_words(place: Place, book: Book | None, language: Language) -> str:
    """Return a cell's place: 表2!D11, or of a PDF the page with the row and column of its table."""
    return _cells_words(place.cell, page_of_place(place, book), language) or place.text


def sheet_words(name: str, book: Book | None, language: Language) -> str:
    """Return the name of a sheet, or of what was read from a PDF the page on which it begins."""
    found = _SHEET.fullmatch(name)
    if book is None or book.container != "pdf" or found is None:
        return name
    return with_page_names(name, language)


def with_page_names(text: str, language: Language) -> str:
    """Return what names sheets of PDFs, such as page 4, with the pages on which they begin in words: 第4页."""

    def words(found: re.Match[str]) -> str:
        template = "page {page}, table {table}" if found["table"] else "page {page}"
        return message(template, page=found["page"], table=found["table"]).text(language)

    return _NAME.sub(words, text)


def with_pages(text: str, books: Collection[Book | None], language: Language) -> str:
    """Return what is said of documents with the cells of a PDF named as its reader finds them; None was not read.

    A cell that could stand on several pages, for several of the documents have one of its name, is left as it is.
    """
    if _SHEET.fullmatch(text):
        named = (sheet_words(text, book, language) for book in books)
        return next((words for words in named if words != text), text)

    def words(found: re.Match[str]) -> str:
        row, column = position_of(found["cell"])
        pages = {page_of_place(Place("", found["sheet"], row, column), book) for book in books}
        page = pages.pop() if len(pages) == 1 else None
        return _cells_words(found["cell"] + (found["to"] or ""), page, language) or found[0]

    return _CELLS.sub(words, text)


def _cells_words(cells: str, page: int | None, language: Language) -> str:
    if page is None:
        return ""
    return message("page {page}, {cell} of its table", page=page, cell=cells).text(language)
