"""Tables that a text extraction wrote with one cell a line, each behind a tab, the rows apart by blank lines."""

from __future__ import annotations

import re

from model.numbering import HAN, PART
from model.source.text_lines import Line

# How a heading below a table begins; a cell never goes on like that.
_HEADING = re.compile(rf"\s*(?:\[bookmark:|{PART}|{HAN}、)")
_SENTENCE = 40
"""Characters: cells are shorter on average; indented prose is longer."""


def is_cell(text: str) -> bool:
    """Return whether a line holds one cell and no more."""
    return text.startswith("\t") and "\t" not in text[1:]


def end_of_cells(lines: list[Line], at: int) -> int:
    """Return where the table that begins at a cell ends: `at` itself for a run of indented prose.

    A line directly below a cell continues it. Blank lines lie within the table if another cell follows.
    """
    end, position, after_blank = at, at, False
    while position < len(lines):
        text = lines[position][1]
        if is_cell(text):
            end, after_blank = position + 1, False
        elif not text.strip():
            after_blank = True
        elif after_blank or "\t" in text or _HEADING.match(text):
            break
        else:
            end = position + 1
        position += 1
    cells = [text for _, text in lines[at:end] if is_cell(text)]
    is_prose = len(cells) < 2 or sum(map(len, cells)) > _SENTENCE * len(cells)
    return at if is_prose else end


def rows_of_cells(block: list[Line]) -> list[list[str]]:
    """Return the rows of such a table: one a group of lines, unless groups are pieces of one wide row."""
    groups: list[list[str]] = [[]]
    for _, text in block:
        if is_cell(text):
            groups[-1].append(text[1:])
        elif text.strip():
            groups[-1][-1] += "\n" + text.strip()
        elif groups[-1]:
            groups.append([])
    groups = [group for group in groups if group]
    width = max(map(len, groups))
    if sum(len(group) == width for group in groups) * 2 > len(groups):
        return groups
    return _joined(groups, width)


def _joined(groups: list[list[str]], width: int) -> list[list[str]]:
    """Join neighbouring groups wherever they add up to exactly one row of the table's width."""
    rows: list[list[str]] = []
    at = 0
    while at < len(groups):
        total, end = 0, at
        while end < len(groups) and total < width:
            total += len(groups[end])
            end += 1
        if total != width:
            end = at + 1
        rows.append([cell for group in groups[at:end] for cell in group])
        at = end
    return rows
