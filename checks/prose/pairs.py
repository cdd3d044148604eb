"""Quotation marks and brackets of a document's prose that have no partner."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from checks.prose.marks import item_mark
from checks.prose.passages import Line, Prose

PAIRS = {"“": "”", "《": "》", "(": ")", "【": "】", "〔": "〕", "「": "」", "『": "』"}
_OPENS = {closing: opening for opening, closing in PAIRS.items()}
_SIGN = re.compile("[" + "".join(map(re.escape, (*PAIRS, *_OPENS))) + "]")
_ONLY_SIGNS = re.compile(r"[“”‘’]+")
_ITEM = re.compile(r"(?:^|[。;:,、])(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[A-Za-z])$")
_ENDS = "。;"
_AHEAD = 6
"""Passages; a quotation that a table or a page interrupts closes within so many."""

_LOST_LEAST = 4
_LOST_SHARE = 0.1


class Lone(NamedTuple):
    """A sign without a partner: the index of its line, and its place in the line."""

    line: int
    at: int
    sign: str


class Counted(NamedTuple):
    """The signs of one pair in a document: how many have partners, those that surely have none, and doubtful ones."""

    matched: int
    lone: list[Lone]
    doubtful: int


def counted(prose: Prose) -> dict[str, Counted | None]:
    """Return the signs by the opening one; None for a pair that the extraction of the text dropped here and there."""
    body = prose.body
    lone: list[Lone] = []
    signs: Counter[str] = Counter()
    for index, line in enumerate(body):
        lone.extend(Lone(index, at, sign) for at, sign in _unmatched(line, signs))
    lone = list(_across(lone))
    torn = {"“"} if any(_ONLY_SIGNS.fullmatch(line.text) for line in body) else set()
    found: dict[str, Counted | None] = {}
    for opening, closing in PAIRS.items():
        mine = [each for each in lone if each.sign in {opening, closing}]
        total = signs[opening] + signs[closing]
        sure = [each for each in mine if _is_sure(prose, each)]
        is_lost = opening in torn or (len(mine) >= _LOST_LEAST and len(mine) > _LOST_SHARE * total)
        if total:
            matched = (total - len(mine)) // 2
            found[opening] = None if is_lost else Counted(matched, sure, len(mine) - len(sure))
    return found


def _unmatched(line: Line, signs: Counter[str]) -> Iterator[tuple[int, str]]:
    """Yield the signs of a line without a partner in it, and count all signs but those of list items: 1）."""
    opened: list[tuple[int, str]] = []
    for match in _SIGN.finditer(line.text):
        at, sign = match.start(), match.group()
        if sign in PAIRS:
            signs[sign] += 1
            opened.append((at, sign))
            continue
        partner = next((each for each in reversed(opened) if each[1] == _OPENS[sign]), None)
        if partner is not None:
            signs[sign] += 1
            opened.remove(partner)
        elif not (sign == ")" and _ITEM.search(line.text, 0, at)):
            signs[sign] += 1
            yield at, sign
    yield from opened


def _across(lone: list[Lone]) -> Iterator[Lone]:
    """Yield the signs that have no partner in the passages that follow, either."""
    left = sorted(lone)
    while left:
        first = left.pop(0)
        closing = PAIRS.get(first.sign)
        partner = next(
            (each for each in left if each.sign == closing and each.line - first.line <= _AHEAD), None
        )
        if partner is None:
            yield first
        else:
            left.remove(partner)


def _is_sure(prose: Prose, lone: Lone) -> bool:
    """Tell whether the sentence around a sign is whole, so that its partner cannot stand outside the passage."""
    text = prose.body[lone.line].text
    if lone.sign in PAIRS:
        return any(stop in text[lone.at :] for stop in _ENDS)
    begun = any(stop in text[: lone.at] for stop in _ENDS) or item_mark(text) is not None
    before = prose.body[lone.line - 1] if lone.line else None
    return begun or (before is not None and (before.passage.is_heading or before.text[-1] in "。;:"))
