"""Respective lists: A、B、C分别为1万元、2万元、3万元 gives each name the figure of its place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from model.reading.prose.figures import Figure

_SAYS = re.compile(r"分别(?P<says>为|是|达到?|约|增加|减少|增长|下降|上升|降低|占|完成)\s*$")
_SAYS_LONGEST = 12
_STOPS = "。;:!?"
_LONGEST = 300
"""Characters before its figures in which a list of names is looked for."""
_BETWEEN = re.compile(r"\s*(?:[、,]|和|及|与|以及)?\s*")
_NAMES_BUT_WITHIN = re.compile("、|以及|和|与(?!上年|去年|同期|年初|预算|20)")
"""及 may stand within a name (公务用车购置及运行费)."""
_NAMES = re.compile("、|以及|和|及|与(?!上年|去年|同期|年初|预算|20)")
_COMPARED = re.compile("(?:比|较|与|同)(?:上年|去年|上一年|同期|年初|预算|(?:19|20)\\d\\d年?).*$")
_YEAR = re.compile(r"\s*(?:(?:19|20)\d\d年(?:度)?|上年|去年|本年)\s*")


@dataclass(frozen=True, slots=True)
class Named:
    """The words that a figure of a list has, as if they stood right before it, and where the list begins.

    `closes` tells that it is the last of a list of different things, of which what follows speaks no more.
    """

    words: str
    start: int
    closes: bool = False


def respective(text: str, found: Sequence[Figure]) -> Mapping[int, Named]:
    """Return the words of the figures of such lists in a half-width text, by where each figure starts.

    A list whose names are not as many as its figures gives none of them any.
    """
    named: dict[int, Named] = {}
    for first, figure in enumerate(found):
        begin = max(found[first - 1].end if first else 0, figure.start - _LONGEST)
        lead = _SAYS.search(text, max(begin, figure.start - _SAYS_LONGEST), figure.start)
        if lead is None:
            continue
        run = _run(text, found, first)
        begin = max(begin, *(text.rfind(stop, begin, lead.start()) + 1 for stop in _STOPS))
        start = begin + _last_clause(text[begin : lead.start()])
        words = _words(text[start : lead.start()], len(run))
        of_years = len({_YEAR.sub("", each, count=1) for each in words}) == 1
        for one, each in zip(run, words, strict=False):
            closes = one is run[-1] and not of_years
            named[one.start] = Named(each + lead["says"], start, closes)
    return named


def _run(text: str, found: Sequence[Figure], first: int) -> list[Figure]:
    """Return the figures from one on between which no words stand."""
    run = [found[first]]
    for figure in found[first + 1 :]:
        if figure.quantity is not run[-1].quantity or not _BETWEEN.fullmatch(text, run[-1].end, figure.start):
            break
        run.append(figure)
    return run


def _last_clause(names: str) -> int:
    """Return where the clause of the names begins: behind the last comma that does not stand before the comparison."""
    plain = names.rstrip(" ,")
    compared = _COMPARED.search(plain)
    return plain.rfind(",", 0, compared.start() - 1 if compared and compared.start() else None) + 1


def _words(names: str, count: int) -> list[str]:
    """Return the words of each of `count` names, years with what the last is of; none where they are not as many."""
    plain = re.sub(r"\s+", "", names).strip(",")
    compared = _COMPARED.search(plain)
    rest = compared.group() if compared else ""
    listed = plain.removesuffix(rest).strip(",")
    splits = (pattern.split(listed) for pattern in (re.compile("、"), _NAMES_BUT_WITHIN, _NAMES))
    each = next((names for names in splits if len(names) == count), [])
    if count < 2 or not each or not all(each):
        return []
    year = _YEAR.match(each[-1])
    if year and all(_YEAR.fullmatch(one) for one in each[:-1]):
        each = [one + each[-1][year.end() :] for one in each[:-1]] + [each[-1]]
    return [one + rest for one in each]
