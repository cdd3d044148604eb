"""Shared formulas: one text for many cells, in which relative references move along."""

from __future__ import annotations

import re

from model.source.parsed import Position

# Text in quotes and names of sheets stand first, so that nothing inside them is taken for a reference.
_TOKEN = re.compile(
    r"\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'"
    r"|(?<![A-Za-z0-9_.\\])(\$?)([A-Za-z]{1,3})(\$?)([0-9]{1,7})(?![A-Za-z0-9_.(!])"
    r"|(?<![A-Za-z0-9_.\\$])(\$?)([A-Za-z]{1,3}):(\$?)([A-Za-z]{1,3})(?![A-Za-z0-9_.(!$])"
    r"|(?<![A-Za-z0-9_.\\$:])(\$?)([0-9]{1,7}):(\$?)([0-9]{1,7})(?![A-Za-z0-9_.(!])"
)


class SharedFormula:
    """The formula of the first cell of a group, from which the others' are told."""

    def __init__(self, at: Position, text: str) -> None:
        self._row, self._column = at
        self._text = text

    def at(self, row: int, column: int) -> str:
        """Return the formula as it reads in another cell of the group."""
        down, right = row - self._row, column - self._column

        def moved(match: re.Match[str]) -> str:
            cell, columns, rows = match.group(2), match.group(6), match.group(10)
            if cell is not None:
                return _column(match.group(1), cell, right) + _row(match.group(3), match.group(4), down)
            if columns is not None:
                first = _column(match.group(5), columns, right)
                return f"{first}:{_column(match.group(7), match.group(8), right)}"
            if rows is not None:
                return f"{_row(match.group(9), rows, down)}:{_row(match.group(11), match.group(12), down)}"
            return match.group()

        return _TOKEN.sub(moved, self._text)


def _row(anchor: str, digits: str, down: int) -> str:
    return anchor + digits if anchor else str(int(digits) + down)


def _column(anchor: str, letters: str, right: int) -> str:
    if anchor:
        return anchor + letters
    column = right
    for position, letter in enumerate(reversed(letters.upper())):
        column += (ord(letter) + 1 - ord("A")) * 26**position
    moved = ""
    while column > 0:
        column, remainder = divmod(column - 1, 26)
        moved = chr(ord("A") + remainder) + moved
    return moved
