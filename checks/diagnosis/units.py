"""The cause that lies in a table's unit label: 元 for 万元, or 万元 for 元."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

from checks.completeness.unit_labels import unit_labels
from checks.diagnosis.constraints import Agreement, Sum
from checks.diagnosis.move import FEWEST, SHARE, Move
from checks.diagnosis.network import Network
from checks.mechanism.evidence import place_in
from checks.rule import Subject
from model.finding import Place
from model.messages import check_message
from model.money import Unit, half_width

_DECIMALS = 2
"""The decimals that amounts in the other unit are taken to be printed with."""


class UnitLabels:
    """Looks for the tables whose unit label is wrong."""

    def __init__(self, subject: Subject, network: Network) -> None:
        self._subject = subject
        self._facts = subject.facts
        self._network = network

    def wrong(self, table: int, failing: set[int]) -> Move | None:
        """Return that a table's unit label is wrong, where another unit would mend most of its failures."""
        unit = self._subject.disclosure.tables[table].unit
        across = [number for number in failing if len(self._tables_of(number)) > 1]
        if unit is None or not across or not self._may_be_in_another(table, unit, len(across)):
            return None
        moves = [self._in_unit(table, unit, other, failing, across) for other in Unit if other is not unit]
        return max((move for move in moves if move), key=lambda move: move.worth, default=None)

    def _tables_of(self, number: int) -> set[int]:
        return {self._network.tables[fact] for fact in self._network.members[number].constraint.facts}

    def _may_be_in_another(self, table: int, unit: Unit, failing: int) -> bool:
        """Tell whether a table's unit is doubtful: few relations with other tables hold, and the unit is rare."""
        holding = self._speaking.get(table, 0)
        return holding * 3 <= failing and (failing >= FEWEST or self._is_rare(unit))

    @cached_property
    def _speaking(self) -> Mapping[int, int]:
        """For each table how many relations with other tables hold that would not if it were in another unit."""
        counts: dict[int, int] = defaultdict(int)
        for number in range(self._network.failures, len(self._network.members)):
            constraint = self._network.members[number].constraint
            tables = self._tables_of(number)
            if len(tables) > 1 and not (isinstance(constraint, Sum) and constraint.at_most):
                for table in {
                    self._network.tables[fact] for fact in constraint.facts if self._facts.amount[fact]
                }:
                    counts[table] += 1
        return counts

    def _is_rare(self, unit: Unit) -> bool:
        """Tell whether most tables of the disclosure state another unit."""
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
        """Tell whether a constraint would hold if a table's amounts were in another unit."""
        constraint = self._network.members[number].constraint
        facts = self._facts
        inside = [fact for fact in constraint.facts if self._network.tables[fact] == table]
        after = {fact: int(facts.amount[fact]) * other.value // unit.value for fact in inside}
        half = {fact: half_width(amount, other, _DECIMALS) for fact, amount in after.items()}
        if isinstance(constraint, Agreement):
            return not Agreement({**constraint.amounts, **after}, {**constraint.half, **half}).energy()
        if not isinstance(constraint, Sum):
            return False
        weights = constraint.weights
        excess = constraint.excess + sum(
            weights[fact] * (amount - int(facts.amount[fact])) for fact, amount in after.items()
        )
        room = constraint.allowance + sum(half[fact] - int(facts.half[fact]) for fact in inside)
        return (-excess if constraint.at_most else abs(excess)) <= max(room, 0)

    def _label(self, table: int) -> Place | None:
        """Return the cell above the amounts that states the unit, None where the document says it elsewhere."""
        found = self._subject.disclosure.tables[table]
        sheet = self._subject.disclosure.documents[found.document].book.sheets[found.sheet]
        label = next(iter(unit_labels(sheet, found)), None)
        return place_in(self._subject, found, label.row, label.column) if label else None
