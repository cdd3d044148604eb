"""Sentences: passages are walked through once, and each figure gets its subject, or the reason why it has none."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

from model.reading.prose.chapters import Chapters, is_first, items, level_of
from model.reading.prose.claim import Claim, Measure, Provenance
from model.reading.prose.coordinates import NAMED
from model.reading.prose.cue import Clause, Segment, Turn, pieces
from model.reading.prose.discourse import Discourse
from model.reading.prose.figure_claims import FigureClaims
from model.reading.prose.figures import Figure, figures
from model.reading.prose.measure import (
    begins_comparison,
    said_alone,
)
from model.reading.prose.passage import Passage
from model.reading.prose.period import Period
from model.reading.prose.resolving import Resolver
from model.reading.prose.respective import Named, respective
from model.reading.prose.subject import read_subject
from model.reading.prose.wholes import UNBOUND, Whole, Wholes
from model.reading.prose.words import ProseWords

_NUMBER_LONGEST = 12
_COMPARISON_LONGEST = 40
_PERFORMANCE = "绩效"
_ASSESSED = re.compile(r"绩效(?:目标|管理)|(?P<other>[一-鿿]{0,4}绩效(?:自评价?|评价|监控|跟踪|运行监控))")
_LISTING = re.compile(
    "(?:主要)?(?:内容|用途|情况|方面|用于)?(?:包括)?(?:以下|如下)|(?<=分类)(?:主要)?用于$"
    "|的?(?:具体)?(?:构成|组成)(?:情况)?(?:为|是)?$|(?:主要)?用于$|按照?[一-鿿、（）()]{2,16}?(?:划分|区分|分类|分为|分|构成)为?$"
)


@dataclass(slots=True)
class Sentences:
    """The walk through a document's passages.

    `announced` are the wholes whose parts the passages that follow tell, `base` those with which each sentence of the
    passage or item begins, and `lists` those of the items of each level. `after_figure` tells that no words stand
    behind the last figure yet.
    """

    words: ProseWords
    chapters: Chapters
    period: Period
    discourse: Discourse = field(default_factory=Discourse)
    wholes: Wholes = field(init=False)
    resolver: Resolver = field(init=False)
    clause: Clause = field(default_factory=Clause)
    figures: FigureClaims = field(init=False)
    announced: list[Whole] = field(default_factory=list)
    base: list[Whole] = field(default_factory=list)
    lists: dict[int, list[Whole]] = field(default_factory=dict)
    after_figure: bool = False

    def __post_init__(self) -> None:
        self.wholes = Wholes(self.words.sentences.dimensions)
        self.resolver = Resolver(self.words, self.chapters, self.period, self.wholes, self.discourse)
        self.figures = FigureClaims(self.resolver, self.discourse, self.clause)

    @property
    def claims(self) -> list[Claim]:
        """The claims made so far."""
        return self.discourse.claims

    def heading(self, text: str) -> None:
        """Take a chapter's heading: nothing said before it counts any more."""
        self.chapters.take(text)
        self.wholes.open.clear()
        self.clause.words.clear()
        self.announced.clear()
        self.base.clear()
        level = level_of(text)
        self.lists = {each: wholes for each, wholes in self.lists.items() if level and each < level}
        self.discourse.forget()

    def passage(self, passage: Passage) -> None:
        """Add the claims of a passage."""
        first = len(self.claims)
        found = figures(passage.text)
        named = respective(passage.text, found)
        self.figures.ended = -1
        for start, end in pairwise([*items(passage.text), len(passage.text)]):
            position = self._begin(passage, start, end)
            for figure in found:
                if position <= figure.start < end:
                    placed = named.get(figure.start)
                    self._before(passage, position, figure, placed)
                    self.after_figure = self.figures.take(passage, figure, len(self.base))
                    self.figures.ended = figure.end
                    if placed and placed.closes:
                        self.discourse.spoken = None
                    position = figure.end
            self._walk(passage, position, end)
        if self.wholes.open and passage.text.rstrip().endswith((":", "中", "下")):
            self.announced = list(self.wholes.open)
        elif self.claims[first:] and not any(_goes_on(claim) for claim in self.claims[first:]):
            self.announced.clear()

    def _before(self, passage: Passage, position: int, figure: Figure, named: Named | None) -> None:
        """Walk the words before a figure; in a list of names and a list of figures it has those of its place."""
        if named is None:
            self._walk(passage, position, figure.start)
            return
        self._walk(passage, position, max(position, named.start))
        self.clause.words[:] = [Segment(named.words, max(position, named.start), figure.start)]

    def _begin(self, passage: Passage, start: int, end: int) -> int:
        """Take the words that open a passage or an item; parts that were announced before it are still told.

        A passage that begins with its parts, or with a comparison, speaks of what was told last.
        """
        text = passage.text[start:end]
        opened = list(self.wholes.open) if passage.text[:start].rstrip().endswith((":", "中")) else []
        self.base = list(self.announced)
        self._end()
        number = text[:_NUMBER_LONGEST]
        level = level_of(number)
        goes_on = text.lstrip().startswith(self.words.part) or begins_comparison(text[:_COMPARISON_LONGEST])
        if level is None and goes_on:
            return start
        self.discourse.forget()
        if level is not None:
            self._item(level, opened or self.announced, is_first=is_first(number))
        return start + self.chapters.take_lead(text)

    def _item(self, level: int, announced: list[Whole], *, is_first: bool) -> None:
        """Begin an item with the wholes of its list: those announced before its first, or those of the outer list."""
        if is_first or level not in self.lists:
            outer = max((each for each in self.lists if each < level), default=None)
            inherited = self.lists[outer] if outer is not None else []
            self.lists[level] = list(announced) or list(inherited)
        self.lists = {each: wholes for each, wholes in self.lists.items() if each <= level}
        if not is_first:
            self.announced.clear()
        self.base = list(self.lists[level])
        self.wholes.open[:] = self.base

    def _walk(self, passage: Passage, start: int, end: int) -> None:
        for piece in pieces(passage.text, start, end, self.words.part):
            if isinstance(piece, Segment):
                self._segment(passage, piece)
            else:
                self._turn(piece)
            self.after_figure = False

    def _segment(self, passage: Passage, segment: Segment) -> None:
        if not segment.text.strip():
            return
        if segment.text.lstrip().startswith(self.words.result):
            self.clause.in_reason = False
        if self.clause.in_reason and self.clause.in_purpose and begins_comparison(segment.text):
            self.clause.in_reason = False
            self.clause.words.clear()
        alone = said_alone(segment.text, self.words)
        if alone and not self.clause.in_reason:
            self.figures.compare(passage, segment, alone)
        self._assess(segment)
        found = [word for word in self.words.reason if word in segment.text]
        if found:
            self.clause.in_purpose = all(word in self.words.purpose for word in found) and not (
                self.clause.in_reason and not self.clause.in_purpose
            )
        self.clause.in_reason = self.clause.in_reason or bool(found)
        if not alone or self.clause.in_reason:
            self.clause.words.append(segment)
        elif alone.subject:
            self.clause.words.append(replace(segment, text=alone.subject))

    def _assess(self, segment: Segment) -> None:
        """Keep of what money a sentence tells the performance: projects with targets, or what is evaluated."""
        if _PERFORMANCE not in segment.text:
            return
        for found in _ASSESSED.finditer(segment.text):
            other = found["other"]
            self.discourse.assessed = {NAMED: other} if other else {"item": "targets"}

    def _turn(self, turn: Turn) -> None:
        match turn:
            case Turn.END:
                self._end()
            case Turn.NEXT:
                self.clause.words.clear()
                self.clause.in_reason = False
            case Turn.OPEN:
                self.wholes.bracket_next = True
            case Turn.CLOSE:
                self.wholes.close_bracket()
                self.discourse.close_bracket()
            case Turn.PART:
                self._parts()
            case Turn.COLON if self.after_figure or self._announces():
                self._parts()
            case _:
                self._within()

    def _end(self) -> None:
        self.wholes.open[:] = self.base
        self.clause.words.clear()
        self.discourse.end_sentence()
        self.clause.in_reason = False

    def _announces(self) -> bool:
        """Tell whether the words before a colon announce parts (主要用于以下方面); open the whole that they name."""
        found = _LISTING.search(self.clause.words[-1].text) if self.clause.words else None
        if not found:
            return False
        words = self.clause.words[-1].text[: found.start()]
        self.clause.words.clear()
        self.clause.in_reason = False
        chapters = self.chapters
        named = read_subject(words, self.words.headings, chapters.department, self.period.year, chapters.own)
        if named.coordinates and not named.unknown:
            self.resolver.open_whole(named)
            return False
        if self.base:
            self.wholes.open[:] = self.base
            return False
        return not self._list_again()

    def _list_again(self) -> bool:
        """Open again the whole whose parts were told, for they are told in another way (按用途划分…；按类别划分…)."""
        outer, latest = self.discourse.outermost, self.discourse.latest
        if outer < 0 or latest < 0 or self.claims[latest].whole != outer:
            return False
        self.wholes.open.clear()
        self.wholes.push(self.claims[outer].coordinates, outer, self.claims[outer].provenance)
        return True

    def _within(self) -> None:
        """Open a whole of words such as 财政拨款支出决算中, before the comma."""
        last = self.clause.words[-1].text.rstrip() if self.clause.words else ""
        if last.endswith("中") and len(self.clause.words[-1].text) > 3:
            self.clause.words[-1] = Segment(last[:-1], 0, 0)
            self._parts()

    def _parts(self) -> None:
        """Open a whole: what the words just named, else the amount that was just told."""
        named = self.resolver.own([segment.text for segment in self.clause.words])
        self.clause.words.clear()
        self.clause.in_reason = False
        if named.coordinates and not named.unknown:
            self.resolver.open_whole(named)
        elif self.discourse.latest == UNBOUND:
            self.wholes.push({}, UNBOUND)
        elif self.discourse.subject:
            spoken = self.discourse.spoken
            provenance = spoken.provenance if spoken else Provenance.CHAPTER
            self.wholes.push(*self.discourse.subject, provenance)


def _goes_on(claim: Claim) -> bool:
    """Tell whether a claim lets the passages after it tell parts still: it is one, is not bound, or no amount."""
    return claim.whole >= 0 or not claim.is_bound or claim.measure is not Measure.AMOUNT
