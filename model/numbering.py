"""How documents number their parts: 第一部分, 一、, （一）, 1., （1）; and the Chinese numerals up to 99.

Fragments for expressions over text in half-width characters; `either_width` makes one for text as it is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from model.pattern import pattern

DIGITS = "一二三四五六七八九"
_MOST_DIGITS = 4
HAN = f"[{DIGITS}十]{{1,3}}"
NUMERAL = rf"[{DIGITS}十\d]{{1,3}}"
PART = rf"第{NUMERAL}(?:章|节|部分)"

LEVELS = (PART, rf"{HAN}[、.]", rf"\({HAN}\)", r"\d{1,2}[、.](?!\d)", r"\(\d{1,2}\)")
"""The numbers that items begin with, from the outermost level to the innermost."""

ITEM = f"(?:{'|'.join(LEVELS)})"


_BEGINS = tuple(pattern(f"^{level}") for level in LEVELS)


class Mark(NamedTuple):
    """The number that an item begins with: how the first of its kind is written, which it is, and how long it is."""

    style: str
    number: int
    length: int

    def written(self, further: int = 0) -> str:
        """Return the number as items of the style write it, or one that is so much further."""
        number = self.number + further
        return self.style.replace("一", numeral(number)).replace("1", str(number))


def mark_of(text: str, styles: Iterable[tuple[str, re.Pattern[str]]]) -> Mark | None:
    """Return the number with which a text begins in one of the styles, the first that fits; None for none."""
    for style, written in styles:
        found = written.match(text)
        number = number_of_numeral(found[1]) if found else 0
        if found and number:
            return Mark(style, number, found.end())
    return None


def item_number(plain: str) -> tuple[int, int] | None:
    """Return the level of the number that a normalised text begins with, and which it is; None for none."""
    for level, begins in enumerate(_BEGINS):
        if found := begins.match(plain):
            return level, number_of_numeral(found[0].strip("第章节部分()、."))
    return None


def level_of_number(plain: str) -> int | None:
    """Return the level of the number that a normalised text begins with, 0 the outermost; None for none."""
    found = item_number(plain)
    return found[0] if found else None


def either_width(pattern: str) -> str:
    """Return a fragment of an expression for text whose brackets and stops are printed in any width."""
    return pattern.replace(r"\(", "[（(]").replace(r"\)", "[）)]").replace("[、.]", r"\s*[、.．]")


def number_of_numeral(text: str) -> int:
    """Return the number of digits or of a Chinese numeral up to 99, 0 for what is none."""
    if text.isdigit():
        return int(text) if len(text) <= _MOST_DIGITS else 0
    tens, ten, ones = text.partition("十")
    if not ten:
        return DIGITS.find(text) + 1 if len(text) == 1 else 0
    if (tens and tens not in DIGITS) or (ones and ones not in DIGITS) or len(tens) > 1 or len(ones) > 1:
        return 0
    return (DIGITS.find(tens) + 1 if tens else 1) * 10 + (DIGITS.find(ones) + 1 if ones else 0)


def numeral(number: int) -> str:
    """Return a number up to 99 as a Chinese numeral."""
    tens, ones = divmod(number, 10)
    return ("" if tens < 1 else "十" if tens == 1 else f"{DIGITS[tens - 1]}十") + (
        DIGITS[ones - 1] if ones else ""
    )
