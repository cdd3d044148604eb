"""Exact money: integers in ten-thousandths of 元, with the unit and the precision they were printed with.

Beside this module, `model.amounts_text` reads a printed number, `model.amounts_format` a cell's number
format, and `model.facts.amounts` converts whole columns of doubles.
"""

from __future__ import annotations

import math
from enum import Enum

from model.amounts_text import NotAmount, PrintedNumber, read_number
from model.record import dataclass

__all__ = (
    "FEN",
    "LIMIT",
    "SCALE",
    "Amount",
    "Interval",
    "NotAmount",
    "Unit",
    "compatible",
    "exact_steps",
    "format_amount",
    "half_width",
    "number_of",
    "parse_amount",
    "printed_step",
    "rounded_ratio",
    "yuan",
)

SCALE = 10_000
"""How many amount steps one 元 has."""

FEN = SCALE // 100
"""One 分 in amount steps: what is printed to the 分 or finer is exact."""

LIMIT = 2**62
"""Amounts are below this, so that the sum of two fits 64 bits; a sum of more is guarded where it is made."""


class Unit(Enum):
    """A money unit as printed; the value is its worth in ten-thousandths of 元."""

    YUAN = SCALE
    THOUSAND = SCALE * 1_000
    WAN = SCALE * 10_000
    YI = SCALE * 100_000_000

    def __init__(self, worth: int) -> None:
        self.worth = worth
        """The value, for what asks for it once an amount."""
        self.places = len(str(worth)) - 1
        """How many decimals of this unit one amount step is: 4 for 元, 8 for 万元."""

    @property
    def label(self) -> str:
        """The unit as documents print it."""
        return {"YUAN": "元", "THOUSAND": "千元", "WAN": "万元", "YI": "亿元"}[self.name]


class Interval:
    """What a printed number may have been rounded from: `half` to either side of `amount`, in the same steps."""

    __slots__ = ()
    amount: int
    half: int

    @property
    def low(self) -> int:
        """The least value that it may be."""
        return self.amount - self.half

    @property
    def high(self) -> int:
        """The greatest value that it may be."""
        return self.amount + self.half

    def meets(self, other: Interval) -> bool:
        """Return whether both may stand for one value."""
        return self.low <= other.high and other.low <= self.high


@dataclass(frozen=True, slots=True)
class Amount(Interval):
    """A stated amount, exact in ten-thousandths of 元.

    `half` is half the width of what it may have been rounded from when printed, in the same steps: the true
    amount lies in [`low`, `high`]. `decimals` are the places printed in the document's unit (negative where
    whole thousands are shown). `stored_as_text` means that the file holds it as text.
    """

    amount: int
    half: int
    decimals: int
    stored_as_text: bool = False


def compatible(one: Amount, other: Amount) -> bool:
    """Return whether two amounts may state the same money: their closed intervals meet."""
    return one.low <= other.high and other.low <= one.high


def rounded_ratio(numerator: int, denominator: int) -> int:
    """Return a quotient as a whole number, half away from zero; the sign of the denominator does not count."""
    quotient, rest = divmod(abs(numerator), abs(denominator))
    rounded = quotient + (2 * rest >= abs(denominator))
    return rounded if numerator >= 0 else -rounded


def printed_step(unit: Unit, decimals: int) -> int:
    """Return the last printed place in amount steps (100 for 元 with two decimals), 0 where it is finer."""
    if decimals > unit.places:
        return 0
    return unit.worth // int(10**decimals) if decimals >= 0 else unit.worth * int(10**-decimals)


def half_width(amount: int, unit: Unit, decimals: int) -> int:
    """Return half the last printed place of an amount with `decimals` places; 0 where it is exact.

    An amount printed to the 分 or finer is exact unless it holds more digits than are printed.
    """
    step = printed_step(unit, decimals)
    return 0 if step == 0 or (step <= FEN and amount % step == 0) else step // 2


def parse_amount(value: float | str | None, unit: Unit, *, decimals: int | None = None) -> Amount | NotAmount:
    """Return the amount that a cell's value states in `unit`, or why it states none.

    A double counts with its 15 significant digits (0.1 + 0.2 is 0.3) and is from there on exact. `decimals`
    are the places printed, where they are known from the number format or from the column; otherwise they
    are the digits given, of which a double shows only the fewest possible: 1200 in a column of 分 is exact
    only if the caller states 2. A text shows what it holds, so `decimals` can only add to its places. A
    boolean is no amount.
    """
    if value is None:
        return NotAmount.BLANK
    if isinstance(value, bool):
        return NotAmount.TEXT
    if isinstance(value, str):
        number = read_number(value)
        if isinstance(number, NotAmount):
            return number
        return _amount(number, unit, max(number.decimals, decimals or 0), stored_as_text=True)
    if not math.isfinite(value):
        return NotAmount.NOT_FINITE
    number = number_of(value)
    return _amount(number, unit, number.decimals if decimals is None else decimals, stored_as_text=False)


def number_of(value: float) -> PrintedNumber:
    """Return a finite double as the decimal of its 15 significant digits, without trailing zeros."""
    if value == int(value) and abs(value) < 10**15:
        return PrintedNumber(int(value), 0)
    digits, _, exponent = f"{value:.14e}".partition("e")
    mantissa = digits.replace(".", "").rstrip("0")
    decimals = len(mantissa.lstrip("-")) - 1 - int(exponent)
    return PrintedNumber(int(mantissa) * 10 ** max(0, -decimals), max(0, decimals))


def exact_steps(value: float, unit: Unit) -> int:
    """Return a finite double in amount steps: its 15 significant digits, then half-up away from zero."""
    return _steps(number_of(value), unit)[0]


def _steps(number: PrintedNumber, unit: Unit) -> tuple[int, bool]:
    divisor = 10**number.decimals
    quotient, rest = divmod(abs(number.digits) * unit.worth, divisor)
    steps = quotient + (2 * rest >= divisor)
    return (steps if number.digits >= 0 else -steps), rest == 0


def _amount(number: PrintedNumber, unit: Unit, decimals: int, *, stored_as_text: bool) -> Amount | NotAmount:
    steps, exact = _steps(number, unit)
    if abs(steps) >= LIMIT:
        return NotAmount.TOO_LARGE
    half = half_width(steps, unit, decimals)
    return Amount(steps, half if exact else max(half, 1), min(decimals, unit.places), stored_as_text)


def format_amount(amount: int, unit: Unit, decimals: int = 2) -> str:
    """Return `amount` in `unit` with thousands separators and `decimals` places, more where it needs them.

    The text is exact: digits are only ever added, never rounded away.
    """
    sign = "-" if amount < 0 else ""
    whole, rest = divmod(abs(amount), unit.worth)
    digits = str(rest).zfill(unit.places).rstrip("0") if rest else ""
    digits = digits.ljust(decimals, "0")
    return f"{sign}{whole:,}.{digits}" if digits else f"{sign}{whole:,}"


def yuan(amount: int) -> str:
    """Return `amount` as a plain decimal string in 元, as the JSON contract wants it: at least two places."""
    return format_amount(amount, Unit.YUAN).replace(",", "")
