"""Rows of a ruled table between which no line is drawn: the amounts that stand one under another part them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from model.pattern import pattern
from model.source.pages.geometry import Glyph, Ruling
from model.source.pages.lines import lines_of
from model.source.pages.ruled_table import RuledTable
from model.source.pages.text_rows import Piece, between, rows_apart, text_rows

_POINTS = 2
"""Decimal points in a cell before it may hold amounts one under another."""
_FRAGMENT = pattern(r"[\d.,]+")


def with_rows_parted(grid: RuledTable, cells: Mapping[tuple[int, int], list[Glyph]]) -> RuledTable:
    """Return a table with lines between the rows that stand in one row of cells, itself where none does."""
    missing = [rule for row in range(grid.height) for rule in _missing(grid, row, cells)]
    return RuledTable([*grid.horizontal, *missing], grid.vertical) if missing else grid


def _missing(grid: RuledTable, row: int, cells: Mapping[tuple[int, int], list[Glyph]]) -> Iterator[Ruling]:
    """Yield the lines that a row of cells goes without; cells that reach over several rows stay whole."""
    here = {column: cells[row, column] for column in range(grid.width) if (row, column) in cells}
    if not any(_points(glyphs) >= _POINTS for glyphs in here.values()):
        return
    lines = [_below_number([line.text for line in lines_of(glyphs)]) for glyphs in here.values()]
    if not any(map(_are_amounts, lines)) or any(map(_holds_fragments, lines)):
        return
    groups = rows_apart(text_rows(glyph for glyphs in here.values() for glyph in glyphs))
    tall = {merge[1]: merge for merge in grid.merges if merge[0] <= row <= merge[2] and merge[0] < merge[2]}
    for at in between(groups):
        for column in range(grid.width):
            if not any(left <= column <= merge[3] for left, merge in tall.items()):
                yield Ruling(at, grid.columns[column], grid.columns[column + 1])


def _points(glyphs: Sequence[Glyph]) -> int:
    return sum(glyph.text == "." for glyph in glyphs)


def _below_number(lines: list[str]) -> list[str]:
    """Return the lines of a cell without the number of its column, which may stand first."""
    return lines[1:] if Piece(0, 0, lines[0]).is_number else lines


def _are_amounts(lines: Sequence[str]) -> bool:
    """Return whether a cell holds amounts one under another, and nothing else."""
    return sum(map(_is_amount, lines)) > 1 and all(_is_amount(text) or text == "-" for text in lines)


def _holds_fragments(lines: Sequence[str]) -> bool:
    """Return whether an amount of a cell may have been broken at its edge."""
    broken = any(_FRAGMENT.fullmatch(text) and not _is_amount(text) for text in lines)
    return broken and any(map(_is_amount, lines))


def _is_amount(text: str) -> bool:
    return Piece(0, 0, text).is_amount
