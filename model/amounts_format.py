"""How many decimals a cell's number format prints."""

from __future__ import annotations

import re
from enum import Enum
from functools import cache

from model.pattern import pattern
from model.record import dataclass


class FormatKind(Enum):
    """What a number format shows a number as.

    `AMOUNT` is a plain decimal; `SCALED` one divided by thousands (trailing commas), so that the shown
    figure is not the stored one; `OTHER` shows no digits at all.
    """

    GENERAL = "general"
    AMOUNT = "amount"
    SCALED = "scaled"
    PERCENT = "percent"
    DATE = "date"
    SCIENTIFIC = "scientific"
    FRACTION = "fraction"
    TEXT = "text"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """A number format: its kind, and the decimals it prints of the stored number.

    `decimals` is None for every kind but `AMOUNT` and `SCALED`; for the latter it is less by three for each
    scaling comma, and so may be negative: "#,##0," prints thousands, decimals -3.
    """

    kind: FormatKind
    decimals: int | None = None


FEWEST, MOST = -6, 30
"""Decimals beyond these are cut: spreadsheets offer thirty, and whole millions at the coarsest."""

_LITERALS = pattern(r'"[^"]*"?|[\\!_*].?')
_BRACKETS = pattern(r"\[[^\]]*\]")
_GENERAL = pattern(r"general|g/通用格式|通用格式|常规", re.IGNORECASE)
_DIGITS = pattern(r"[0#?][0#?,]*(?:\.[0#?]*)?,*|\.[0#?]+,*")
_ELAPSED = pattern(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)


@cache
def read_format(code: str) -> NumberFormat:
    """Read a format code such as "#,##0.00_ "; of several sections, the one for positive numbers."""
    bare = _LITERALS.sub("", code)
    section = bare.split(";")[0]
    if _ELAPSED.search(section):
        return NumberFormat(FormatKind.DATE)
    section = _BRACKETS.sub("", section).strip()
    if _GENERAL.search(section) or not code.strip():
        return NumberFormat(FormatKind.GENERAL)
    if special := _special(section):
        return NumberFormat(special)
    numbers = _DIGITS.findall(section)
    return _amount("".join(numbers)) if numbers else NumberFormat(FormatKind.OTHER)


def decimals_of_format(code: str) -> int | None:
    """Return the decimals that a format code prints; None where it states none ("General", "@", "0.00%")."""
    return read_format(code).decimals


def _special(section: str) -> FormatKind | None:
    if "%" in section or "‰" in section:
        return FormatKind.PERCENT
    if "@" in section:
        return FormatKind.TEXT
    if re.search(r"[0#?]e[+-]", section, re.IGNORECASE):
        return FormatKind.SCIENTIFIC
    if re.search(r"[0#?] */ *[0-9#?]", section):
        return FormatKind.FRACTION
    if re.search(r"[ymdhs年月日]", section, re.IGNORECASE):
        return FormatKind.DATE
    return None


def _amount(digits: str) -> NumberFormat:
    whole, _, fraction = digits.partition(".")
    scaling = len(whole) - len(whole.rstrip(",")) + fraction.count(",")
    decimals = len(fraction.replace(",", "")) - 3 * scaling
    kind = FormatKind.SCALED if scaling else FormatKind.AMOUNT
    return NumberFormat(kind, max(FEWEST, min(decimals, MOST)))
