"""Figures in prose: amounts of money, percentages and counts, each with its stretch and printed precision."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from model.money import NotAmount, Unit, parse_amount

# No number is longer than this: what goes on and on is none, and is not tried from each of its digits anew.
_MOST = 20
_GROUPED = rf"\d{{1,3}}(?:,\s?\d{{3}}){{1,{_MOST}}}(?:\.\d{{1,{_MOST}}})?"
_SPACED = rf"\d(?: \d){{1,{_MOST}}}(?: ?\. ?\d(?: \d){{0,{_MOST}}})?|\d ?\. ?\d(?: \d){{1,{_MOST}}}"
_NUMBER = rf"(?:{_GROUPED}|{_SPACED}|\d{{1,{_MOST}}}(?:\s?\.\s?\d{{1,{_MOST}}})?)"
_FIGURE = re.compile(
    rf"(?<![\d.A-Za-z\-])(?P<minus>-\s?)?(?P<number>{_NUMBER})\s*"
    r"(?:(?P<money>亿|万|千)?\s*元|(?P<short>亿|万)(?=\s*(?:[,。;、()]|$))|(?P<percent>%|个?百分点)|(?P<times>倍)"
    r"|(?P<count>(?:个|台|辆|人|批|次|家|名|户|件|项|平方米)[次(]?(?:套\)|批次|团组|国家)?))"
)
_UNITS = {None: Unit.YUAN, "千": Unit.THOUSAND, "万": Unit.WAN, "亿": Unit.YI}
_NO_AMOUNT_AFTER = re.compile(r"\s*(?:以上|以下|以内|\(不?含\)|/|每|左右|起|(?:至|到|[-—~～])+\s*\d)")
_NO_AMOUNT_BEFORE = re.compile(
    r"(?:单价|单位价值|均价|每[人次户]\w{0,4}|人均|不超过|不足|超过|高于|低于|达到|\d\s*[亿万千]?元?\s*[至到—~～]+)\s*$"
)
_MARK = re.compile(r"(?<=\()(?:\d{3}类|\d{2}[款项])(?=\))")
"""The digits of a level in a code path (01项), which count nothing."""


class Quantity(StrEnum):
    """What a number in a sentence counts; times (1.5 倍) are percentages (150 %)."""

    MONEY = "money"
    PERCENT = "percent"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a passage: its stretch of characters and its value.

    `amount` and `half` are ten-thousandths of 元 for money, hundred-millionths of one for a percentage (9.35 % is
    9,350,000), and units for a count. `unit` is None but for money; `word` is what a count counts (人次, 辆).
    `decimals` are the places printed.
    """

    start: int
    end: int
    quantity: Quantity
    amount: int
    half: int
    decimals: int
    unit: Unit | None = None
    word: str = ""


PERCENT = 10**6
"""One per cent, in the steps of a figure's amount."""


def figures(text: str) -> list[Figure]:
    """Return the figures of a half-width text; a threshold (50 万元以上), a price (元/人) and a code are none."""
    return [
        figure
        for match in _FIGURE.finditer(text)
        if not _MARK.match(text, match.start())
        if not _NO_AMOUNT_AFTER.match(text, match.end())
        if not _NO_AMOUNT_BEFORE.search(text, max(0, match.start() - 12), match.start())
        if (figure := _figure(match))
    ]


def _figure(match: re.Match[str]) -> Figure | None:
    number = re.sub(r"[\s,]", "", match["number"])
    sign = -1 if match["minus"] else 1
    start, end = match.span()
    decimals = len(number.partition(".")[2])
    if match["percent"] or match["times"]:
        return _rate(match, number, sign, decimals)
    if match["count"]:
        word = match["count"].strip("(")
        return None if decimals else Figure(start, end, Quantity.COUNT, sign * int(number), 0, 0, word=word)
    unit = _UNITS[match["money"] or match["short"]]
    amount = parse_amount(number, unit)
    if isinstance(amount, NotAmount):
        return None
    return Figure(start, end, Quantity.MONEY, sign * amount.amount, amount.half, decimals, unit)


def _rate(match: re.Match[str], number: str, sign: int, decimals: int) -> Figure | None:
    """Return a percentage, or so many times (1.5 倍) as one, None where it is finer than the steps."""
    one = PERCENT if match["percent"] else 100 * PERCENT
    if decimals > 6:
        return None
    value = int(number.replace(".", "")) * one // 10**decimals
    places = decimals if match["percent"] else max(decimals - 2, 0)
    word = match["percent"] or match["times"]
    half = one // 10**decimals // 2
    return Figure(*match.span(), Quantity.PERCENT, sign * value, half, places, word=word)
