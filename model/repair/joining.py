"""Split tables are joined: one goes on where the page of a text or a Word file ended it, or in the next sheet."""

from __future__ import annotations

from dataclasses import replace

from model.layout.cells import has_number, is_blank, is_number, texts_of
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
    runs: list[list[Sheet]] = []
    layouts: list[Layout] = []
    width = 0
    for sheet in book.sheets:
        layout = lay_out(sheet, lexicon)
        anew = runs and book.container not in _PLAIN and _has_own_headings(runs[-1][0], layouts[-1], sheet)
        if runs and not anew and _goes_on(runs[-1][0], width, layouts[-1], sheet, layout):
            runs[-1].append(sheet)
            width = max(width, sheet.width)
        else:
            runs.append([sheet])
            layouts.append(layout)
            width = sheet.width
    return [_put_together(run) for run in runs]


def _goes_on(before: Sheet, width: int, first: Layout, sheet: Sheet, layout: Layout) -> bool:
    """Return whether a sheet is the next page of the one before, which is so wide with the pages it has.

    It is when nothing but blank lines stands between, or when it repeats the same title and the same headings.
    """
    if not sheet.caption:
        return sheet.width <= width
    if not layout.headings or normalised(first.title) != normalised(layout.title):
        return False
    return [signature(before.rows[row]) for row in first.headings] == [
        signature(sheet.rows[row]) for row in layout.headings
    ]


def _has_own_headings(before: Sheet, first: Layout, sheet: Sheet) -> bool:
    """Return whether a sheet begins with other headings: words in a column that holds nothing but amounts before."""
    known = [signature(before.rows[row]) for row in first.headings]
    for values in [values for values in sheet.rows if not is_blank(values)][:2]:
        texts = texts_of(values)
        if has_number(values) or signature(values) in known:
            return False
        if len(texts) > 1:
            body = before.rows[first.headings[-1] + 1 :] if first.headings else []
            below = [
                [row[column] for row in body if column < len(row) and row[column]] for column, _ in texts
            ]
            return any(column and all(map(is_number, column)) for column in below)
    return False


def _put_together(pages: list[Sheet]) -> Sheet:
    """Put the rows of pages under those of the first; in a text at their own lines: cells still count from it."""
    first, *more = pages
    if not more:
        return first
    rows, breaks = list(first.rows), list(first.breaks)
    merges, cleaned, indents = list(first.merges), set(first.cleaned), dict(first.indents)
    for sheet in more:
        at = max(sheet.first_line - first.first_line, len(rows)) if first.first_line else len(rows)
        gap: list[list[CellValue]] = [[] for _ in range(at - len(rows))]
        rows += [*gap, *sheet.rows]
        merges += [Merge(m.top + at, m.left, m.bottom + at, m.right) for m in sheet.merges]
        cleaned |= {(row + at, column) for row, column in sheet.cleaned}
        indents |= {(row + at, column): by for (row, column), by in sheet.indents.items()}
        breaks += [at, *(row + at for row in sheet.breaks)]
    return replace(
        first,
        rows=rows,
        merges=tuple(merges),
        cleaned=frozenset(cleaned),
        indents=indents,
        breaks=tuple(breaks),
    )
