"""Headings bound one or two columns to the side: where a column has amounts and no heading, or a heading and no amount.

Headings keep their order. So a choice is where among the columns the gap is: all headings between the gap and another
place move by its width. Where every column has both a heading and amounts there is no choice.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from model.messages import message
from model.reading.candidates.candidate import Candidate, Paper, Path
from model.source.book import column_letters

_WIDEST = 2
"""Columns by which headings are moved at most."""

_MOST_GAPS = 16
"""Gaps of one table that are looked at: where more columns are without, no heading was moved."""

_FARTHEST = 64
"""Columns between a gap and the place where it may be."""

_PIECES = {"款": "类", "项": "款"}
"""The piece of a code that stands before another."""


def beside(paper: Paper) -> Iterator[Candidate]:
    """Yield the readings whose headings stand one or two columns further to the side."""
    for width in range(1, _WIDEST + 1):
        for block, columns in islice(_gaps(paper, width), _MOST_GAPS):
            if columns.start in paper.filled:
                yield from _without_heading(paper, block, columns)
            else:
                yield from _without_amounts(paper, block, columns)


def _gaps(paper: Paper, width: int) -> Iterator[tuple[range, range]]:
    """Yield so many columns in a row that have amounts and no heading, or the other way round, with their block."""
    for block in paper.blocks():
        for gap in block[: len(block) - width + 1]:
            columns = range(gap, gap + width)
            if all(not paper.paths[column] and column in paper.filled for column in columns) or (
                not _is_exact(paper)
                and all(paper.paths[column] and column not in paper.filled for column in columns)
            ):
                yield block, columns


def _is_exact(paper: Paper) -> bool:
    """Return whether the file itself says in which column each cell stands, as a workbook does."""
    return paper.sheet.formats is not None and not paper.sheet.lost_blanks


def _is_first(paper: Paper, block: range) -> bool:
    """Return whether nothing but labels stands before a block, whose headings may stand over them."""
    return not any(column in paper.filled for column in range(block.start))


def _without_heading(paper: Paper, block: range, gap: range) -> Iterator[Candidate]:
    """Yield the readings in which other columns are those without a heading."""
    for place in _nearest(range(block.stop) if _is_first(paper, block) else block, gap):
        if place < gap.start:
            moved = {column: paper.paths[column - len(gap)] for column in range(place + len(gap), gap.stop)}
            lost = range(place, place + len(gap))
        else:
            lost = range(place - len(gap) + 1, place + 1)
            moved = {column: paper.paths[column + len(gap)] for column in range(gap.start, lost.start)}
        yield from _moved(paper, moved, lost)


def _without_amounts(paper: Paper, block: range, gap: range) -> Iterator[Candidate]:
    """Yield the readings in which the amounts between stand under their neighbours' headings."""
    for place in _nearest(block, gap):
        if place < gap.start:
            moved = {column: paper.paths[column + len(gap)] for column in range(place, gap.start)}
        else:
            moved = {column: paper.paths[column - len(gap)] for column in range(gap.stop, place + 1)}
        yield from _moved(paper, moved, gap)


def _nearest(block: range, gap: range) -> list[int]:
    """Return the columns of a block that a gap beside them may reach, the farthest first."""
    left = [column for column in block if gap.start - _FARTHEST <= column < gap.start]
    right = [column for column in block if gap.stop <= column < gap.stop + _FARTHEST]
    return [*left, *reversed(right)]


def _moved(paper: Paper, moved: dict[int, Path], empty: range) -> Iterator[Candidate]:
    why = message(
        "the headings of the columns {first} to {last} may stand {count} further to the side.",
        first=column_letters(min(moved, default=0)),
        last=column_letters(max(moved, default=0)),
        count=len(empty),
    )
    left = {column: _left_to(paper, column, moved) for column in empty}
    candidate = paper.with_paths({**left, **moved}, why) if moved else None
    if candidate is not None:
        yield candidate


def _left_to(paper: Paper, column: int, moved: dict[int, Path]) -> Path:
    """Return what a column holds from which its heading was moved on: codes, a piece of one, names, or no amount."""
    beside = moved.get(column + 1, ())
    if paper.contents[column] == "words":
        return ("科目名称",)
    if paper.contents[column] != "codes":
        return ()
    if beside and beside[-1] in _PIECES:
        return (*beside[:-1], _PIECES[beside[-1]])
    in_pieces = column + 1 < len(paper.contents) and paper.contents[column + 1] == "codes"
    return beside if in_pieces and beside else ("科目编码",)
