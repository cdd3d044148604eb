"""Where the headings end and the data begins, and whether a row numbers the columns or states amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from model.amounts_text import PrintedNumber, read_number
from model.layout.cells import has_number, numbers_columns, texts_of
from model.messages import message
from model.reading.candidates.candidate import Candidate, Paper
from model.source.book import CellValue

_FEWEST = 2
"""Texts of a heading row, and numbers of a row that numbers columns, at least."""
_WORDS = re.compile(r"[\u4e00-\u9fff]{2}")
"""Words rather than a letter that counts columns; 栏次 and 行次 count too."""
_MOST_COLUMNS = 60
_FIRST_ROWS = 8
"""Rows of the data among which one may number the columns."""


def heading_rows(paper: Paper) -> Iterator[Candidate]:
    """Yield the readings whose headings are a row more or fewer, at either end."""
    layout, sheet = paper.draft.layout, paper.sheet
    if not layout.headings:
        return
    first, last = layout.headings[0], layout.headings[-1]
    below = next((row for row in layout.data if row > last), -1)
    several = len(layout.headings) > 1
    merged = any(merge.top <= last <= merge.bottom for merge in sheet.merges)
    choices = (
        (range(first, below + 1), below >= 0 and _is_words(sheet.rows[below])),
        (range(first - 1, last + 1), first - 1 in paper.draft.rows and _is_words(sheet.rows[first - 1])),
        (range(first, last), several and not merged),
        (range(layout.headings[1] if several else first, last + 1), several),
    )
    for rows, is_open in choices:
        if is_open:
            why = message(
                "the headings may be the rows {first} to {last}.", first=rows.start + 1, last=rows.stop
            )
            yield Candidate(replace(paper.name, headings=rows), why)


def _is_words(values: list[CellValue]) -> bool:
    return len(texts_of(values)) >= _FEWEST and not has_number(values)


def number_rows(paper: Paper) -> Iterator[Candidate]:
    """Yield the readings in which a row of rising small numbers counts the columns, or one that does states amounts."""
    layout = paper.draft.layout
    for row in layout.data[:_FIRST_ROWS]:
        if _counts(paper.sheet.rows[row]):
            why = message("row {row} may hold the numbers of the columns.", row=row + 1)
            yield paper.with_rows({row: "ignored"}, why)
    for row in layout.repeated:
        if numbers_columns(paper.sheet, row):
            why = message("row {row} may hold amounts.", row=row + 1)
            yield paper.with_rows({row: "data"}, why)


def _counts(values: list[CellValue]) -> bool:
    """Return whether a row has no words, and its numbers are small, whole and rise from left to right."""
    if any(isinstance(value, str) and _WORDS.search(value) and "次" not in value for value in values):
        return False
    numbers = [number for number in map(_whole, values) if number is not None]
    rises = all(before < after for before, after in pairwise(numbers))
    return len(numbers) >= _FEWEST and min(numbers) >= 0 and rises


def _whole(value: CellValue) -> int | None:
    """Return a small whole number, -1 for any other number, None for what is none."""
    if isinstance(value, float):
        return int(value) if value.is_integer() and 0 < value <= _MOST_COLUMNS else -1
    read = read_number(value) if isinstance(value, str) else None
    if not isinstance(read, PrintedNumber):
        return None
    return read.digits if not read.decimals and 0 < read.digits <= _MOST_COLUMNS else -1
