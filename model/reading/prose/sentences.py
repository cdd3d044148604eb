"""Sentences: passages are walked through once, and each figure gets its subject, or the reason why it has none."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

from model.lexicon.lexicon import normalised
from model.messages import Message
from model.reading.prose import drafts
from model.reading.prose.binding import bind
from model.reading.prose.chapters import Chapters, is_first, items, level_of
from model.reading.prose.claim import Claim, Measure, Provenance
from model.reading.prose.comparing import Comparison
from model.reading.prose.coordinates import NAMED
from model.reading.prose.cue import Segment, Turn, pieces
from model.reading.prose.discourse import Discourse
from model.reading.prose.figures import Figure, Quantity, figures
from model.reading.prose.measure import Said, begins_comparison, in_brackets, said_alone, said_before
from model.reading.prose.passage import Passage
from model.reading.prose.period import Period
from model.reading.prose.resolving import Resolver
from model.reading.prose.respective import Named, respective
from model.reading.prose.subject import Subject, read_subject, whole_name
from model.reading.prose.wholes import UNBOUND, Whole, Wholes
from model.reading.prose.words import ProseWords

_NUMBER_LONGEST = 12
_COMPARISON_LONGEST = 40
_ASSESSED = re.compile(r"绩效(?:目标|管理)|(?P<other>[一-鿿]{0,4}绩效(?:自评价?|评价|监控|跟踪|运行监控))")
_OPENS = re.compile(r"\s*\(")
_BRACKET = re.compile(r"\s*\(\s*")
_LISTING = re.compile("(?:主要)?(?:内容|用途|情况|方面|用于)?(?:包括)?(?:以下|如下)|(?<=分类)(?:主要)?用于$")


@dataclass(slots=True)
class Sentences:
    """The walk through a document's passages.

    `pending` are the words not yet used; `announced` are the wholes whose parts the passages that follow tell, `base`
    those with which each sentence of the passage or item begins, and `lists` those of the items of each level.
    `in_reason` tells that a clause gives a cause or a purpose, `in_purpose` that it gives a purpose, after which a
    comparison speaks of the amount before it again (主要用于…，比上年增加).
    """

    words: ProseWords
    chapters: Chapters
    period: Period
    discourse: Discourse = field(default_factory=Discourse)
    wholes: Wholes = field(init=False)
    resolver: Resolver = field(init=False)
    pending: list[Segment] = field(default_factory=list)
    announced: list[Whole] = field(default_factory=list)
    base: list[Whole] = field(default_factory=list)
    lists: dict[int, list[Whole]] = field(default_factory=dict)
    after_figure: bool = False
    in_reason: bool = False
    in_purpose: bool = False

    def __post_init__(self) -> None:
        self.wholes = Wholes(self.words.sentences.dimensions)
        self.resolver = Resolver(self.words, self.chapters, self.period, self.wholes, self.discourse)

    @property
    def claims(self) -> list[Claim]:
        """The claims made so far."""
        return self.discourse.claims

    def heading(self, text: str) -> None:
        """Take a chapter's heading: nothing said before it counts any more."""
        self.chapters.take(text)
        self.wholes.open.clear()
        self.pending.clear()
        self.announced.clear()
        self.base.clear()
        level = level_of(normalised(text))
        self.lists = {each: wholes for each, wholes in self.lists.items() if level and each < level}
        self.discourse.forget()

    def passage(self, passage: Passage) -> None:
        """Add the claims of a passage."""
        first = len(self.claims)
        found = figures(passage.text)
        named = respective(passage.text, found)
        for start, end in pairwise([*items(passage.text), len(passage.text)]):
            position = self._begin(passage, start, end)
            for figure in found:
                if position <= figure.start < end:
                    placed = named.get(figure.start)
                    self._before(passage, position, figure, placed)
                    self._take(passage, figure)
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
        self.pending[:] = [Segment(named.words, max(position, named.start), figure.start)]

    def _begin(self, passage: Passage, start: int, end: int) -> int:
        """Take the words that open a passage or an item; parts that were announced before it are still told.

        A passage that begins with its parts, or with a comparison, speaks of what was told last.
        """
        text = passage.text[start:end]
        opened = list(self.wholes.open) if passage.text[:start].rstrip().endswith(":") else []
        self.base = list(self.announced)
        self._end()
        plain = normalised(text[:_NUMBER_LONGEST])
        level = level_of(plain)
        goes_on = text.lstrip().startswith(self.words.part) or begins_comparison(text[:_COMPARISON_LONGEST])
        if level is None and goes_on:
            return start
        self.discourse.forget()
        if level is not None:
            self._item(level, opened or self.announced, is_first=is_first(plain))
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
            self.in_reason = False
        if self.in_reason and self.in_purpose and begins_comparison(segment.text):
            self.in_reason = False
            self.pending.clear()
        alone = said_alone(segment.text, self.words)
        if alone and not self.in_reason:
            self._compare(passage, segment, alone)
        self._assess(segment)
        found = [word for word in self.words.reason if word in segment.text]
        if found:
            self.in_purpose = all(word in self.words.purpose for word in found) and not (
                self.in_reason and not self.in_purpose
            )
        self.in_reason = self.in_reason or bool(found)
        if not alone or self.in_reason:
            self.pending.append(segment)
        elif alone.subject:
            self.pending.append(replace(segment, text=alone.subject))

    def _assess(self, segment: Segment) -> None:
        """Keep of what money a sentence tells the performance: projects with targets, or what is evaluated."""
        for found in _ASSESSED.finditer(segment.text):
            other = found["other"]
            self.discourse.assessed = {NAMED: other} if other else {"item": "targets"}

    def _turn(self, turn: Turn) -> None:
        match turn:
            case Turn.END:
                self._end()
            case Turn.NEXT:
                self.pending.clear()
                self.in_reason = False
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
        self.pending.clear()
        self.discourse.end_sentence()
        self.in_reason = False

    def _announces(self) -> bool:
        """Tell whether the words before a colon announce parts (主要用于以下方面); open the whole that they name."""
        found = _LISTING.search(self.pending[-1].text) if self.pending else None
        if not found:
            return False
        words = self.pending[-1].text[: found.start()]
        self.pending.clear()
        self.in_reason = False
        chapters = self.chapters
        named = read_subject(words, self.words.headings, chapters.department, self.period.year, chapters.own)
        if named.coordinates and not named.unknown:
            self.resolver.open_whole(named)
            return False
        if self.base:
            self.wholes.open[:] = self.base
            return False
        return True

    def _within(self) -> None:
        """Open a whole of words such as 财政拨款支出决算中, before the comma."""
        if self.pending and self.pending[-1].text.rstrip().endswith("中") and len(self.pending[-1].text) > 3:
            self.pending[-1] = Segment(self.pending[-1].text.rstrip()[:-1], 0, 0)
            self._parts()

    def _parts(self) -> None:
        """Open a whole: what the words just named, else the amount that was just told."""
        named = self.resolver.own([segment.text for segment in self.pending])
        self.pending.clear()
        self.in_reason = False
        if named.coordinates and not named.unknown:
            self.resolver.open_whole(named)
        elif self.discourse.latest == UNBOUND:
            self.wholes.push({}, UNBOUND)
        elif self.discourse.subject:
            spoken = self.discourse.spoken
            provenance = spoken.provenance if spoken else Provenance.CHAPTER
            self.wholes.push(*self.discourse.subject, provenance)

    def _take(self, passage: Passage, figure: Figure) -> None:
        """Add the claim of a figure; a thing that is counted but not bound may still have an amount after it."""
        texts = [segment.text for segment in self.pending]
        said = in_brackets(
            said_before(figure, texts[-1] if texts else "", self.words), self._changed(passage, figure)
        )
        begins = self.pending[-1].start if texts else figure.start
        draft = replace(drafts.of_figure(passage, figure, said, begins), frame=self.chapters.number)
        texts[-1:] = [said.subject]
        self.after_figure = True
        own = self._listed(passage, self.resolver.own(texts))
        bound = bind(self.resolver, draft, said, own, in_reason=self.in_reason)
        if figure.quantity is Quantity.COUNT and isinstance(bound, Message):
            if own.unknown or not own.coordinates:
                self.pending.clear()
            return
        claim = replace(draft, why=bound) if isinstance(bound, Message) else bound
        if said.is_compared_amount or self.in_reason or self._is_past(claim, own):
            self.discourse.add_aside(claim)
        else:
            self.discourse.add(claim, is_outermost=len(self.wholes.open) <= len(self.base))
        self.pending.clear()
        if claim.measure is Measure.AMOUNT and _OPENS.match(passage.text, figure.end):
            self.discourse.open_bracket()

    def _listed(self, passage: Passage, own: Subject) -> Subject:
        """Return a subject with the names that stand in a list before it: the whole name, or several things together.

        房地产、房屋租赁市场监管 may be one name; the money of 会议费、培训费 is that of neither.
        """
        before: list[str] = []
        for earlier, later in pairwise(reversed(self.pending)):
            if passage.text[later.end : earlier.start].strip() != "、":
                break
            before.append(later.text)
        if not before:
            return own
        if own.name and own.unknown:
            return replace(own, name=whole_name([*reversed(before), own.name], self.words.sentences))
        several = own.is_narrow and any(self.resolver.read(text).is_narrow for text in before)
        return replace(own, is_several=several)

    def _is_past(self, claim: Claim, own: Subject) -> bool:
        """Tell whether an amount in brackets is that of another year, told beside the change (去年预算数为 0 万元)."""
        in_brackets = bool(self.pending) and self.pending[0].text.lstrip().startswith("(")
        other = own.year is not None and own.year != self.period.year
        return in_brackets and other and claim.measure is Measure.AMOUNT

    def _changed(self, passage: Passage, figure: Figure) -> Claim | None:
        """Return the change that was told right before a figure, None where other words stand between."""
        last = self.claims[-1] if self.claims else None
        if last is None or last.measure is not Measure.CHANGE or not self.pending:
            return None
        between = passage.text[self.pending[-1].start : figure.start]
        return last if _BRACKET.fullmatch(between) else None

    def _compare(self, passage: Passage, segment: Segment, said: Said) -> None:
        """Add the claim of a comparison that tells no figure, where it has a subject."""
        subject = self.resolver.read(said.subject)
        draft = drafts.of_comparison(passage, segment, said)
        bound = None if subject.unknown else Comparison(self.resolver).bound(draft, said, subject)
        if isinstance(bound, Claim):
            self.discourse.add_aside(bound)


def _goes_on(claim: Claim) -> bool:
    """Tell whether a claim lets the passages after it tell parts still: it is one, is not bound, or no amount."""
    return claim.whole >= 0 or not claim.is_bound or claim.measure is not Measure.AMOUNT
