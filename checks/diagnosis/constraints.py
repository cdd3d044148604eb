"""What ties amounts together, as the search for the faulty cell sees it: sums, agreements, and single demands."""

from __future__ import annotations

import operator
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import NamedTuple

from model.record import dataclass

Change = tuple[int, int]
"""A fact and what is added to its amount, in ten-thousandths of 元."""

UNBOUNDED = 2**62


class Demand(NamedTuple):
    """By how much a fact must change for a constraint to hold: exactly `best`, or anything from `low` to `high`."""

    low: int
    high: int
    best: int


@dataclass(slots=True)
class WeightedSum:
    """Facts whose weighted amounts come to nothing, or to something not negative where `at_most` is set.

    The whole has the weight 1, its parts -1 (or the weight of a relation that gives one). `excess` is what the
    weighted amounts come to now.
    """

    weights: dict[int, int]
    excess: int
    allowance: int
    at_most: bool = False

    @property
    def facts(self) -> Iterable[int]:
        """The facts that may be changed."""
        return self.weights

    def energy(self) -> int:
        """Return 0 where the constraint holds, else 1."""
        return int((-self.excess if self.at_most else abs(self.excess)) > self.allowance)

    def add(self, fact: int, change: int) -> None:
        """Add to the amount of a fact."""
        self.excess += self.weights[fact] * change

    def demands(self, fact: int) -> list[Demand]:
        """Return by how much one fact must change for the constraint to hold."""
        weight = self.weights[fact]
        best = -self.excess // weight
        room = self.allowance // abs(weight)
        if not self.at_most:
            return [Demand(best - room, best + room, best)] if self.excess % weight == 0 else []
        return [Demand(best - room, UNBOUNDED, best) if weight > 0 else Demand(-UNBOUNDED, best + room, best)]


@dataclass(slots=True)
class _Bounds:
    """Intervals in the order of their lower ends: `lows` and `ends` are their two ends, `highs` the upper in order."""

    lows: list[int]
    ends: list[int]
    highs: list[int]

    def meeting(self, low: int, high: int) -> int:
        """Return how many intervals meet one."""
        return bisect_right(self.lows, high) - bisect_left(self.highs, low)

    def most_alike(self) -> int:
        """Return how many intervals meet the one that most of them meet."""
        lows, highs = self.lows, self.highs
        if lows[-1] <= highs[0]:
            return len(lows)
        most = below = 0
        for low, high in zip(lows, self.ends, strict=True):
            while highs[below] < low:
                below += 1
            meeting = bisect_right(lows, high) - below
            if meeting > most:
                most = meeting
        return most

    def move(self, low: int, high: int, change: int) -> None:
        """Move one interval."""
        at = self.ends.index(high, bisect_left(self.lows, low))
        del self.lows[at], self.ends[at], self.highs[bisect_left(self.highs, high)]
        at = bisect_left(self.lows, low + change)
        self.lows.insert(at, low + change)
        self.ends.insert(at, high + change)
        insort(self.highs, high + change)


@dataclass(slots=True)
class Agreement:
    """Facts of several tables that are the same amount. `half` is what each was rounded by."""

    amounts: dict[int, int]
    half: dict[int, int]
    _energy: int = field(default=-1)
    _bounds: _Bounds | None = None
    _stated: dict[int, int] | None = None

    @property
    def facts(self) -> Iterable[int]:
        """The facts that may be changed."""
        return self.amounts

    def energy(self) -> int:
        """Return how many facts at least must change for all to agree."""
        if self._energy < 0:
            self._energy = len(self.amounts) - self._sorted().most_alike()
        return self._energy

    def _sorted(self) -> _Bounds:
        """Return the least and the greatest amounts that the facts may be."""
        if self._bounds is None:
            ends = sorted(
                (amount - self.half[one], amount + self.half[one]) for one, amount in self.amounts.items()
            )
            self._bounds = _Bounds(
                [low for low, _ in ends], [high for _, high in ends], sorted(high for _, high in ends)
            )
        return self._bounds

    def holds_with(self, amounts: Mapping[int, int], half: Mapping[int, int]) -> bool:
        """Return whether all would agree if some of the facts were other amounts, rounded by `half`.

        Where facts that stay are too far from each other nothing need be added up: of the ends in order, no more are
        of those that change than there are.
        """
        bounds, changed = self._sorted(), len(amounts)
        if changed < len(bounds.lows):
            apart = bounds.lows[-1 - changed] - bounds.highs[changed]
            if apart > 2 * max((*self.half.values(), *half.values())):
                return False
        stated, rounded = {**self.amounts, **amounts}, {**self.half, **half}
        lows = list(map(operator.sub, stated.values(), rounded.values()))
        ends = list(map(operator.add, stated.values(), rounded.values()))
        greatest, least = max(lows), min(ends)
        if greatest - least > 2 * max(rounded.values()):
            return False
        return any(low <= least and end >= greatest for low, end in zip(lows, ends, strict=True))

    def _by_agreement(self) -> Mapping[int, int]:
        """Return for each amount stated how many facts may be the same; the amount that most of them state first."""
        if self._stated is None:
            meeting, stated = self._sorted().meeting, dict[int, int]()
            for amount, half in dict.fromkeys(
                (amount, self.half[one]) for one, amount in self.amounts.items()
            ):
                stated[amount] = max(stated.get(amount, 0), meeting(amount - half, amount + half))
            self._stated = dict(sorted(stated.items(), key=lambda one: -one[1]))
        return self._stated

    def add(self, fact: int, change: int) -> None:
        """Add to the amount of a fact."""
        amount, half = self.amounts[fact], self.half[fact]
        if self._bounds is not None:
            self._bounds.move(amount - half, amount + half, change)
        self.amounts[fact] = amount + change
        self._energy = -1
        self._stated = None

    def demands(self, fact: int) -> list[Demand]:
        """Return what would make a fact agree with each of the others; the amount that most of them state first."""
        amount, half = self.amounts[fact], self.half[fact]
        return [
            Demand(other - amount - half, other - amount + half, other - amount)
            for other in self._by_agreement()
            if other != amount
        ]


@dataclass(slots=True)
class MendedBy:
    """A relation of which only the changes are known that would mend it, each by itself."""

    changes: dict[int, int]
    allowance: int
    added: dict[int, int] = field(default_factory=dict)

    @property
    def facts(self) -> Iterable[int]:
        """The facts that may be changed."""
        return self.changes

    def energy(self) -> int:
        """Return 0 where one of the changes was made, else 1."""
        mended = any(abs(added - self.changes[fact]) <= self.allowance for fact, added in self.added.items())
        return int(not mended)

    def add(self, fact: int, change: int) -> None:
        """Add to the amount of a fact."""
        self.added[fact] = self.added.get(fact, 0) + change

    def demands(self, fact: int) -> list[Demand]:
        """Return by how much one fact must change."""
        change = self.changes[fact] - self.added.get(fact, 0)
        return [Demand(change - self.allowance, change + self.allowance, change)]


Constraint = WeightedSum | Agreement | MendedBy
