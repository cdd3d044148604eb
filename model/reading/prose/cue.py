"""Cues: the words between two figures, cut where a sentence turns; and the clause of those not used yet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import cache

Turn = Enum("Turn", "END NEXT CLAUSE COLON PART OPEN CLOSE")
"""How a sentence goes on: it ends, goes on with the next of a list or a clause, opens or closes its parts."""


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


_TURNS = {"。": Turn.END, "!": Turn.END, "?": Turn.END, ";": Turn.NEXT, ",": Turn.CLAUSE, ":": Turn.COLON}
_TURNS |= {"、": Turn.CLAUSE, ")": Turn.CLOSE, "(": Turn.OPEN, "。)": Turn.CLOSE}


_LISTED = r"(?:(?<!收)(?<!收入)、|、(?!支(?:出)?(?:总|预|决)))"
"""A comma of a list; that of 收、支总计 is none."""


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
