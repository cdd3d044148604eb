"""How far a heading over several columns goes, where no merged cell says so."""

from __future__ import annotations

from collections.abc import Iterator

from model.messages import Message, message
from model.reading.candidates.candidate import Candidate, Paper, Path

_FARTHEST = 2
"""Columns by which a spanning heading is made longer or shorter at most."""


def spans(paper: Paper) -> Iterator[Candidate]:
    """Yield the readings in which a spanning heading goes over one or two columns more or fewer."""
    paths = paper.paths
    for block in paper.blocks():
        yield from _moved(paper, block)
        for column in block[1:]:
            if _upper(paths[column - 1]) == _upper(paths[column]) or _is_printed(paper, column):
                continue
            yield from _longer(paper, block, column, 1)
            yield from _longer(paper, block, column - 1, -1)


def _moved(paper: Paper, block: range) -> Iterator[Candidate]:
    """Yield the readings in which all spanning headings stand a column further to one side, as centred ones may."""
    if any(_is_printed(paper, column) for column in block[1:]):
        return
    for step in (1, -1):
        moved = {
            column: (*_upper(paper.paths[column + step]), *_lower(paper.paths[column]))
            for column in block
            if column + step in block
        }
        candidate = paper.with_paths(
            moved, message("the spanning headings may stand a column further to the side.")
        )
        if candidate is not None:
            yield candidate


def _longer(paper: Paper, block: range, start: int, step: int) -> Iterator[Candidate]:
    """Yield the readings in which the heading beside `start` goes on over it, or its own does not begin yet."""
    neighbour = _upper(paper.paths[start - step])
    own = _upper(paper.paths[start])
    for count in range(1, _FARTHEST + 1):
        columns = [start + step * each for each in range(count)]
        if any(column not in block or _upper(paper.paths[column]) != own for column in columns):
            return
        lower = {column: _lower(paper.paths[column]) for column in columns}
        if neighbour:
            longer = {column: (*neighbour, *path) for column, path in lower.items()}
            candidate = paper.with_paths(longer, _why(neighbour))
            if candidate is not None:
                yield candidate
        if own:
            candidate = paper.with_paths(lower, _why(own))
            if candidate is not None:
                yield candidate


def _why(upper: Path) -> Message:
    return message("the heading {heading} may stand over more or fewer columns.", heading=" / ".join(upper))


def _upper(path: Path) -> Path:
    """Return the headings above the lowest of a path."""
    return path[:-1]


def _lower(path: Path) -> Path:
    return path[-1:]


def _is_printed(paper: Paper, column: int) -> bool:
    """Return whether a merged heading ends or begins between a column and the one before: the paper then says it."""
    headings = paper.draft.layout.headings
    return any(
        merge.right > merge.left
        and merge.top in headings
        and (merge.left == column or merge.right == column - 1)
        for merge in paper.sheet.merges
    )
