"""Quotation marks and brackets of a document's prose that have no partner."""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from typing import NamedTuple

from checks.prose.marks import item_mark
from checks.prose.passages import Line, Prose
from model.numbering import HAN

PAIRS = {"“": "”", "《": "》", "(": ")", "【": "】", "〔": "〕", "「": "」", "『": "』"}
_OPENS = {closing: opening for opening, closing in PAIRS.items()}
_SIGN = re.compile("[" + "".join(map(re.escape, (*PAIRS, *_OPENS))) + "]")
_ONLY_SIGNS = re.compile(r"[“”‘’]+")
_ITEM = re.compile(rf"(?:^|[。;:,、])(?:\d{{1,2}}|{HAN}|[A-Za-z])$")
_ITEM_LONGEST = 5
"""Characters: 。二十一."""

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


class PairCount(NamedTuple):
    """The signs of one pair in a document: how many have partners, those that surely have none, and doubtful ones."""

    matched: int
    lone: list[Lone]
    doubtful: int


def counted(prose: Prose) -> dict[str, PairCount | None]:
    """Return the signs by the opening one; None for a pair that the extraction of the text dropped here and there."""
    body = prose.body
    lone: list[Lone] = []
    signs: Counter[str] = Counter()
    for index, line in enumerate(body):
        lone.extend(Lone(index, at, sign) for at, sign in _unmatched(line, signs))
    lone = list(_across(lone))
    torn = {"“"} if any(_ONLY_SIGNS.fullmatch(line.text) for line in body) else set()
    found: dict[str, PairCount | None] = {}
    for opening, closing in PAIRS.items():
        mine = [each for each in lone if each.sign in {opening, closing}]
        total = signs[opening] + signs[closing]
        sure = [each for each in mine if _is_sure(prose, each)]
        is_lost = opening in torn or (len(mine) >= _LOST_LEAST and len(mine) > _LOST_SHARE * total)
        if total:
            matched = (total - len(mine)) // 2
            found[opening] = None if is_lost else PairCount(matched, sure, len(mine) - len(sure))
    return found


def _unmatched(line: Line, signs: Counter[str]) -> Iterator[tuple[int, str]]:
    """Yield the signs of a line without a partner in it, and count all signs but those of list items: 1）."""
    opened: defaultdict[str, list[int]] = defaultdict(list)
    for match in _SIGN.finditer(line.text):
        at, sign = match.start(), match.group()
        opening = _OPENS.get(sign, sign)
        if sign in PAIRS:
            opened[sign].append(at)
        elif opened[opening]:
            opened[opening].pop()
        elif sign == ")" and _ITEM.search(line.text[max(at - _ITEM_LONGEST, 0) : at]):
            continue
        else:
            yield at, sign
        signs[sign] += 1
    for sign, places in opened.items():
        yield from ((at, sign) for at in places)


def _across(lone: list[Lone]) -> Iterator[Lone]:
    """Yield the signs that have no partner in the passages that follow, either."""
    waiting: defaultdict[str, deque[Lone]] = defaultdict(deque)
    for each in sorted(lone):
        opening = _OPENS.get(each.sign)
        if opening is None:
            waiting[each.sign].append(each)
            continue
        partners = waiting[opening]
        while partners and each.line - partners[0].line > _AHEAD:
            yield partners.popleft()
        if partners:
            partners.popleft()
        else:
            yield each
    for left in waiting.values():
        yield from left


def _is_sure(prose: Prose, lone: Lone) -> bool:
    """Return whether the sentence around a sign is whole, so that its partner cannot stand outside the passage."""
    line = prose.body[lone.line]
    text = line.text
    if lone.sign in PAIRS:
        return line.passage.is_heading or any(text.find(stop, lone.at) >= 0 for stop in _ENDS)
    begun = any(text.rfind(stop, 0, lone.at) >= 0 for stop in _ENDS) or item_mark(text) is not None
    before = prose.body[lone.line - 1] if lone.line else None
    return begun or (before is not None and (before.passage.is_heading or before.text[-1] in "。;:"))
