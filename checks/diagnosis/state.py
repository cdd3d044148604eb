"""A network of constraints under changes that are tried: what does not hold, and what each fact could mend."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence

from checks.diagnosis.clerical_errors import ClericalError, clerical_error, corrections_between
from checks.diagnosis.constraints import UNBOUNDED, Agreement, Change, Demand
from checks.diagnosis.echoes import Echoes
from checks.diagnosis.network import Network
from model.money import Unit

CELL = 100
"""What it costs to suspect a cell that is wrong by the likeliest of slips."""

_UNLIKELY = 50
"""What it costs more where no slip explains the amount; and where the cell would have to be negative."""

_CARRIED = 15
"""What each further cell of one table costs that is out by the same amount."""

_MANY = 40
"""A trial that looks at so many relations and facts is the work of one more."""


class Exhausted(Exception):  # noqa: N818 - not a fault: the search ends with what it has
    """The search has tried as much as it may."""


class TrialState:
    """Some failures of a network, the changes tried, and what does not hold with them.

    The network's other failures are left out of account. `echoes` are those of its facts; `unit` gives the unit in
    which a fact is printed, `left` counts the trials left.
    """

    def __init__(
        self,
        network: Network,
        echoes: Echoes,
        unit: Callable[[int], Unit],
        failing: Iterable[int],
        budget: int,
    ) -> None:
        self.network = network
        self.changes: dict[int, int] = {}
        self.violated = set(failing)
        self.excluded: frozenset[int] = frozenset()
        self._forgiven: set[int] = set()
        self.left = budget
        self._facts = echoes.facts
        self.unit = unit
        self._echoes = echoes
        self._failing = frozenset(self.violated)
        self._energy = {number: network.members[number].constraint.energy() for number in self.violated}

    @property
    def energy(self) -> int:
        """How much does not hold, all constraints together."""
        return sum(self._energy[number] for number in self.violated)

    def _counts(self, number: int) -> bool:
        """Return whether a constraint is taken into account: the failures asked about, and all that holds."""
        return number in self._failing or (number >= self.network.failures and number not in self._forgiven)

    def asks(self, constraint: int) -> bool:
        """Return whether a constraint is one of the failures asked about."""
        return constraint in self._failing

    def forgive(self, constraints: Iterable[int]) -> None:
        """Leave constraints that held out of account."""
        self._forgiven.update(constraints)
        self.violated -= self._forgiven

    def is_forgiven(self, constraint: int) -> bool:
        """Return whether a constraint is left out of account."""
        return constraint in self._forgiven

    def unforgive(self) -> None:
        """Take all constraints into account again; asked when no change is applied."""
        self._forgiven.clear()

    def apply(self, fact: int, change: int) -> int:
        """Add to a fact's amount and return how much less holds than before; undone by the opposite change."""
        before = after = 0
        for number in self.network.of_fact[fact]:
            if not self._counts(number):
                continue
            constraint = self.network.members[number].constraint
            before += self._energy.get(number, 0)
            constraint.add(fact, change)
            energy = constraint.energy()
            after += energy
            self._energy[number] = energy
            if energy:
                self.violated.add(number)
            else:
                self.violated.discard(number)
        total = self.changes.get(fact, 0) + change
        if total:
            self.changes[fact] = total
        else:
            self.changes.pop(fact, None)
        return after - before

    def effect(self, changes: Iterable[Change]) -> int:
        """Return how much less would hold with more changes; one trial."""
        made = list(changes)
        self.spend([fact for fact, _ in made])
        total = sum(self.apply(fact, change) for fact, change in made)
        for fact, change in reversed(made):
            self.apply(fact, -change)
        return total

    def _beside(self, fact: int) -> int:
        """Return how many relations and facts a trial of one looks at: those it is tied to by agreement."""
        constraints = [self.network.members[number].constraint for number in self.network.of_fact[fact]]
        return len(constraints) + sum(
            len(each.amounts) for each in constraints if isinstance(each, Agreement)
        )

    def spend(self, facts: Iterable[int]) -> None:
        """Count a trial of some facts, more than one where it looks at very many; raise Exhausted with none left."""
        if self.left <= 0:
            raise Exhausted
        self.left -= 1 + sum(map(self._beside, facts)) // _MANY

    def candidates(self, constraint: int) -> list[int]:
        """Return the facts of a constraint that may still be changed: all that ties them is known."""
        known, facts = self.network.known, self.network.members[constraint].constraint.facts
        return [
            fact for fact in facts if fact in known and fact not in self.changes and fact not in self.excluded
        ]

    def changes_of(self, fact: int) -> list[int]:
        """Return by how much a fact could change to mend what touches it, what mends most of it first."""
        demands = [
            demand
            for number in self.network.of_fact[fact]
            if number in self.violated
            for demand in self.network.members[number].constraint.demands(fact)
        ]
        room = _Room(demands)
        found: dict[int, int] = {}
        for demand in demands:
            common = room.common(demand)
            best = min(max(demand.best, common.low), common.high)
            found[best] = room.count(best)
        return sorted((change for change in found if change), key=lambda change: -found[change])

    def stated(self, fact: int) -> int | None:
        """Return what a cell states, None for a blank one."""
        return int(self._facts.amount[fact]) if self._facts.stated[fact] else None

    def row(self, fact: int) -> tuple[int, int]:
        """Return the table and the row of a cell."""
        return self.network.tables[fact], int(self._facts.row[fact])

    def slip(self, fact: int, change: int) -> ClericalError:
        """Return the slip that a change would undo."""
        stated = self.stated(fact)
        return clerical_error(stated, (stated or 0) + change, self.unit(fact))

    def cost(self, fact: int, change: int) -> int:
        """Return what it costs to suspect a cell: less for a known slip, or an amount that is printed elsewhere."""
        stated = self.stated(fact)
        right = (stated or 0) + change
        unlikely = _UNLIKELY if right < 0 and (stated or 0) >= 0 else 0
        speaks_for = self._echoes.of(fact, right) - (0 if stated is None else self._echoes.of(fact, stated))
        return CELL + _UNLIKELY + unlikely - self.slip(fact, change).value - speaks_for

    def cost_of(self, changes: Sequence[Change]) -> int:
        """Return what it costs to suspect cells together; a difference carried through one table is one fault."""
        costs = [self.cost(fact, change) for fact, change in changes]
        carried = len({(self.network.tables[fact], change) for fact, change in changes}) == 1
        return min(costs) + _CARRIED * (len(costs) - 1) if carried else sum(costs)

    def refined(self, fact: int, change: int) -> int:
        """Return the change that a slip or another table explains, where rounding leaves room for one."""
        stated = self.stated(fact) or 0
        low, high = self._room(fact, change)
        if low == high or self.slip(fact, change) not in {
            ClericalError.OTHER,
            ClericalError.ZERO,
            ClericalError.BLANK,
        }:
            return change
        echoed = self._echoes.between(fact, stated + low, stated + high)
        if self.stated(fact) is None:
            return echoed[0] if echoed else change
        step = max(2 * int(self._facts.half[fact]), 1)
        likely = corrections_between(stated, stated + low, stated + high, step, self.unit(fact))
        rights = [right for right in (*likely[:1], *echoed) if right != stated]
        return min((right - stated for right in rights), key=lambda one: self.cost(fact, one), default=change)

    def _room(self, fact: int, change: int) -> tuple[int, int]:
        """Return the least and the greatest change that all relations allow which allow this one."""
        self.apply(fact, -change)
        members = self.network.members
        touching = [number for number in self.network.of_fact[fact] if self._counts(number)]
        demands = [demand for number in touching for demand in members[number].constraint.demands(fact)]
        self.apply(fact, change)
        fitting = [demand for demand in demands if demand.low <= change <= demand.high]
        low = max((demand.low for demand in fitting), default=change)
        return low, min((demand.high for demand in fitting), default=change)


class _Room:
    """Where demands meet, for thousands of them as well."""

    def __init__(self, demands: Sequence[Demand]) -> None:
        self._by_low = sorted(
            (demand.low, number, demand) for number, demand in enumerate(demands) if demand.high < UNBOUNDED
        )
        self._open = [(number, demand) for number, demand in enumerate(demands) if demand.high >= UNBOUNDED]
        self._widest = max((demand.high - low for low, _, demand in self._by_low), default=0)
        self._lows = sorted(demand.low for demand in demands)
        self._highs = sorted(demand.high for demand in demands)

    def count(self, change: int) -> int:
        """Return how many demands a change meets."""
        return bisect_right(self._lows, change) - bisect_left(self._highs, change)

    def common(self, one: Demand) -> Demand:
        """Return what is left of a demand with the others that meet it, the nearest first."""
        start = bisect_left(self._by_low, (one.low - self._widest,))
        stop = bisect_left(self._by_low, (one.high + 1,))
        near = [(number, demand) for _, number, demand in self._by_low[start:stop]] + self._open
        low, high = one.low, one.high
        for _, other in sorted(near, key=lambda each: (abs(each[1].best - one.best), each[0])):
            if low == high:
                break
            if other.low <= high and low <= other.high:
                low, high = max(low, other.low), min(high, other.high)
        return Demand(low, high, one.best)
