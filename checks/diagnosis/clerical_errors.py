"""The slips of the pen: what one edit would turn the stated amount into the one that reconciles."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from itertools import combinations

from model.messages import Message, check_message
from model.money import Unit, format_amount


class ClericalError(Enum):
    """A slip; the value states how much likelier it makes a change than one without any, from 0 to 50."""

    SIGN = 40
    FACTOR = 45
    EXCHANGED = 35
    BLANK = 5
    DIGIT = 25
    LOST = 20
    EXTRA = 19
    APART = 18
    ZERO = 10
    OTHER = 0


_WORDS = {
    ClericalError.SIGN: "{here}: the sign; {right} {unit} would reconcile.",
    ClericalError.FACTOR: "{here}: a factor of ten or ten thousand; {right} {unit} would reconcile.",
    ClericalError.EXCHANGED: "{here}: two digits exchanged; {right} {unit} would reconcile.",
    ClericalError.APART: "{here}: two digits exchanged; {right} {unit} would reconcile.",
    ClericalError.DIGIT: "{here}: one digit; {right} {unit} would reconcile.",
    ClericalError.LOST: "{here}: a digit left out; {right} {unit} would reconcile.",
    ClericalError.EXTRA: "{here}: a digit too many; {right} {unit} would reconcile.",
    ClericalError.BLANK: "{here} is blank; {right} {unit} would reconcile.",
    ClericalError.ZERO: "{here} states nothing of it; {right} {unit} would reconcile.",
    ClericalError.OTHER: "{here}: {right} {unit} would reconcile.",
}

_FACTORS = (10, 100, 1_000, 10_000)
_LONGEST = 18
"""Digits of an amount in 64 bits; longer ones are not taken apart."""


def likeliest_correction(here: str, stated: int | None, right: int, unit: Unit) -> Message:
    """Return the words for the cell `here`, which states `stated` where `right` reconciles."""
    return check_message(
        _WORDS[clerical_error(stated, right, unit)],
        here=here,
        right=format_amount(right, unit),
        unit=unit.label,
    )


def clerical_error(stated: int | None, right: int, unit: Unit) -> ClericalError:
    """Return the slip that turns `right` into `stated`, None being a blank cell."""
    if stated is None:
        return ClericalError.BLANK
    if stated == -right and stated:
        return ClericalError.SIGN
    if stated and right and _by_factor(stated, right, unit):
        return ClericalError.FACTOR
    if stated == 0:
        return ClericalError.ZERO
    if right == 0 or (stated < 0) != (right < 0):
        return ClericalError.OTHER
    one, other = _digits(stated, right, unit)
    return _edit(one, other)


def _by_factor(stated: int, right: int, unit: Unit) -> bool:
    """Return whether one is the other times 10, 100, 1,000 or 10,000, to the 分 where decimals were cut."""
    if any(stated == right * factor or right == stated * factor for factor in _FACTORS):
        return True
    cut = unit.value // 200
    return abs(stated) > cut * 2 and abs(right - stated * 10_000) <= cut * 10_000


def _edit(one: str, other: str) -> ClericalError:
    """Return the one edit between two strings of digits; the second is the right one."""
    if len(one) == len(other):
        return _in_place(one, other)
    if len(one) + 1 == len(other) and _is_without_one(one, other):
        return ClericalError.LOST
    if len(one) == len(other) + 1 and _is_without_one(other, one):
        return ClericalError.EXTRA
    return ClericalError.OTHER


def _in_place(one: str, other: str) -> ClericalError:
    differ = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(differ) == 1:
        return ClericalError.DIGIT
    if len(differ) == 2 and one[differ[0]] == other[differ[1]] and one[differ[1]] == other[differ[0]]:
        return ClericalError.EXCHANGED if differ[1] == differ[0] + 1 else ClericalError.APART
    return ClericalError.OTHER


def _is_without_one(short: str, long: str) -> bool:
    same = next((place for place, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[same:] == long[same + 1 :]


def corrections_between(stated: int, low: int, high: int, step: int, unit: Unit) -> list[int]:
    """Return the amounts from `low` to `high` that one slip turns into `stated`, the likeliest slip first.

    `step` is the last place that the table prints: no amount is finer.
    """
    found = [right for right in set(_rights(stated, unit)) if low <= right <= high and right % step == 0]
    return sorted(
        found, key=lambda right: (-clerical_error(stated, right, unit).value, abs(2 * right - low - high))
    )


def _rights(stated: int, unit: Unit) -> Iterator[int]:
    """Yield every amount that one slip turns into `stated`."""
    yield -stated
    for factor in _FACTORS:
        yield stated * factor
        if stated % factor == 0:
            yield stated // factor
    sign = -1 if stated < 0 else 1
    digits, decimals = _written(abs(stated), unit)
    step = unit.value // int(10**decimals)
    if len(digits) <= _LONGEST:
        for text in _edited(digits):
            yield sign * int(text) * step


def _edited(digits: str) -> Iterator[str]:
    for place, sign in enumerate(digits):
        yield from (digits[:place] + other + digits[place + 1 :] for other in "0123456789" if other != sign)
    for one, other in combinations(range(len(digits)), 2):
        if digits[one] != digits[other]:
            yield f"{digits[:one]}{digits[other]}{digits[one + 1 : other]}{digits[one]}{digits[other + 1 :]}"


def _written(amount: int, unit: Unit) -> tuple[str, int]:
    """Return the digits of an amount in a unit without their point, and how many are decimals."""
    whole, _, decimals = format_amount(amount, unit).replace(",", "").partition(".")
    return whole + decimals, len(decimals)


def _digits(stated: int, right: int, unit: Unit) -> tuple[str, str]:
    """Return both amounts' digits in the unit, with the decimals that either needs."""
    (one, one_decimals), (other, other_decimals) = (_written(abs(each), unit) for each in (stated, right))
    decimals = max(one_decimals, other_decimals)
    return one + "0" * (decimals - one_decimals), other + "0" * (decimals - other_decimals)
