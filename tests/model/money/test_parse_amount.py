"""One printed value at a time: what is an amount, how exact it is, and what is none."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.amounts_text import NotAmount, split_unit
from model.money import LIMIT, Amount, Unit, compatible, exact_steps, format_amount, parse_amount, yuan

UNITS = st.sampled_from(list(Unit))


def amount(value: float | str, unit: Unit = Unit.YUAN, decimals: int | None = None) -> Amount:
    outcome = parse_amount(value, unit, decimals=decimals)
    assert isinstance(outcome, Amount), outcome
    return outcome


def by_decimal(text: str, unit: Unit) -> int:
    return int((Decimal(text) * unit.value).to_integral_value(ROUND_HALF_UP))


@given(st.floats(min_value=-1e12, max_value=1e12), UNITS)
def test_a_double_counts_with_its_fifteen_digits_and_then_exactly(value: float, unit: Unit) -> None:
    assert exact_steps(value, unit) == by_decimal(f"{value:.15g}", unit)


@given(st.integers(-(10**14), 10**14), st.integers(0, 6), UNITS)
def test_a_decimal_of_fourteen_digits_survives_the_double_and_the_text(
    digits: int, places: int, unit: Unit
) -> None:
    decimal = Decimal(digits).scaleb(-places)
    expected = by_decimal(str(decimal), unit)
    if abs(expected) < LIMIT:
        assert amount(float(decimal), unit).amount == expected
        assert amount(f"{decimal:,f}", unit).amount == expected


@given(st.integers(-LIMIT + 1, LIMIT - 1), UNITS, st.integers(0, 10))
def test_formatting_loses_no_digit(steps: int, unit: Unit, decimals: int) -> None:
    printed = format_amount(steps, unit, decimals)
    assert by_decimal(printed.replace(",", ""), unit) == steps
    assert len(printed.partition(".")[2]) >= decimals
    assert amount(printed, unit).amount == steps


@given(st.integers(-(10**13), 10**13))
def test_the_plain_form_in_yuan_reads_back(steps: int) -> None:
    assert amount(yuan(steps)).amount == steps


@given(st.text(max_size=80))
def test_any_text_has_an_outcome(text: str) -> None:
    assert isinstance(parse_amount(text, Unit.YUAN), Amount | NotAmount)


@given(st.floats())
def test_any_double_has_an_outcome(value: float) -> None:
    outcome = parse_amount(value, Unit.WAN)
    if isinstance(outcome, Amount):
        assert abs(outcome.amount) < LIMIT
    elif not math.isfinite(value):
        assert outcome is NotAmount.NOT_FINITE
    else:
        assert outcome is NotAmount.TOO_LARGE


def test_binary_noise_is_not_money() -> None:
    assert amount(0.1 + 0.2) == amount(0.3)
    assert amount(1.005).amount == 10_050


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("1234.5", 12_345_000),
        ("1,234.50", 12_345_000),
        ("1，234.50", 12_345_000),
        ("１２３４．５０", 12_345_000),
        ("  42 ", 420_000),
        ("　42　", 420_000),
        ("+5", 50_000),
        ("-5", -50_000),
        ("－5", -50_000),
        ("−5", -50_000),
        ("5-", -50_000),
        ("(1,234.00)", -12_340_000),
        ("（1，234.00）", -12_340_000),
        (".5", 5_000),
        ("0", 0),
        ("0.00", 0),
    ],
)
def test_printed_numbers_are_read(text: str, steps: int) -> None:
    assert amount(text).amount == steps
    assert amount(text).stored_as_text


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("", NotAmount.BLANK),
        (" 　\u00a0", NotAmount.BLANK),
        ("-", NotAmount.NOTHING),
        ("—", NotAmount.NOTHING),
        ("——", NotAmount.NOTHING),
        ("－", NotAmount.NOTHING),
        ("/", NotAmount.NOTHING),
        ("／", NotAmount.NOTHING),
        ("无", NotAmount.NOTHING),
        ("12.5%", NotAmount.PERCENT),
        ("12.5％", NotAmount.PERCENT),
        ("3.5万元", NotAmount.OWN_UNIT),
        ("###", NotAmount.HIDDEN),
        ("＃＃＃＃", NotAmount.HIDDEN),
        ("#", NotAmount.TEXT),
        ("1.16E+07", NotAmount.HIDDEN),
        ("-2.4e-05", NotAmount.HIDDEN),
        ("1.7041e\n+06", NotAmount.HIDDEN),
        ("12E+3", NotAmount.TEXT),
        ("1,000 元", NotAmount.OWN_UNIT),
        ("￥1,234.50", NotAmount.OWN_UNIT),
        ("2021年", NotAmount.TEXT),
        ("2021-01-01", NotAmount.TEXT),
        ("007", NotAmount.TEXT),
        ("12,34", NotAmount.TEXT),
        ("1,2345", NotAmount.TEXT),
        ("12 345", NotAmount.TEXT),
        ("—5", NotAmount.TEXT),
        ("-5-", NotAmount.TEXT),
        ("(-5)", NotAmount.TEXT),
        ("1.2.3", NotAmount.TEXT),
        ("1E5", NotAmount.TEXT),
        ("①", NotAmount.TEXT),
        ("٣", NotAmount.TEXT),
        ("合计", NotAmount.TEXT),
        ("9" * 60, NotAmount.TOO_LARGE),
        ("9" * 5000, NotAmount.TEXT),
    ],
)
def test_what_is_no_amount_says_why(text: str, outcome: NotAmount) -> None:
    assert parse_amount(text, Unit.YUAN) is outcome


def test_a_blank_cell_and_a_boolean_are_no_amounts() -> None:
    assert parse_amount(None, Unit.YUAN) is NotAmount.BLANK
    assert parse_amount(True, Unit.YUAN) is NotAmount.TEXT


@pytest.mark.parametrize("text", ["3.5万元", "3.5 万", "３．５万元"])
def test_a_number_with_its_own_unit_is_split(text: str) -> None:
    assert split_unit(text) == ("3.5", "万元")


@pytest.mark.parametrize("text", ["万元", "3.5", "三万元", "3.5.1万元", "约3万元"])
def test_what_is_no_number_with_a_unit_is_not_split(text: str) -> None:
    assert split_unit(text) is None


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "half"),
    [
        (1200.0, Unit.YUAN, None, 5_000),
        (1200.0, Unit.YUAN, 2, 0),
        (1234.56, Unit.YUAN, None, 0),
        (1234.56, Unit.YUAN, 2, 0),
        (1234.567, Unit.YUAN, 2, 50),
        (1234.56, Unit.YUAN, 0, 5_000),
        (1234.5, Unit.YUAN, None, 500),
        (16.79, Unit.WAN, 2, 500_000),
        ("16.79", Unit.WAN, None, 500_000),
        (16.7912, Unit.WAN, 4, 5_000),
        (16.791234, Unit.WAN, 6, 0),
        (16.791234, Unit.WAN, 2, 500_000),
        (12_345.0, Unit.YUAN, -3, 5_000_000),
        ("5", Unit.YUAN, 2, 0),
        ("5.125", Unit.YUAN, 2, 0),
        (0.00001, Unit.YUAN, None, 1),
        (1 / 3, Unit.WAN, None, 1),
    ],
)
def test_the_half_width_is_that_of_the_printed_precision(
    value: float | str, unit: Unit, decimals: int | None, half: int
) -> None:
    assert amount(value, unit, decimals).half == half


def test_more_digits_than_shown_are_kept_in_the_amount() -> None:
    assert amount(16.791234, Unit.WAN, 2).amount == 1_679_123_400


def test_amounts_agree_when_their_intervals_meet() -> None:
    exact = amount(167_949.99, decimals=2)
    assert compatible(amount("16.79", Unit.WAN), exact)
    assert compatible(exact, amount("16.79", Unit.WAN))
    assert compatible(amount("16.79", Unit.WAN), amount(167_950.0, decimals=2))
    assert not compatible(amount("16.79", Unit.WAN), amount(167_950.01, decimals=2))
    assert not compatible(amount(1.0, decimals=2), amount(1.01, decimals=2))
