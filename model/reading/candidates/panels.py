"""Where a second panel begins: at a column of words that no heading tells to be labels, with amounts behind it."""

from __future__ import annotations

from collections.abc import Iterator

from model.messages import message
from model.reading.candidates.candidate import Candidate, Paper
from model.source.book import column_letters

_LABELS = ("项目",)


def panels(paper: Paper) -> Iterator[Candidate]:
    """Yield the readings in which a column of words begins a panel of its own."""
    for column in paper.draft.columns:
        behind = [other for other in sorted(paper.filled) if other > column.number]
        before = [other for other in paper.filled if other < column.number]
        if not behind or not before:
            continue
        if column.role in {"ignore", "blank"} and column.number not in paper.filled:
            letters = column_letters(column.number)
            why = message("a second side of the table may begin at the column {column}.", column=letters)
            candidate = paper.with_paths({column.number: _LABELS}, why)
            if candidate is not None:
                yield candidate
