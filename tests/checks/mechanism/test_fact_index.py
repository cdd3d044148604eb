"""The index finds just the facts that state something of given coordinates."""

from __future__ import annotations

from cubes import CODES, Fact, cube, facts
from hypothesis import given
from hypothesis import strategies as st

from checks.mechanism.agreement import is_cut
from checks.mechanism.stated import FactIndex

SOME = st.lists(
    facts("function", CODES, {"source": ("", "general"), "nature": ("", "basic"), "year": ("", "2021")}),
    max_size=12,
)


@given(SOME, SOME)
def test_what_is_found_is_what_a_walk_over_all_facts_finds(some: list[Fact], asked: list[Fact]) -> None:
    index = FactIndex(cube(some))
    for each in (*some, *asked):
        named = {name: member for name, member in each.at.items() if member}
        found = index.of(index.key(named))
        alike = [at for at, one in enumerate(some) if one.stated and one.where() == each.where()]
        assert found == (alike if named else [])


def test_what_the_cube_does_not_know_is_nowhere() -> None:
    index = FactIndex(cube([Fact(amount=1, at={"function": "208"})]))
    assert index.of(index.key({"item": "project:某项目"})) == []


@given(st.integers(-(10**9), 10**9), st.sampled_from([10, 100, 10_000]))
def test_an_amount_is_cut_just_where_its_last_places_are_left_out(amount: int, step: int) -> None:
    sign = -1 if amount < 0 else 1
    cut = abs(amount) // step * step * sign
    assert is_cut(cut, step, amount) is (cut != amount)
    assert not is_cut(cut + sign * step, step, amount)
