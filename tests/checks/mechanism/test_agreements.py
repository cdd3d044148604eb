"""Agreement, against an oracle that compares each fact with each other; and verdicts from intervals."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from cubes import CODES, Fact, cube, facts
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.mechanism.agreement import agreements
from checks.mechanism.relations import CONSISTENT, INCONSISTENT, NOT_CHECKED, ROUNDING, Relations

DRAWN = st.lists(
    facts("function", CODES[:3], {"flow": ("expenditure",), "nature": ("", "basic")}), max_size=16
)
Agreed = tuple[tuple[int, ...], int]


def oracle(rows: list[Fact], eligible: list[bool], apart: list[bool]) -> tuple[set[Agreed], int, int]:
    by_place: dict[object, list[int]] = defaultdict(list)
    sides: dict[object, set[bool]] = defaultdict(set)
    for number, fact in enumerate(rows):
        if fact.stated and eligible[number]:
            by_place[fact.where(), apart[number]].append(number)
            sides[fact.where()].add(apart[number])
    groups: set[Agreed] = set()
    repeated = 0
    for numbers in by_place.values():
        tables = [rows[number].table for number in numbers]
        repeated += sum(tables.count(table) > 1 for table in set(tables))
        once = [number for number in numbers if tables.count(rows[number].table) == 1]
        if len(once) > 1:
            groups.add((tuple(sorted(once, key=lambda number: rows[number].table)), verdict(rows, once)))
    return groups, repeated, sum(len(each) == 2 for each in sides.values())


def verdict(rows: list[Fact], numbers: list[int]) -> int:
    if len({rows[number].amount for number in numbers}) == 1:
        return CONSISTENT
    pairs = [(rows[one], rows[other]) for one in numbers for other in numbers]
    meet = all(abs(one.amount - other.amount) <= one.half + other.half for one, other in pairs)
    return ROUNDING if meet else INCONSISTENT


@settings(max_examples=400, deadline=None)
@given(rows=DRAWN, data=st.data())
def test_groups_are_the_oracle_s(rows: list[Fact], data: st.DataObject) -> None:
    flags = st.lists(st.booleans(), min_size=len(rows), max_size=len(rows))
    eligible, apart = data.draw(flags), data.draw(flags)
    found = agreements(cube(rows), np.array(eligible, dtype=np.bool_), np.array(apart, dtype=np.bool_))
    groups = {
        (tuple(found.facts(number).tolist()), int(found.verdict[number])) for number in range(len(found))
    }
    assert (groups, found.repeated, found.apart) == oracle(rows, eligible, apart)


@given(
    stated=st.integers(-50, 50),
    computed=st.integers(-50, 50),
    allowance=st.integers(0, 20),
    at_most=st.booleans(),
    blank=st.booleans(),
    doubtful=st.booleans(),
)
def test_a_verdict_is_where_the_intervals_meet(
    stated: int, computed: int, allowance: int, at_most: bool, blank: bool, doubtful: bool
) -> None:
    def one(value: int) -> np.ndarray:
        return np.array([value], dtype=np.int64)

    def flag(value: bool) -> np.ndarray:
        return np.array([value], dtype=np.bool_)

    stated = 0 if blank else stated
    found = Relations(
        one(0),
        one(stated),
        one(computed),
        one(allowance),
        flag(at_most),
        flag(blank),
        flag(doubtful),
        one(0),
        one(1),
    ).verdict[0]
    holds = computed <= stated if at_most else computed == stated
    within = computed - allowance <= stated and (at_most or stated <= computed + allowance)
    expected = CONSISTENT if holds else ROUNDING if within else INCONSISTENT
    if blank and computed:
        expected = INCONSISTENT
    if doubtful and expected == INCONSISTENT:
        expected = NOT_CHECKED
    assert found == expected


def test_the_facts_of_a_relation_and_the_relations_of_a_fact() -> None:
    def numbers(*values: int) -> np.ndarray:
        return np.array(values, dtype=np.int64)

    flags = np.zeros(2, dtype=np.bool_)
    two = numbers(0, 0)
    made = Relations(numbers(5, 7), two, two, two, flags, flags, flags, numbers(1, 0, 1), numbers(8, 7, 9))
    assert made.parts(0).tolist() == [7]
    assert made.parts(1).tolist() == [8, 9]
    assert sorted(made.of_fact(7).tolist()) == [0, 1]
    assert made.of_fact(6).tolist() == []
