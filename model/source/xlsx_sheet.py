"""The second look at an .xlsx sheet, element by element: what the fast reader of values leaves out."""

from __future__ import annotations

from collections.abc import Iterable

from model.source.cell_reference import COLUMNS_MOST, position_of
from model.source.refused import RefusedError
from model.source.xlsx_marks import TRUE, SheetMarks
from model.source.xml_events import feed, local, new_parser

AREA_MOST = 30_000_000
"""Cells of the smallest rectangle around all values; the fast reader lays them all out in memory."""


class SheetScan:
    """Reads one sheet's XML and marks what it finds."""

    def __init__(self, marks: SheetMarks) -> None:
        self._marks = marks
        self._text: list[str] = []
        self._attributes: dict[str, str] = {}
        self._row = self._column = -1
        self._first, self._last = COLUMNS_MOST, -1
        self._style = "0"
        self._is_error = False
        self._parser = new_parser()
        self._parser.StartElementHandler = self._root

    def read(self, chunks: Iterable[bytes]) -> None:
        """Read the sheet's XML. Raises RefusedError for damage, a document type, or values spread too far."""
        for chunk in chunks:
            feed(self._parser, chunk, final=False)
        feed(self._parser, b"")
        bottom = max((row for row, _ in self._marks.styles), default=-1)
        if (bottom + 1) * (self._last - self._first + 1) > AREA_MOST:
            raise RefusedError("spread")

    def _root(self, name: str, _: dict[str, str]) -> None:
        prefix = name[: -len(local(name))]
        self._handlers = {
            prefix + "c": self._cell,
            prefix + "v": self._value,
            prefix + "is": self._value,
            prefix + "f": self._formula,
            prefix + "row": self._new_row,
            prefix + "col": self._marks.keep_columns,
        }
        self._formula_name = prefix + "f"
        self._parser.StartElementHandler = self._start

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        handler = self._handlers.get(name)
        if handler is not None:
            handler(attributes)

    def _new_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r")
        self._row = self._row + 1 if number is None else int(number) - 1
        self._column = -1
        if attributes.get("hidden") in TRUE or attributes.get("ht") == "0":
            self._marks.hidden_rows.add(self._row)

    def _cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        if reference is None:
            self._column += 1
        else:
            self._row, self._column = position_of(reference)
        self._style = attributes.get("s", "0")
        self._is_error = attributes.get("t") == "e"

    def _value(self, _: dict[str, str]) -> None:
        column = self._column
        self._marks.styles[self._row, column] = self._style
        if column < self._first:
            self._first = column
        if column > self._last:
            self._last = column
        if self._is_error:
            self._collect()

    def _formula(self, attributes: dict[str, str]) -> None:
        self._attributes = attributes
        self._collect()

    def _collect(self) -> None:
        self._text = []
        self._parser.CharacterDataHandler = self._text.append
        self._parser.EndElementHandler = self._end

    def _end(self, name: str) -> None:
        self._parser.CharacterDataHandler = None
        self._parser.EndElementHandler = None
        here, text = (self._row, self._column), "".join(self._text)
        if name == self._formula_name:
            self._marks.keep_formula(here, self._attributes, text)
        else:
            self._marks.keep_error(here, text)
