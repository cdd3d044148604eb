"""The numbers that items of prose begin with: 第一部分, 一、, （一）, 1., （1）."""

from __future__ import annotations

import re
from typing import NamedTuple

from model.numbering import HAN, number_of_numeral, numeral

_STYLES = (
    ("第一部分", re.compile(rf"第({HAN}|\d{{1,2}})部分")),
    ("一、", re.compile(rf"({HAN})、")),
    ("（一）", re.compile(rf"\(({HAN})\)")),
    ("1.", re.compile(r"(\d{1,2})(?:、(?!\d)|\.(?!\d(?!\d{3}年)))")),
    ("（1）", re.compile(r"\((\d{1,2})\)")),
)


class ItemMark(NamedTuple):
    """The number an item begins with: how it is written, which it is, and how many characters it takes."""

    style: str
    number: int
    length: int


def item_mark(text: str) -> ItemMark | None:
    """Return the number at the head of a half-width text without spaces, None where it begins with none."""
    rest = text.lstrip("-")
    for style, pattern in _STYLES:
        found = pattern.match(rest)
        number = number_of_numeral(found[1]) if found else 0
        if found and number:
            return ItemMark(style, number, found.end() + len(text) - len(rest))
    return None


def written(style: str, number: int) -> str:
    """Return a number as items of a style write it."""
    return style.replace("一", numeral(number)).replace("1", str(number))
