"""Split tables are joined: one goes on where the page of a text or a Word file ended it, or in the next sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from model.layout.cells import cells_of, has_number, is_blank, is_number, texts_of
from model.layout.layout import Layout, lay_out, signature
from model.lexicon.lexicon import Lexicon, normalised
from model.repair.next_sheet import goes_on_at
from model.source.book import Book, CellFormat, CellValue, Merge, Sheet, SheetPart, Visibility

_PAGED = frozenset({"txt", "md", "text", "docx", "html"})
"""Containers whose tables a page can split; a PDF's are put together as they are read."""
_PLAIN = frozenset({"txt", "md", "text"})
"""Containers in which nothing but the tabs of a line tells a cell's column."""
_HIDDEN = frozenset({Visibility.HIDDEN, Visibility.VERY_HIDDEN})


def repaired(book: Book, lexicon: Lexicon) -> Book:
    """Return the book with every table that goes on over pages or sheets put together under its first part's name.

    Tables in plain lines are marked as such that may have lost blank cells.
    """
    if book.container == "pdf":
        return book
    if book.container not in _PAGED:
        return _joined_sheets(book, lexicon)
    sheets = _joined_pages(book, lexicon)
    if book.container in _PLAIN:
        sheets = [replace(sheet, lost_blanks=True) for sheet in sheets]
    return replace(book, sheets=sheets)


def _joined_sheets(book: Book, lexicon: Lexicon) -> Book:
    """Return a workbook with every table that goes on in the next sheets read as one, which knows its pieces."""
    joined: list[Sheet] = []
    for sheet in book.sheets:
        number = _before(joined, sheet)
        first = None if number is None else goes_on_at(joined[number], sheet, lexicon)
        if number is None or first is None:
            joined.append(sheet)
            continue
        before = joined[number]
        pieces = (*(before.pieces or (SheetPart(0, before, 0),)), SheetPart(before.height, sheet, first))
        joined[number] = replace(_put_below(before, sheet, first, before.height), pieces=pieces)
    if len(joined) == len(book.sheets):
        return book
    return replace(book, sheets=joined, separate=tuple(book.file_sheets))


def _before(sheets: Sequence[Sheet], sheet: Sheet) -> int | None:
    """Return the number of the sheet from which a sheet may go on: the last that is not empty, and shown if it is."""
    hidden = sheet.visibility in _HIDDEN
    for number in range(len(sheets) - 1, -1, -1):
        other = sheets[number]
        if (other.visibility in _HIDDEN) == hidden and not all(map(is_blank, other.rows)):
            return number
        if hidden and other.visibility not in _HIDDEN:
            return None
    return None


def _joined_pages(book: Book, lexicon: Lexicon) -> list[Sheet]:
    """Return the tables with their further pages below; cells still count from the first line of each."""
    joined: list[Sheet] = []
    first, layout = Sheet("", []), Layout()
    for sheet in book.sheets:
        own = lay_out(sheet, lexicon)
        anew = joined and book.container not in _PLAIN and _has_own_headings(first, layout, sheet)
        if joined and not anew and _is_next_page(first, joined[-1].width, layout, sheet, own):
            lines = sheet.first_line - first.first_line if first.first_line else 0
            joined[-1] = _put_below(joined[-1], sheet, 0, max(lines, joined[-1].height))
        else:
            joined.append(sheet)
            first, layout = sheet, own
    return joined


def _is_next_page(first: Sheet, width: int, layout: Layout, sheet: Sheet, own: Layout) -> bool:
    """Return whether a sheet is the next page of the one before, which is so wide with the pages it has.

    It is when nothing but blank lines stands between, or when it repeats the same title and the same headings.
    """
    if not sheet.caption:
        return sheet.width <= width
    if not own.headings or normalised(layout.title) != normalised(own.title):
        return False
    before = [signature(first.rows[row]) for row in layout.headings]
    return before == [signature(sheet.rows[row]) for row in own.headings]


def _has_own_headings(first: Sheet, layout: Layout, sheet: Sheet) -> bool:
    """Return whether a sheet begins with other headings: words in a column that holds nothing but amounts before."""
    known = [signature(first.rows[row]) for row in layout.headings]
    for values in [values for values in sheet.rows if not is_blank(values)][:2]:
        texts = texts_of(values)
        if has_number(values) or signature(values) in known:
            return False
        if len(texts) > 1:
            body = range(layout.headings[-1] + 1, first.height) if layout.headings else ()
            below = [[each for each in cells_of(first, body, column) if each] for column, _ in texts]
            return any(column and all(map(is_number, column)) for column in below)
    return False


def _put_below(before: Sheet, sheet: Sheet, first: int, at: int) -> Sheet:
    """Return a sheet with the rows of another from `first` on under its own, from its row `at` on."""
    down = at - first
    gap: list[list[CellValue]] = [[] for _ in range(at - before.height)]
    merges = (Merge(m.top + down, m.left, m.bottom + down, m.right) for m in sheet.merges if m.top >= first)
    indents = {(row + down, column): by for (row, column), by in sheet.indents.items() if row >= first}
    rows = sheet.hidden_rows
    hidden = None if rows is None else frozenset(row + down for row in rows if row >= first)
    return replace(
        before,
        rows=[*before.rows, *gap, *sheet.rows[first:]],
        merges=(*before.merges, *merges),
        hidden_rows=_together(before.hidden_rows, hidden),
        hidden_columns=_together(before.hidden_columns, sheet.hidden_columns),
        formats=_formats(before, sheet, first, down),
        default_format=None if sheet.formats is None else before.default_format,
        cleaned=before.cleaned | {(row + down, column) for row, column in sheet.cleaned if row >= first},
        indents={**before.indents, **indents},
        breaks=(*before.breaks, at, *(row + down for row in sheet.breaks if row > first)),
    )


def _together(ours: frozenset[int] | None, its: frozenset[int] | None) -> frozenset[int] | None:
    return None if ours is None or its is None else ours | its


def _formats(before: Sheet, sheet: Sheet, first: int, down: int) -> dict[tuple[int, int], CellFormat] | None:
    """Return the formats of the cells of both that are not the default of the first; None where one has none."""
    if before.formats is None or sheet.formats is None:
        return None
    formats = dict(before.formats)
    if sheet.default_format is not None and sheet.default_format != before.default_format:
        for row in range(first, sheet.height):
            for column in range(len(sheet.rows[row])):
                formats[row + down, column] = sheet.default_format
    return formats | {(row + down, at): known for (row, at), known in sheet.formats.items() if row >= first}
