"""Figures in sentences: what is money, a percentage or a count, and what is none of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.money import Unit
from model.reading.prose.figures import PERCENT, Figure, Quantity, figures
from model.reading.prose.passage import half_width

UNITS = {"元": 10**4, "千元": 10**7, "万元": 10**8, "亿元": 10**12}
FULL_WIDTH = str.maketrans("0123456789.,%", "０１２３４５６７８９．，％")


def only(text: str) -> Figure:
    (figure,) = figures(half_width(text))
    return figure


@st.composite
def printed(draw: st.DrawFn) -> tuple[str, int]:
    """An amount as documents print it, and its value in ten-thousandths of 元."""
    unit = draw(st.sampled_from(sorted(UNITS)))
    places = draw(st.integers(0, 4 if unit == "元" else 6))
    steps = draw(st.integers(0, 10 ** (6 if unit == "亿元" else 10)))
    whole, part = divmod(steps, 10**places)
    number = f"{whole:,}" if draw(st.booleans()) else str(whole)
    number += f".{part:0{places}d}" if places else ""
    match draw(st.sampled_from(["plain", "full", "spaced"])):
        case "full":
            number = number.translate(FULL_WIDTH)
        case "spaced" if "," not in number:
            number = " ".join(number)
    gap = draw(st.sampled_from(["", " ", "\u3000", "\n"]))
    return f"{number}{gap}{unit}", steps * UNITS[unit] // 10**places


@given(printed())
def test_an_amount_is_read_exactly_however_it_is_printed(amount: tuple[str, int]) -> None:
    text, value = amount

    figure = only(f"基本支出{text}，")

    assert (figure.quantity, figure.amount) == (Quantity.MONEY, value)
    assert f"基本支出{text}，"[figure.start : figure.end] == text


@given(st.integers(0, 10**6), st.integers(0, 4), st.booleans())
def test_a_percentage_is_read_with_the_places_that_are_printed(steps: int, places: int, wide: bool) -> None:
    whole, part = divmod(steps, 10**places)
    text = f"{whole}" + (f".{part:0{places}d}" if places else "") + "%"

    figure = only(f"占{text.translate(FULL_WIDTH) if wide else text}；")

    assert figure.quantity is Quantity.PERCENT
    assert figure.amount == steps * PERCENT // 10**places
    assert (figure.half, figure.decimals) == (PERCENT // 10**places // 2, places)


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("收入总计 453.90 万元", 4_539_000 * 10**4, Unit.WAN),
        ("医保基金支付1.94亿元", 19_400 * 10**8, Unit.YI),
        ("决算为 12.87\n万元", 128_700 * 10**4, Unit.WAN),
        ("收入预算9,101.68万元", 91_016_800 * 10**4, Unit.WAN),
        ("比上年减少-22.70万元", -227_000 * 10**4, Unit.WAN),
        ("采购预算40元", 40 * 10**4, Unit.YUAN),
    ],
)
def test_money_is_read_in_its_unit(text: str, value: int, unit: Unit) -> None:
    figure = only(text)

    assert (figure.amount, figure.unit) == (value, unit)


def test_the_places_printed_say_how_far_the_amount_may_be_rounded() -> None:
    assert only("基本支出449.64万元").half == 50 * 10**4
    assert only("政府性基金35万元").half == 5000 * 10**4


@pytest.mark.parametrize(
    ("text", "number"),
    [("国内公务接待2批次", 2), ("30人次（不包括陪同人员）", 30), ("共有车辆 0 辆", 0)],
)
def test_things_are_counted(text: str, number: int) -> None:
    figure = only(text)

    assert (figure.quantity, figure.amount) == (Quantity.COUNT, number)


@pytest.mark.parametrize(
    "text",
    [
        "2021年部门预算",
        "德市财社【2021】61号",
        "联系方式：023-68918891",
        "截至2020年12月31日",
        "第三十五条",
        "单位价值50万元以上通用设备",
        "单价100万元（含）以上设备",
        "（款）2101501行政运行",
        "人均不超过300元",
        "每人每次80元",
        "票价10元/人",
    ],
)
def test_years_numbers_dates_telephones_and_thresholds_are_no_amounts(text: str) -> None:
    assert [figure for figure in figures(half_width(text)) if figure.quantity is Quantity.MONEY] == []
