"""Workbooks of 2003 in one XML file, which many systems still export under the name .xls."""

from __future__ import annotations

from collections.abc import Callable

from model.source.channel import Channel
from model.source.number_format import date_cell, is_date
from model.source.parsed import Cell, Format, ParsedGrid, ParsedSheet, RefusedError, number, trimmed
from model.source.text_decoding import decode
from model.source.xml_events import feed, local, new_parser
from model.text import clean

_NAMED = {
    "General Number": "General",
    "Fixed": "0.00",
    "Standard": "#,##0.00",
    "Percent": "0.00%",
    "Scientific": "0.00E+00",
}
_VISIBILITY = {"SheetHidden": "hidden", "SheetVeryHidden": "very hidden"}
ROWS_MOST, COLUMNS_MOST = 1 << 20, 1 << 14


def parse(data: bytes, channel: Channel) -> None:
    """Send the workbook's sheets. Raises RefusedError where it is damaged."""
    workbook = _Workbook()
    # Expat is given characters in one encoding, for it knows few, and not the one that Chinese systems write.
    text = decode(data)
    declaration = text.find("?>") + 2 if text.lstrip().startswith("<?xml") else 0
    workbook.read(text[declaration:].encode())
    for sheet in workbook.sheets:
        sheet.rows = map(trimmed, sheet.rows)
        channel.sheet(sheet)
    channel.progress(1.0)


class _Workbook:
    """The sheets, built up event by event."""

    def __init__(self) -> None:
        self.sheets: list[ParsedSheet] = []
        self._codes: dict[str, str] = {}
        self._style = ""
        self._column = 0
        self._cell: dict[str, str] = {}
        self._kind = ""
        self._text: list[str] = []
        self._note: list[str] | None = None
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            "Style": self._new_style,
            "NumberFormat": self._number_format,
            "Worksheet": self._new_sheet,
            "Column": self._new_column,
            "Row": self._new_row,
            "Cell": self._new_cell,
            "Comment": self._new_note,
            "Data": self._data,
            "Visible": self._data,
        }
        self._ends: dict[str, Callable[[], None]] = {
            "Cell": self._end_cell,
            "Data": self._end_data,
            "Visible": self._end_visible,
        }
        self._parser = new_parser()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end

    def read(self, data: bytes) -> None:
        """Read the XML. Raises RefusedError where it is damaged."""
        feed(self._parser, data)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        handler = self._starts.get(local(name))
        if handler is not None:
            handler({local(key): value for key, value in attributes.items()})

    def _end(self, name: str) -> None:
        handler = self._ends.get(local(name))
        if handler is not None:
            handler()

    def _new_style(self, attributes: dict[str, str]) -> None:
        self._style = attributes.get("ID", "")

    def _number_format(self, attributes: dict[str, str]) -> None:
        code = attributes.get("Format", "General")
        self._codes[self._style] = clean(_NAMED.get(code, code))

    def _new_sheet(self, attributes: dict[str, str]) -> None:
        self._grid = ParsedGrid()
        self._rows: list[list[Cell]] = []
        sheet = ParsedSheet(attributes.get("Name", ""), self._rows, self._grid.cleaned)
        sheet.visibility = "visible"
        sheet.hidden_rows, sheet.hidden_columns = set(), set()
        sheet.formats, sheet.default_format = {}, ("General", "", "")
        self.sheets.append(sheet)
        self._column = 0

    def _new_column(self, attributes: dict[str, str]) -> None:
        first = _count(attributes, "Index", COLUMNS_MOST) or self._column + 1
        last = first + _count(attributes, "Span", COLUMNS_MOST)
        hidden = self._sheet().hidden_columns
        if attributes.get("Hidden") == "1" and hidden is not None:
            hidden.update(range(first - 1, min(last, COLUMNS_MOST)))
        self._column = last

    def _new_row(self, attributes: dict[str, str]) -> None:
        row = (_count(attributes, "Index", ROWS_MOST) or len(self._rows) + 1) - 1
        if row < len(self._rows):
            raise RefusedError("damaged", detail="row")
        self._rows.extend([] for _ in range(row + 1 - len(self._rows)))
        hidden = self._sheet().hidden_rows
        if attributes.get("Hidden") == "1" and hidden is not None:
            hidden.add(row)
        self._column = 0

    def _new_cell(self, attributes: dict[str, str]) -> None:
        column = (_count(attributes, "Index", COLUMNS_MOST) or self._column + 1) - 1
        cells = self._row_of_cells()
        if column < len(cells):
            raise RefusedError("damaged", detail="cell")
        self._cell, self._note = attributes, None
        cells.extend([None] * (column + 1 - len(cells)))
        row, down = len(self._rows) - 1, _count(attributes, "MergeDown", ROWS_MOST)
        across = _count(attributes, "MergeAcross", COLUMNS_MOST)
        if down or across:
            self._sheet().merges.append((row, column, row + down, column + across))
        self._column = column + across + 1

    def _new_note(self, _: dict[str, str]) -> None:
        self._note = []

    def _data(self, attributes: dict[str, str]) -> None:
        self._kind = attributes.get("Type", "String")
        self._text = []
        self._parser.CharacterDataHandler = self._text.append

    def _end_data(self) -> None:
        self._parser.CharacterDataHandler = None
        text = "".join(self._text)
        if self._note is not None:
            self._note.append(text)
            return
        cells = self._row_of_cells()
        cells[-1] = self._value(text, len(cells) - 1)

    def _value(self, text: str, column: int) -> Cell:
        if self._kind == "Number":
            shows_date = is_date(self._codes.get(self._cell.get("StyleID", "")))
            return date_cell(float(text), since_1904=False) if shows_date else number(float(text))
        if self._kind == "Boolean":
            return text.strip() == "1"
        if self._kind == "Error":
            return {"e": clean(text)}
        if self._kind == "DateTime":
            return {"d": clean(text).removesuffix(".000").removesuffix("T00:00:00")}
        return self._grid.text(len(self._rows) - 1, column, text)

    def _end_cell(self) -> None:
        formula = clean(self._cell.get("Formula", "")).removeprefix("=")
        note = clean("".join(self._note or ()))
        known: Format = (self._codes.get(self._cell.get("StyleID", ""), "General"), formula, note)
        cells, formats = self._row_of_cells(), self._sheet().formats
        if (
            formats is not None
            and known != ("General", "", "")
            and (cells[-1] is not None or formula or note)
        ):
            formats[len(self._rows) - 1, len(cells) - 1] = known

    def _end_visible(self) -> None:
        self._parser.CharacterDataHandler = None
        if self.sheets:
            self._sheet().visibility = _VISIBILITY.get("".join(self._text).strip(), "visible")

    def _sheet(self) -> ParsedSheet:
        if not self.sheets:
            raise RefusedError("damaged", detail="worksheet")
        return self.sheets[-1]

    def _row_of_cells(self) -> list[Cell]:
        if not self.sheets or not self._rows:
            raise RefusedError("damaged", detail="row")
        return self._rows[-1]


def _count(attributes: dict[str, str], name: str, most: int) -> int:
    """Return a counting attribute, 0 where it is not given. Raises RefusedError for more than a sheet has."""
    value = int(attributes.get(name, "0"))
    if not 0 <= value <= most:
        raise RefusedError("damaged", detail=name)
    return value
