"""The causes that lie in a whole table: its unit label, or one of its columns."""

from __future__ import annotations

from collections import defaultdict

from checks.diagnosis.cause import Cause
from checks.diagnosis.columns import Columns
from checks.diagnosis.move import Move
from checks.diagnosis.network import Network
from checks.diagnosis.units import UnitLabels
from checks.rule import Subject


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
