"""What a parser in the child hands over, or why it will not go on; and how spreadsheets write the addresses of cells.

Plain classes: the child starts fast by importing little. The parent turns the cause of a refusal into a message.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, repeat
from math import isfinite
from typing import Any

from model.source.book import column_number
from model.text import clean, clean_line, hides

OUT_OF_MEMORY = 77
"""Exit status of a child that has no memory left even to say so."""
Cell = None | str | float | bool | dict[str, str]
"""A cell as it crosses the pipe: an error value is `{"e": code}`, a date `{"d": iso}`."""
Position = tuple[int, int]
Format = tuple[str | None, str | None, str | None]
"""Number format, formula, note: each None where the container does not state it."""
TEXT_MOST = 1 << 20
"""Characters of a cell; the office programs stop at 32,767."""
HALF_CHARACTERS_A_STEP = 2
"""A step of a workbook's indent is as wide as one Chinese character."""
CAPTION_MOST = 6
"""Lines of prose above a table that are kept with it."""
UNIT_STATED = r"单位\s*[:：]"
TABLE_NUMBER = r"(?:公开|预算|决算|附)\s*\d+\s*表|^附?表\s*\d"
"""Patterns of what a line above a table states: the unit, and the number of the table."""
_CLEAN_MOST, _NAME_MOST = 20_000, 100
ROWS_MOST = 1 << 20
COLUMNS_MOST = 1 << 14
_DIGITS = "0123456789"
_columns: dict[str, int] = {}


class RefusedError(Exception):
    """A file or a sheet that is not read: a key of `model.source.causes` and what fills its template."""

    def __init__(self, cause: str, **values: str) -> None:
        super().__init__(cause, values)
        self.cause = cause
        self.values = values


class ParsedSheet:
    """A sheet on its way to the parent. `rows` may be an iterator that fills `cleaned` as it is consumed.

    So may `blocks`, which a large sheet has in their place: columns as `model.source.calamine_sheet` encodes them.
    `indents` are half-characters, only of the cells that are set in by more than leading spaces.
    """

    __slots__ = (
        "blocks",
        "breaks",
        "caption",
        "cleaned",
        "default_format",
        "first_line",
        "formats",
        "hidden_columns",
        "hidden_rows",
        "indents",
        "merges",
        "name",
        "rows",
        "visibility",
    )

    def __init__(self, name: str, rows: Iterable[list[Cell]], cleaned: list[Position]) -> None:
        self.name = clean_line(name)
        self.rows = rows
        self.blocks: Iterable[list[Any]] = ()
        self.cleaned = cleaned
        self.visibility = "unknown"
        self.merges: list[tuple[int, int, int, int]] = []
        self.hidden_rows: set[int] | None = None
        self.hidden_columns: set[int] | None = None
        self.formats: dict[Position, Format] | None = None
        self.default_format: Format | None = None
        self.first_line = 0
        self.caption: list[str] = []
        self.indents: dict[Position, int] = {}
        self.breaks: list[int] = []


def number(value: float) -> Cell:
    """Return a number's cell: what is not finite cannot be an amount, and is shown as Excel shows it."""
    return float(value) if isfinite(value) else {"e": "#NUM!"}


class ParsedGrid:
    """Turns rows of a library's values into rows of cells, noting which texts had to be cleaned."""

    def __init__(self) -> None:
        self.cleaned: list[Position] = []
        self._clean: set[str] = set()

    def shown(self, value: str) -> tuple[Cell, bool]:
        """Return a text's cell, blank for an empty text, and whether it hid a character that was replaced.

        Raises RefusedError for one that has no end.
        """
        if value in self._clean:
            return value, False
        if len(value) > TEXT_MOST:
            raise RefusedError("long-text")
        shown = clean(value)
        if shown is not value or not value:
            return shown or None, hides(value)
        # Names of units and codes come back in every row of a large sheet.
        if len(self._clean) < _CLEAN_MOST and len(value) < _NAME_MOST:
            self._clean.add(value)
        return value, False

    def text(self, row: int, column: int, value: str) -> Cell:
        """Return the cell of a text that stands somewhere. Raises RefusedError for one that has no end."""
        shown, is_hiding = self.shown(value)
        if is_hiding:
            self.cleaned.append((row, column))
        return shown

    def cell(self, row: int, column: int, value: object) -> Cell:
        """Return the cell of a library's value, or of one that is a cell's already."""
        if isinstance(value, str):
            return self.text(row, column, value)
        if isinstance(value, float):
            return number(value)
        return value if isinstance(value, dict) else _other(value)

    def texts(self, rows: Iterable[Iterable[str | None]]) -> Iterator[list[Cell]]:
        """Yield the rows of a container that knows only text; what is all spaces is blank.

        Blanks at the end of a row stay: how many cells a line was printed with shows where its cells belong.
        """
        for index, row in enumerate(rows):
            yield [
                None if not value or value.isspace() else self.text(index, column, value)
                for column, value in enumerate(row)
            ]

    def row(self, number_of_row: int, left: int, values: Iterable[object]) -> list[Cell]:
        """Return a row whose first value stands in column `left`, without its trailing blanks."""
        cells: list[Cell] = [None] * left
        for value in values:
            if value.__class__ is float:
                cells.append(value if isfinite(value) else number(value))
            elif value.__class__ is not str:
                cells.append(_other(value))
            elif value in self._clean:
                cells.append(value)
            else:
                cells.append(self.text(number_of_row, len(cells), value))
        return trimmed(cells)


def trimmed(cells: list[Cell]) -> list[Cell]:
    """Return a row after taking the blanks off its end."""
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def _other(value: object) -> Cell:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return float(value)
    if hasattr(value, "isoformat"):
        return {"d": str(value.isoformat())}
    if hasattr(value, "total_seconds"):
        return {"d": f"PT{value.total_seconds():.15g}S"}
    raise TypeError(type(value).__name__)


def overlaid(rows: Iterable[list[Cell]], overlay: dict[int, dict[int, Cell]]) -> Iterator[list[Cell]]:
    """Yield the rows with the cells of `overlay` (row, then column) set into them."""
    last = max(overlay, default=-1)
    for index, row in enumerate(chain(rows, repeat(None))):
        if row is None and index > last:
            return
        cells = [] if row is None else row
        for column, cell in overlay.get(index, {}).items():
            cells.extend([None] * (column + 1 - len(cells)))
            cells[column] = cell
        yield cells


def column_of(letters: str) -> int:
    """Return the zero-based column of its letters. Raises RefusedError where no sheet has such a column."""
    column = _columns.get(letters)
    if column is None:
        if len(letters) > 3 or not (letters.isascii() and letters.isalpha()):
            raise RefusedError("damaged", detail="reference")
        column = column_number(letters)
        if column >= COLUMNS_MOST:
            raise RefusedError("damaged", detail="reference")
        _columns[letters] = column
    return column


def position_of(reference: str) -> Position:
    """Return the zero-based position of an A1 reference. Raises RefusedError for what is none."""
    letters = reference.rstrip(_DIGITS)
    digits = reference[len(letters) :]
    if not 0 < len(digits) <= 7:
        raise RefusedError("damaged", detail="reference")
    row = int(digits) - 1
    if not 0 <= row < ROWS_MOST:
        raise RefusedError("damaged", detail="reference")
    return row, column_of(letters)
