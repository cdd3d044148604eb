"""A sheet of an .xlsb, record by record: all but the formulas, which are compiled, and the notes."""

from __future__ import annotations

from struct import unpack_from

from model.source.number_format import BUILT_IN
from model.source.parsed import Cell, Format, Grid, ParsedSheet, Position, number, overlaid
from model.source.refused import RefusedError
from model.source.serial_date import date_cell, is_date
from model.source.xlsb_records import (
    BEGIN_CELL_STYLES,
    COLUMNS,
    END_CELL_STYLES,
    FORMAT,
    MERGE,
    ROW,
    STRING_ITEM,
    STYLE,
    packed_number,
    records,
    text_at,
)
from model.text import clean

# Cells come with their column (1 to 7), as formulas (8 to 11), or short, one column after the last (12 to 18).
_PACKED, _ERROR, _BOOLEAN, _REAL, _TEXT, _SHARED = 2, 3, 4, 5, 6, 7
_FORMULAS = {8: _TEXT, 9: _REAL, 10: _BOOLEAN, 11: _ERROR}
_FIRST_SHORT, _LAST_CELL = 12, 18
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}
_DEFAULT: Format = ("General", "", None)
_ROWS_MOST, _COLUMNS_MOST = 1 << 20, 1 << 14
_AREA_MOST = 30_000_000
_ROW_HIDDEN = 0x10


class Shared:
    """What the sheets of a workbook have in common: texts, number formats by style, the calendar."""

    def __init__(self, strings: bytes, styles: bytes, *, since_1904: bool) -> None:
        self.texts = [text_at(content, 1)[0] for kind, content in records(strings) if kind == STRING_ITEM]
        self.codes = _number_formats(styles)
        self.since_1904 = since_1904

    def code(self, style: int) -> str | None:
        """Return the number format of a cell style."""
        return self.codes[style] if style < len(self.codes) else None


class BinarySheet:
    """The cells of a sheet and what is known of them."""

    def __init__(self, name: str, data: bytes, shared: Shared) -> None:
        self._shared = shared
        self._grid = Grid()
        self._cells: dict[int, dict[int, Cell]] = {}
        self._formats: dict[Position, Format] = {}
        self._row = self._column = 0
        self.parsed = ParsedSheet(name, (), self._grid.cleaned)
        hidden_rows: set[int] = set()
        hidden_columns: set[int] = set()
        for kind, content in records(data):
            if 0 < kind <= _LAST_CELL:
                self._cell(kind, content)
            elif kind == ROW:
                self._new_row(content, hidden_rows)
            elif kind == COLUMNS and unpack_from("<H", content, 16)[0] & 1:
                first, last = unpack_from("<II", content)
                hidden_columns.update(range(first, min(last + 1, _COLUMNS_MOST)))
            elif kind == MERGE:
                top, bottom, left, right = unpack_from("<IIII", content)
                self.parsed.merges.append((top, left, bottom, right))
        self._check_extent()
        self.parsed.rows = overlaid((), self._cells)
        self.parsed.hidden_rows, self.parsed.hidden_columns = hidden_rows, hidden_columns
        self.parsed.formats, self.parsed.default_format = self._formats, _DEFAULT

    def _check_extent(self) -> None:
        if any((row + 1) * (max(cells) + 1) > _AREA_MOST for row, cells in self._cells.items()):
            raise RefusedError("spread")

    def _new_row(self, content: bytes, hidden: set[int]) -> None:
        (self._row,) = unpack_from("<I", content)
        self._column = -1
        if self._row >= _ROWS_MOST:
            raise RefusedError("damaged", detail="row")
        if content[11] & _ROW_HIDDEN:
            hidden.add(self._row)

    def _cell(self, kind: int, content: bytes) -> None:
        if kind >= _FIRST_SHORT:
            self._column += 1
            at, base = 0, kind - _FIRST_SHORT + 1
        else:
            (self._column,) = unpack_from("<I", content)
            at, base = 4, _FORMULAS.get(kind, kind)
        if self._column >= _COLUMNS_MOST:
            raise RefusedError("damaged", detail="column")
        code = self._shared.code(unpack_from("<I", content, at)[0] & 0xFFFFFF)
        value = self._value(base, content[at + 4 :], code)
        if value is None:
            return
        self._cells.setdefault(self._row, {})[self._column] = value
        known: Format = (code, None if kind in _FORMULAS else "", None)
        if known != _DEFAULT:
            self._formats[self._row, self._column] = known

    def _value(self, kind: int, content: bytes, code: str | None) -> Cell:
        if kind in {_PACKED, _REAL}:
            value = packed_number(content) if kind == _PACKED else float(unpack_from("<d", content)[0])
            return date_cell(value, since_1904=self._shared.since_1904) if is_date(code) else number(value)
        if kind == _ERROR:
            return {"e": _ERRORS.get(content[0], "#N/A")}
        if kind == _BOOLEAN:
            return content[0] != 0
        if kind == _TEXT:
            return self._grid.text(self._row, self._column, text_at(content, 0)[0])
        if kind == _SHARED:
            index = unpack_from("<I", content)[0]
            return self._grid.text(self._row, self._column, self._shared.texts[index])
        return None


def _number_formats(data: bytes) -> list[str | None]:
    codes: dict[int, str] = {}
    chosen: list[str | None] = []
    within = False
    for kind, content in records(data):
        if kind == FORMAT:
            codes[unpack_from("<H", content)[0]] = clean(text_at(content, 2)[0])
        elif kind in {BEGIN_CELL_STYLES, END_CELL_STYLES}:
            within = kind == BEGIN_CELL_STYLES
        elif kind == STYLE and within:
            index = unpack_from("<H", content, 2)[0]
            chosen.append(codes.get(index) or BUILT_IN.get(str(index)))
    return chosen
