"""Intervals: whether printed figures may stand for true ones that fit a relation, in whole numbers only."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

Interval = tuple[int, int]
"""The least and the greatest value that a printed figure may have been rounded from."""

ONE = 10**8
"""A ratio of one, in the steps of a percentage (`model.reading.prose.figures`)."""


def can_vanish(balance: Callable[..., int], *operands: Interval) -> bool:
    """Return whether values within the operands make `balance` zero.

    `balance` must be of the first degree in each operand, so that its extremes lie in the corners of the box.
    """
    values = [balance(*corner) for corner in product(*operands)]
    return min(values) <= 0 <= max(values)


def is_ratio(part: Interval, whole: Interval, ratio: Interval) -> bool:
    """Return whether `ratio` may be the part over the whole."""
    return can_vanish(lambda a, b, r: a * ONE - r * b, part, whole, ratio)


def is_change(new: Interval, old: Interval, change: Interval) -> bool:
    """Return whether `change` may be the new amount less the old one."""
    return can_vanish(lambda a, b, d: a - b - d, new, old, change)


def is_growth(new: Interval, old: Interval, growth: Interval) -> bool:
    """Return whether `growth` may be the growth from the old amount to the new one."""
    return can_vanish(lambda a, b, g: (a - b) * ONE - g * b, new, old, growth)


def is_growth_by(new: Interval, change: Interval, growth: Interval) -> bool:
    """Return whether `growth` may be that of an amount that changed by `change` and is now `new`."""
    return can_vanish(lambda a, d, g: d * ONE - g * (a - d), new, change, growth)


def negative(interval: Interval) -> Interval:
    """Return the interval of the values with the other sign."""
    return -interval[1], -interval[0]


def apart(one: Interval, other: Interval) -> bool:
    """Return whether two figures cannot stand for one value."""
    return one[1] < other[0] or other[1] < one[0]


def percent(part: int, whole: int, decimals: int) -> str:
    """Return part / whole as a percentage with `decimals` places, rounded half away from zero; `whole` is not 0."""
    sign = "-" if (part < 0) != (whole < 0) and part else ""
    scaled = (2 * abs(part) * 10 ** (2 + decimals) + abs(whole)) // (2 * abs(whole))
    digits = f"{scaled:0{decimals + 1}d}"
    return sign + (f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits) + "%"
