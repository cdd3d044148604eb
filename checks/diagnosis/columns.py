"""The causes that lie in a whole column: two columns exchanged, or amounts that stand a row too high or too low."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from checks.diagnosis.move import FEWEST, SHARE, Move
from checks.diagnosis.network import Network
from checks.diagnosis.state import State
from checks.mechanism.evidence import place_of
from checks.rule import Subject
from model.finding import Place
from model.messages import Message, check_message
from model.money import Unit

_MOST_FACTS = 5_000
"""The columns of larger tables are not moved about."""

_BREAKS_FEW = 3
"""A move must mend so many times as many relations as it breaks."""

_STANDS = {
    "high": "The amounts from {first} to {last} seem to stand one row too high.",
    "low": "The amounts from {first} to {last} seem to stand one row too low.",
}


class _Trial(NamedTuple):
    """A move that is tried: what it would change, and what is said of it."""

    changes: dict[int, int]
    place: Place
    hint: Message


class Columns:
    """Looks for the columns that explain failures as a whole."""

    def __init__(self, subject: Subject, network: Network) -> None:
        self._subject = subject
        self._facts = subject.facts
        self._network = network

    def moved(self, table: int, failing: set[int]) -> Move | None:
        """Return the column move of a table that would mend most of its failures, None where there is none.

        Where one cell stands in all of them, that it is wrong explains more with less.
        """
        by_column = self._by_column(table)
        if len(failing) <= FEWEST or sum(map(len, by_column.values())) > _MOST_FACTS:
            return None
        concerned = [set(self._network.members[number].constraint.facts) for number in failing]
        if set.intersection(*concerned):
            return None
        touched = {
            fact
            for fact in set.union(*concerned)
            if self._network.tables[fact] == table and self._facts.stated[fact]
        }
        trials = [*self._exchanges(by_column, touched), *self._shifts(by_column, touched)]
        state = State(self._network, self._facts, _any_unit, failing, budget=len(trials))
        moves = [Move(self._mended(state, trial.changes, failing), *trial[1:]) for trial in trials]
        best = max(moves, key=lambda move: move.worth, default=None)
        enough = best is not None and len(best.mended) > FEWEST and len(best.mended) >= SHARE * len(failing)
        return best if enough else None

    def _by_column(self, table: int) -> dict[int, dict[int, int]]:
        """Return the stated facts of a table by column and row."""
        facts = self._facts
        found: dict[int, dict[int, int]] = defaultdict(dict)
        for fact in np.flatnonzero(facts.stated & (facts.table == table)).tolist():
            found[int(facts.column[fact])].setdefault(int(facts.row[fact]), fact)
        return found

    def _mended(self, state: State, changes: dict[int, int], failing: set[int]) -> frozenset[int]:
        """Return the failures that changes mend, none where they break too much."""
        near = {fact: change for fact, change in changes.items() if fact in self._network.known}
        for fact, change in near.items():
            state.apply(fact, change)
        mended = frozenset(failing - state.violated)
        broken = state.violated - failing
        for fact, change in near.items():
            state.apply(fact, -change)
        return mended if len(broken) * _BREAKS_FEW <= len(mended) else frozenset()

    def _exchanges(self, by_column: dict[int, dict[int, int]], touched: set[int]) -> Iterator[_Trial]:
        """Yield the exchange of each two columns in all rows that state both."""
        columns = sorted({int(self._facts.column[fact]) for fact in touched})
        for index, one in enumerate(columns):
            for other in columns[index + 1 :]:
                pairs = [
                    (fact, by_column[other][row])
                    for row, fact in by_column[one].items()
                    if row in by_column[other]
                ]
                changes = {
                    **self._taking(pairs),
                    **self._taking([(twin, fact) for fact, twin in pairs]),
                }
                if len(changes) > FEWEST:
                    hint = check_message(
                        "The columns {one} and {other} seem to be exchanged.",
                        one=self._heading(pairs[0][0]),
                        other=self._heading(pairs[0][1]),
                    )
                    yield _Trial(changes, place_of(self._subject, pairs[0][0]), hint)

    def _shifts(self, by_column: dict[int, dict[int, int]], touched: set[int]) -> Iterator[_Trial]:
        """Yield the shift by one row of each column, from the first to the last of its failing rows."""
        for column, by_row in by_column.items():
            rows = [int(self._facts.row[fact]) for fact in touched if self._facts.column[fact] == column]
            between = [fact for row, fact in sorted(by_row.items()) if rows and min(rows) <= row <= max(rows)]
            above, below = between[:-1], between[1:]
            for where, facts, others in (("high", below, above), ("low", above, below)):
                changes = self._taking(list(zip(facts, others, strict=True)))
                if len(changes) > FEWEST:
                    first, last = (place_of(self._subject, fact) for fact in (between[0], between[-1]))
                    yield _Trial(
                        changes, first, check_message(_STANDS[where], first=first.cell, last=last.cell)
                    )

    def _taking(self, pairs: Sequence[tuple[int, int]]) -> dict[int, int]:
        """Return the changes with which the first of each pair states what the second does."""
        amount = self._facts.amount
        changes = {fact: int(amount[other] - amount[fact]) for fact, other in pairs}
        return {fact: change for fact, change in changes.items() if change}

    def _heading(self, fact: int) -> str:
        facts = self._facts
        labels = self._subject.column_labels(int(facts.table[fact]), int(facts.panel[fact]))
        return labels.get(int(facts.column[fact]), "")


def _any_unit(_: int) -> Unit:
    """Return a unit: what a whole column costs is not asked."""
    return Unit.YUAN
