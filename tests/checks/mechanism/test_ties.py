"""How two amounts stand to each other: equal, within their rounding, or different."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from checks.mechanism.elsewhere import Tie, tie_of
from checks.mechanism.stated import Stated
from model.money import Unit, half_width

AMOUNTS = st.integers(-(10**15), 10**15)
HALVES = st.integers(0, 10**9)


@given(AMOUNTS, HALVES, AMOUNTS, HALVES)
def test_the_order_of_two_amounts_does_not_matter(one: int, half: int, other: int, other_half: int) -> None:
    pair = Stated(one, half), Stated(other, other_half)
    assert tie_of(*pair) is tie_of(*reversed(pair))


@given(AMOUNTS, HALVES, HALVES)
def test_what_is_equal_to_the_last_digit_is_equal_however_it_is_rounded(
    amount: int, half: int, other_half: int
) -> None:
    assert tie_of(Stated(amount, half), Stated(amount, other_half)) is Tie.EQUAL


@given(st.integers(1, 10**11))
def test_an_amount_in_wan_is_within_the_rounding_of_the_amount_in_yuan_that_it_rounds(fen: int) -> None:
    exact = fen * 100
    step = Unit.WAN.value // 100
    rounded = (exact + step // 2) // step * step
    tie = tie_of(Stated(exact, 0), Stated(rounded, half_width(rounded, Unit.WAN, 2)))
    assert tie is (Tie.EQUAL if exact == rounded else Tie.ROUNDED)


def test_two_amounts_whose_intervals_do_not_meet_are_different() -> None:
    assert tie_of(Stated(1_000, 10), Stated(1_021, 10)) is Tie.DIFFERENT
    assert tie_of(Stated(1_000, 10), Stated(1_020, 10)) is Tie.ROUNDED
