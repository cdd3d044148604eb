"""Agreements and demands of many facts, and figures that hang together, are what looking at every pair would find."""

from __future__ import annotations

from bisect import bisect_left

from hypothesis import given
from hypothesis import strategies as st

from checks.advocate.two_tables import SEVERAL
from checks.diagnosis.computed import Shared, _by_figure, _most
from checks.diagnosis.constraints import UNBOUNDED, Agreement, Demand
from checks.diagnosis.state import _Room
from checks.mechanism.agreement import MOST_IN_PAIRS, pairs_of
from checks.rule import Computed

AMOUNTS = st.lists(st.tuples(st.integers(0, 15), st.integers(0, 3)), min_size=1, max_size=8)
CHANGES = st.lists(st.tuples(st.integers(0, 7), st.integers(-6, 6)), max_size=8)


def bounds(agreement: Agreement) -> list[tuple[int, int]]:
    return [
        (amount - agreement.half[fact], amount + agreement.half[fact])
        for fact, amount in agreement.amounts.items()
    ]


@given(AMOUNTS, CHANGES)
def test_an_agreement_counts_those_that_meet_the_one_that_most_meet(
    amounts: list[tuple[int, int]], changes: list[tuple[int, int]]
) -> None:
    agreement = Agreement(
        {fact: amount for fact, (amount, _) in enumerate(amounts)},
        {fact: half for fact, (_, half) in enumerate(amounts)},
    )
    for fact, change in [(0, 0), *changes]:
        agreement.add(fact % len(amounts), change)
        every = bounds(agreement)
        meeting = [sum(low <= high and one <= other for one, high in every) for low, other in every]
        assert agreement.energy() == len(every) - max(meeting)


@given(AMOUNTS, st.dictionaries(st.integers(0, 7), st.tuples(st.integers(0, 15), st.integers(0, 3))))
def test_an_agreement_would_hold_with_other_amounts_where_one_of_them_meets_all(
    amounts: list[tuple[int, int]], others: dict[int, tuple[int, int]]
) -> None:
    stated = dict(enumerate(amounts))
    others = {fact: other for fact, other in others.items() if fact in stated}
    agreement = Agreement(
        {fact: amount for fact, (amount, _) in stated.items()},
        {fact: half for fact, (_, half) in stated.items()},
    )
    holds = agreement.holds_with(
        {fact: amount for fact, (amount, _) in others.items()},
        {fact: half for fact, (_, half) in others.items()},
    )
    every = (stated | others).values()
    assert holds == any(
        all(abs(amount - other) <= half + room for other, room in every) for amount, half in every
    )


def demand(best: int, room: int, kind: str) -> Demand:
    if kind == "exactly":
        return Demand(best - room, best + room, best)
    return (
        Demand(best - room, UNBOUNDED, best) if kind == "at least" else Demand(-UNBOUNDED, best + room, best)
    )


DEMANDS = st.lists(
    st.builds(
        demand, st.integers(-20, 20), st.integers(0, 8), st.sampled_from(("exactly", "at least", "at most"))
    ),
    min_size=1,
    max_size=8,
)


@given(DEMANDS, st.integers(-30, 30))
def test_what_is_left_of_a_demand_is_what_those_that_meet_it_leave(
    demands: list[Demand], change: int
) -> None:
    room = _Room(demands)
    assert room.count(change) == sum(one.low <= change <= one.high for one in demands)
    for one in demands:
        low, high = one.low, one.high
        for other in sorted(demands, key=lambda other: abs(other.best - one.best)):
            if other.low <= high and low <= other.high:
                low, high = max(low, other.low), min(high, other.high)
        assert room.common(one) == (low, high, one.best)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3)), min_size=1, max_size=8))
def test_most_figures_meet_where_one_of_them_begins(ends: list[tuple[int, int]]) -> None:
    rooms = [((low, low + size), (0, number)) for number, (low, size) in enumerate(ends)]
    within = [[each for each in rooms if each[0][0] <= low <= each[0][1]] for (low, _), _ in rooms]
    assert _most(rooms) == max(within, key=len)


@given(st.lists(st.frozensets(st.integers(0, 6), min_size=1, max_size=2), max_size=8))
def test_findings_made_of_one_figure_hang_together(figures: list[frozenset[int]]) -> None:
    left = {(0, number): Computed(number, {}, some) for number, some in enumerate(figures)}
    groups: list[set[int]] = []
    for number, some in enumerate(figures):
        joined = [group for group in groups if any(not figures[one].isdisjoint(some) for one in group)]
        groups = [group for group in groups if group not in joined]
        groups.append({number}.union(*joined))
    wanted = [Shared(tuple((0, one) for one in sorted(group))) for group in groups if len(group) >= SEVERAL]
    assert list(_by_figure(left)) == wanted


@given(st.integers(0, 3 * MOST_IN_PAIRS))
def test_each_two_of_few_are_pairs_and_of_very_many_each_and_the_next(count: int) -> None:
    pairs = list(pairs_of(range(count)))
    assert pairs == sorted(set(pairs))
    assert {one for pair in pairs for one in pair} == (set(range(count)) if count > 1 else set())
    assert len(pairs) <= MOST_IN_PAIRS * count
    assert bisect_left(pairs, (0, 1)) == 0
