"""How far a heading over several columns goes, where no merged cell says so."""

from __future__ import annotations

from collections.abc import Iterator

from model.messages import Message, message
from model.reading.candidates.candidate import Candidate, Paper, Path

_FARTHEST = 2
"""Columns by which a spanning heading is made longer or shorter at most."""


def spans(paper: Paper) -> Iterator[Candidate]:
    """Yield the readings in which a spanning heading goes over one or two columns more or fewer.

    First come those in which all stand a column further to one side, as centred ones may. Of each path the last is the
    column's own heading, those above it span.
    """
    paths = paper.paths
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
    neighbour, own = paper.paths[start - step][:-1], paper.paths[start][:-1]
    lower: dict[int, Path] = {}
    for column in range(start, start + step * _FARTHEST, step):
        if column not in block or paper.paths[column][:-1] != own:
            return
        lower[column] = paper.paths[column][-1:]
        if neighbour:
            longer = {column: (*neighbour, *path) for column, path in lower.items()}
            yield from paper.with_paths(longer, _why(neighbour))
        if own:
            yield from paper.with_paths(lower, _why(own))


def _why(upper: Path) -> Message:
    return message("the heading {heading} may stand over more or fewer columns.", heading=" / ".join(upper))


def _is_printed(paper: Paper, column: int) -> bool:
    """Return whether a merged heading ends or begins between a column and the one before: the paper then says it."""
    headings = paper.draft.layout.headings
    return any(
        merge.right > merge.left
        and merge.top in headings
        and (merge.left == column or merge.right == column - 1)
        for merge in paper.sheet.merges
    )
