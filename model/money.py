"""Exact money: integers in ten-thousandths of 元, with the unit and the precision they were printed with."""

from __future__ import annotations

from enum import Enum

SCALE = 10_000
"""How many amount steps one 元 has."""


class Unit(Enum):
    """A money unit as printed; the value is its worth in ten-thousandths of 元."""

    YUAN = SCALE
    THOUSAND = SCALE * 1_000
    WAN = SCALE * 10_000
    YI = SCALE * 100_000_000

    @property
    def label(self) -> str:
        """The unit as documents print it."""
        return {"YUAN": "元", "THOUSAND": "千元", "WAN": "万元", "YI": "亿元"}[self.name]


def format_amount(amount: int, unit: Unit, decimals: int = 2) -> str:
    """Return `amount` in `unit` with thousands separators and `decimals` places, more where the amount needs them.

    The text is exact: digits are only ever added, never rounded away.
    """
    sign = "-" if amount < 0 else ""
    whole, rest = divmod(abs(amount), unit.value)
    width = len(str(unit.value)) - 1
    digits = f"{rest:0{width}d}".rstrip("0")
    digits = digits.ljust(decimals, "0")
    return f"{sign}{whole:,}.{digits}" if digits else f"{sign}{whole:,}"


def yuan(amount: int) -> str:
    """Return `amount` as a plain decimal string in 元, as the JSON contract wants it: at least two places."""
    return format_amount(amount, Unit.YUAN).replace(",", "")
