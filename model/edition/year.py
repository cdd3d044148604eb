"""Which year's edition a book is: told by its titles, its headings and the names of its sheets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from model.classification.edition_file import FIRST_YEAR, LAST_YEAR
from model.edition.columns import first_code_row
from model.lexicon.lexicon import normalised
from model.source.book import Book, Sheet, address

_TITLE_ROWS = 12
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)年?")
_SUBJECT = re.compile(r"分类|科目")
_LONGEST = 200


def years_of(book: Book) -> dict[int, tuple[str, str]]:
    """Return each year that a line about 分类 or 科目 names, or the name of a sheet, with that text and its place."""
    found: dict[int, tuple[str, str]] = {}
    lines = [(text, place) for text, place in _lines(book) if _SUBJECT.search(normalised(text))]
    for text, place in (*lines, *((sheet.name, sheet.name) for sheet in book.sheets)):
        for year in map(int, _YEAR.findall(normalised(text)[:_LONGEST])):
            if FIRST_YEAR <= year <= LAST_YEAR:
                found.setdefault(year, (text, place))
    return found


def _lines(book: Book) -> Iterator[tuple[str, str]]:
    for sheet in book.sheets:
        yield from _titles_of(sheet)
    for paragraph in book.paragraphs[:_TITLE_ROWS]:
        yield paragraph.text[:_LONGEST], f"¶{paragraph.number}"


def _titles_of(sheet: Sheet) -> Iterator[tuple[str, str]]:
    for text in sheet.caption:
        yield text[:_LONGEST], sheet.name
    first = first_code_row(sheet)
    for row, cells in enumerate(sheet.rows[: _TITLE_ROWS if first is None else min(first, _TITLE_ROWS)]):
        for column, value in enumerate(cells):
            if isinstance(value, str) and value.strip():
                yield value[:_LONGEST], f"{sheet.name}!{address(row, column)}"
