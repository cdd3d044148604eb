"""The amounts that a search means: 42万元, 4,200.00元 and 0.5亿元 are one each, a bare number one in every unit."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from model.money import Unit
from model.pattern import pattern

if TYPE_CHECKING:
    from checks.rule import Subject

_WRITTEN = pattern(r"([-+]?)(\d[\d,]*|(?=\.\d))(?:\.(\d*))?(元|千元|万元|万|亿元|亿)?")
_UNITS = {
    "元": Unit.YUAN,
    "千元": Unit.THOUSAND,
    "万元": Unit.WAN,
    "万": Unit.WAN,
    "亿元": Unit.YI,
    "亿": Unit.YI,
}
_MEANT = (Unit.YUAN, Unit.WAN, Unit.YI)
"""The units that a number without one may have been printed in."""

MOST_STEPS = 2**61
MOST_TYPED = 30
"""Characters that an amount is written with at most."""


class SoughtAmount(NamedTuple):
    """An amount in ten-thousandths of 元, and by how much what it was rounded from may differ."""

    amount: int
    half: int

    def is_near(self, amount: int | None) -> bool:
        """Return whether an amount, rounded to the places that were typed, is this one."""
        return amount is not None and abs(amount - self.amount) <= self.half

    def meets(self, low: int, high: int) -> bool:
        """Return whether an amount between two may be this one."""
        return low <= self.amount + self.half and self.amount - self.half <= high


def half_width_forms(text: str) -> str:
    """Return a text with full-width digits, letters and signs as their half-width forms."""
    return unicodedata.normalize("NFKC", text)


def sought_amounts(text: str) -> tuple[SoughtAmount, ...]:
    """Return what a text may mean as an amount: one where it states the unit, one a unit for a number; else none.

    It is meant as it is printed, to the places that are given; 元 without decimals are exact.
    """
    written = None
    if len(text) <= MOST_TYPED:
        written = _WRITTEN.fullmatch("".join(half_width_forms(text).split()))
    if written is None:
        return ()
    sign, whole, decimals, unit_name = written.groups()
    decimals = decimals or ""
    units = _MEANT if unit_name is None else (_UNITS[unit_name],)
    found = []
    for unit in units:
        step = unit.worth // 10 ** min(len(decimals), unit.places)
        amount = int((whole.replace(",", "") or "0") + decimals[: unit.places]) * step
        if 0 < amount < MOST_STEPS:
            half = 0 if unit is Unit.YUAN and not decimals else step // 2
            found.append(SoughtAmount(-amount if sign == "-" else amount, half))
    return tuple(found)


def names_unit(text: str) -> bool:
    """Return whether a text is an amount that states its unit."""
    return bool(sought_amounts(text)) and not half_width_forms(text).strip()[-1].isdecimal()


def facts_of_number(subject: Subject, text: str) -> list[int]:
    """Return the facts whose amount is a number as printed, to the places that are given, the nearest first.

    It is of the unit that is written with it; without one, of 元, 万元 or 亿元.
    """
    import numpy as np

    facts = subject.facts
    off = np.full(len(facts), MOST_STEPS, dtype=np.int64)
    for sought in sought_amounts(text):
        away = np.abs(facts.amount - sought.amount)
        off = np.where(away <= sought.half, np.minimum(away, off), off)
    found = np.flatnonzero((off < MOST_STEPS) & facts.stated)
    return [int(fact) for fact in found[np.argsort(off[found], kind="stable")]]
