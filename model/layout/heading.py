"""Heading paths: for each column, the chain of headings above it, from merged cells or from their blanks."""

from __future__ import annotations

from model.lexicon.lexicon import normalised, one_line
from model.source.book import Sheet

_CODE_PIECES = frozenset({"类", "款", "项"})


def heading_grid(sheet: Sheet, headings: list[int], width: int) -> list[list[str]]:
    """Return the texts of the heading rows as they are printed, a row each."""
    return [[_text(sheet, row, column) for column in range(width)] for row in headings]


def heading_paths(
    sheet: Sheet, headings: list[int], grid: list[list[str]], mixed: int = -1
) -> list[tuple[str, ...]]:
    """Return each column's heading texts from top to bottom, a text that spans rows once.

    `grid` holds the heading rows' texts and is filled; `mixed` is a row of data whose code columns hold the last
    headings (类 款 项), -1 where there is none.
    """
    if not headings:
        return []
    width = len(grid[0])
    if mixed >= 0:
        texts = [_text(sheet, mixed, column) for column in range(width)]
        grid.append([text if text in _CODE_PIECES else "" for text in texts])
    spanned = _spread_merges(sheet, headings, grid, width)
    _spread_blanks(grid, width, spanned)
    paths: list[tuple[str, ...]] = []
    for column in range(width):
        path: list[str] = []
        for level in grid:
            text = level[column]
            if text and (not path or normalised(path[-1]) != normalised(text)):
                path.append(text)
        paths.append(tuple(path))
    return paths


def _text(sheet: Sheet, row: int, column: int) -> str:
    value = sheet.value(row, column)
    return one_line(value) if isinstance(value, str) else ""


def _spread_merges(
    sheet: Sheet, headings: list[int], grid: list[list[str]], width: int
) -> set[tuple[int, int]]:
    """Give every cell of a merged extent its text; return the levels and columns that span columns."""
    spanned: set[tuple[int, int]] = set()
    position = {row: index for index, row in enumerate(headings)}
    for merge in sheet.merges:
        if merge.bottom < headings[0] or merge.top > headings[-1]:
            continue
        text = _text(sheet, merge.top, merge.left)
        if not text:
            continue
        for row in range(max(merge.top, headings[0]), min(merge.bottom, headings[-1]) + 1):
            if row in position:
                for column in range(merge.left, min(merge.right, width - 1) + 1):
                    grid[position[row]][column] = grid[position[row]][column] or text
                    if merge.right > merge.left:
                        spanned.add((position[row], column))
    return spanned


def _spread_blanks(grid: list[list[str]], width: int, spanned: set[tuple[int, int]]) -> None:
    """Give a blank the text at its left where both stand under one parent and the blank has a heading below.

    Books made without merged cells leave the blanks of a spanning heading empty; a merged heading says itself
    how far it spans.
    """
    for level, texts in enumerate(grid[:-1]):
        for column in range(1, width):
            if texts[column] or not texts[column - 1] or (level, column - 1) in spanned:
                continue
            if not any(below[column] for below in grid[level + 1 :]):
                continue
            if all(above[column] == above[column - 1] for above in grid[:level]) and any(
                below[column - 1] for below in grid[level + 1 :]
            ):
                texts[column] = texts[column - 1]
