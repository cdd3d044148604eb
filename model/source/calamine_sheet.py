"""What calamine reads of a sheet; columns of a large one cross the pipe thousands of rows at a time."""

from __future__ import annotations

from array import array
from binascii import b2a_base64
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from math import isfinite, nan
from typing import Any

from python_calamine import CalamineSheet, SheetMetadata, SheetVisibleEnum

from model.source.parsed import Cell, ParsedGrid

Encoded = dict[str, Any] | list[Cell]

_SHORT, _LONG = "H", "I"
_SHORT_MOST = 1 << 16


def encoded(values: Sequence[Any], grid: ParsedGrid, first_row: int, column: int) -> Encoded:
    """Return a column of a library's values, in which "" is a blank; `grid` notes the texts that had to be cleaned."""
    kinds = set(map(type, values))
    if kinds == {str}:
        return _texts(values, grid, first_row, column)
    if kinds <= {float, str}:
        numbers = [value for value in values if value.__class__ is float]
        blanks = values.count("")
        if len(numbers) + blanks == len(values) and all(map(isfinite, numbers)):
            doubles = [nan if value == "" else value for value in values] if blanks else numbers
            return {"doubles": _packed("d", doubles), "blanks": blanks > 0}
    return [grid.cell(first_row + index, column, value) for index, value in enumerate(values)]


def _texts(values: Sequence[str], grid: ParsedGrid, first_row: int, column: int) -> Encoded:
    seen: dict[str, int] = {}
    numbers = [seen.setdefault(value, len(seen)) for value in values]
    shown: list[Cell] = []
    for text in seen:
        cell, is_hiding = grid.shown(text)
        shown.append(cell)
        if is_hiding:
            grid.cleaned += [
                (first_row + index, column) for index, value in enumerate(values) if value == text
            ]
    code = _SHORT if len(seen) <= _SHORT_MOST else _LONG
    return {"texts": shown, "numbers": _packed(code, numbers), "code": code}


def _packed(code: str, numbers: Sequence[float]) -> str:
    return b2a_base64(array(code, numbers), newline=False).decode()


FETCHED = 0.4
"""How much of a sheet's time has gone by when calamine has fetched it; the rest goes with its rows."""
_ROWS_PER_WORD = 10_000
CELLS_AT_ONCE = 40_000
"""Cells of a block of columns."""

Errors = Mapping[int, Mapping[int, Cell]]


def rows_of(sheet: CalamineSheet, grid: ParsedGrid, report: Callable[[float], None]) -> Iterator[list[Cell]]:
    """Yield the rows from the sheet's first; calamine pads the rows above the values, but not the columns.

    `report` is given now and then what share of the sheet is done, from where fetching it had come.
    """
    left = sheet.start[1] if sheet.start else 0
    height = sheet.total_height + 1
    for number, row in enumerate(sheet.iter_rows()):
        if number % _ROWS_PER_WORD == 0:
            report(FETCHED + (1 - FETCHED) * number / height)
        yield grid.row(number, left, row)


def blocks_of(
    sheet: CalamineSheet, grid: ParsedGrid, errors: Errors, report: Callable[[float], None]
) -> Iterator[list[Encoded]]:
    """Yield the columns of some thousand rows at a time, from the sheet's first row and column.

    `errors` are the error values, which calamine leaves out, by row and column; `report` is as for `rows_of`.
    """
    left = sheet.start[1] if sheet.start else 0
    rows, height = iter(sheet.iter_rows()), sheet.total_height + 1
    at_once = max(CELLS_AT_ONCE // max(sheet.width, 1), 1)
    first = 0
    while block := _taken(rows, at_once):
        report(FETCHED + (1 - FETCHED) * first / height)
        for row in range(first, first + len(block)) if errors else ():
            for column, cell in errors.get(row, {}).items():
                block[row - first][column - left] = cell
        blank: list[list[Cell]] = [[None] * len(block)] * left
        columns = enumerate(zip(*block, strict=True), left)
        yield [*blank, *(encoded(values, grid, first, column) for column, values in columns)]
        first += len(block)


def _taken(rows: Iterator[list[Any]], count: int) -> list[list[Any]]:
    return list(islice(rows, count))


def holds(sheet: CalamineSheet, errors: Errors) -> bool:
    """Return whether all error values stand among the values, where `blocks_of` can put them."""
    (_, left), (bottom, right) = sheet.start or (0, 0), sheet.end or (-1, -1)
    return all(row <= bottom and all(left <= column <= right for column in errors[row]) for row in errors)


def width_of(sheet: CalamineSheet) -> int:
    """Return how many columns the sheet has, from its first."""
    return (sheet.start[1] if sheet.start else 0) + sheet.width


def visibility_of(metadata: SheetMetadata) -> str:
    """Return whether the sheet is shown, as `model.source.book.Visibility` names it."""
    if metadata.visible == SheetVisibleEnum.Visible:
        return "visible"
    return "hidden" if metadata.visible == SheetVisibleEnum.Hidden else "very hidden"
