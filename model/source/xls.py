"""Excel workbooks of 1997 to 2003 and WPS .et: everything by xlrd, which knows all but formulas."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from io import StringIO
from struct import error as struct_error

import xlrd
from xlrd.biffh import (
    XL_CELL_BLANK,
    XL_CELL_BOOLEAN,
    XL_CELL_DATE,
    XL_CELL_ERROR,
    XL_CELL_NUMBER,
    XL_CELL_TEXT,
)
from xlrd.book import Book
from xlrd.compdoc import CompDocError
from xlrd.sheet import Sheet

from model.source.channel import Channel
from model.source.parsed import (
    HALF_CHARACTERS_A_STEP,
    Cell,
    Format,
    ParsedGrid,
    ParsedSheet,
    Position,
    RefusedError,
    number,
    trimmed,
)
from model.text import clean

_VISIBILITY = {0: "visible", 1: "hidden", 2: "very hidden"}
_FROM_THE_RIGHT = {2, 3}
"""Horizontal alignments of the record XF: centred, right."""
_DAMAGE = (
    xlrd.XLRDError,
    CompDocError,
    struct_error,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)


def parse(data: bytes, channel: Channel) -> None:
    """Send the workbook's sheets. Raises RefusedError for one that cannot be read."""
    try:
        book = xlrd.open_workbook(
            file_contents=data,
            formatting_info=True,
            on_demand=True,
            ragged_rows=True,
            logfile=StringIO(),
            ignore_workbook_corruption=True,
        )
    except _DAMAGE as error:
        if "encrypted" in str(error):
            raise RefusedError("encrypted") from error
        raise RefusedError("damaged", detail="workbook") from error
    for index, name in enumerate(book.sheet_names()):
        try:
            channel.sheet(_sheet(book, book.sheet_by_index(index)))
        except _DAMAGE:
            channel.skip(name, "damaged-sheet")
        book.unload_sheet(index)
        channel.progress((index + 1) / book.nsheets)


def _sheet(book: Book, sheet: Sheet) -> ParsedSheet:
    grid = ParsedGrid()
    parsed = ParsedSheet(sheet.name, list(_rows(book, sheet, grid)), grid.cleaned)
    parsed.visibility = _VISIBILITY.get(sheet.visibility, "unknown")
    parsed.merges = [(top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells]
    parsed.hidden_rows = {row for row, info in sheet.rowinfo_map.items() if info.hidden or info.height == 0}
    parsed.hidden_columns = {
        column for column, info in sheet.colinfo_map.items() if info.hidden or info.width == 0
    }
    parsed.default_format = ("General", None, "")
    parsed.formats = dict(_formats(book, sheet))
    parsed.indents = _indents(book, sheet)
    return parsed


def _rows(book: Book, sheet: Sheet, grid: ParsedGrid) -> Iterator[list[Cell]]:
    for row in range(sheet.nrows):
        cells: list[Cell] = []
        for kind, value in zip(sheet.row_types(row), sheet.row_values(row), strict=True):
            if kind == XL_CELL_TEXT:
                cells.append(grid.text(row, len(cells), value))
            else:
                cells.append(_value(book, kind, value))
        yield trimmed(cells)


def _value(book: Book, kind: int, value: float) -> Cell:
    if kind == XL_CELL_NUMBER:
        return number(value)
    if kind == XL_CELL_DATE:
        return _date(book, value)
    if kind == XL_CELL_BOOLEAN:
        return bool(value)
    if kind == XL_CELL_ERROR:
        return {"e": xlrd.error_text_from_code.get(int(value), "#N/A")}
    return None


def _date(book: Book, value: float) -> Cell:
    """Return a date's cell; a number that no calendar holds stays the number it is."""
    try:
        moment = xlrd.xldate_as_datetime(value, book.datemode)
    except (ValueError, OverflowError):
        return number(value)
    if 0 <= value < 1:
        return {"d": moment.time().isoformat()}
    return {"d": (moment.date() if moment.time() == time() else moment).isoformat()}


def _formats(book: Book, sheet: Sheet) -> Iterator[tuple[Position, Format]]:
    """Yield what is known of each cell that has a value or a note, where it is not a plain General one."""
    notes = {position: clean(note.text) for position, note in sheet.cell_note_map.items()}
    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row)):
            if kind in {0, XL_CELL_BLANK}:
                continue
            code = _number_format(book, sheet.cell_xf_index(row, column))
            note = notes.pop((row, column), "")
            if code != "General" or note:
                yield (row, column), (code, None, note)
    for position, note in notes.items():
        yield position, (None, None, note)


def _indents(book: Book, sheet: Sheet) -> dict[Position, int]:
    """Return the indents of the texts that have one."""
    steps = {
        style: xf.alignment.indent_level
        for style, xf in enumerate(book.xf_list)
        if xf.alignment.indent_level and xf.alignment.hor_align not in _FROM_THE_RIGHT
    }
    return {
        (row, column): HALF_CHARACTERS_A_STEP * steps[style]
        for row in range(sheet.nrows if steps else 0)
        for column, kind in enumerate(sheet.row_types(row))
        if kind == XL_CELL_TEXT and (style := sheet.cell_xf_index(row, column)) in steps
    }


def _number_format(book: Book, style: int) -> str | None:
    known = book.format_map.get(book.xf_list[style].format_key)
    return None if known is None else clean(known.format_str)
