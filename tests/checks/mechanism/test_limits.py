"""Amounts near the limit are added up exactly or not at all: a sum that does not fit 64 bits is not checked."""

from __future__ import annotations

import numpy as np
from cubes import Fact, cube
from hypothesis import given
from hypothesis import strategies as st

from checks.mechanism.codes import code_rollup
from checks.mechanism.members import member_rollup
from checks.mechanism.relations import (
    CONSISTENT,
    INCONSISTENT,
    NOT_CHECKED,
    NamedRelation,
    beyond_limit,
    relate,
)
from model.lexicon.lexicon import lexicon
from model.money import LIMIT

HUGE = LIMIT - 1


def codes(whole: int, *parts: int) -> list[Fact]:
    rows = [Fact(whole, row=0, at={"function": "208"})]
    return rows + [
        Fact(part, row=number, at={"function": f"208{number:02}"})
        for number, part in enumerate(parts, start=1)
    ]


def verdicts_of_codes(*facts: Fact) -> list[int]:
    none = np.zeros(len(facts), dtype=np.bool_)
    return code_rollup(cube(list(facts)), "function", none, none).verdict.tolist()


def test_four_parts_whose_sum_comes_round_to_the_whole_are_not_checked() -> None:
    """2**62 - 1 four times, and 4, come round to 0 in 64 bits: a whole of 0 would seem to hold."""
    assert sum([HUGE] * 4) + 4 == 2**64
    assert verdicts_of_codes(*codes(0, HUGE, HUGE, HUGE, HUGE, 4)) == [NOT_CHECKED]


def test_one_part_at_the_limit_is_added_up() -> None:
    assert verdicts_of_codes(*codes(HUGE, HUGE)) == [CONSISTENT]
    assert verdicts_of_codes(*codes(HUGE, HUGE, 1)) == [NOT_CHECKED]
    half = LIMIT // 2
    assert verdicts_of_codes(*codes(half + 5, half, 5)) == [CONSISTENT]
    assert verdicts_of_codes(*codes(-half, half)) == [INCONSISTENT]


def test_sources_that_do_not_fit_are_not_checked() -> None:
    sources = {"fiscal": 0, "general": HUGE, "fund": HUGE, "state_capital": 2}
    facts = [
        Fact(amount, column=column, at={"source": source})
        for column, (source, amount) in enumerate(sources.items())
    ]
    none = np.zeros(len(facts), dtype=np.bool_)
    line = np.zeros(len(facts), dtype=np.int32)
    relations = member_rollup(cube(facts), lexicon().dimensions["source"], line, none)
    assert relations.verdict.tolist() == [NOT_CHECKED]


def test_a_weight_that_leads_beyond_the_limit_is_not_checked() -> None:
    facts = cube([Fact(0), Fact(LIMIT // 8), Fact(7)])
    named = [NamedRelation(0, (1,), weights=(16,)), NamedRelation(2, (1, 1), weights=(1, -1))]
    relations = relate(facts, named)
    assert relations.verdict.tolist() == [NOT_CHECKED, INCONSISTENT]


AMOUNTS = st.lists(
    st.tuples(st.integers(0, 3), st.integers(-HUGE, HUGE) | st.integers(-5, 5)), min_size=1, max_size=12
)


@given(AMOUNTS)
def test_what_is_not_marked_fits_64_bits(pairs: list[tuple[int, int]]) -> None:
    relation = np.array([number for number, _ in pairs], dtype=np.int64)
    amount = np.array([each for _, each in pairs], dtype=np.int64)
    marked = beyond_limit(relation, amount, 4)
    for number in range(4):
        size = sum(abs(each) for one, each in pairs if one == number)
        assert marked[number] == (size >= LIMIT) or LIMIT * (1 - 1e-5) <= size < LIMIT
