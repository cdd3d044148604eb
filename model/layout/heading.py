"""Heading paths: for each column, the chain of headings above it, from merged cells or from their blanks.

A plain text loses blanks, so that headings may stand left of their columns.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import groupby, product

from model.classification.codes import is_code
from model.layout.cells import SAMPLE, cells_of, content_of
from model.lexicon.lexicon import COLUMN_ROLES, Lexicon, normalised, one_line
from model.lexicon.names import code_text
from model.source.book import Sheet


def heading_grid(sheet: Sheet, headings: list[int], width: int) -> list[list[str]]:
    """Return the texts of the heading rows as they are printed, a row each."""
    return [[_text(sheet, row, column) for column in range(width)] for row in headings]


def heading_paths(
    sheet: Sheet, headings: list[int], grid: list[list[str]], mixed: int = -1, at: Collection[int] = ()
) -> list[tuple[str, ...]]:
    """Return each column's heading texts from top to bottom, a text that spans rows once.

    `grid` holds the heading rows' texts and is filled; `mixed` is a row of data that holds the last headings of the
    columns `at` (类 款 项), -1 where there is none.
    """
    if not headings:
        return []
    width = len(grid[0])
    if mixed >= 0:
        grid.append([_text(sheet, mixed, column) if column in at else "" for column in range(width)])
    _spread_blanks(grid, _spread_merges(sheet, headings, grid))
    columns = ([level[column] for level in grid if level[column]] for column in range(width))
    return [tuple(next(same) for _, same in groupby(texts, normalised)) for texts in columns]


def _text(sheet: Sheet, row: int, column: int) -> str:
    value = sheet.value(row, column)
    return one_line(value) if isinstance(value, str) else ""


def _spread_merges(sheet: Sheet, headings: list[int], grid: list[list[str]]) -> set[tuple[int, int]]:
    """Give every cell of a merged extent its text; return the levels and columns that span columns."""
    spanned: set[tuple[int, int]] = set()
    for merge in sheet.merges:
        levels = [level for level, row in enumerate(headings) if merge.top <= row <= merge.bottom]
        text = _text(sheet, merge.top, merge.left) if levels else ""
        columns = range(merge.left, min(merge.right + 1, len(grid[0])))
        for level, column in product(levels if text else (), columns):
            grid[level][column] = grid[level][column] or text
            if merge.right > merge.left:
                spanned.add((level, column))
    return spanned


def _spread_blanks(grid: list[list[str]], spanned: set[tuple[int, int]]) -> None:
    """Give a blank the text at its left where both stand under one parent and have headings below.

    Books without merged cells leave the blanks of a spanning heading empty; a merged one states how far it spans.
    """
    for level, texts in enumerate(grid[:-1]):
        above, below = grid[:level], grid[level + 1 :]
        for column in range(1, len(texts)):
            if texts[column] or not texts[column - 1] or (level, column - 1) in spanned:
                continue
            both_head = all(any(each[at] for each in below) for at in (column - 1, column))
            if both_head and all(each[column] == each[column - 1] for each in above):
                texts[column] = texts[column - 1]


def headings_realigned(grid: list[list[str]], sheet: Sheet, data: list[int], lexicon: Lexicon) -> bool:
    """Move headings that stand left of their columns back over them, in place; return whether any was moved.

    The content shows where the names and the first amounts stand. A heading of amounts at or left of the names
    shows that its row lost a cell: it and what follows move right. A heading of names that stands left of the names
    moves with what follows, one right of them alone. What stands above the heading of a label spans all, and stays.
    """
    names = _name_column(sheet, data)
    moved = False
    for level, texts in enumerate(grid if names > 0 else ()):
        for column, text in enumerate(texts):
            below = (texts[column] for texts in grid[level + 1 :])
            if not text or any(each and lexicon.read(each).column_role for each in below):
                continue
            reading = lexicon.read(text)
            is_name = bool(reading.roles & {"name", "unit_name"}) and "名称" in text
            is_amount = not reading.column_role and reading.is_bound
            if (is_amount and column <= names) or (is_name and column < names):
                shift = names - column + (not is_name)
                texts[column:] = [*[""] * shift, *texts[column:]][: len(texts) - column]
            elif is_name and column > names and not texts[names]:
                texts[names], texts[column] = text, ""
            else:
                continue
            moved = True
            break
    return moved


def _name_column(sheet: Sheet, data: list[int]) -> int:
    """Return the column that holds the names of the rows: the last one of words before the first of numbers, or -1."""
    width = max((len(sheet.rows[row]) for row in data[:SAMPLE]), default=0)
    coded = [row for row in data[:SAMPLE] if any(is_code(code_text(value)) for value in sheet.rows[row][:6])]
    held = [content_of(cells_of(sheet, coded, column), fewest=2) for column in range(width)]
    first = held.index("amounts") if "amounts" in held else 0
    return first - 1 if first and held[first - 1] == "words" else -1


def with_torn_headings(
    paths: list[tuple[str, ...]], sheet: Sheet, data: list[int], lexicon: Lexicon
) -> list[tuple[str, ...]]:
    """Return heading paths with headings put together that are torn over empty columns: 上年 | 预算 | 数.

    The last piece, over the amounts, states nothing alone, and all of them together are a heading.
    """
    found = list(paths)
    for column, path in enumerate(paths):
        first = column
        is_torn = len(path) == 1 and len(normalised(path[0])) == 1 and not lexicon.read(path[0]).coordinates
        while (
            is_torn
            and first
            and len(paths[first - 1]) == 1
            and not lexicon.read(paths[first - 1][0]).roles & COLUMN_ROLES
            and not any(cells_of(sheet, data, first - 1))
        ):
            first -= 1
        for start in range(first, column):
            whole = "".join(text for (text,) in paths[start : column + 1])
            if lexicon.read(whole).is_bound:
                found[start : column + 1] = [*[()] * (column - start), (whole,)]
                break
    return found
