"""Every quotation mark and bracket has its partner.

Asked of “ ”, 《 》, （ ）, 【 】 and 〔 〕 over the lines that a page broke, and over the passages that follow; only
where the sentence around the sign is whole. The bracket of an item (1）) needs none. Where the extraction of the text
sets quotation marks on lines of their own, or drops signs here and there, the pair is not asked. One notice a sign.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from typing import NamedTuple

from checks.prose.evidence import text_finding
from checks.prose.passages import PassageLine, Prose, Stretch, proses
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Severity
from model.messages import check_message
from model.numbering import HAN
from model.pattern import pattern

_PAIRS = {"“": "”", "《": "》", "(": ")", "【": "】", "〔": "〕", "「": "」", "『": "』"}
_OPENS = {closing: opening for opening, closing in _PAIRS.items()}
_SIGN = pattern("[" + "".join(map(re.escape, (*_PAIRS, *_OPENS))) + "]")
_ONLY_SIGNS = pattern(r"[“”‘’]+")
_ITEM = pattern(rf"(?:^|[。;:,、])(?:\d{{1,2}}|{HAN}|[A-Za-z])$")
_ITEM_LONGEST = 5
"""Characters: 。二十一."""

_ENDS = "。;"
_AHEAD = 6
"""Passages; a quotation that a table or a page interrupts closes within so many."""

_LOST_LEAST = 4
_LOST_SHARE = 0.1


class _Lone(NamedTuple):
    """A sign without a partner: the index of its line, and its place in the line."""

    line: int
    at: int
    sign: str


class _PairCount(NamedTuple):
    """The signs of one pair in a document: how many have partners, those that surely have none, and doubtful ones."""

    matched: int
    lone: list[_Lone]
    doubtful: int


def check(subject: Subject, outcome: Outcome) -> None:
    """Look for signs without a partner."""
    for prose in proses(subject):
        for found in _counted(prose).values():
            if found is None:
                why = check_message("the extraction lost quotation marks or brackets.")
                outcome.leave(prose.path, why)
                continue
            outcome.hold(found.matched)
            for lone in found.lone:
                line = prose.body[lone.line]
                outcome.report(_finding(Stretch(prose, line, lone.at, lone.at + 1)))
            if found.doubtful:
                why = check_message("the sentence is not whole in the text.")
                outcome.leave(prose.path, why, found.doubtful)


def _counted(prose: Prose) -> dict[str, _PairCount | None]:
    """Return the signs by the opening one; None for a pair that the extraction of the text dropped here and there."""
    body = prose.body
    lone: list[_Lone] = []
    signs: Counter[str] = Counter()
    for index, line in enumerate(body):
        lone.extend(_Lone(index, at, sign) for at, sign in _unmatched(line, signs))
    lone = list(_across(lone))
    torn = {"“"} if any(_ONLY_SIGNS.fullmatch(line.text) for line in body) else set()
    ends = {line: _ends(body[line].text) for line in {each.line for each in lone}}
    found: dict[str, _PairCount | None] = {}
    for opening, closing in _PAIRS.items():
        mine = [each for each in lone if each.sign in {opening, closing}]
        total = signs[opening] + signs[closing]
        sure = [each for each in mine if _is_sure(prose, each, *ends[each.line])]
        is_lost = opening in torn or (len(mine) >= _LOST_LEAST and len(mine) > _LOST_SHARE * total)
        if total:
            matched = (total - len(mine)) // 2
            found[opening] = None if is_lost else _PairCount(matched, sure, len(mine) - len(sure))
    return found


def _unmatched(line: PassageLine, signs: Counter[str]) -> Iterator[tuple[int, str]]:
    """Yield the signs of a line without a partner in it, and count all signs but those of list items: 1）."""
    opened: defaultdict[str, list[int]] = defaultdict(list)
    for match in _SIGN.finditer(line.text):
        at, sign = match.start(), match.group()
        opening = _OPENS.get(sign, sign)
        if sign in _PAIRS:
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


def _across(lone: list[_Lone]) -> Iterator[_Lone]:
    """Yield the signs that have no partner in the passages that follow, either."""
    waiting: defaultdict[str, deque[_Lone]] = defaultdict(deque)
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


def _ends(text: str) -> tuple[int, int]:
    """Return where the first of the stops that end a sentence stands in a line, and the last; -1 for none."""
    firsts = [at for at in (text.find(stop) for stop in _ENDS) if at >= 0]
    return min(firsts, default=-1), max(text.rfind(stop) for stop in _ENDS)


def _is_sure(prose: Prose, lone: _Lone, first: int, last: int) -> bool:
    """Return whether the sentence around a sign is whole, so that its partner cannot stand outside the passage.

    `first` and `last` are the places of the first and the last stop of its line, -1 where it has none.
    """
    line = prose.body[lone.line]
    if lone.sign in _PAIRS:
        return line.passage.is_heading or last > lone.at
    begun = 0 <= first < lone.at or line.mark is not None
    before = prose.body[lone.line - 1] if lone.line else None
    return begun or (before is not None and (before.passage.is_heading or before.text[-1] in "。;:"))


def _finding(here: Stretch) -> Finding:
    sign = here.spans[0].text
    message = check_message("{place}: {sign} has no partner: {text}", sign=sign, **here.values)
    return text_finding(RULE, message, here.spans, here.sentence, here.text)


RULE = Rule(
    code="TX205",
    family="prose",
    title=check_message("A quotation mark or a bracket has no partner"),
    severity=Severity.NOTICE,
    basis="RELATIONS 38",
    explanation=__doc__,
    check=check,
)
