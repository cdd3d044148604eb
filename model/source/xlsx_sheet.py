"""The second look at an .xlsx sheet: what the fast reader of values leaves out."""

from __future__ import annotations

from collections.abc import Iterable

from model.source.cell_reference import COLUMNS_MOST, position_of
from model.source.parsed import Cell, Format, Position
from model.source.refused import RefusedError
from model.source.shared_formula import SharedFormula
from model.source.xml_events import feed, local, new_parser, unescaped
from model.text import clean

AREA_MOST = 30_000_000
"""Cells of the smallest rectangle around all values; the fast reader lays them all out in memory."""
_TRUE = {"1", "true", "on"}


class SheetScan:
    """One sheet's errors, formulas, styles, hidden rows and columns, each by zero-based position."""

    def __init__(self) -> None:
        self.errors: dict[int, dict[int, Cell]] = {}
        self.formulas: dict[Position, str] = {}
        self.styles: dict[Position, str] = {}
        self.hidden_rows: set[int] = set()
        self.hidden_columns: list[tuple[int, int]] = []
        self._shared: dict[str, SharedFormula] = {}
        self._text: list[str] = []
        self._attributes: dict[str, str] = {}
        self._prefix = ""
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
        if self._last >= 0 and (self._bottom() + 1) * (self._last - self._first + 1) > AREA_MOST:
            raise RefusedError("spread")

    def _bottom(self) -> int:
        return max((row for row, _ in self.styles), default=-1)

    def _root(self, name: str, _: dict[str, str]) -> None:
        prefix = name[: -len(local(name))]
        self._handlers = {
            prefix + "c": self._cell,
            prefix + "v": self._value,
            prefix + "is": self._value,
            prefix + "f": self._formula,
            prefix + "row": self._new_row,
            prefix + "col": self._columns,
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
        if attributes.get("hidden") in _TRUE or attributes.get("ht") == "0":
            self.hidden_rows.add(self._row)

    def _columns(self, attributes: dict[str, str]) -> None:
        if attributes.get("hidden") in _TRUE or attributes.get("width") == "0":
            self.hidden_columns.append((int(attributes["min"]) - 1, int(attributes["max"]) - 1))

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
        self.styles[self._row, column] = self._style
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
        text = clean(unescaped("".join(self._text)))
        if name == self._formula_name:
            self._keep_formula(text)
        else:
            self.errors.setdefault(self._row, {})[self._column] = {"e": text}

    def _keep_formula(self, text: str) -> None:
        here = (self._row, self._column)
        group = self._attributes.get("si")
        if group is not None and self._attributes.get("t") == "shared":
            if text:
                self._shared[group] = SharedFormula(here, text)
            elif group in self._shared:
                text = self._shared[group].at(*here)
        self.formulas[here] = text

    def formats(self, codes: list[str | None], notes: dict[Position, str]) -> dict[Position, Format]:
        """Return what is known beside the values, for each cell that differs from a plain General value."""
        by_style: dict[str, Format] = {str(number): (code, "", "") for number, code in enumerate(codes)}
        plain: Format = ("General", "", "")
        unknown: Format = (None, "", "")
        known = {
            position: entry
            for position, style in self.styles.items()
            if (entry := by_style.get(style, unknown)) != plain
        }
        for position in self.formulas.keys() | notes.keys():
            code = by_style.get(self.styles.get(position, "0"), unknown)[0]
            known[position] = (code, self.formulas.get(position, ""), notes.get(position, ""))
        return known

    def columns_hidden_within(self, width: int) -> set[int]:
        """Return the hidden columns among the first `width`."""
        return {
            column
            for first, last in self.hidden_columns
            for column in range(max(first, 0), min(last + 1, width))
        }
