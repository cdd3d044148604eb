"""Columns of doubles: the same outcome as one at a time, without a single exception."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.facts.amounts import amounts_of, fits, halves_of
from model.money import Unit, exact_steps, half_width

UNITS = st.sampled_from(list(Unit))
NEAR_TIES = st.builds(
    lambda digits, places, nudge: float(np.nextafter(digits / 10**places, nudge)),
    st.integers(-(10**15), 10**15),
    st.integers(0, 13),
    st.sampled_from([-np.inf, 0.0, np.inf]),
)
DOUBLES = st.one_of(st.floats(-1e12, 1e12), NEAR_TIES)


def in_limits(values: list[float], unit: Unit) -> np.ndarray:
    doubles = np.array(values, dtype=np.float64)
    return doubles[fits(doubles, unit)]


@given(st.lists(DOUBLES, max_size=30), UNITS)
def test_a_column_converts_as_its_cells_do(values: list[float], unit: Unit) -> None:
    doubles = in_limits(values, unit)
    assert amounts_of(doubles, unit).tolist() == [exact_steps(float(value), unit) for value in doubles]


@pytest.mark.parametrize("unit", list(Unit))
def test_exact_ties_go_half_up_away_from_zero(unit: Unit) -> None:
    ties = np.arange(1, 20_001, 2) / 2 / unit.value
    expected = np.arange(1, 20_001, 2) // 2 + 1
    assert (amounts_of(ties, unit) == expected).all()
    assert (amounts_of(-ties, unit) == -expected).all()


def test_a_hundred_thousand_printed_amounts_convert_as_one_by_one() -> None:
    draw = np.random.default_rng(20)
    doubles = np.concatenate(
        [np.round(draw.uniform(-1e9, 1e9, 20_000), places) for places in (0, 2, 4, 5, 6)]
    )
    for unit in (Unit.YUAN, Unit.WAN):
        assert amounts_of(doubles, unit).tolist() == [exact_steps(float(value), unit) for value in doubles]


@given(st.lists(st.integers(-(2**60), 2**60), max_size=20), UNITS, st.integers(-3, 12))
def test_half_widths_of_a_column_are_those_of_its_cells(steps: list[int], unit: Unit, decimals: int) -> None:
    halves = halves_of(np.array(steps, dtype=np.int64), unit, decimals)
    assert halves.tolist() == [half_width(step, unit, decimals) for step in steps]


def test_infinite_and_huge_doubles_do_not_fit() -> None:
    doubles = np.array([1.0, np.nan, np.inf, -np.inf, 1e300, 1e15])
    assert fits(doubles, Unit.YUAN).tolist() == [True, False, False, False, False, False]
    with pytest.raises(ValueError, match="too large"):
        amounts_of(doubles, Unit.YUAN)


def test_an_empty_column_converts_to_an_empty_column() -> None:
    assert amounts_of(np.array([], dtype=np.float64), Unit.WAN).dtype == np.int64
