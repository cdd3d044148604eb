"""Split tables are joined: one goes on where the page of a text or a Word file ended it, or in the next sheet."""

from __future__ import annotations

from dataclasses import replace

from model.layout.layout import Layout, lay_out, signature
from model.lexicon.lexicon import Lexicon, normalised
from model.repair.next_sheet import join_sheets
from model.source.book import Book, CellValue, Merge, Sheet

_PAGED = frozenset({"txt", "md", "text", "docx", "html"})
"""Containers whose tables a page can split; a PDF's are put together as they are read."""
_PLAIN = frozenset({"txt", "md", "text"})
"""Containers in which nothing but the tabs of a line tells a cell's column."""


def repaired(book: Book, lexicon: Lexicon) -> Book:
    """Return the book with every table that goes on over pages or sheets put together under its first part's name.

    Tables in plain lines are marked as such that may have lost blank cells.
    """
    if book.container == "pdf":
        return book
    if book.container not in _PAGED:
        return join_sheets(book, lexicon)
    sheets = _joined(book, lexicon)
    if book.container in _PLAIN:
        sheets = [replace(sheet, lost_blanks=True) for sheet in sheets]
    return replace(book, sheets=sheets)


def _joined(book: Book, lexicon: Lexicon) -> list[Sheet]:
    joined: list[Sheet] = []
    layouts: list[Layout] = []
    for sheet in book.sheets:
        layout = lay_out(sheet, lexicon)
        if joined and _goes_on(joined[-1], layouts[-1], sheet, layout):
            joined[-1] = _appended(joined[-1], sheet)
        else:
            joined.append(sheet)
            layouts.append(layout)
    return joined


def _goes_on(before: Sheet, first: Layout, sheet: Sheet, layout: Layout) -> bool:
    """Return whether a sheet is the next page of the one before.

    It is when nothing but blank lines stands between, or when it repeats the same title and the same headings.
    """
    if not sheet.caption:
        return sheet.width <= before.width
    if not layout.headings or normalised(first.title) != normalised(layout.title):
        return False
    return [signature(before.rows[row]) for row in first.headings] == [
        signature(sheet.rows[row]) for row in layout.headings
    ]


def _appended(before: Sheet, sheet: Sheet) -> Sheet:
    """Put a sheet's rows under another's; in a text at their own lines, so that cells still count from the first."""
    at = max(sheet.first_line - before.first_line, before.height) if before.first_line else before.height
    gap: list[list[CellValue]] = [[] for _ in range(at - before.height)]
    merges = tuple(Merge(m.top + at, m.left, m.bottom + at, m.right) for m in sheet.merges)
    return replace(
        before,
        rows=[*before.rows, *gap, *sheet.rows],
        merges=(*before.merges, *merges),
        cleaned=before.cleaned | {(row + at, column) for row, column in sheet.cleaned},
        indents={**before.indents, **{(row + at, column): by for (row, column), by in sheet.indents.items()}},
        breaks=(*before.breaks, at, *(row + at for row in sheet.breaks)),
    )
