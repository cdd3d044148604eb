"""Cues: the words before figures, cut where a sentence turns; in A、B分别为1万元、2万元 each figure has its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cache

from model.reading.prose.figures import Figure

Turn = Enum("Turn", "END NEXT CLAUSE COLON PART OPEN CLOSE")
"""How a sentence goes on: it ends, goes on with the next of a list or a clause, opens or closes its parts."""
_TURNS = {"。": Turn.END, "!": Turn.END, "?": Turn.END, ";": Turn.NEXT, ",": Turn.CLAUSE, ":": Turn.COLON}
_TURNS |= {"、": Turn.CLAUSE, ")": Turn.CLOSE, "(": Turn.OPEN, "。)": Turn.CLOSE}
_LISTED = r"(?:(?<!收)(?<!收入)、|、(?!支(?:出)?(?:总|预|决)))"
"""A comma of a list; that of 收、支总计 is none."""
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
class Segment:
    """Words without a turn in them, from `start` to `end` of the passage."""

    text: str
    start: int
    end: int


@dataclass(slots=True)
class Clause:
    """The words that no figure has used yet.

    `in_reason` tells that they give a cause or a purpose, `in_purpose` that they give a purpose, after which a
    comparison speaks of the amount before it again (主要用于…，比上年增加).
    """

    words: list[Segment] = field(default_factory=list)
    in_reason: bool = False
    in_purpose: bool = False

    @property
    def texts(self) -> list[str]:
        """The texts of its segments."""
        return [segment.text for segment in self.words]

    def clear(self) -> None:
        """Forget the words, and whether they give a reason."""
        self.words.clear()
        self.in_reason = False


@cache
def _pattern(part: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, part), key=len, reverse=True))
    return re.compile(rf"\((?=(?:{words}))|。\s*\)|[。!?;,:]|{_LISTED}|{words}|^\s*\)|(?<=[;。])\)")


def pieces(text: str, start: int, end: int, part: tuple[str, ...]) -> Iterator[Segment | Turn]:
    """Yield the segments and turns of a stretch of a passage; brackets within a name are no turns."""
    position = 0
    stretch = text[start:end]
    for found in _pattern(part).finditer(stretch):
        if found.start() > position:
            yield Segment(stretch[position : found.start()], start + position, start + found.start())
        yield _TURNS.get("".join(found.group().split()), Turn.PART)
        position = found.end()
    if position < len(stretch):
        yield Segment(stretch[position:], start + position, end)


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
