"""All candidates of a table, in the order in which they are tried, and how many more there are than are tried."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import zip_longest

from model.mapping.mapping import TableMapping
from model.reading.candidates.candidate import Candidate, Paper
from model.reading.candidates.headings import beside, heading_rows, spans
from model.reading.candidates.row_roles import counted_columns, number_rows, row_roles
from model.record import dataclass

MOST = 24
"""Candidates that are tried of one table."""

_KINDS: tuple[Callable[[Paper], Iterator[Candidate]], ...] = (
    number_rows,
    heading_rows,
    beside,
    spans,
    row_roles,
    counted_columns,
)
"""One of each kind is tried in turn, so that many of one kind do not crowd out the others."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """The candidates of one table that are tried, and how many are not."""

    candidates: tuple[Candidate, ...]
    not_tried: int

    def at_most(self, count: int) -> Proposed:
        """Return the first of the candidates, the others counted among those that are not tried."""
        kept = self.candidates[: max(count, 0)]
        return Proposed(kept, self.not_tried + len(self.candidates) - len(kept))


def proposed(paper: Paper, may_mend: Callable[[Candidate], bool]) -> Proposed:
    """Return the candidates of a table that may mend anything, each mapping once."""
    found: dict[TableMapping, Candidate] = {}
    for turn in zip_longest(*(kind(paper) for kind in _KINDS)):
        for candidate in turn:
            if candidate is not None and may_mend(candidate):
                found.setdefault(candidate.mapping, candidate)
    return Proposed(tuple(found.values()), 0).at_most(MOST)
