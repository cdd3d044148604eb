"""Excel's binary workbooks, by a reader of our own: no library at hand reads their errors and merges."""

from __future__ import annotations

from collections.abc import Iterator
from struct import error as struct_error
from struct import unpack_from

from model.source.archive import Archive
from model.source.channel import Channel
from model.source.number_format import BUILT_IN, date_cell, is_date
from model.source.parsed import (
    Cell,
    Format,
    ParsedGrid,
    ParsedSheet,
    Position,
    RefusedError,
    number,
    overlaid,
)
from model.source.xlsx_package import relationships, target_of
from model.text import clean

ROW, STRING_ITEM, FORMAT, STYLE, COLUMNS, WORKBOOK, SHEET, MERGE = 0, 19, 44, 47, 60, 153, 156, 176
BEGIN_CELL_STYLES, END_CELL_STYLES = 617, 618

Record = tuple[int, bytes]


def records(data: bytes) -> Iterator[Record]:
    """Yield number and content of each record. Raises RefusedError where the part breaks off."""
    at, end = 0, len(data)
    while at < end:
        kind, at = _packed(data, at, 2)
        size, at = _packed(data, at, 4)
        if at + size > end:
            raise RefusedError("damaged", detail="record")
        yield kind, data[at : at + size]
        at += size


def _packed(data: bytes, at: int, most: int) -> tuple[int, int]:
    """Return a number written seven bits a byte, the low ones first, and where it ends."""
    number = 0
    for index in range(most):
        if at >= len(data):
            raise RefusedError("damaged", detail="record")
        byte = data[at]
        at += 1
        number |= (byte & 0x7F) << 7 * index
        if not byte & 0x80:
            break
    return number, at


def text_at(content: bytes, at: int) -> tuple[str, int]:
    """Return a text, stored with its length before it, and where it ends."""
    (length,) = unpack_from("<I", content, at)
    if length == 0xFFFFFFFF:
        return "", at + 4
    end = at + 4 + 2 * int(length)
    return content[at + 4 : end].decode("utf-16-le", "replace"), end


def packed_number(content: bytes) -> float:
    """Return a number stored in 30 bits: an integer or the head of a double, maybe in hundredths."""
    (packed,) = unpack_from("<i", content)
    if packed & 2:
        value = float(packed >> 2)
    else:
        (value,) = unpack_from("<d", b"\0\0\0\0" + (packed & ~3 & 0xFFFFFFFF).to_bytes(4, "little"))
    return value / 100 if packed & 1 else value


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


class SharedStrings:
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

    def __init__(self, name: str, data: bytes, shared: SharedStrings) -> None:
        self._shared = shared
        self._grid = ParsedGrid()
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


_VISIBILITY = {0: "visible", 1: "hidden", 2: "very hidden"}


def parse(data: bytes, channel: Channel) -> None:
    """Send the workbook's sheets. Raises RefusedError for one that cannot be read."""
    archive = Archive(data)
    workbook = target_of(archive, "", "officeDocument") or "xl/workbook.bin"
    links = {identifier: (kind, target) for identifier, kind, target in relationships(archive, workbook)}
    try:
        sheets, since_1904 = _sheets(archive.read(workbook))
        shared = SharedStrings(
            archive.read(target_of(archive, workbook, "sharedStrings")),
            archive.read(target_of(archive, workbook, "styles")),
            since_1904=since_1904,
        )
    except struct_error as error:
        raise RefusedError("damaged", detail="record") from error
    for index, (name, state, link) in enumerate(sheets):
        kind, part = links.get(link, ("", ""))
        if kind != "worksheet" or part not in archive:
            channel.skip(name, "chart-sheet" if part in archive else "damaged-sheet")
            continue
        try:
            sheet = BinarySheet(name, archive.read(part), shared).parsed
            sheet.visibility = _VISIBILITY.get(state, "unknown")
            channel.sheet(sheet)
        except (LookupError, struct_error):
            channel.skip(name, "damaged-sheet")
        except RefusedError as refused:
            if refused.cause != "damaged":
                raise
            channel.skip(name, "damaged-sheet")
        channel.progress((index + 1) / len(sheets))


def _sheets(workbook: bytes) -> tuple[list[tuple[str, int, str]], bool]:
    """Return name, state and link of each sheet, and whether the calendar begins in 1904."""
    sheets: list[tuple[str, int, str]] = []
    since_1904 = False
    for kind, content in records(workbook):
        if kind == SHEET:
            link, at = text_at(content, 8)
            sheets.append((text_at(content, at)[0], unpack_from("<I", content)[0], link))
        elif kind == WORKBOOK:
            since_1904 = bool(content[0] & 1)
    return sheets, since_1904
