"""Keys of several columns."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from checks.mechanism.keys import Lookup, RowLookup, first_rows, pack, ranked

WIDE = st.integers(-(2**61), 2**61)
ROWS = st.integers(0, 6).flatmap(
    lambda width: st.lists(st.tuples(*[st.one_of(st.integers(0, 3), WIDE)] * width), min_size=1, max_size=12)
)


@given(ROWS)
def test_keys_are_equal_and_ordered_as_the_rows_are(rows: list[tuple[int, ...]]) -> None:
    columns = [np.array(column, dtype=np.int64) for column in zip(*rows, strict=True)]
    key = pack(columns) if columns else np.zeros(len(rows), dtype=np.int64)
    for one, first in zip(rows, key.tolist(), strict=True):
        for other, second in zip(rows, key.tolist(), strict=True):
            assert (one == other) is (first == second)
            assert (one < other) is (first < second)


@given(st.lists(st.one_of(st.integers(-3, 3), WIDE)))
def test_ranks_are_those_of_the_distinct_values(values: list[int]) -> None:
    number, count = ranked(np.array(values, dtype=np.int64))
    distinct = sorted(set(values))
    assert [distinct[at] for at in number] == values
    assert count == len(distinct)


@given(st.lists(st.integers(0, 5)))
def test_the_first_row_of_each_number(numbers: list[int]) -> None:
    first = first_rows(np.array(numbers, dtype=np.int64), 6).tolist()
    assert first == [numbers.index(each) if each in numbers else len(numbers) for each in range(6)]


@given(st.lists(st.integers(-4, 4)), st.integers(-5, 5), st.integers(-5, 5))
def test_a_lookup_finds_the_rows_that_going_through_all_finds(values: list[int], low: int, high: int) -> None:
    column = np.array(values, dtype=np.int64)
    assert Lookup(column).at(low).tolist() == np.flatnonzero(column == low).tolist()
    within = np.flatnonzero((column >= low) & (column <= high))
    assert Lookup(column).between(low, high).tolist() == within.tolist()


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3))), st.integers(0, 2), st.integers(0, 3))
def test_a_row_of_a_table_is_found_with_all_its_facts(
    facts: list[tuple[int, int]], table: int, row: int
) -> None:
    tables, rows = (np.array([fact[at] for fact in facts], dtype=np.int32) for at in (0, 1))
    wanted = np.flatnonzero((tables == table) & (rows == row))
    assert RowLookup(tables, rows).at(table, row).tolist() == wanted.tolist()
