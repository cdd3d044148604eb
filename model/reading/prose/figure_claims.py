"""Claims of figures: a figure becomes a claim with the words that stand before it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from model.messages import Message, message
from model.reading.prose import drafts
from model.reading.prose.binding import bind
from model.reading.prose.claim import Claim, Measure, Provenance, weaker
from model.reading.prose.comparing import MOVED, Comparison
from model.reading.prose.cue import Clause, Segment
from model.reading.prose.discourse import Discourse
from model.reading.prose.figures import Figure, Quantity
from model.reading.prose.measure import Said, in_brackets, is_of_it, of_amount, origin, said_before
from model.reading.prose.passage import Passage
from model.reading.prose.resolving import Resolver
from model.reading.prose.subject import PhraseSubject, whole_name
from model.reading.prose.wholes import UNBOUND

_BECOMES_LONGEST = 12
_RATE_LONGEST = 24
_OPENS = re.compile(r"\s*\(")
_BRACKET = re.compile(r"\s*\(\s*")
_CLOSES = re.compile(r"\s*\)")


@dataclass(slots=True)
class FigureClaims:
    """Makes the claims of a document's figures and comparisons, in their order.

    `clause` are the words before the next figure. `origin` tells with what the amount that comes next is compared, ""
    where that is unknown, None where nothing came before it; `ended` where the last figure of the passage ends.
    `closes_list` tells that the last figure is an amount which 、 joins to the one before it; `rate` is what is said of
    the rate whose base the last figure is.
    """

    resolver: Resolver
    discourse: Discourse
    clause: Clause
    origin: str | None = None
    ended: int = -1
    closes_list: bool = False
    rate: Said | None = None

    def take(self, passage: Passage, figure: Figure, listed: int) -> bool:
        """Add the claim of a figure; tell whether it is one of what the words name, and not what that came from.

        A thing that is counted but not bound may still have an amount after it. `listed` is how many wholes each
        sentence begins with: an amount that is told with no more of them open is no part.
        """
        texts = [segment.text for segment in self.clause.words]
        came_from = (
            origin(texts[-1], passage.text[figure.end : figure.end + _BECOMES_LONGEST]) if texts else None
        )
        if came_from and figure.quantity is Quantity.MONEY:
            self._take_origin(passage, figure, came_from)
            return False
        rate = self._rate_of_amount(passage, figure, texts)
        if rate is not None and figure.quantity is Quantity.MONEY:
            self._take_base(passage, figure, rate)
            return False
        said = rate or in_brackets(
            said_before(figure, texts[-1] if texts else "", self.resolver.words),
            self._changed(passage, figure),
        )
        begins = self.clause.words[-1].start if texts else figure.start
        draft = drafts.of_figure(passage, figure, said, begins, self.resolver.chapters.number)
        texts[-1:] = [said.subject]
        if said.measure in MOVED and not any(text.strip() for text in texts):
            self._leave_list(passage, begins)
        joined = self.ended >= 0 and passage.text[self.ended : begins].strip() == "、"
        self.closes_list = joined and said.measure is Measure.AMOUNT
        own = self._listed(passage, self.resolver.own(texts))
        bound = self._again(passage, figure, draft) or bind(
            self.resolver, draft, said, own, in_reason=self.clause.in_reason
        )
        if figure.quantity is Quantity.COUNT and isinstance(bound, Message):
            if own.unknown or not own.coordinates:
                self.clause.words.clear()
            return True
        claim = replace(draft, why=bound) if isinstance(bound, Message) else bound
        if said.is_compared_amount or self.clause.in_reason or self._is_past(claim, own):
            self.discourse.add_aside(claim)
        else:
            self.discourse.add(claim, is_outermost=len(self.resolver.wholes.open) <= listed)
        self._compare_with_origin()
        self.clause.words.clear()
        if claim.measure is Measure.AMOUNT and _OPENS.match(passage.text, figure.end):
            self.discourse.open_bracket()
        return True

    def _rate_of_amount(self, passage: Passage, figure: Figure, texts: list[str]) -> Said | None:
        """Return what is said of a rate whose base has its amount, at that amount and at the rate; None for no such."""
        last, self.rate = self.rate, None
        if not texts:
            return None
        if figure.quantity is Quantity.MONEY:
            self.rate = of_amount(texts[-1], passage.text[figure.end : figure.end + _RATE_LONGEST])
            return self.rate
        return replace(last, subject="") if last and is_of_it(texts[-1]) else None

    def _take_base(self, passage: Passage, figure: Figure, said: Said) -> None:
        """Add the claim of an amount of which the rate behind it is told; the words before it go on to the rate."""
        last = self.clause.words[-1]
        amount = Said(Measure.AMOUNT, said.subject, said.base)
        draft = drafts.of_figure(passage, figure, amount, last.start, self.resolver.chapters.number)
        bound: Claim | Message = message("it stands in a reason or a purpose")
        if not self.clause.in_reason:
            bound = Comparison(self.resolver).base_amount(draft, said)
        self.discourse.add_aside(replace(draft, why=bound) if isinstance(bound, Message) else bound)
        self.clause.words[-1:] = [replace(last, text=said.subject)] if said.subject else []

    def _leave_list(self, passage: Passage, begins: int) -> None:
        """Let a comparison behind amounts that 、 joins (其中A1万元、B2万元，比上年增加) speak of their whole."""
        claims = self.discourse.claims
        if not self.closes_list or not claims or passage.text[self.ended : begins].strip() != ",":
            return
        whole = claims[-1].whole
        self.discourse.latest = whole if whole >= 0 else UNBOUND
        carried = whole >= 0 and claims[whole].is_bound
        self.discourse.spoken = (
            replace(claims[whole], provenance=weaker(claims[whole].provenance, Provenance.CARRIED))
            if carried
            else None
        )

    def _take_origin(self, passage: Passage, figure: Figure, said: Said) -> None:
        """Add the claim of an amount from which the next one came; that one has the subject of the words before both.

        Where no time is named the amount is not bound, and neither is what is compared after it.
        """
        last = self.clause.words[-1]
        draft = drafts.of_figure(passage, figure, said, last.start, self.resolver.chapters.number)
        own = self.resolver.own([*(segment.text for segment in self.clause.words[:-1]), said.subject])
        bound = None if own.unknown or self.clause.in_reason else self.resolver.amount(draft, own)
        if isinstance(bound, Claim) and said.base:
            then = self.resolver.period.compared(said.base, bound.coordinates)
            claim = replace(bound, coordinates={**bound.coordinates, **then}, whole=-1)
        else:
            claim = replace(draft, why=message("it does not say of which time it is"))
        self.discourse.add_aside(claim)
        self.clause.words[-1] = replace(last, text=said.subject)
        self.origin = said.base

    def _listed(self, passage: Passage, own: PhraseSubject) -> PhraseSubject:
        """Return a subject with the names that stand in a list before it: the whole name, or several things together.

        房地产、房屋租赁市场监管 may be one name; the money of 会议费、培训费 is that of neither, while the names before
        等 (津贴补贴、奖金等人员经费) are examples of the one that it tells.
        """
        if "nature" in own.coordinates and "等" in self.clause.words[-1].text:
            return own
        before: list[str] = []
        for earlier, later in pairwise(reversed(self.clause.words)):
            if passage.text[later.end : earlier.start].strip() != "、":
                break
            before.append(later.text)
        if not before:
            return own
        if own.name and own.unknown:
            return replace(own, name=whole_name([*reversed(before), own.name], self.resolver.words.sentences))
        several = own.is_narrow and any(self.resolver.read(text).is_narrow for text in before)
        return replace(own, is_several=several)

    def _compare_with_origin(self) -> None:
        """Let what follows be compared with that from which the amount came, or with nothing where that is unknown."""
        if self.origin is not None:
            self.discourse.compared = self.origin
            self.discourse.spoken = self.discourse.spoken if self.origin else None
        self.origin = None

    def _is_past(self, claim: Claim, own: PhraseSubject) -> bool:
        """Tell whether an amount in brackets is that of another year, told beside the change (去年预算数为 0 万元)."""
        in_brackets = bool(self.clause.words) and self.clause.words[0].text.lstrip().startswith("(")
        other = own.year is not None and own.year != self.resolver.period.year
        return in_brackets and other and claim.measure is Measure.AMOUNT

    def _again(self, passage: Passage, figure: Figure, draft: Claim) -> Claim | None:
        """Return the claim of an amount that is told again in another unit, in brackets (2.00万元（20,000.00元）)."""
        last = self.discourse.claims[-1] if self.discourse.claims else None
        if last is None or last.measure is not Measure.AMOUNT or last.unit in (None, figure.unit):
            return None
        alone = _BRACKET.fullmatch(passage.text, max(self.ended, 0), figure.start)
        if not (alone and self.ended >= 0 and last.is_bound and _CLOSES.match(passage.text, figure.end)):
            return None
        again = replace(
            draft, coordinates=last.coordinates, provenance=weaker(last.provenance, Provenance.CARRIED)
        )
        return again if again.low <= last.high and last.low <= again.high else None

    def _changed(self, passage: Passage, figure: Figure) -> Claim | None:
        """Return the change that was told right before a figure, None where other words stand between."""
        last = self.discourse.claims[-1] if self.discourse.claims else None
        if last is None or last.measure is not Measure.CHANGE or not self.clause.words:
            return None
        between = passage.text[self.clause.words[-1].start : figure.start]
        return last if _BRACKET.fullmatch(between) else None

    def compare(self, passage: Passage, segment: Segment, said: Said) -> None:
        """Add the claim of a comparison that tells no figure, where it has a subject."""
        if not said.subject:
            self._leave_list(passage, segment.start)
        subject = self.resolver.read(said.subject)
        draft = drafts.of_comparison(passage, segment, said)
        bound = None if subject.unknown else Comparison(self.resolver).bound(draft, said, subject)
        if isinstance(bound, Claim):
            self.discourse.add_aside(bound)
