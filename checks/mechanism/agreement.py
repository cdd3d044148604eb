"""Agreement: facts with the same coordinates, stated in several tables, are the same amount."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from checks.mechanism.keys import common, distinct, pack, ranked
from checks.mechanism.relations import CONSISTENT, INCONSISTENT, ROUNDING
from model.facts.cube import DIMENSIONS, Facts
from model.record import dataclass

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]
    Booleans = NDArray[np.bool_]

T = TypeVar("T")


@dataclass(frozen=True)
class Agreements:
    """Groups of facts that must be equal, a row each; `members` and `group` are pairs, sorted by group.

    `repeated` and `apart` count the coordinates that were not compared.
    """

    members: Integers
    group: Integers
    verdict: Integers
    repeated: int
    apart: int = 0

    def __len__(self) -> int:
        return len(self.verdict)

    def facts(self, group: int) -> Integers:
        """Return the facts of a group, in the order of the tables."""
        start, stop = np.searchsorted(self.group, [group, group + 1])
        return self.members[start:stop]


def agreements(facts: Facts, eligible: Booleans, apart: Booleans) -> Agreements:
    """Return the groups of stated, eligible facts of different tables with the same coordinates.

    Facts that are marked in `apart` are held against each other only; the coordinates that stand on both sides are
    counted.

    A coordinate that one table states more than once (a code printed twice) is left out for that table and counted
    in `repeated`: which of the two should agree is not known.
    """
    chosen = np.flatnonzero(facts.stated & eligible)
    if not chosen.size:
        return _none()
    apart_here = apart[chosen]
    same = pack([facts.coordinates[name][chosen] for name in DIMENSIONS])
    key = pack([same, apart_here.astype(np.int64)])
    where, count = ranked(pack([key, facts.table[chosen]]))
    times = np.bincount(where, minlength=count)
    once = times[where] == 1
    repeated = int(np.count_nonzero(times > 1))
    chosen, (group, count) = chosen[once], ranked(key[once])
    shared = np.bincount(group, minlength=count)[group] > 1
    chosen, group = chosen[shared], group[shared]
    order = np.lexsort((facts.table[chosen], group))
    chosen = chosen[order]
    group, size = ranked(group[order])
    both = common(distinct(same[apart_here]), distinct(same[~apart_here])).size if apart_here.any() else 0
    return Agreements(chosen, group, _verdicts(facts, chosen, group, size), repeated, both)


MOST_IN_PAIRS = 40
"""Of more statements of one amount than any document makes only those next to each other are held together."""


def pairs_of(some: Sequence[T]) -> Iterator[tuple[T, T]]:
    """Yield each two of some facts or places; of very many only neighbours, for all pairs grow with their square."""
    return iter(combinations(some, 2) if len(some) <= MOST_IN_PAIRS else pairwise(some))


def _none() -> Agreements:
    none = np.empty(0, dtype=np.int64)
    return Agreements(none, none, none, 0)


def _verdicts(facts: Facts, chosen: Integers, group: Integers, size: int) -> Integers:
    largest = np.iinfo(np.int64).max
    highest_low = np.full(size, -largest, dtype=np.int64)
    lowest_high = np.full(size, largest, dtype=np.int64)
    least = np.full(size, largest, dtype=np.int64)
    most = np.full(size, -largest, dtype=np.int64)
    amount, half = facts.amount[chosen], facts.half[chosen]
    np.maximum.at(highest_low, group, amount - half)
    np.minimum.at(lowest_high, group, amount + half)
    np.minimum.at(least, group, amount)
    np.maximum.at(most, group, amount)
    verdict = np.full(size, INCONSISTENT, dtype=np.int64)
    verdict[highest_low <= lowest_high] = ROUNDING
    verdict[least == most] = CONSISTENT
    return verdict


def is_cut(printed: int, step: int, finer: int) -> bool:
    """Return whether `printed` is what is left of `finer` when all below its last place is cut off, and not rounded.

    `step` is the worth of the last place of `printed`, in the same steps as the two amounts.
    """
    if step <= 1 or (printed and (printed < 0) != (finer < 0)) or finer % step == 0:
        return False
    return abs(finer) // step * step == abs(printed)
