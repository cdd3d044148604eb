"""A sheet of an OpenDocument spreadsheet under construction, and the styles of its cells and tables."""

from __future__ import annotations

from collections.abc import Iterable

from model.source.parsed import Cell, Format, ParsedGrid, ParsedSheet, RefusedError
from model.source.xml_events import feed, local, new_parser

_NUMBER_STYLES = {"number-style", "percentage-style", "currency-style"}
_DATES = {"date-style": "yyyy-mm-dd", "time-style": "hh:mm:ss", "boolean-style": "BOOLEAN", "text-style": "@"}
_DECIMALS_MOST = 30


class Styles:
    """Cell styles by name, each with the format code nearest to what it shows."""

    def __init__(self) -> None:
        self.hidden_tables: set[str] = set()
        self._codes: dict[str, str] = {}
        self._data_style: dict[str, str] = {}
        self._parent: dict[str, str] = {}
        self._style = self._number = self._number_kind = ""

    def read(self, chunks: Iterable[bytes]) -> None:
        """Read the styles of a part; a part that is not there has none."""
        parser = new_parser()
        parser.StartElementHandler = self._start
        empty = True
        for chunk in chunks:
            empty = False
            feed(parser, chunk, final=False)
        if not empty:
            feed(parser, b"")

    def code(self, style: str) -> str | None:
        """Return the number format of a cell style: "General" for none, None where it is not known."""
        for _ in range(20):
            data_style = self._data_style.get(style)
            if data_style is not None:
                return self._codes.get(data_style)
            if style not in self._parent:
                return "General"
            style = self._parent[style]
        return None

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = local(name)
        if name == "style":
            self._new_style({local(key): value for key, value in attributes.items()})
        elif name == "table-properties" and _named(attributes, "display") == "false":
            self.hidden_tables.add(self._style)
        elif name in _NUMBER_STYLES:
            self._number, self._number_kind = _named(attributes, "name"), name
            self._codes[self._number] = "General"
        elif name in _DATES:
            self._codes[_named(attributes, "name")] = _DATES[name]
        elif name == "number" and self._number:
            self._codes[self._number] = self._code(attributes)

    def _new_style(self, attributes: dict[str, str]) -> None:
        self._style = attributes.get("name", "")
        if attributes.get("family") == "table-cell":
            if attributes.get("data-style-name"):
                self._data_style[self._style] = attributes["data-style-name"]
            if attributes.get("parent-style-name"):
                self._parent[self._style] = attributes["parent-style-name"]

    def _code(self, attributes: dict[str, str]) -> str:
        decimals = _named(attributes, "decimal-places")
        if not decimals.isdigit():
            return "General"
        code = "#,##0" if _named(attributes, "grouping") == "true" else "0"
        if int(decimals):
            code += "." + "0" * min(int(decimals), _DECIMALS_MOST)
        return code + "%" if self._number_kind == "percentage-style" else code


def _named(attributes: dict[str, str], name: str) -> str:
    return next((value for key, value in attributes.items() if local(key) == name), "")


ROWS_MOST, COLUMNS_MOST = 1 << 20, 1 << 14
AREA_MOST = 10_000_000
_PLAIN: Format = ("General", "", "")


class OdsSheet:
    """Takes columns, rows and cells in their order, each with how often it is repeated."""

    def __init__(self, name: str, styles: Styles) -> None:
        self._grid = ParsedGrid()
        self._rows: list[list[Cell]] = []
        self.parsed = ParsedSheet(name, self._rows, self._grid.cleaned)
        self.parsed.visibility = "visible"
        self._styles = styles
        self._formats: dict[tuple[int, int], Format] = {}
        self._column_styles: list[tuple[int, str]] = []
        self._hidden_rows: list[tuple[int, int]] = []
        self._hidden_columns: list[tuple[int, int]] = []
        self._columns = self._column = self._area = 0
        self._blank_rows = 0
        self._repeated, self._row_style = 1, ""
        self._cells: list[Cell] = []
        self._known: list[tuple[int, Format]] = []

    def new_columns(self, count: int, style: str, *, hidden: bool) -> None:
        """Take columns that look alike."""
        if hidden:
            self._hidden_columns.append((self._columns, self._columns + count))
        self._columns += count
        self._column_styles.append((self._columns, style))

    def new_row(self, repeated: int, style: str, *, hidden: bool) -> None:
        """Take a row, which may stand for many."""
        self._repeated, self._row_style, self._column = repeated, style, 0
        self._cells, self._known = [], []
        if hidden:
            self._hidden_rows.append((self._row, self._row + repeated))

    @property
    def _row(self) -> int:
        return len(self._rows) + self._blank_rows

    def skip(self, count: int) -> None:
        """Take blank cells."""
        self._column += count

    def add(self, value: Cell, count: int, style: str, formula: str, note: str) -> None:
        """Take cells of one content. Raises RefusedError where there are too many."""
        self._area += count * self._repeated
        if self._area > AREA_MOST or self._column + count > COLUMNS_MOST:
            raise RefusedError("spread")
        code = self._styles.code(style or self._row_style or self._column_style())
        known: Format = (code, formula, note)
        if value is not None:
            self._cells.extend([None] * (self._column - len(self._cells)))
        for column in range(self._column, self._column + count):
            if value is not None:
                self._cells.append(value)
            if known != _PLAIN:
                self._known.append((column, known))
        self._column += count

    def _column_style(self) -> str:
        return next((style for end, style in self._column_styles if self._column < end), "")

    def merge(self, height: int, width: int, count: int) -> None:
        """Take the extent of the cell that was added or skipped last."""
        left = self._column - count
        self.parsed.merges.append((self._row, left, self._row + height - 1, left + width - 1))

    def end_row(self) -> None:
        """Close the row. Raises RefusedError where the sheet is too high."""
        top = self._row
        if not self._cells:
            self._keep_formats(top)
            self._blank_rows += self._repeated
            return
        if top + self._repeated > ROWS_MOST:
            raise RefusedError("spread")
        self._rows.extend([] for _ in range(self._blank_rows))
        self._blank_rows = 0
        for _ in range(self._repeated):
            row = len(self._rows)
            self._rows.append(
                [
                    self._grid.text(row, column, cell) if isinstance(cell, str) else cell
                    for column, cell in enumerate(self._cells)
                ]
            )
            self._keep_formats(row)

    def _keep_formats(self, row: int) -> None:
        for column, known in self._known:
            self._formats[row, column] = known

    def finished(self) -> ParsedSheet:
        """Return the sheet, with what is hidden within its extent."""
        height, width = len(self._rows), max(map(len, self._rows), default=0)
        self.parsed.hidden_rows = _within(self._hidden_rows, height)
        self.parsed.hidden_columns = _within(self._hidden_columns, width)
        self.parsed.formats, self.parsed.default_format = self._formats, _PLAIN
        return self.parsed


def _within(ranges: list[tuple[int, int]], end: int) -> set[int]:
    return {index for first, last in ranges for index in range(first, min(last, end))}
