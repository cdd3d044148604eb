"""Where a cell that was read stands in its file: a table over several sheets is read as one, each cell has its own.

Whoever names a cell to the auditor asks here, and whoever is given one asks here where it was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from model.finding import Place
from model.pattern import pattern
from model.source.book import Book, address
from model.source.causes import SKIPPED

if TYPE_CHECKING:
    from model.reading.table import Table


PAGE = r"page (?P<page>[1-9]\d{0,5})(?: table (?P<table>[1-9]\d{0,5}))?"
"""How what was read from a page of a PDF is named, or the page itself."""
_SHEET = pattern(PAGE)
_WITHOUT_SHEETS = frozenset({"pdf", "docx", "html", "text"})
_PICTURE = SKIPPED["page-without-text"]
_RECOGNISED = SKIPPED["recognised-text"]
_MAY_HOLD_TABLES = frozenset({_PICTURE, SKIPPED["damaged-sheet"], SKIPPED["duration"]})


def is_without_sheets(book: Book) -> bool:
    """Return whether the tables of a book are named by where they stand in the file, for it has no sheets."""
    return book.container in _WITHOUT_SHEETS


def place_in(book: Book, sheet: int, row: int, column: int) -> Place:
    """Return a cell of one of a book's sheets as the place where the file has it."""
    own, at = book.sheets[sheet].in_file(row)
    return Place(book.path, own.name, at, column)


def read_at(book: Book, place: Place) -> tuple[int, int] | None:
    """Return the book's sheet, by number, and the row as which a place of the file is read; None where it is not."""
    if book.path != place.path:
        return None
    for number, sheet in enumerate(book.sheets):
        row = sheet.row_of(place.sheet, place.row)
        if row is not None:
            return number, row
    return None


def page_of_place(place: Place, book: Book | None) -> int | None:
    """Return the page of a PDF on which a cell stands, counted from 1; None where it stands on no page."""
    found = _SHEET.fullmatch(place.sheet)
    if book is None or book.container != "pdf" or found is None:
        return None
    sheet = next((sheet for sheet in book.file_sheets if sheet.name == place.sheet), None)
    later = sum(at <= place.row for at in sheet.breaks) if sheet else 0
    return int(found["page"]) + later


def unread_pages(book: Book) -> frozenset[int]:
    """Return the pages of a PDF that are pictures, counted from 1: what stands on them was not read."""
    return _pages(book, _PICTURE)


def recognised_pages(book: Book) -> frozenset[int]:
    """Return the pages of a PDF whose text was recognised from pictures of them, counted from 1."""
    return _pages(book, _RECOGNISED)


def _pages(book: Book, why: str) -> frozenset[int]:
    found = (_SHEET.fullmatch(part.sheet) for part in book.skipped if part.why == why)
    return frozenset(int(page["page"]) for page in found if page)


def pages_of(book: Book, table: Table) -> range:
    """Return the pages of a PDF over which a table goes, counted from 1; none where it stands on no page."""
    first, last = (
        page_of_place(place_in(book, table.sheet, row, 0), book) for row in (table.top, table.bottom)
    )
    return range(0) if first is None or last is None else range(first, last + 1)


def may_hold_more_tables(book: Book) -> bool:
    """Return whether a part of a file that was not read may hold tables."""
    return any(part.why in _MAY_HOLD_TABLES for part in book.skipped)


def covers(book: Book, table: Table, place: Place) -> bool:
    """Return whether the row of a place of the file is one of a table's."""
    read = read_at(book, place)
    return read is not None and read[0] == table.sheet and table.top <= read[1] <= table.bottom


def sheets_of(book: Book, table: Table) -> list[str]:
    """Return the names of the file's sheets over which a table goes."""
    return [sheet for sheet, _ in extents_of(book, table)]


def tables_in(book: Book, tables: Iterable[Table], name: str) -> list[Table]:
    """Return the tables of a sheet of the file, their rows counted there.

    One that goes on there begins with the headings there; the rows of its panels are those of all its sheets together.
    """
    return [_standing(book, table, name) for table in tables if name in sheets_of(book, table)]


def _standing(book: Book, table: Table, name: str) -> Table:
    for piece in book.sheets[table.sheet].pieces:
        if piece.sheet.name == name:
            down = piece.first - piece.top
            if table.first_data_row < piece.top:
                return replace(table, top=0, first_data_row=piece.first, bottom=table.bottom + down)
            return replace(
                table,
                top=table.top + down,
                first_data_row=table.first_data_row + down,
                bottom=table.bottom + down,
            )
    return table


def extents_of(book: Book, table: Table) -> list[tuple[str, str]]:
    """Return the stretches of the file that a table covers: the name of a sheet, and the cells such as A1:F22."""
    return [
        (sheet, f"{address(top, 0)}:{address(bottom, table.right)}")
        for sheet, top, bottom in _stretches(book, table)
    ]


def _stretches(book: Book, table: Table) -> Iterator[tuple[str, int, int]]:
    sheet = book.sheets[table.sheet]
    if not sheet.pieces:
        yield sheet.name, table.top, table.bottom
    ends = [*(piece.top for piece in sheet.pieces[1:]), sheet.height]
    for piece, end in zip(sheet.pieces, ends, strict=False):
        top, bottom = max(table.top, piece.top), min(table.bottom, end - 1)
        if top <= bottom:
            down = piece.first - piece.top
            yield piece.sheet.name, top + down, bottom + down
