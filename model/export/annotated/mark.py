"""What the annotated copy states of a cell, and in its index."""

from __future__ import annotations

from model.finding import Severity
from model.record import dataclass

AUTHOR = "预审 Yushen"
"""Who writes the notes."""

FILLS = {Severity.ERROR: "FFFFC7CE", Severity.WARNING: "FFFFEB9C", Severity.NOTICE: "FFDDEBF7"}
"""The colour of a marked cell, as alpha, red, green and blue."""

LONGEST_NOTE = 8_000
"""Characters of a note; a spreadsheet holds more than it shows."""


@dataclass(frozen=True, slots=True)
class CellMark:
    """A cell of a sheet, by its name in display form, with what is reported of it; row and column count from 0."""

    sheet: str
    row: int
    column: int
    severity: Severity
    text: str


@dataclass(frozen=True, slots=True)
class CellLink:
    """A cell of the index that leads to a cell of the workbook: the sheet in display form, and its A1 address."""

    sheet: str
    cell: str
    text: str


IndexCell = str | CellLink
"""A cell of the index: a text, or a link."""


@dataclass(frozen=True, slots=True)
class Index:
    """The sheet that is put before all others: its name, a title, headings with widths, rows, and lines below."""

    name: str
    title: str
    headings: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[IndexCell, ...], ...]
    below: tuple[str, ...] = ()
