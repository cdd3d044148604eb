"""Whole columns of doubles into exact amounts, with the same outcome as one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from model.money import FEN, LIMIT, Unit, exact_steps, printed_step

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_NEAR_TIE = 6e-15
"""Of the scaled value: more than fifteen digits (5e-15) and one multiplication (1.2e-16) can move it."""

_USUAL_PLACES = (2, 4, 6)
"""Large amounts are near a tie by that measure though they plainly have few places."""


def fits(doubles: NDArray[np.float64], unit: Unit) -> NDArray[np.bool_]:
    """Return which doubles are finite and small enough to be amounts in `unit`."""
    import numpy as np

    with np.errstate(invalid="ignore", over="ignore"):
        return np.asarray(np.abs(doubles) * unit.value < LIMIT * (1 - 1e-14))


def amounts_of(doubles: NDArray[np.float64], unit: Unit) -> NDArray[np.int64]:
    """Return doubles in `unit` as amounts in ten-thousandths of 元: 15 significant digits, then half-up.

    Where a tie is too near for binary arithmetic to decide, the value is converted alone and exactly. Raises
    ValueError if a double is not finite or too large: see `fits`.
    """
    import numpy as np

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
    import numpy as np

    values = doubles[undecided]
    digits = np.rint(values * 10.0**places)
    sure = (digits / 10.0**places == values) & (np.abs(digits) < 1e15)
    amounts[undecided[sure]] = digits[sure].astype(np.int64) * printed_step(unit, places)
    rest: NDArray[np.intp] = undecided[~sure]
    return rest


def halves_of(amounts: NDArray[np.int64], unit: Unit, decimals: int) -> NDArray[np.int64]:
    """Return `model.money.half_width` of each amount, all printed with `decimals` places of `unit`."""
    import numpy as np

    step = printed_step(unit, decimals)
    if step == 0:
        return np.zeros_like(amounts)
    if step > FEN:
        return np.full_like(amounts, step // 2)
    halves: NDArray[Any] = np.where(amounts % step == 0, 0, step // 2)
    return halves.astype(np.int64)
