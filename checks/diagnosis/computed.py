"""What sentences compute from amounts: one wrong amount breaks its growth, its direction and its share at once.

The search for the fewest wrong amounts looks at relations between amounts alone. Then each rate, change or direction
that does not follow is asked whether an amount which mends some failures would make it right as well; those that are
left hang together where one amount would make several right, or where they are made of one figure.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from heapq import heapify, heappop, heappush

from checks.diagnosis.network import Cause
from checks.rule import Computed, Outcome, Subject
from model.facts.cube import Facts
from model.money import LIMIT
from model.record import dataclass

Key = tuple[int, int]
"""A finding: the number of its outcome, and of the finding there."""

Room = tuple[int, int]
"""The least and the greatest amount."""

SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Shared:
    """Findings that hang together; `cause` is the number of the cause that they join, -1 for a problem of their own.

    `fact` is the one whose amount, `right`, would mend them; -1 where they share a figure that is no amount.
    """

    findings: tuple[Key, ...]
    cause: int = -1
    fact: int = -1
    right: int = 0


def shared_problems(
    subject: Subject, outcomes: Sequence[Outcome], causes: Sequence[Cause]
) -> Iterator[Shared]:
    """Yield what is computed wrongly together with a cause, and what is so together with nothing but each other."""
    left = {
        (number, each.finding): each for number, outcome in enumerate(outcomes) for each in outcome.computed
    }
    by_fact: dict[int, list[Key]] = defaultdict(list)
    for key, each in left.items():
        for fact in each.mends:
            by_fact[fact].append(key)
    for number, cause in enumerate(causes) if left else ():
        best = _best(_mended_by(subject.facts, outcomes, cause), left, by_fact, head=_head(cause))
        if best is not None:
            yield Shared(best.findings, number, best.fact, best.right)
            for key in best.findings:
                del left[key]
    yield from _by_amount(subject.facts, left, by_fact)
    yield from _by_figure(left)


def _head(cause: Cause) -> int:
    return cause.changes[0][0] if cause.changes else -1


def _mended_by(facts: Facts, outcomes: Sequence[Outcome], cause: Cause) -> dict[int, Room]:
    """Return the amounts, by fact, each of which alone would mend all that a cause mends; its own come first."""
    rooms: dict[int, Room] | None = None
    for outcome, failure in cause.mends:
        failed = outcomes[outcome].failures[failure]
        mine = {
            fact: _around(facts, fact, change, failed.allowance) for fact, change in failed.changes.items()
        }
        rooms = mine if rooms is None else _both(rooms, mine)
    changed = {fact: _around(facts, fact, change, 0) for fact, change in cause.changes}
    return {**changed, **{fact: room for fact, room in (rooms or {}).items() if fact not in changed}}


def _around(facts: Facts, fact: int, change: int, allowance: int) -> Room:
    right = int(facts.amount[fact]) + change
    return right - allowance, right + allowance


def _both(some: Mapping[int, Room], more: Mapping[int, Room]) -> dict[int, Room]:
    found = {fact: _common(some[fact], more[fact]) for fact in some.keys() & more.keys()}
    return {fact: room for fact, room in found.items() if room[0] <= room[1]}


def _common(one: Room, other: Room) -> Room:
    return max(one[0], other[0]), min(one[1], other[1])


def _best(
    rooms: Mapping[int, Room], left: Mapping[Key, Computed], by_fact: Mapping[int, Sequence[Key]], head: int
) -> Shared | None:
    """Return the amount that makes most figures right, None where none does; of those alike the head of the cause."""
    found: list[Shared] = []
    for fact, room in rooms.items():
        keys = [key for key in by_fact.get(fact, ()) if key in left and _meet(room, left[key].mends[fact])]
        if keys:
            found.append(Shared(tuple(keys), fact=fact, right=sum(room) // 2))
    return max(found, key=lambda one: (len(one.findings), one.fact == head), default=None)


def _meet(one: Room, other: Room) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _by_amount(
    facts: Facts, left: dict[Key, Computed], by_fact: Mapping[int, Sequence[Key]]
) -> Iterator[Shared]:
    """Yield the figures that one amount would make right, the most of them first, and take them out of those `left`."""
    order = {key: number for number, key in enumerate(left)}

    def ranked(fact: int) -> tuple[int, int, int, int] | None:
        """Return a fact after those with more figures, and after those of earlier figures."""
        keys = [key for key in by_fact[fact] if key in left]
        if len(keys) < SEVERAL:
            return None
        found = _most([(left[key].mends[fact], key) for key in keys])
        return -len(found), order[keys[0]], list(left[keys[0]].mends).index(fact), fact

    waiting = [rank for rank in map(ranked, by_fact) if rank is not None]
    heapify(waiting)
    while waiting:
        rank = heappop(waiting)
        fact = rank[-1]
        if ranked(fact) == rank:
            if -rank[0] < SEVERAL:
                return
            rooms = _most([(left[key].mends[fact], key) for key in by_fact[fact] if key in left])
            low, high = max(room[0] for room, _ in rooms), min(room[1] for room, _ in rooms)
            keys = tuple(key for _, key in rooms)
            yield Shared(keys, fact=fact, right=_printable(facts, fact, low, high))
            for key in keys:
                del left[key]
        # What was taken out may have made it less: it waits again for those that are more now.
        if (now := ranked(fact)) is not None:
            heappush(waiting, now)


def _most(rooms: Sequence[tuple[Room, Key]]) -> list[tuple[Room, Key]]:
    """Return the figures that most agree on one amount: the least amount of some room, which lies in all of theirs."""
    lows = sorted(low for (low, _), _ in rooms)
    highs = sorted(high for (_, high), _ in rooms)
    low = max(
        (low for (low, _), _ in rooms),
        key=lambda low: bisect_right(lows, low) - bisect_left(highs, low),
    )
    return [(room, key) for room, key in rooms if room[0] <= low <= room[1]]


def _printable(facts: Facts, fact: int, low: int, high: int) -> int:
    """Return the amount amid two that is as fine as the fact prints; of an open room the nearest."""
    is_open = max(abs(low), abs(high)) > LIMIT
    amid = min(max(int(facts.amount[fact]), low), high) if is_open else (low + high) // 2
    step = max(2 * int(facts.half[fact]), 1)
    near = ((2 * amid + step) // (2 * step) * step, -(-amid // step) * step, amid // step * step)
    return next((one for one in near if low <= one <= high), amid)


def _by_figure(left: Mapping[Key, Computed]) -> Iterator[Shared]:
    """Yield the findings that are made of one figure, which is no amount: a change and the sum of changes."""
    of_figure: dict[Hashable, list[Key]] = defaultdict(list)
    for key, each in left.items():
        for figure in each.figures:
            of_figure[figure].append(key)
    groups: list[list[Key]] = []
    seen: set[Key] = set()
    for start in left:
        if start in seen:
            continue
        seen.add(start)
        waiting, keys = [start], [start]
        while waiting:
            near = [key for figure in left[waiting.pop()].figures for key in of_figure.pop(figure, ())]
            new = [key for key in dict.fromkeys(near) if key not in seen]
            seen.update(new)
            waiting += new
            keys += new
        groups.append(sorted(keys))
    for keys in sorted(groups, key=lambda keys: keys[-1]):
        if len(keys) >= SEVERAL:
            yield Shared(tuple(keys))
