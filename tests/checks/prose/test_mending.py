"""An amount that mends a rate or a change makes it right, and one far outside does not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from checks.mechanism.stated import Stated
from checks.prose.mending import of_change, of_direction, of_growth, of_growth_by, of_ratio
from checks.prose.operands import interval
from model.intervals import ONE, Interval, is_change, is_growth, is_growth_by, is_ratio

AMOUNTS = st.integers(10**6, 10**12)
HALVES = st.sampled_from([0, 500, 500_000])
RATES = st.integers(ONE // 1_000, 3 * ONE)
HALF = ONE // 20_000


def around(rate: int) -> Interval:
    return rate - HALF, rate + HALF


@given(AMOUNTS, AMOUNTS, HALVES, RATES)
def test_an_amount_amid_what_mends_a_share_makes_it_right(
    part: int, whole: int, half: int, rate: int
) -> None:
    one, other = Stated(part, half, 0), Stated(whole, half, 1)
    mends = of_ratio(one, other, around(rate))
    part, whole = (sum(mends[fact]) // 2 for fact in (0, 1))
    assert is_ratio(interval(Stated(part, half + 1)), interval(other), around(rate))
    assert is_ratio(interval(one), interval(Stated(whole, half + 1)), around(rate))
    low, high = mends[0]
    assert not is_ratio(interval(Stated(high + 2, half)), interval(other), around(rate))
    assert not is_ratio(interval(Stated(low - 2, half)), interval(other), around(rate))


@given(AMOUNTS, AMOUNTS, HALVES, st.integers(-(10**11), 10**11))
def test_an_amount_amid_what_mends_a_change_makes_it_right(new: int, old: int, half: int, by: int) -> None:
    one, other, change = Stated(new, half, 0), Stated(old, half, 1), (by - 5, by + 5)
    mends = of_change(one, other, change)
    assert is_change(interval(Stated(sum(mends[0]) // 2, half)), interval(other), change)
    assert is_change(interval(one), interval(Stated(sum(mends[1]) // 2, half)), change)
    assert not is_change(interval(Stated(mends[0][1] + 1, half)), interval(other), change)


@given(AMOUNTS, AMOUNTS, RATES)
def test_an_amount_amid_what_mends_a_growth_makes_it_right(new: int, old: int, rate: int) -> None:
    mends = of_growth(Stated(new, 0, 0), Stated(old, 0, 1), around(rate))
    assert is_growth(interval(Stated(sum(mends[0]) // 2, 1)), (old, old), around(rate))
    change = Stated(sum(of_growth_by(Stated(new, 0, 0), (old, old), around(rate))[0]) // 2, 1)
    assert is_growth_by(interval(change), (old, old), around(rate))


def test_a_direction_is_mended_by_any_amount_on_the_right_side() -> None:
    new, old = Stated(651, 0, 0), Stated(1600, 0, 1)
    assert of_direction(new, old, "up")[0][0] == 1600
    assert of_direction(new, old, "up")[1][1] == 651
    assert of_direction(new, old, "down")[0][1] == 1600
    assert of_direction(new, old, "flat") == {0: (1600, 1600), 1: (651, 651)}


def test_a_sum_of_several_is_no_amount_that_could_be_mended() -> None:
    assert of_direction(Stated(1, 0), Stated(2, 0), "up") == {}
