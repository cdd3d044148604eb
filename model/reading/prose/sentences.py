"""Sentences: passages are walked through once, and each figure gets its subject, or the reason why it has none."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import field, replace
from functools import cache
from itertools import pairwise

from model.classification.catalogue import catalogue
from model.classification.codes import Domain
from model.lexicon.bodies import names_body
from model.lexicon.lexicon import normalised, without_numbering
from model.pattern import pattern
from model.reading.prose.chapters import items, place_in_list
from model.reading.prose.claim import Claim, Measure
from model.reading.prose.context import NONE, UNBOUND, Placed, SentenceContext
from model.reading.prose.coordinates import NAMED
from model.reading.prose.figure_claims import FigureClaims
from model.reading.prose.figures import Figure, begins_comparison, differs_by, figures, words_alone
from model.reading.prose.passage import Clause, Passage, Segment, Turn, pieces, respective
from model.record import dataclass

_MONTH = r"(?:[1-9]|1[01])月"
_UNTIL = pattern(
    rf"(?P<interim>截[至止](?:到)?(?:(?:19|20)\d\d年)?{_MONTH}(?:\d{{1,2}}日|[末底份])?|(?<!\d){_MONTH}[末底]|上半年|前三季度"
    rf"|(?<!\d)1(?:月)?[-—~至到](?:[2-9]|1[01])月)|年[末底]|12月(?:31日|[末底])|全年"
)
"""A time within the year, of which alone amounts are stated, and the year's end."""
_REMARK = pattern(r",(?:(?:全部|均|全|都|主要)(?:为|是))[^,;:。、]+")
_NUMBER_LONGEST = 12
_COMPARISON_LONGEST = 40
_ASSESSED = pattern(
    r"绩效(?:目标|管理)|(?P<other>[一-鿿]{0,4}(?:绩效(?:监控|跟踪|运行监控)|(?:绩效)?(?:自评价?|评价)))|(?P<subset>涉及)"
)
_LISTING = pattern(
    "(?:主要)?(?:内容|用途|情况|方面|用于)?(?:包括)?(?:以下|如下)|(?<=分类)(?:主要)?用于$"
    "|的?(?:具体)?(?:构成|组成)(?:情况)?(?:为|是)?$|(?:主要)?用于$|按照?[一-鿿、（）()]{2,16}?(?:划分|区分|分类|分为|分|构成)为?$"
)


@dataclass(slots=True)
class Sentences:
    """The walk through a document's passages.

    `announced` are the wholes whose parts the passages that follow state, `base` those with which each sentence of the
    passage or item begins, and `lists` those of the items of each level. `after_figure` means that no words followed.
    """

    context: SentenceContext
    clause: Clause = field(default_factory=Clause)
    figures: FigureClaims = field(init=False)
    announced: list[Placed] = field(default_factory=list)
    base: list[Placed] = field(default_factory=list)
    lists: dict[int, list[Placed]] = field(default_factory=dict)
    after_figure: bool = False

    def __post_init__(self) -> None:
        self.figures = FigureClaims(self.context, self.clause)

    @property
    def claims(self) -> list[Claim]:
        """The claims made so far."""
        return self.context.discourse.claims

    @property
    def open(self) -> list[Placed]:
        """The wholes that are open, outermost first."""
        return self.context.wholes.open

    def heading(self, text: str) -> None:
        """Take a chapter's heading: nothing stated before it counts any more."""
        self.context.chapters.take(text)
        self.announced.clear()
        level, _ = place_in_list(text)
        self.lists = {each: wholes for each, wholes in self.lists.items() if level and each < level}
        self.context.discourse.forget()

    def passage(self, passage: Passage) -> None:
        """Add the claims of a passage."""
        first, text = len(self.claims), passage.text
        if self.context.chapters.take_body(text):
            self.context.discourse.forget()
            return
        found = figures(text)
        named = respective(text, found)
        self.figures.passage, self.figures.ended = passage, -1
        starts = [figure.start for figure in found]
        for start, end in pairwise([*items(text), len(text)]):
            position = self._begin(text, start, end)
            for figure in found[bisect_left(starts, position) : bisect_left(starts, end)]:
                placed = named.get(figure.start)
                begins = max(position, placed.start) if placed else figure.start
                self._walk(position, begins, None if placed else figure)
                self.figures.has_place = placed is not None
                if placed:
                    # In a list of names and a list of figures it has the words of its place.
                    self.clause.words[:] = [Segment(placed.words, begins, figure.start)]
                self.after_figure = self.figures.take(figure, len(self.base))
                if placed and placed.closes:
                    self.context.discourse.spoken = None
                position = self.figures.ended = figure.end
            self._walk(position, end)
        new = self.claims[first:]
        if self.open and text.rstrip().endswith((":", "中", "下")):
            self.announced = list(self.open)
        elif new and all(one.is_bound and one.measure is Measure.AMOUNT and one.whole < 0 for one in new):
            # No claim lets the passages after it state parts still: it is no part, is bound, and is an amount.
            self.announced.clear()

    def _begin(self, whole_text: str, start: int, end: int) -> int:
        """Take the words that open a passage or an item; parts that were announced before it are still stated.

        A passage that begins with its parts, or with a comparison, speaks of what was stated last.
        """
        text = whole_text[start:end]
        opened = list(self.open) if whole_text[:start].rstrip().endswith((":", "中")) else []
        self.base = list(self.announced)
        self._end()
        level, number = place_in_list(text[:_NUMBER_LONGEST])
        is_part = text.lstrip().startswith(self.context.words.part)
        if level is None and (is_part or begins_comparison(text[:_COMPARISON_LONGEST])):
            if is_part and self.context.discourse.ends_list:
                self.context.discourse.speak_of(NONE)
            return start
        self.context.discourse.forget()
        if level is not None:
            self._item(level, opened or self.announced, is_first=number == 1)
        return start + self.context.chapters.take_lead(text)

    def _item(self, level: int, announced: list[Placed], *, is_first: bool) -> None:
        """Begin an item with the wholes of its list: those announced before its first, or those of the outer list."""
        outer = {each: wholes for each, wholes in self.lists.items() if each < level}
        if is_first or level not in self.lists:
            self.base = list(announced) or next(reversed(outer.values()), [])
        else:
            self.base = self.lists[level]
        self.lists = {**outer, level: self.base}
        if not is_first:
            self.announced.clear()
        self.open[:] = self.base

    def _walk(self, start: int, end: int, figure: Figure | None = None) -> None:
        """Take the words of a stretch; they stand before a figure, or before none that they speak of."""
        for piece in pieces(self.figures.passage.text, start, end, self.context.words.part):
            if isinstance(piece, Segment):
                self._segment(piece, figure if piece.end == end else None)
            else:
                self._turn(piece)
            self.after_figure = False

    def _segment(self, segment: Segment, figure: Figure | None) -> None:
        clause, words, text = self.clause, self.context.words, segment.text
        if not text.strip():
            return
        if text.lstrip().startswith(words.result):
            clause.in_reason = False
        if not clause.in_reason and begins_comparison(text) and self._is_remark():
            clause.clear()
            self.open[:] = self.base
        if clause.in_reason and clause.in_purpose and self._goes_back(text, figure):
            clause.clear()
        alone = None if figure and differs_by(figure, text) else words_alone(text, words)
        if alone and not clause.in_reason:
            self.figures.compare(segment, alone)
        self._assess(text)
        plain = _names_with(words.reason).sub("", "".join(text.split()))
        found = [word for word in words.reason if word in plain]
        if found:
            was_cause = clause.in_reason and not clause.in_purpose
            clause.in_purpose = not was_cause and all(word in words.purpose for word in found)
            clause.in_reason = True
        if not clause.in_reason:
            self._name_body(text)
        if not alone or clause.in_reason:
            clause.words.append(segment)
        elif alone.subject:
            clause.words.append(replace(segment, text=alone.subject))

    def _is_remark(self) -> bool:
        """Return whether the words behind an amount only name its content: 全部为项目支出, 主要是公务接待费."""
        if len(self.clause.words) != 1 or self.figures.ended < 0:
            return False
        between = self.figures.passage.text[self.figures.ended : self.clause.words[0].end]
        return bool(_REMARK.fullmatch("".join(between.split())))

    def _name_body(self, text: str) -> None:
        """Keep the other body that words begin with, or an item names, until others begin with the department's."""
        plain = normalised(text)
        item = without_numbering(plain)
        body = self.context.chapters.reader.other_body(item, alone=item != plain and names_body(item))
        if body is not None:
            self.context.discourse.body = body
        for until in _UNTIL.finditer("".join(text.split())):
            self.context.discourse.interim = until["interim"] or ""

    def _goes_back(self, text: str, figure: Figure | None) -> bool:
        """Return whether words after a purpose speak of the subject again: they compare it, or state its stage."""
        if begins_comparison(text) or not figure or not self.context.chapters.lead:
            return begins_comparison(text)
        own = self.context.own([text])
        return not own.unknown and own.names_no_subject and "stage" in own.coordinates

    def _assess(self, text: str) -> None:
        """Keep of what money a sentence assesses the performance: projects with targets, what is evaluated or meant."""
        discourse = self.context.discourse
        for found in _ASSESSED.finditer(text):
            other = found["other"] or found["subset"]
            if not (found["subset"] and (discourse.assessed or "item" in self.context.chapters.coordinates)):
                discourse.assessed = {NAMED: other} if other else {"item": "targets"}

    def _turn(self, turn: Turn) -> None:
        wholes = self.context.wholes
        match turn:
            case Turn.END:
                self._end()
            case Turn.NEXT:
                self.clause.clear()
            case Turn.OPEN:
                wholes.brackets.append(len(self.open))
            case Turn.CLOSE:
                wholes.close_bracket()
                self.context.discourse.close_bracket()
            case Turn.PART:
                self._parts()
            case Turn.COLON if self.after_figure or self._announces():
                self._parts()
            case _:
                self._within()

    def _end(self) -> None:
        self.open[:] = self.base
        self.context.wholes.brackets.clear()
        self.clause.clear()
        self.context.discourse.end_sentence()

    def _announces(self) -> bool:
        """Return whether the words before a colon announce parts (主要用于以下方面); open the whole that they name."""
        found = _LISTING.search(self.clause.words[-1].text) if self.clause.words else None
        if not found:
            return False
        words = self.clause.words[-1].text[: found.start()]
        self.clause.clear()
        named = self.context.chapters.reader.read(words, "")
        if named.coordinates.keys() - {"stage"} and not named.unknown:
            self.context.open_whole(named)
            return False
        if self.base:
            self.open[:] = self.base
            return False
        outer, latest = self.context.discourse.outermost, self.context.discourse.latest
        if outer < 0 or latest < 0 or self.claims[latest].whole != outer:
            return True
        # The parts of the whole are stated in another way (按用途划分…；按类别划分…).
        self.open.clear()
        self.open.append(Placed(self.claims[outer].coordinates, outer, self.claims[outer].provenance))
        return False

    def _within(self) -> None:
        """Open a whole of words such as 财政拨款支出决算中, before the comma."""
        last = self.clause.words[-1].text.rstrip() if self.clause.words else ""
        if last.endswith("中") and len(self.clause.words[-1].text) > 3:
            self.clause.words[-1] = Segment(last[:-1], 0, 0)
            self._parts()

    def _parts(self) -> None:
        """Open a whole: what the words just named, else the amount that was just stated."""
        discourse = self.context.discourse
        named = self.context.own(self.clause.texts)
        self.clause.clear()
        if named.coordinates and not named.unknown:
            self.context.open_whole(named)
        elif discourse.latest == UNBOUND:
            self.open.append(Placed({}, UNBOUND))
        elif discourse.subject:
            self.open.append(self.context.at_own_stage(discourse.subject))


@cache
def _names_with(reason: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds the names of codes that hold words of a reason or a purpose: 用于体育事业的彩票公益金支出."""
    known = catalogue()
    codes = (code for domain in Domain for code in known.codes(domain))
    names = {name for code in codes for name in known.names(code) if any(word in name for word in reason)}
    return re.compile("|".join(map(re.escape, sorted(names, key=len, reverse=True))) or "(?!)")
