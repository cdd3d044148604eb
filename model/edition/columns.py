"""Which columns of a sheet hold codes, how a cell prints one, and which columns hold their names."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import NamedTuple

from model.classification.codes import is_code
from model.layout.heading import heading_grid, heading_paths
from model.lexicon.lexicon import Lexicon, Reading
from model.pattern import pattern
from model.record import dataclass
from model.source.book import CellValue, Sheet

_LONGEST = 400
_CELL = pattern(r"\s*((?:\d\s*)+)(?:[类款项](?=[\s:、.]|$))?[\s:、.]*(\D.*)?", re.DOTALL)
_REVENUE = pattern(r"1\d\d(?:\d\d)*")
_LIKE_CODE = pattern(r"[0-9OoIl.\-]{2,12}")


class CodeCell(NamedTuple):
    """The digits of a cell, "" for none, and the text that follows them in it, "" for none."""

    digits: str
    text: str

    @property
    def is_whole(self) -> bool:
        """Whether the digits are a whole code: one of the three classifications, or of revenue."""
        return is_code(self.digits) or is_revenue(self.digits)

    @property
    def is_piece(self) -> bool:
        """Whether the digits may be the 款 or the 项 alone; 1 may stand for 01."""
        return 1 <= len(self.digits) <= 2 and not self.text


def is_revenue(digits: str) -> bool:
    """Return whether digits are a code of the classification of revenue (1xx), which disclosures seldom print."""
    return _REVENUE.fullmatch(digits) is not None


def code_cell(value: CellValue) -> CodeCell:
    """Return what a cell has of a code; a number is read as its digits."""
    if isinstance(value, float):
        return CodeCell(str(int(value)) if value.is_integer() and 0 <= value < 10**12 else "", "")
    if not isinstance(value, str) or len(value) > _LONGEST:
        return CodeCell("", "")
    match = _CELL.fullmatch(unicodedata.normalize("NFKC", value))
    if match is None:
        return CodeCell("", "")
    return CodeCell("".join(match[1].split()), (match[2] or "").strip())


def is_like_code(value: CellValue) -> bool:
    """Return whether a cell that is no code was meant as one: digits of a wrong number, letters among digits."""
    if isinstance(value, float):
        return True
    text = unicodedata.normalize("NFKC", value) if isinstance(value, str) and len(value) < _LONGEST else ""
    return _LIKE_CODE.fullmatch("".join(text.split())) is not None


def joined(pieces: list[CodeCell], above: str) -> str:
    """Return the code that the cells of 类, 款 and 项 make, "" where they make none.

    A blank one before a printed one is that of the code `above`; a cell may also hold the whole code so far.
    """
    last = max((index for index, piece in enumerate(pieces) if piece.digits), default=-1)
    code = ""
    for index, piece in enumerate(pieces[: last + 1]):
        if not piece.digits:
            upto = above[: 3 + 2 * index]
            code = upto if upto.startswith(code) else code
        elif piece.is_whole and (piece.digits.startswith(code) or not index):
            code = piece.digits
        elif piece.is_piece and len(code) == 1 + 2 * index:
            code += piece.digits.zfill(2)
        else:
            return ""
    return code if is_code(code) or is_revenue(code) else ""


_SAMPLE = 4000
"""So many rows show what a column holds."""
_SHARE = 0.6
_MOST_HEADINGS = 12
_MOST_COLUMNS = 60
_LONGEST_HEADING = 16
_AMOUNT = pattern(r"-?[\d,]+(?:\.\d+)?")


class Holds(StrEnum):
    """What a column holds: whole codes, pieces of codes, codes with their names, texts, amounts, or neither."""

    CODES = "codes"
    PIECES = "pieces"
    CODED_NAMES = "coded names"
    TEXTS = "texts"
    AMOUNTS = "amounts"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class CodeColumns:
    """The columns of one list: `codes` from 类 to 项, or one; `names` where a name may stand, from the left.

    Without `names` the name stands in the cell of the code.
    """

    codes: tuple[int, ...]
    names: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ListLayout:
    """The lists that stand beside each other in a sheet, the first row of codes, and whether amounts are there."""

    lists: tuple[CodeColumns, ...]
    first: int
    has_amounts: bool


def layout_of(sheet: Sheet, lexicon: Lexicon) -> ListLayout | None:
    """Return how a sheet lists codes, None where it lists none."""
    first = first_code_row(sheet)
    if first is None:
        return None
    width = min(sheet.width, _MOST_COLUMNS)
    paths = _headings(sheet, first, width)
    named = [_names(path, lexicon) for path in paths]
    holds = [_holds(sheet, column, first, paths[column], lexicon) for column in range(width)]
    lists = [_only_named(found, named) for found in _lists(holds)]
    lists = [found for found in lists if found.names or holds[found.codes[0]] is Holds.CODED_NAMES]
    if not lists:
        return None
    has_amounts = any(each is Holds.AMOUNTS for each in holds[lists[0].codes[0] :])
    return ListLayout(tuple(lists), first, has_amounts)


def first_code_row(sheet: Sheet) -> int | None:
    """Return the first row in which a whole code stands beside a text or before one in the same cell."""
    for row, cells in enumerate(sheet.rows):
        for column, value in enumerate(cells[:_MOST_COLUMNS]):
            cell = code_cell(value)
            if cell.is_whole and (
                cell.text or any(isinstance(other, str) and other.strip() for other in cells[column + 1 :])
            ):
                return row
    return None


def _headings(sheet: Sheet, first: int, width: int) -> list[tuple[str, ...]]:
    """Return the heading path of each column; a title, which stands alone in its row, is none."""
    rows = [
        row
        for row in range(max(first - _MOST_HEADINGS, 0), first)
        if sum(isinstance(value, str) and bool(value.strip()) for value in sheet.rows[row]) > 1
    ]
    grid = heading_grid(sheet, rows, width)
    return heading_paths(sheet, rows, grid) or [()] * width


def _names(path: tuple[str, ...], lexicon: Lexicon) -> bool:
    return any(lexicon.read(text).column_role in {"name", "label"} for text in path)


def _holds(sheet: Sheet, column: int, first: int, path: tuple[str, ...], lexicon: Lexicon) -> Holds:
    reading = lexicon.read(path[-1]) if path else None
    if reading is not None and reading.column_role in {"ignore", "unit_code", "unit_name", "project_name"}:
        return Holds.NOTHING
    if reading is not None and _heads_amounts(reading):
        return Holds.AMOUNTS
    rows = range(first, min(sheet.height, first + _SAMPLE))
    values = [value for value in (sheet.value(row, column) for row in rows) if _counts(value, lexicon)]
    return _mostly(values) if values else Holds.NOTHING


def _mostly(values: list[CellValue]) -> Holds:
    """Return what most of some cells hold."""
    cells = [code_cell(value) for value in values]
    whole = sum(cell.is_whole and not cell.text for cell in cells)
    pieces = sum(cell.is_piece for cell in cells)
    enough = _SHARE * len(values)
    if whole + pieces >= enough:
        return Holds.CODES if whole else Holds.PIECES
    if sum(cell.is_whole and bool(cell.text) for cell in cells) >= enough:
        return Holds.CODED_NAMES
    return Holds.AMOUNTS if sum(map(_is_number, values)) >= enough else Holds.TEXTS


def _is_number(value: CellValue) -> bool:
    if isinstance(value, str):
        return _AMOUNT.fullmatch(value.strip()) is not None
    return isinstance(value, float)


def _counts(value: CellValue, lexicon: Lexicon) -> bool:
    """Return whether a cell shows what its column holds: not a blank one, nor a heading repeated on each page."""
    if not isinstance(value, str):
        return value is not None
    if not value.strip() or len(value) > _LONGEST_HEADING:
        return bool(value.strip())
    reading = lexicon.read(value)
    return not (reading.is_bound and reading.column_role)


def _heads_amounts(reading: Reading) -> bool:
    has_meaning = (
        reading.coordinates
        or "total" in reading.roles
        or reading.year is not None
        or reading.year_shift is not None
    )
    return bool(has_meaning) and reading.is_bound and not reading.column_role


def _lists(holds: list[Holds]) -> list[CodeColumns]:
    """Part the columns into lists: codes, and the texts behind them up to the next list."""
    lists: list[CodeColumns] = []
    for column, each in enumerate(holds):
        last = lists[-1] if lists else None
        if each is Holds.CODED_NAMES or (each is Holds.CODES and not _continues(last, column)):
            lists.append(CodeColumns((column,), ()))
        elif last is None:
            continue
        elif each in {Holds.CODES, Holds.PIECES}:
            lists[-1] = CodeColumns((*last.codes, column), last.names)
        elif each is Holds.TEXTS and holds[last.codes[0]] is not Holds.CODED_NAMES:
            lists[-1] = CodeColumns(last.codes, (*last.names, column))
    return lists


def _continues(last: CodeColumns | None, column: int) -> bool:
    """Return whether whole codes in a column are of the list right before it, which has no names yet."""
    return last is not None and not last.names and last.codes[-1] == column - 1


def _only_named(found: CodeColumns, named: list[bool]) -> CodeColumns:
    """Leave the columns whose headings state that names stand there, where any does; else the first."""
    names = tuple(column for column in found.names if named[column]) or found.names[:1]
    return CodeColumns(found.codes, names)
