"""The amounts of a column of cells, with what rounding may hide in each.

Doubles become exact amounts many at a time where that has the same outcome as one at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from model.facts.unread import UNKNOWN, digits_decimals, text_decimals
from model.money import FEN, LIMIT, Amount, NotAmount, Unit, exact_steps, parse_amount, printed_step
from model.record import dataclass
from model.source.book import CellError, CellValue

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]
    Numbers = NDArray[np.int32]
    Positions = NDArray[np.intp]
    Booleans = NDArray[np.bool_]
    Doubles = NDArray[np.float64]

Odd = NotAmount | CellError

_NEAR_TIE = 6e-15
"""Of the scaled value: more than fifteen digits (5e-15) and one multiplication (1.2e-16) can move it."""
_USUAL_PLACES = (2, 4, 6)
"""Large amounts are near a tie by that measure though they plainly have few places."""
_GENERAL_DIGITS = 10
"""Digits at which a cell without a number format cuts a number: what it leaves out is no trailing zero."""


def fits(doubles: NDArray[np.float64], unit: Unit) -> NDArray[np.bool_]:
    """Return which doubles are finite and small enough to be amounts in `unit`."""
    with np.errstate(invalid="ignore", over="ignore"):
        return np.asarray(np.abs(doubles) * unit.value < LIMIT * (1 - 1e-14))


def amounts_of(doubles: NDArray[np.float64], unit: Unit) -> NDArray[np.int64]:
    """Return doubles in `unit` as amounts in ten-thousandths of 元: 15 significant digits, then half-up.

    Where a tie is too near for binary arithmetic to decide, the value is converted alone and exactly. Raises
    ValueError if a double is not finite or too large: see `fits`.
    """
    if not bool(fits(doubles, unit).all()):
        raise ValueError("a value is not finite or too large for an amount")
    scaled = np.abs(doubles) * float(unit.value)
    rounded = np.floor(scaled + 0.5)
    distance = np.abs(scaled - np.floor(scaled) - 0.5)
    amounts = np.copysign(rounded, doubles).astype(np.int64)
    undecided = np.flatnonzero(distance <= _NEAR_TIE * scaled)
    for places in _USUAL_PLACES:
        if undecided.size and places <= unit.places:
            undecided = _convert_printed(doubles, amounts, undecided, unit, places)
    for index in undecided:
        amounts[index] = exact_steps(float(doubles[index]), unit)
    return amounts


def _convert_printed(
    doubles: NDArray[np.float64],
    amounts: NDArray[np.int64],
    undecided: NDArray[np.intp],
    unit: Unit,
    places: int,
) -> NDArray[np.intp]:
    """Convert those that are the very double of a decimal with so many places; return the rest.

    A decimal of at most 15 digits is what its nearest double shows with 15 digits: no doubt is left.
    """
    values = doubles[undecided]
    digits = np.rint(values * 10.0**places)
    sure = (digits / 10.0**places == values) & (np.abs(digits) < 1e15)
    amounts[undecided[sure]] = digits[sure].astype(np.int64) * printed_step(unit, places)
    rest: NDArray[np.intp] = undecided[~sure]
    return rest


def halves_of(amounts: NDArray[np.int64], unit: Unit, decimals: int) -> NDArray[np.int64]:
    """Return `model.money.half_width` of each amount, all printed with `decimals` places of `unit`."""
    step = printed_step(unit, decimals)
    if step == 0:
        return np.zeros_like(amounts)
    if step > FEN:
        return np.full_like(amounts, step // 2)
    halves: NDArray[Any] = np.where(amounts % step == 0, 0, step // 2)
    return halves.astype(np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class CellAmounts:
    """The amounts of some cells, an entry each; `odd` is, by position, what stands in the place of an amount.

    Neither stated nor odd is a blank, or a mark for "nothing".
    """

    amount: Integers
    half: Integers
    stated: Booleans
    as_text: Booleans
    odd: dict[int, Odd]


def read_amounts(values: Sequence[CellValue], formats: Numbers, unit: Unit, decimals: int) -> CellAmounts:
    """Return the amounts that cells state in `unit`.

    `formats` are the decimals of their number formats, `decimals` those that the table usually prints. A number
    without a format of its own was rounded to these, or to its own digits where it shows more.
    """
    count = len(values)
    read = CellAmounts(
        np.zeros(count, dtype=np.int64),
        np.zeros(count, dtype=np.int64),
        np.zeros(count, dtype=np.bool_),
        np.zeros(count, dtype=np.bool_),
        {},
    )
    kinds = set(map(type, values))
    if float in kinds:
        _read_doubles(read, values, formats, unit, decimals)
    if not kinds <= {float, type(None)}:
        _read_others(read, values, unit, decimals)
    return read


def _read_others(read: CellAmounts, values: Sequence[CellValue], unit: Unit, decimals: int) -> None:
    """Read what is no double; the same text is read once."""
    known: dict[CellValue, Amount | Odd] = {}
    for position, value in enumerate(values):
        if value is None or type(value) is float:
            continue
        if value not in known:
            known[value] = _read_other(value, unit, decimals)
        _put(read, position, known[value])


def _read_other(value: CellValue, unit: Unit, decimals: int) -> Amount | Odd:
    if isinstance(value, CellError):
        return value
    if not isinstance(value, str):
        return NotAmount.TEXT
    own = text_decimals(value)
    if own is None:
        return parse_amount(value, unit, decimals=None)
    is_cut = sum(map(str.isdigit, value)) >= _GENERAL_DIGITS
    return parse_amount(value, unit, decimals=own if is_cut else max(own, decimals))


def _put(read: CellAmounts, position: int, amount: Amount | Odd) -> None:
    if isinstance(amount, Amount):
        read.amount[position], read.half[position] = amount.amount, amount.half
        read.stated[position], read.as_text[position] = True, amount.stored_as_text
    elif amount not in {NotAmount.BLANK, NotAmount.NOTHING}:
        read.odd[position] = amount


def _read_doubles(
    read: CellAmounts, values: Sequence[CellValue], formats: Numbers, unit: Unit, decimals: int
) -> None:
    """Read the doubles among the values.

    A double that is the nearest to a decimal of so many places, and of at most 15 digits, is read as that decimal: it
    is what its 15 significant digits show. All others are read one by one.
    """
    found = [value for value in values if type(value) is float]
    doubles = np.array(found, dtype=np.float64)
    alone = len(found) == len(values)
    at = np.arange(len(values)) if alone else np.flatnonzero([type(value) is float for value in values])
    printed = formats[at]
    usual = max(decimals, 0)
    sure = _read_exact(read, at, doubles, min(usual, unit.places), unit)
    finer = np.flatnonzero(~sure & (printed != UNKNOWN))
    if finer.size:
        sure[finer] = _read_exact(read, at[finer], doubles[finer], unit.places, unit)
    places = np.where(printed == UNKNOWN, usual, printed)
    for each in set(places[sure].tolist()):
        chosen = at[sure & (places == each)]
        read.half[chosen] = halves_of(read.amount[chosen], unit, each)
    for index in np.flatnonzero(~sure).tolist():
        amount = _read_alone(float(doubles[index]), int(printed[index]), unit, decimals)
        _put(read, int(at[index]), amount)


def _read_exact(read: CellAmounts, at: Positions, doubles: Doubles, places: int, unit: Unit) -> Booleans:
    """Read the doubles that are decimals of at most so many places, and return which they are."""
    steps = 10 ** (unit.places - places)
    with np.errstate(invalid="ignore", over="ignore"):
        digits = np.rint(doubles * 10.0**places)
        sure: Booleans = (digits / 10.0**places == doubles) & (np.abs(digits) < min(1e15, LIMIT / steps))
    read.amount[at[sure]] = digits[sure].astype(np.int64) * steps
    read.stated[at[sure]] = True
    return sure


def _read_alone(double: float, printed: int, unit: Unit, decimals: int) -> Amount | NotAmount:
    if printed == UNKNOWN and np.isfinite(double):
        printed = max(digits_decimals(double), decimals)
    return parse_amount(double, unit, decimals=printed)
