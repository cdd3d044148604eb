"""The Book: what a file holds, the same for every container, before anything is understood."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import field
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from model.record import dataclass

_WIDE_SPACE = "\u3000"
_SPACES = f" \u00a0{_WIDE_SPACE}"


@dataclass(frozen=True, slots=True)
class CellError:
    """An error value such as #REF!; `code` is what Excel shows."""

    code: str


@dataclass(frozen=True, slots=True)
class CellDate:
    """A date, time or duration, in ISO form. Never an amount."""

    iso: str


CellValue = None | str | float | bool | CellError | CellDate
"""Blank is None. A string is in display form (see `model.text`). A number is the file's double."""


class Visibility(StrEnum):
    """Whether a sheet is shown. `UNKNOWN` where the container does not state it."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    VERY_HIDDEN = "very hidden"
    UNKNOWN = "unknown"


class Merge(NamedTuple):
    """A merged extent, zero-based and inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class CellFormat:
    """What is known of a cell beside its value; None means that the container does not state it.

    `number_format` is the format code ("General", "#,##0.00"); `formula` the text after "=" and `note` the
    comment's text ("" for none).
    """

    number_format: str | None = None
    formula: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A part of a sheet that several sheets of the file form together.

    From the row `top` on it holds the rows of the file's `sheet`, from that sheet's row `first` to its end.
    """

    top: int
    sheet: Sheet
    first: int


def row_in(pieces: Sequence[SheetPart], name: str, row: int) -> int | None:
    """Return the row at which a row of the file's sheet of that name stands in all pieces together, None for none.

    Without any pieces it is the row itself.
    """
    for piece in pieces:
        if piece.sheet.name == name:
            return row - piece.first + piece.top if piece.first <= row < piece.sheet.height else None
    return None if pieces else row


@dataclass(frozen=True, slots=True)
class Sheet:
    """A grid of values. `rows` may be ragged: a cell beyond a row's end is blank. Both count from 0.

    `formats` holds only the cells that differ from `default_format`, which is true of all the others.
    `hidden_rows`, `hidden_columns` and `formats` are None when the container does not state them, and whatever needs
    them ends as not checked.
    `cleaned` lists the cells whose text held characters that had to be replaced to be shown.
    `first_line` is the line of a text file at which the table begins (1-based), else 0. `caption` holds the
    lines of prose directly above a table of a text or a document, where its title and its unit stand.
    `indents` holds what sets a text in beside its own leading spaces, in half-characters; see `indent`.
    `breaks` lists the rows at which a new page began, in order, where a table goes on over several.
    `lost_blanks` means that blank cells may be missing, so that a row can stand left of its columns.
    `pieces` are the sheets of the file whose rows these are, in order, where a table goes on over several; it is
    empty where this is a sheet of the file.
    """

    name: str
    rows: list[list[CellValue]]
    merges: tuple[Merge, ...] = ()
    visibility: Visibility = Visibility.UNKNOWN
    hidden_rows: frozenset[int] | None = None
    hidden_columns: frozenset[int] | None = None
    formats: dict[tuple[int, int], CellFormat] | None = None
    cleaned: frozenset[tuple[int, int]] = frozenset()
    first_line: int = 0
    default_format: CellFormat | None = None
    caption: tuple[str, ...] = ()
    indents: Mapping[tuple[int, int], int] = field(default_factory=dict)
    breaks: tuple[int, ...] = ()
    lost_blanks: bool = False
    pieces: tuple[SheetPart, ...] = ()

    def in_file(self, row: int) -> tuple[Sheet, int]:
        """Return the file's sheet in which a row stands, and its row there."""
        if not self.pieces:
            return self, row
        number = bisect_right(self.pieces, row, key=lambda piece: piece.top) - 1
        piece = self.pieces[max(number, 0)]
        return piece.sheet, row - piece.top + piece.first

    def row_of(self, name: str, row: int) -> int | None:
        """Return the row at which a row of the file's sheet of that name stands, None where it is not of this sheet.

        The title and the headings that a sheet repeats over what goes on in it stand nowhere.
        """
        return row_in(self.pieces, name, row) if self.pieces or name == self.name else None

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.rows)

    @property
    def width(self) -> int:
        """Number of columns of the widest row."""
        return max(map(len, self.rows), default=0)

    def value(self, row: int, column: int) -> CellValue:
        """Return the value of a cell; None outside the grid."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return None

    def format(self, row: int, column: int) -> CellFormat | None:
        """Return what is known of a cell beside its value; None where nothing is."""
        return None if self.formats is None else self.formats.get((row, column), self.default_format)

    def indent(self, row: int, column: int) -> int:
        """Return by how many half-characters a cell's text is set in; 0 for one that is not, and for no text.

        Counted are its leading spaces (an ideographic one is two) and what the container sets it in beside them.
        """
        value = self.value(row, column)
        if not isinstance(value, str):
            return 0
        spaces = value[: len(value) - len(value.lstrip(_SPACES))]
        return len(spaces) + spaces.count(_WIDE_SPACE) + self.indents.get((row, column), 0)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of prose. `number` counts from 1 in the file; `text` is cleaned."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A part of a file that was not read, with the reason as an English message template."""

    sheet: str
    why: str


@dataclass(frozen=True, slots=True)
class Book:
    """A file's whole content. `path` is as the user gave it; `sha256` is of the bytes that were read.

    `sheets` are what is read as one each: sheets of the file over which a table goes on are one (`Sheet.pieces`), and
    `separate` then holds all sheets of the file as they stand there.
    """

    path: str
    sha256: str
    container: str
    sheets: list[Sheet] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    separate: Sequence[Sheet] = ()

    @property
    def file_sheets(self) -> Sequence[Sheet]:
        """The sheets as the file has them, in its order."""
        return self.separate or self.sheets


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """Return the letters of a zero-based column: 0 is A, 26 is AA."""
    letters = ""
    column += 1
    while column:
        column, remainder = divmod(column - 1, 26)
        letters = chr(ord("A") + remainder) + letters
    return letters


def column_number(letters: str) -> int:
    """Return the zero-based column of letters from A to Z, small or capital: A is 0, AA is 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def address(row: int, column: int) -> str:
    """Return the A1 address of a zero-based cell."""
    return f"{column_letters(column)}{row + 1}"
