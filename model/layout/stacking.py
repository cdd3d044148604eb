"""Sheets that stack several tables, each under a title of its own."""

from __future__ import annotations

from model.layout.layout import LONGEST_TITLE, begins_heading, texts_of
from model.lexicon.lexicon import Lexicon, normalised, without_numbering
from model.lexicon.wording import is_note, is_sentence
from model.source.book import CellValue, Sheet

_TITLE_TO_HEADING = 5
"""Rows within which a stacked table's heading follows its title."""


def stacked(sheet: Sheet, lexicon: Lexicon) -> list[range]:
    """Return the rows of each table of a sheet that stacks several, each under a title of its own."""
    starts = [0]
    title = ""
    seen_body = False
    for row, values in enumerate(sheet.rows):
        line = _only_text(values)
        if not line or len(line) > LONGEST_TITLE:
            seen_body = seen_body or sum(value is not None for value in values) > 2
            continue
        kind = lexicon.kind_of(line) if _can_be_title(line) else None
        if kind is None or kind.axis == "text" or normalised(line) == title:
            continue
        if title and seen_body and _heading_follows(sheet, row, lexicon):
            starts.append(row)
            seen_body = False
        title = normalised(line)
    return [range(start, stop) for start, stop in zip(starts, [*starts[1:], sheet.height], strict=True)]


def _can_be_title(line: str) -> bool:
    """Return whether a line alone can be a title; a numbered one is a row of a table unless it names one."""
    if is_note(line) or is_sentence(line):
        return False
    plain = normalised(line)
    return "表" in plain or without_numbering(plain) == plain


def _only_text(values: list[CellValue]) -> str:
    """Return a row's text where it holds one cell and nothing else, else ""."""
    only: CellValue = None
    for value in values:
        if value is not None:
            if only is not None:
                return ""
            only = value
    return only.strip() if isinstance(only, str) else ""


def _heading_follows(sheet: Sheet, title_row: int, lexicon: Lexicon) -> bool:
    following = sheet.rows[title_row + 1 : title_row + 1 + _TITLE_TO_HEADING]
    return any(begins_heading(values, texts_of(values), lexicon, seen_caption=False) for values in following)
