"""Sentences: passages are walked through once, and each figure gets its subject, or the reason why it has none."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from model.messages import Message
from model.reading.prose import drafts
from model.reading.prose.binding import bind
from model.reading.prose.chapters import Chapters
from model.reading.prose.claim import Claim, Measure, Provenance
from model.reading.prose.comparing import Comparison
from model.reading.prose.cue import Segment, Turn, pieces
from model.reading.prose.discourse import Discourse
from model.reading.prose.figures import Figure, Quantity, figures
from model.reading.prose.measure import Said, said_alone, said_before
from model.reading.prose.passage import Passage
from model.reading.prose.period import Period
from model.reading.prose.resolving import Resolver
from model.reading.prose.subject import read_subject
from model.reading.prose.wholes import UNBOUND, Whole, Wholes
from model.reading.prose.words import ProseWords

_LISTING = re.compile("(?:主要)?(?:内容|用途|情况|方面|用于)?(?:包括)?(?:以下|如下)")


@dataclass(slots=True)
class Sentences:
    """The walk through a document's passages.

    `pending` are the words not yet used; `announced` are the wholes whose parts the passages that follow tell.
    """

    words: ProseWords
    chapters: Chapters
    period: Period
    discourse: Discourse = field(default_factory=Discourse)
    wholes: Wholes = field(init=False)
    resolver: Resolver = field(init=False)
    pending: list[Segment] = field(default_factory=list)
    announced: list[Whole] = field(default_factory=list)
    after_figure: bool = False
    in_reason: bool = False

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
        self.discourse.forget()

    def passage(self, passage: Passage) -> None:
        """Add the claims of a passage."""
        first = len(self.claims)
        position = self._begin(passage)
        for figure in figures(passage.text):
            if figure.start >= position:
                self._walk(passage, position, figure.start)
                self._take(passage, figure)
                position = figure.end
        self._walk(passage, position, len(passage.text))
        if self.wholes.open and passage.text.rstrip().endswith((":", "中", "下")):
            self.announced = list(self.wholes.open)
        elif not any(_goes_on(claim) for claim in self.claims[first:]):
            self.announced.clear()

    def _begin(self, passage: Passage) -> int:
        """Take the words that open a passage; parts that the passage before announced are still told."""
        self._end()
        if passage.text.lstrip().startswith(self.words.part):
            return 0
        self.discourse.forget()
        return self.chapters.take_lead(passage.text)

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
        alone = said_alone(segment.text, self.words)
        if alone and not self.in_reason:
            self._compare(passage, segment, alone)
        self.in_reason = self.in_reason or any(word in segment.text for word in self.words.reason)
        if not alone or self.in_reason:
            self.pending.append(segment)
        elif alone.subject:
            self.pending.append(replace(segment, text=alone.subject))

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
            case Turn.PART:
                self._parts()
            case Turn.COLON if self.after_figure or self._announces():
                self._parts()
            case _:
                self._within()

    def _end(self) -> None:
        self.wholes.open[:] = self.announced
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
        chapters = self.chapters
        named = read_subject(words, self.words.headings, chapters.department, self.period.year, chapters.own)
        if named.coordinates and not named.unknown:
            self.resolver.open_whole(named)
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
        said = said_before(figure, texts[-1] if texts else "", self.words)
        begins = self.pending[-1].start if texts else figure.start
        draft = replace(drafts.of_figure(passage, figure, said, begins), frame=self.chapters.number)
        texts[-1:] = [said.subject]
        self.after_figure = True
        own = self.resolver.own(texts)
        bound = bind(self.resolver, draft, said, own, in_reason=self.in_reason)
        if figure.quantity is Quantity.COUNT and isinstance(bound, Message):
            if own.unknown or not own.coordinates:
                self.pending.clear()
            return
        claim = replace(draft, why=bound) if isinstance(bound, Message) else bound
        if said.is_compared_amount:
            self.discourse.add_aside(claim)
        else:
            self.discourse.add(claim, is_outermost=len(self.wholes.open) <= len(self.announced))
        self.pending.clear()

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
