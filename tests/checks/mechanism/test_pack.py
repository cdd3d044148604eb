"""pack: one number a row, equal exactly where the rows are equal."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from checks.mechanism.keys import pack

ROWS = st.integers(1, 6).flatmap(
    lambda width: st.lists(
        st.tuples(*[st.one_of(st.integers(-1, 2), st.integers(-(2**62), 2**62)) for _ in range(width)]),
        min_size=1,
        max_size=30,
    )
)


def same_groups(keys: list[int], rows: list[tuple[int, ...]]) -> bool:
    pairs = [(one, other) for one in range(len(rows)) for other in range(one)]
    return all((keys[one] == keys[other]) == (rows[one] == rows[other]) for one, other in pairs)


@given(ROWS)
def test_keys_are_equal_exactly_where_rows_are(rows: list[tuple[int, ...]]) -> None:
    keys = pack([np.array(column, dtype=np.int64) for column in zip(*rows, strict=True)])
    assert same_groups(keys.tolist(), rows)


@given(st.integers(0, 2**32))
def test_columns_of_more_members_than_one_number_holds(seed: int) -> None:
    """Seven columns of a thousand members each have 10**21 combinations: the key is numbered anew on the way."""
    draw = np.random.default_rng(seed)
    columns = [draw.permutation(1000) for _ in range(7)]
    columns = [np.concatenate([column, column[:20]]) for column in columns]
    keys = pack(columns)
    assert len(set(keys.tolist())) == len({*zip(*(column.tolist() for column in columns), strict=True)})
    assert keys.min() >= 0
    assert (keys[:20] == keys[1000:]).all()


def test_no_columns_and_no_rows_have_no_keys() -> None:
    assert pack([]).tolist() == []
    assert pack([np.empty(0, dtype=np.int64)]).tolist() == []
