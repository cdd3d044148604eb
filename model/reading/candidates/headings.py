"""Where headings stand: a row more or fewer, one or two columns to the side, spanning more or fewer columns.

Headings keep their order. So where a column has amounts and no heading, or a heading and no amount, a choice is where
among the columns the gap is: all headings between the gap and another place move by its width. Where every column has
both a heading and amounts there is none; how far a heading goes over several is one where no merged cell states it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from model.layout.cells import has_number, texts_of
from model.messages import Message, message
from model.reading.candidates.candidate import Candidate, Paper, Path
from model.source.book import CellValue, column_letters

_WIDEST = 2
"""Columns by which headings are moved at most."""
_MOST_GAPS = 16
"""Gaps of one table that are looked at: where more columns are without, no heading was moved."""
_FARTHEST = 64
"""Columns between a gap and the place where it may be."""
_FARTHEST_SPAN = 2
"""Columns by which a spanning heading is made longer or shorter at most."""
_LABELS = {"codes": ("科目编码",), "words": ("科目名称",)}
"""The heading of a column by what it holds, where its own was moved on; a column that holds no label has none."""


def beside(paper: Paper) -> Iterator[Candidate]:
    """Yield the readings whose headings stand one or two columns further to the side."""
    for width in range(1, _WIDEST + 1):
        for block, gap in islice(_gaps(paper, width), _MOST_GAPS):
            yield from _beside(paper, block, gap, width)


def _gaps(paper: Paper, width: int) -> Iterator[tuple[range, range]]:
    """Yield with its block so many columns in a row that have amounts and no heading, or headings and no amounts.

    A file that states itself in which column each cell stands, as a workbook does, has none of the latter.
    """
    is_exact = paper.sheet.formats is not None and not paper.sheet.lost_blanks
    kinds = [({False}, {True}), *([] if is_exact else [({True}, {False})])]
    for block in paper.blocks():
        for first in block[: len(block) - width + 1]:
            gap = range(first, first + width)
            headed = {bool(paper.draft.paths[column]) for column in gap}
            if (headed, {column in paper.filled for column in gap}) in kinds:
                yield block, gap


def _beside(paper: Paper, block: range, gap: range, width: int) -> Iterator[Candidate]:
    """Yield the readings in which other columns are the gap, and the headings between stand further to the side.

    Columns of amounts without a heading get those of their neighbours, in the first block those of labels too; where a
    heading has no amounts, its neighbours' amounts get it.
    """
    has_amounts = gap.start in paper.filled
    is_first = has_amounts and paper.filled.isdisjoint(range(block.start))
    reach = range(block.stop) if is_first else block
    left = range(max(reach.start, gap.start - _FARTHEST), gap.start)
    right = range(gap.stop, min(reach.stop, gap.stop + _FARTHEST))
    # On either side the farthest goes first.
    for place in (*left, *reversed(right)):
        reached = range(min(place, gap.start), max(place + 1, gap.stop))
        if (place < gap.start) == has_amounts:
            lost, between, step = reached[:width], reached[width:], width
        else:
            lost, between, step = reached[-width:], reached[:-width], -width
        yield from _moved(paper, {column: paper.draft.paths[column - step] for column in between}, lost)


def _moved(paper: Paper, moved: dict[int, Path], empty: range) -> Iterator[Candidate]:
    why = message(
        "the headings of the columns {first} to {last} may stand {count} further to the side.",
        first=column_letters(min(moved)),
        last=column_letters(max(moved)),
        count=len(empty),
    )
    left = {column: _LABELS.get(paper.contents[column], ()) for column in empty}
    yield from paper.with_paths({**left, **moved}, why)


def spans(paper: Paper) -> Iterator[Candidate]:
    """Yield the readings in which a spanning heading goes over one or two columns more or fewer.

    First come those in which all stand a column further to one side, as centred ones may. Of each path the last is the
    column's own heading, those above it span.
    """
    paths = paper.draft.paths
    for block in paper.blocks():
        printed = {column for column in block[1:] if _is_printed(paper, column)}
        for step in (1, -1) if not printed else ():
            beside = (column for column in block if column + step in block)
            moved = {column: (*paths[column + step][:-1], *paths[column][-1:]) for column in beside}
            why = message("the spanning headings may stand a column further to the side.")
            yield from paper.with_paths(moved, why)
        for column in block[1:]:
            if paths[column - 1][:-1] != paths[column][:-1] and column not in printed:
                yield from _longer(paper, block, column, 1)
                yield from _longer(paper, block, column - 1, -1)


def _longer(paper: Paper, block: range, start: int, step: int) -> Iterator[Candidate]:
    """Yield the readings in which the heading beside `start` goes on over it, or its own does not begin yet."""
    neighbour, own = paper.draft.paths[start - step][:-1], paper.draft.paths[start][:-1]
    lower: dict[int, Path] = {}
    for column in range(start, start + step * _FARTHEST_SPAN, step):
        if column not in block or paper.draft.paths[column][:-1] != own:
            return
        lower[column] = paper.draft.paths[column][-1:]
        if neighbour:
            longer = {column: (*neighbour, *path) for column, path in lower.items()}
            yield from paper.with_paths(longer, _why(neighbour))
        if own:
            yield from paper.with_paths(lower, _why(own))


def _why(upper: Path) -> Message:
    return message("the heading {heading} may stand over more or fewer columns.", heading=" / ".join(upper))


def _is_printed(paper: Paper, column: int) -> bool:
    """Return whether a merged heading ends or begins between a column and the one before: the paper then states it."""
    headings = paper.draft.layout.headings
    wide = (each for each in paper.sheet.merges if each.right > each.left and each.top in headings)
    return any(column in (each.left, each.right + 1) for each in wide)


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
    return len(texts_of(values)) > 1 and not has_number(values)
