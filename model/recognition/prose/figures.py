"""Figures in a sentence: amounts of money with their unit, and what else is a number there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from model.money import Amount, NotAmount, Unit, parse_amount

_AMOUNT = re.compile(
    r"(?<![\d.A-Za-z])(?P<number>\d{1,3}(?:,\s?\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<unit>亿|万|千)?\s*元"
)
_UNITS = {None: Unit.YUAN, "千": Unit.THOUSAND, "万": Unit.WAN, "亿": Unit.YI}
_NO_AMOUNT_AFTER = re.compile(r"^\s*(?:以上|以下|\(含\)|（含）|/|每)")


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount in a passage: its stretch of characters, the exact amount and its unit."""

    start: int
    end: int
    amount: Amount
    unit: Unit


def figures(text: str) -> list[Figure]:
    """Return the amounts of money of a half-width text; a threshold (50 万元以上) and a price (元/人) are none."""
    found: list[Figure] = []
    for match in _AMOUNT.finditer(text):
        if _NO_AMOUNT_AFTER.match(text[match.end() : match.end() + 6]):
            continue
        unit = _UNITS[match["unit"]]
        amount = parse_amount(match["number"].replace(" ", ""), unit)
        if not isinstance(amount, NotAmount):
            found.append(Figure(match.start(), match.end(), amount, unit))
    return found
