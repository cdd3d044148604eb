"""The causes that lie in a whole table: its unit label, or one of its columns, exchanged or moved by a row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import NamedTuple

import numpy as np

from checks.diagnosis.constraints import Agreement, WeightedSum
from checks.diagnosis.echoes import Echoes
from checks.diagnosis.network import Cause, Network
from checks.diagnosis.state import TrialState
from checks.mechanism.evidence import place_in, place_of
from checks.mechanism.table_findings import unit_labels
from checks.rule import Subject
from model.finding import Place
from model.messages import Message, check_message
from model.money import Unit, half_width
from model.record import dataclass

_MOST_FACTS = 5_000
"""The columns of larger tables are not moved about."""

_MOST_EXCHANGED = 200_000
"""Nor are they where so many amounts would be exchanged in all, each with those of every other column."""

_BREAKS_FEW = 3
"""A move must mend so many times as many relations as it breaks."""

_STANDS = {
    "high": "The amounts from {first} to {last} seem to stand one row too high.",
    "low": "The amounts from {first} to {last} seem to stand one row too low.",
}


class _Trial(NamedTuple):
    """A move that is tried: what it would change, and what is reported of it."""

    changes: dict[int, int]
    place: Place
    hint: Message


class Columns:
    """Looks for the columns that explain failures as a whole."""

    def __init__(self, subject: Subject, network: Network) -> None:
        self._subject = subject
        self._facts = subject.facts
        self._echoes = Echoes(subject.facts)
        self._network = network

    @cached_property
    def _of_table(self) -> Mapping[int, set[int]]:
        """The facts of the network by their tables."""
        found: dict[int, set[int]] = defaultdict(set)
        for fact, table in self._network.tables.items():
            found[table].add(fact)
        return found

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
        here = self._of_table[table].intersection(chain.from_iterable(concerned))
        touched = {fact for fact in here if self._facts.stated[fact]}
        failing_rows: dict[int, list[int]] = defaultdict(list)
        for fact in touched:
            failing_rows[int(self._facts.column[fact])].append(int(self._facts.row[fact]))
        if len(failing_rows) * sum(len(by_column[column]) for column in failing_rows) > _MOST_EXCHANGED:
            return None
        trials = chain(
            self._exchanges(by_column, sorted(failing_rows)), self._shifts(by_column, failing_rows)
        )
        state = TrialState(self._network, self._echoes, _any_unit, failing, budget=0)
        moves = (Move(self._mended(state, trial.changes, failing), *trial[1:]) for trial in trials)
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

    def _mended(self, state: TrialState, changes: dict[int, int], failing: set[int]) -> frozenset[int]:
        """Return the failures that changes mend, none where they break too much."""
        near = {fact: change for fact, change in changes.items() if fact in self._network.known}
        for fact, change in near.items():
            state.apply(fact, change)
        mended = frozenset(failing - state.violated)
        broken = state.violated - failing
        for fact, change in near.items():
            state.apply(fact, -change)
        return mended if len(broken) * _BREAKS_FEW <= len(mended) else frozenset()

    def _exchanges(self, by_column: dict[int, dict[int, int]], columns: Sequence[int]) -> Iterator[_Trial]:
        """Yield the exchange of each two columns in all rows that state both."""
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

    def _shifts(
        self, by_column: dict[int, dict[int, int]], failing_rows: Mapping[int, Sequence[int]]
    ) -> Iterator[_Trial]:
        """Yield the shift by one row of each column, from the first to the last of its failing rows."""
        for column, by_row in by_column.items():
            rows = failing_rows.get(column, ())
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


FEWEST = 2
"""A table with fewer failures is not suspected as a whole, unless its unit is rare."""

SHARE = 0.6
"""A whole table is named only where its mending would mend at least this share of its failures."""


@dataclass(frozen=True, slots=True)
class Move:
    """What is wrong with a whole table, the cell that says so, and the failures that would be mended.

    `is_rare` means that the table stands apart from the others of the disclosure.
    """

    mended: frozenset[int]
    place: Place | None
    hint: Message
    is_rare: bool = False

    @property
    def worth(self) -> tuple[int, bool]:
        """How good an explanation it is; of two tables alike, the one that stands apart is the better."""
        return len(self.mended), self.is_rare


_DECIMALS = 2
"""The decimals that amounts in the other unit are taken to be printed with."""


class UnitLabels:
    """Looks for the tables whose unit label is wrong."""

    def __init__(self, subject: Subject, network: Network) -> None:
        self._subject = subject
        self._facts = subject.facts
        self._network = network
        self._facts_of: dict[int, Mapping[int, list[int]]] = {}

    def wrong(self, table: int, failing: set[int]) -> Move | None:
        """Return that a table's unit label is wrong, where another unit would mend most of its failures."""
        unit = self._subject.disclosure.tables[table].unit
        across = [number for number in failing if len(self._tables_of(number)) > 1]
        if unit is None or not across or not self._may_be_in_another(table, unit, len(across)):
            return None
        moves = [self._in_unit(table, unit, other, failing, across) for other in Unit if other is not unit]
        return max((move for move in moves if move), key=lambda move: move.worth, default=None)

    def _tables_of(self, number: int) -> Mapping[int, list[int]]:
        """Return the tables that a constraint ties together, each with its facts."""
        if number not in self._facts_of:
            found: dict[int, list[int]] = defaultdict(list)
            for fact in self._network.members[number].constraint.facts:
                found[self._network.tables[fact]].append(fact)
            self._facts_of[number] = found
        return self._facts_of[number]

    def _may_be_in_another(self, table: int, unit: Unit, failing: int) -> bool:
        """Return whether a table's unit is doubtful: few relations with other tables hold, and the unit is rare."""
        holding = self._speaking.get(table, 0)
        return holding * 3 <= failing and (failing >= FEWEST or self._is_rare(unit))

    @cached_property
    def _speaking(self) -> Mapping[int, int]:
        """For each table how many relations with other tables hold that would not if it were in another unit."""
        counts: dict[int, int] = defaultdict(int)
        for number in range(self._network.failures, len(self._network.members)):
            constraint = self._network.members[number].constraint
            tables = self._tables_of(number)
            if len(tables) > 1 and not (isinstance(constraint, WeightedSum) and constraint.at_most):
                for table, facts in tables.items():
                    counts[table] += any(self._facts.amount[fact] for fact in facts)
        return counts

    def _is_rare(self, unit: Unit) -> bool:
        """Return whether most tables of the disclosure state another unit."""
        units = [table.unit for table in self._subject.disclosure.tables if table.unit and table.panels]
        return 2 * units.count(unit) < len(units)

    def _in_unit(
        self, table: int, unit: Unit, other: Unit, failing: set[int], across: list[int]
    ) -> Move | None:
        scaled = [number for number in across if self._holds_in(number, table, unit, other)]
        if not scaled or len(scaled) < SHARE * len(across):
            return None
        within = failing - set(across)
        mended = frozenset(scaled) | {
            number for number in within if self._holds_in(number, table, unit, other)
        }
        hint = check_message(
            "The unit of the table: {right} instead of {unit} would mend {count} relations.",
            right=other.label,
            unit=unit.label,
            count=len(mended),
        )
        return Move(mended, self._label(table), hint, self._is_rare(unit))

    def _holds_in(self, number: int, table: int, unit: Unit, other: Unit) -> bool:
        """Return whether a constraint would hold if a table's amounts were in another unit."""
        constraint = self._network.members[number].constraint
        facts = self._facts
        inside = self._tables_of(number).get(table, [])
        after = {fact: int(facts.amount[fact]) * other.value // unit.value for fact in inside}
        half = {fact: half_width(amount, other, _DECIMALS) for fact, amount in after.items()}
        if isinstance(constraint, Agreement):
            return constraint.holds_with(after, half)
        if not isinstance(constraint, WeightedSum):
            return False
        weights = constraint.weights
        excess = constraint.excess + sum(
            weights[fact] * (amount - int(facts.amount[fact])) for fact, amount in after.items()
        )
        room = constraint.allowance + sum(half[fact] - int(facts.half[fact]) for fact in inside)
        return (-excess if constraint.at_most else abs(excess)) <= max(room, 0)

    def _label(self, table: int) -> Place | None:
        """Return the cell above the amounts that states the unit, None where the document states it elsewhere."""
        found = self._subject.disclosure.tables[table]
        sheet = self._subject.disclosure.documents[found.document].book.sheets[found.sheet]
        label = next(iter(unit_labels(sheet, found)), None)
        return place_in(self._subject, found, label.row, label.column) if label else None


def causes_in_tables(subject: Subject, network: Network) -> list[Cause]:
    """Return the causes that mend several failures of one table at once, the one that mends most first."""
    units, columns = UnitLabels(subject, network), Columns(subject, network)
    left = _by_table(network, set(range(network.failures)))
    moves = {table: _best(units, columns, table, failing) for table, failing in left.items()}
    causes: list[Cause] = []
    while found := [move for move in moves.values() if move is not None]:
        best = max(found, key=lambda move: move.worth)
        names = [network.members[number].failure for number in best.mended]
        mended = frozenset(name for name in names if name)
        causes.append(Cause(best.place, best.hint, mended, is_pen_slip=True))
        for table, failing in left.items():
            if not failing.isdisjoint(best.mended):
                failing -= best.mended
                moves[table] = _best(units, columns, table, failing)
    return causes


def _by_table(network: Network, failures: set[int]) -> dict[int, set[int]]:
    by_table: dict[int, set[int]] = defaultdict(set)
    for number in failures:
        for fact in network.members[number].constraint.facts:
            if network.tables[fact] >= 0:
                by_table[network.tables[fact]].add(number)
    return by_table


def _best(units: UnitLabels, columns: Columns, table: int, failing: set[int]) -> Move | None:
    moves = (units.wrong(table, failing), columns.moved(table, failing))
    return max((move for move in moves if move), key=lambda move: move.worth, default=None)
