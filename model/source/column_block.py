"""Columns of a large sheet, some thousand rows at a time, as they cross the pipe in the fewest bytes and steps.

A column of numbers goes as its doubles, with NaN, which no cell can be, for a blank; one of texts as each distinct text
and the number of each cell's; any other cell by cell. `model.source.assembly` takes them apart.
"""

from __future__ import annotations

from array import array
from binascii import b2a_base64
from collections.abc import Sequence
from math import isfinite, nan
from typing import Any

from model.source.parsed import Cell, Grid

Encoded = dict[str, Any] | list[Cell]

_SHORT, _LONG = "H", "I"
_SHORT_MOST = 1 << 16


def encoded(values: Sequence[Any], grid: Grid, first_row: int, column: int) -> Encoded:
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


def _texts(values: Sequence[str], grid: Grid, first_row: int, column: int) -> Encoded:
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
