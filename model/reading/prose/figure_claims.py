"""Claims of figures: a figure becomes a claim with the words that stand before it."""

from __future__ import annotations

from dataclasses import field, replace
from itertools import pairwise

from model.messages import Message, message
from model.pattern import pattern
from model.reading.prose.binding import Binder
from model.reading.prose.claim import ABOUT, MOVED, Claim, Measure, Provenance, weaker
from model.reading.prose.context import UNBOUND, Placed, SentenceContext
from model.reading.prose.coordinates import NAMED, OWNED
from model.reading.prose.figures import Figure, FigureWords, Quantity, of_next, words_before
from model.reading.prose.passage import Clause, Passage, Segment
from model.reading.prose.subject import PhraseSubject
from model.record import dataclass

_BEHIND_LONGEST = 24
_OPENS = pattern(r"\s*\(")
_PARTS = pattern(r"\s*\(\s*(?P<parts>(?:[^()。]|\([^()。]*\)){1,300}?元)\s*\)")
_BRACKET = pattern(r"\s*\(\s*")
_CLOSES = pattern(r"\s*\)")
_SEVERAL_SHARES = message("several shares follow one another, and it is not said which is of what")
_NEXT_SHARE = pattern(r"\s*(?:[、:/]|和|与|及)\s*\d[\d.]*\s*%")
_IN_REASON = message("it stands in a reason or a purpose")


@dataclass(slots=True)
class FigureClaims:
    """Makes the claims of a document's figures and comparisons, in their order.

    `passage` is the one that is read, `clause` are the words before the next figure. `origin` is that with which the
    next amount is compared, "" where that is unknown, None for nothing; `ended` where the last figure of the passage
    ends. `rate` is what is stated of the rate behind the last amount, `has_place` means that a list of names gives the
    figure the words of its place.
    """

    context: SentenceContext
    clause: Clause
    passage: Passage = field(init=False)
    origin: str | None = None
    ended: int = -1
    has_place: bool = False
    rate: FigureWords | None = None

    def compare(self, segment: Segment, wording: FigureWords) -> None:
        """Add the claim of a comparison that states no figure, where it has a subject."""
        subject = self.context.read(wording.subject)
        if self._of_other_body():
            return
        nothing = Figure(segment.start, segment.end, Quantity.COUNT, 0, 0, 0)
        draft = self._draft(nothing, wording, segment.start)
        bound = None if subject.unknown else Binder(self.context).bound(draft, wording, subject)
        claim = bound if isinstance(bound, Claim) else None
        discourse = self.context.discourse
        if claim:
            discourse.add_aside(claim)
        if wording.subject:
            # The next words speak of what it named, of nothing where that is not known.
            discourse.latest, discourse.spoken = claim.about if claim else UNBOUND, claim

    def take(self, figure: Figure, listed: int) -> bool:
        """Add the claim of a figure; return whether it is one of what the words name, and not what that came from.

        A thing that is counted but not bound may still have an amount after it. `listed` is how many wholes each
        sentence begins with: an amount that is stated with no more of them open is no part.
        """
        discourse, words = self.context.discourse, self.clause.words
        nearest = words[-1].text if words else ""
        rate, self.rate = self.rate, None
        behind = self.passage.text[figure.end : figure.end + _BEHIND_LONGEST]
        leading = of_next(nearest, behind) if figure.quantity is Quantity.MONEY else None
        if leading:
            self._take_before(figure, leading)
            return False
        wording = self._in_brackets(words_before(figure, nearest, self.context.words), figure)
        if rate and figure.quantity is Quantity.PERCENT:
            wording = replace(rate, subject="")
        draft = self._draft(figure, wording, words[-1].start if words else figure.start)
        own = self._listed(self.context.own([*self.clause.texts[:-1], wording.subject]))
        is_of_several = wording.measure is Measure.SHARE and not self.has_place
        several = is_of_several and _NEXT_SHARE.match(self.passage.text, figure.end)
        unclear = self._of_other_body() or (_SEVERAL_SHARES if several else None)
        bound = unclear or self._stated_before(figure, draft, own) or self._bound(draft, wording, own)
        bound = self._of_interim(figure, bound)
        if figure.quantity is Quantity.COUNT and wording.measure in MOVED:
            # It states how many more or fewer things there are, and so does a rate behind it: neither is of money.
            discourse.speak_of(UNBOUND)
            words.clear()
            return True
        if figure.quantity is Quantity.COUNT and isinstance(bound, Message):
            if own.unknown or not own.coordinates:
                words.clear()
            return True
        claim = self.context.claim(draft, bound)
        is_other_year = claim.measure is Measure.AMOUNT and own.year not in (None, self.context.period.year)
        # That of another year stands in brackets beside the change (去年预算数为 0 万元), or beside this year's amount.
        is_past = is_other_year and words[0].text.lstrip().startswith("(")
        is_beside = is_other_year and not own.coordinates and discourse.spoken is not None
        if wording.is_compared_amount or wording.lacks_base or self.clause.in_reason or is_past:
            discourse.add_aside(claim)
        else:
            is_part = len(self.context.wholes.open) > listed
            discourse.add(claim, is_outermost=not is_part and not is_beside)
        if self.origin is not None:
            # What follows is compared with that from which the amount came, with nothing where that is unknown.
            discourse.compared, self.origin = self.origin, None
            discourse.spoken = discourse.spoken if discourse.compared else None
        words.clear()
        if claim.measure is Measure.AMOUNT and _OPENS.match(self.passage.text, figure.end):
            discourse.open_bracket()
            self._open_parts(figure.end)
        return True

    def _open_parts(self, end: int) -> None:
        """Open an amount as the whole of those in the bracket behind it (100万元（基本支出60万元、项目支出40万元）)."""
        discourse, wholes = self.context.discourse, self.context.wholes
        behind = _PARTS.match(self.passage.text, end)
        if behind and not behind["parts"].startswith(self.context.words.part):
            wholes.brackets.append(len(wholes.open))
            wholes.open.append(discourse.subject or Placed({}, UNBOUND))

    def _of_other_body(self) -> Message | None:
        """Return why what is stated is not the department's: a heading or the sentence names another body."""
        body = self.context.chapters.other_body or self.context.discourse.body
        return message("it is stated of {body} alone", body=body[:40]) if body else None

    def _of_interim(self, figure: Figure, bound: Claim | Placed | Message) -> Claim | Placed | Message:
        """Return what is bound, or that it is not the year's: the sentence states the money of a time within the year.

        What is owned is so at one time.
        """
        interim = self.context.discourse.interim if figure.quantity is Quantity.MONEY else ""
        if not interim or isinstance(bound, Message) or bound.coordinates.get("item") in OWNED:
            return bound
        return message("it is stated of {time} alone", time=interim)

    def _draft(self, figure: Figure, wording: FigureWords, begins: int) -> Claim:
        """Return the claim of a figure before its subject is known; the words that it is read from begin there."""
        passage = self.passage
        paragraph, start, end = passage.place(figure.start, figure.end)
        falls = wording.direction == "down" and figure.amount > 0
        return Claim(
            measure=wording.measure,
            paragraph=paragraph,
            start=start,
            end=end,
            text=passage.printed(figure.start, figure.end),
            phrase=passage.printed(begins, figure.end),
            amount=-figure.amount if falls else figure.amount,
            half=figure.half,
            decimals=figure.decimals,
            unit=figure.unit,
            direction="down" if wording.direction == "up" and figure.amount < 0 else wording.direction,
            frame=self.context.chapters.number,
        )

    def _bound(self, draft: Claim, wording: FigureWords, own: PhraseSubject) -> Claim | Placed | Message:
        """Return the claim or its subject, which depends on what it measures, or why it has none."""
        binder = Binder(self.context)
        if self.clause.in_reason:
            return _IN_REASON
        if own.is_several:
            return message("it is stated of several things together")
        if own.unknown:
            is_amount = wording.measure is Measure.AMOUNT and not wording.base
            named = binder.part_by_name(own) if own.name and is_amount else None
            return named or message("no word of the lexicon covers {words}", words=own.unknown[:40])
        if wording.is_compared_amount:
            return binder.compared_amount(wording)
        if wording.measure in ABOUT:
            return binder.bound(draft, wording, own)
        if wording.measure is Measure.COUNT:
            return binder.counted(own)
        discourse = self.context.discourse
        latest = discourse.claims[discourse.latest] if discourse.latest >= discourse.begun else None
        of_source_alone = own.coordinates.keys() == {"source"} and not self.context.wholes.open
        if of_source_alone and latest and NAMED in latest.coordinates:
            return message("it is of the use that the sentence names before it")
        return binder.amount(own)

    def _take_before(self, figure: Figure, wording: FigureWords) -> None:
        """Add the claim of an amount from which the next came, or of which the next is the rate.

        The words before it go on to the next figure, which has their subject.
        """
        last = self.clause.words[-1]
        draft = self._draft(figure, replace(wording, measure=Measure.AMOUNT), last.start)
        if wording.measure is Measure.AMOUNT:
            bound, self.origin = self._origin(wording), wording.base
        else:
            bound = _IN_REASON if self.clause.in_reason else Binder(self.context).base_amount(wording)
            self.rate = wording
        self.context.discourse.add_aside(self.context.claim(draft, self._of_other_body() or bound))
        self.clause.words[-1] = replace(last, text=wording.subject)

    def _origin(self, wording: FigureWords) -> Placed | Message:
        """Return of what an amount is from which the next one came; where no time is named that is not known.

        Neither is then what is compared after it.
        """
        context = self.context
        own = context.own([*self.clause.texts[:-1], wording.subject])
        if not own.unknown and not self.clause.in_reason:
            if own.is_silent and wording.base:
                return Binder(context).compared_amount(wording)
            bound = Binder(context).amount(own)
            if isinstance(bound, Placed) and wording.base:
                return Placed(
                    context.period.compared(wording.base, bound.coordinates), provenance=bound.provenance
                )
        return message("it does not say of which time it is")

    def _listed(self, own: PhraseSubject) -> PhraseSubject:
        """Return a subject with the names that stand in a list before it: the whole name, or several things together.

        房地产、房屋租赁市场监管 may be one name; the money of 会议费、培训费 is that of neither, while the names before
        等 (津贴补贴、奖金等人员经费) are examples of the one that it states.
        """
        if "nature" in own.coordinates and "等" in self.clause.words[-1].text:
            return own
        before: list[str] = []
        for earlier, later in pairwise(reversed(self.clause.words)):
            if self.passage.text[later.end : earlier.start].strip() != "、":
                break
            before.append(later.text)
        if not before:
            return own
        if own.name and own.unknown:
            return replace(own, name=self.context.reader.whole_name([*reversed(before), own.name]))
        several = own.is_narrow and any(self.context.read(text).is_narrow for text in before)
        return replace(own, is_several=several)

    def _stated_before(self, figure: Figure, draft: Claim, own: PhraseSubject) -> Placed | None:
        """Return the amount that is stated once more: in another unit, or as what another became.

        So of 2.00万元（20,000.00元）, and of 2万元，由上年1万元增加到2万元.
        """
        discourse, text = self.context.discourse, self.passage.text
        is_alone = self.ended >= 0 and _BRACKET.fullmatch(text, self.ended, figure.start)
        before = discourse.last if is_alone and _CLOSES.match(text, figure.end) else None
        if before is None or before.unit in (None, figure.unit):
            before = discourse.spoken if self.origin and own.is_silent else None
        if before is None or not (
            before.is_bound and before.measure is Measure.AMOUNT and before.meets(draft)
        ):
            return None
        return Placed(before.coordinates, provenance=weaker(before.provenance, Provenance.CARRIED))

    def _in_brackets(self, wording: FigureWords, figure: Figure) -> FigureWords:
        """Return the words of a percentage in brackets behind a change: how much it grew (增加 0.46 万元（15.13%）)."""
        last, is_share = self.context.discourse.last, wording.measure is Measure.SHARE and wording.lacks_base
        if last is None or last.measure is not Measure.CHANGE or not is_share or not self.clause.words:
            return wording
        is_alone = _BRACKET.fullmatch(self.passage.text, self.clause.words[-1].start, figure.start)
        return FigureWords(Measure.GROWTH, "", "", last.direction) if is_alone else wording
