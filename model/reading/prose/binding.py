"""Binding: each amount gets its subject from its words, the wholes that are open, the chapter and what was stated.

So does each change, share and rate, with the amount that it is held against.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from model.lexicon.reading import CODE_DIMENSIONS
from model.messages import Message, message
from model.pattern import pattern
from model.reading.prose.claim import MOVED, Claim, Measure, Provenance, weaker, wholes_of
from model.reading.prose.context import NONE, UNBOUND, Placed, SentenceContext
from model.reading.prose.coordinates import NAMED, NARROW, same_money, wider, with_brought_forward, with_flow
from model.reading.prose.figures import OWN_BUDGET, FigureWords
from model.reading.prose.subject import PhraseSubject
from model.record import dataclass

_COUNTED_TWICE = frozenset({"cars", "off_road", "buses"})
"""Items of which sentences count now those that are bought, now those that are owned."""
_OTHER_SIDE = {"revenue": "expenditure", "expenditure": "revenue"}
_ALL_SPENT = pattern(r"总支出|支出总[计额]")
_NO_SUBJECT = message("the sentence names no subject")
_ADJUSTED = pattern("全年|调整")


@dataclass(slots=True)
class Binder:
    """Finds the subjects of figures, and the bases of those that speak of another amount."""

    context: SentenceContext

    def part_by_name(self, own: PhraseSubject) -> Placed | None:
        """Return the part that only the sentence names, or named before; None in no list of parts."""
        context = self.context
        if context.wholes.innermost.claim < 0:
            part = context.discourse.named_part(own.name, context.chapters.coordinates.get("nature"))
            return Placed(context.period.of(part, own.year), provenance=Provenance.CARRIED) if part else None
        placed = self.amount(PhraseSubject({NAMED: own.name}, own.year))
        return placed if isinstance(placed, Placed) else None

    def counted(self, own: PhraseSubject) -> Placed | Message:
        """Return of what a count is."""
        context, spoken = self.context, self.context.discourse.spoken
        if own.coordinates.get("item") not in {None, *_COUNTED_TWICE}:
            return Placed(context.period.of(context.in_chapter(own.coordinates), own.year))
        if not own.coordinates and spoken and spoken.measure is Measure.COUNT:
            return Placed(context.period.of(spoken.coordinates, own.year), provenance=Provenance.CARRIED)
        return message("it counts another thing")

    def amount(self, own: PhraseSubject) -> Placed | Message:
        """Return of what an amount is, with the claim of the whole of which it is a part.

        Money without a use in a sentence on performance is the money that is assessed.
        """
        context = self.context
        is_bare = not own.is_total and own.coordinates.keys() <= {"source", "stage", "flow"}
        assessed = context.discourse.assessed if is_bare else {}
        own = replace(own, coordinates=with_flow({**own.coordinates, **assessed}))
        provenance = context.named(own)
        self._widen_whole(own.coordinates)
        if provenance is Provenance.CHAPTER and self._is_other_side(own):
            provenance = Provenance.CARRIED
        is_first = not context.discourse.spoken and context.discourse.latest == NONE
        if own.names_no_subject and is_first:
            led = {**context.chapters.lead, **own.coordinates}
            is_led = context.chapters.leads and context.chapters.is_read
            if led != own.coordinates or (is_led and provenance is Provenance.CHAPTER):
                own, provenance = replace(own, coordinates=led), Provenance.CARRIED
            elif context.chapters.lacks_subject and not own.names_whole:
                return message("the item that it stands under was not understood")
        elif own.names_no_subject and self._is_part_by_flow(own.coordinates):
            provenance = weaker(Provenance.PART, context.wholes.innermost.provenance)
        elif own.names_no_subject and not own.is_total:
            return self._restated(own, provenance)
        if context.wholes.open and own.coordinates:
            return self._part(own, provenance)
        if not own.coordinates and not context.chapters.innermost.meaning:
            return _NO_SUBJECT
        return context.completed(own, provenance)

    def _widen_whole(self, part: Mapping[str, str]) -> None:
        """Take the open whole as a total where the year's own money is stated as its part.

        So of 总支出，其中本年支出, and of 财政拨款收入，其中本年收入 or 上年结转.
        """
        wholes, discourse = self.context.wholes, self.context.discourse
        whole = wholes.innermost
        if whole.claim < 0 or not whole.coordinates.keys().isdisjoint(NARROW):
            return
        flow, source = whole.coordinates.get("flow"), whole.coordinates.get("source", "")
        is_income = part.get("flow", "revenue") == "revenue" == flow
        of_year = is_income and part.get("source") in ("current", "carryover")
        both = with_brought_forward(source, self.context.dimensions["source"]) if of_year else ""
        phrase = "".join(discourse.claims[whole.claim].phrase.split())
        if part == {"flow": "expenditure"} == {"flow": flow} and _ALL_SPENT.search(phrase):
            coordinates = {**whole.coordinates, "flow": "outlay"}
        elif both:
            coordinates = {**whole.coordinates, "source": both}
        else:
            return
        discourse.correct(whole.claim, coordinates)
        wholes.open[-1] = replace(whole, coordinates=coordinates)

    def _is_part_by_flow(self, part: Mapping[str, str]) -> bool:
        """Return whether a flow alone makes words a part of the open whole (支出总计, of which 年末结转)."""
        outer = self.context.wholes.innermost.coordinates.get("flow", "")
        partition = self.context.dimensions["flow"].partitions.get(outer)
        return partition is not None and part.get("flow") in partition.parts

    def _is_other_side(self, own: PhraseSubject) -> bool:
        """Return whether words name the total of one flow (支出预算) where the other's was stated above no use."""
        context, chapter = self.context, self.context.chapters.coordinates
        flow = own.coordinates.get("flow")
        if flow not in _OTHER_SIDE or "stage" not in own.coordinates or context.wholes.open:
            return False
        if not context.chapters.is_read or chapter.get("flow", flow) != flow:
            return False
        other = context.period.of({**own.coordinates, "flow": _OTHER_SIDE[flow]}, own.year)
        is_stated = context.discourse.claim_of(context.plain(other)) >= 0
        return is_stated and chapter.keys().isdisjoint({*NARROW, "source"})

    def _part(self, own: PhraseSubject, provenance: Provenance) -> Placed | Message:
        """Return the coordinates of a part of an open whole; a part may be stated at another stage than its whole.

        What is announced without an amount (“三公”经费预算如下：) may have its own amount stated first.
        """
        context = self.context
        part, whole = self._use(own), context.wholes.innermost
        outer, stage = whole.coordinates, part.pop("stage", None)
        names_whole = not part.keys().isdisjoint(NARROW) and part.items() <= outer.items()
        if whole.claim == NONE and names_whole and not context.discourse.assessed:
            announced = {name: each for name, each in outer.items() if name not in ("year", "stage")}
            return context.completed(replace(own, coordinates={**announced, **own.coordinates}), provenance)
        # Its parts are those of the economic classification: what it takes of an item is not all of that (会议费).
        if outer.get("item") == "organ_running" != part.get("item", "organ_running"):
            return message("it is the share of the amount before it in what is stated elsewhere")
        placed = context.wholes.place(part, context.dimensions)
        if not placed:
            return self._beside(own, whole, provenance)
        if isinstance(placed, Message):
            return placed
        provenance = self._of_part(part, placed, provenance)
        coordinates = context.period.of(placed.coordinates, own.year)
        if stage and coordinates.get("stage", stage) != stage:
            whole_then = {**context.wholes.innermost.coordinates, "stage": stage}
            return Placed({**coordinates, "stage": stage}, context.discourse.claim_of(whole_then), provenance)
        within = context.discourse.innermost(context.plain(coordinates), placed.claim, context.dimensions)
        return Placed(coordinates, within, provenance)

    def _use(self, own: PhraseSubject) -> dict[str, str]:
        """Return what a part's words state, with the nature of the item that it stands in where they name a code.

        Among the parts of project expenditure the bare name of a code is that of a project. Money brought forward that
        is stated among the parts of a use is what is spent of it (项目支出…，上年结转).
        """
        outer = self.context.wholes.innermost.coordinates
        nature = self.context.chapters.coordinates.get("nature")
        use = dict(own.coordinates)
        if own.name and outer.get("nature", nature) == "project":
            named = {name: member for name, member in use.items() if name not in CODE_DIMENSIONS}
            return {**named, NAMED: own.name}
        if nature and "nature" not in outer and use.keys() & CODE_DIMENSIONS:
            use.setdefault("nature", nature)
        source = self.context.dimensions["source"]
        of_use = outer.get("flow") == "expenditure" and not outer.keys().isdisjoint(NARROW)
        is_brought = source.is_under(use.get("source", source.root), "carryover")
        if of_use and is_brought and use.get("flow") == "revenue":
            use["flow"] = "expenditure"
        return use

    def _beside(self, own: PhraseSubject, whole: Placed, provenance: Provenance) -> Placed | Message:
        """Return the coordinates of what stands among parts and is none.

        It is another total or balance (年终结转结余), another member where the parts are of one (经营支出 stated under
        项目支出), or the same at another stage.
        """
        inner, outer = with_flow(own.coordinates), whole.coordinates
        named = inner.keys() & set(NARROW)
        is_other_flow = own.coordinates.get("flow") not in (None, outer.get("flow"))
        if (is_other_flow or (own.is_total and "flow" in own.coordinates)) and not named:
            return self.context.completed(own, weaker(provenance, Provenance.CARRIED))
        if inner.get("flow") == outer.get("flow") and named <= outer.keys() & self.context.dimensions.keys():
            is_other_stage = inner.get("stage", outer.get("stage")) != outer.get("stage")
            if named and (is_other_stage or any(inner[name] != outer[name] for name in named)):
                again = self.context.period.of({**outer, **inner}, own.year)
                return Placed(again, provenance=Provenance.CARRIED)
        self.context.wholes.open.append(Placed({}, UNBOUND))
        return message("it is no part of the amount before it")

    def _of_part(self, words: Mapping[str, str], part: Placed, provenance: Provenance) -> Provenance:
        """Return how certain a part is: as its whole and its words, or as its words where the whole adds nothing."""
        if part.provenance.is_certain:
            return weaker(provenance, Provenance.PART)
        alone, plain = self.context.completed(PhraseSubject(words)), self.context.plain
        if isinstance(alone, Placed) and plain(alone.coordinates) == plain(part.coordinates):
            return provenance
        return weaker(provenance, part.provenance)

    def _restated(self, own: PhraseSubject, provenance: Provenance) -> Placed | Message:
        """Return the coordinates of an amount of which only the year or the stage is new, or that follows a count.

        Where revenue was stated, expenditure is the other side of the same money.
        """
        context, named, year = self.context, own.coordinates, own.year
        spoken = context.discourse.spoken
        if not spoken:
            return _NO_SUBJECT
        is_other_side = named.get("flow", spoken.coordinates.get("flow")) != spoken.coordinates.get("flow")
        is_of_use = not spoken.coordinates.keys().isdisjoint(NARROW)
        if is_other_side and not is_of_use:
            return context.completed(own, weaker(provenance, Provenance.CARRIED))
        # 上年支出 is the same money a year before only where what was stated is of no single use.
        if is_other_side or (is_of_use and year and named.keys() == {"flow"}):
            return _NO_SUBJECT
        again = {**spoken.coordinates, **named}
        if year and "stage" not in named:
            again.pop("stage", None)
        again = context.period.of(again, year)
        if not year and again == spoken.coordinates and spoken.measure is not Measure.COUNT:
            return _NO_SUBJECT
        is_new = "stage" in named and not year and context.discourse.claim_of(again) == NONE
        whole = context.wholes.holding(again, context.dimensions) if is_new else NONE
        return Placed(again, whole, weaker(spoken.provenance, Provenance.CARRIED))

    def bound(self, draft: Claim, wording: FigureWords, own: PhraseSubject) -> Claim | Message:
        """Return a claim with its subject, the claim of the subject's amount, and its base; or why it has none."""
        if own.is_silent and wording.measure in MOVED:
            self._speak_of_base(wording.base)
        subject = self._again(own) or (self._named(own) if own.coordinates else self._spoken(wording))
        if isinstance(subject, Message):
            return subject
        if own.names_no_subject and not own.names_whole and self.context.discourse.latest == UNBOUND:
            return message("its amount is not bound")
        base = self._base(wording, subject)
        if isinstance(base, Message):
            return base
        draft = replace(draft, about=subject.claim, base=self.context.plain(base))
        return self.context.claim(draft, replace(subject, claim=NONE))

    def compared_amount(self, wording: FigureWords) -> Placed | Message:
        """Return the amount that the one before it is compared with (比2020年74.85万元增加…)."""
        self._speak_of_base(wording.base)
        discourse = self.context.discourse
        subject = discourse.subject
        is_past = subject is not None and subject.coordinates.get("year", "") < str(self.context.period.year)
        if subject is None or wording.subject or (is_past and not discourse.compared):
            return _NO_SUBJECT
        discourse.compared = wording.base
        then = self.context.period.compared(wording.base, subject.coordinates)
        return Placed(then, provenance=subject.provenance)

    def base_amount(self, wording: FigureWords) -> Placed | Message:
        """Return the amount that words name as the base of the rate behind it."""
        spoken, subject = self.context.discourse.spoken, self.context.discourse.subject
        if spoken is None or subject is None or spoken.measure is not Measure.AMOUNT or wording.subject:
            return _NO_SUBJECT
        base = self._base(wording, subject)
        return base if isinstance(base, Message) else Placed(base, provenance=subject.provenance)

    def _speak_of_base(self, base: str) -> None:
        """Let the words speak of the use that a comparison names where none was stated last (比2020年“三公”经费)."""
        named, discourse = self.context.read(base), self.context.discourse
        spoken = discourse.spoken
        own = {name: member for name, member in named.coordinates.items() if name in NARROW}
        if spoken and not own.items() <= spoken.coordinates.items():
            others = {name: each for name, each in spoken.coordinates.items() if name not in NARROW}
            discourse.speak_of(discourse.claim_of(self.context.plain({**others, **own})))

    def _again(self, own: PhraseSubject) -> Placed | None:
        """Return what was spoken of last at the stage that is all the words name (决算数较上年增加)."""
        discourse = self.context.discourse
        spoken = discourse.spoken
        if spoken is None or spoken.measure is Measure.COUNT or "stage" not in own.coordinates:
            return None
        again = {**spoken.coordinates, **own.coordinates}
        is_other_side = again.get("flow") != spoken.coordinates.get("flow")
        if own.year or own.names_whole or not own.names_no_subject or is_other_side:
            return None
        return Placed(again, discourse.claim_of(again), weaker(spoken.provenance, Provenance.CARRIED))

    def _named(self, own: PhraseSubject) -> Placed | Message:
        """Return the subject that the words name; one that the chapter gives is as certain as its amount."""
        placed = self.context.place(own)
        if isinstance(placed, Message) or placed.claim < 0 or placed.provenance is not Provenance.CHAPTER:
            return placed
        return replace(placed, provenance=self.context.discourse.claims[placed.claim].provenance)

    def _spoken(self, wording: FigureWords) -> Placed | Message:
        """Return the subject that was spoken of last; of two years' amounts, the later year's."""
        discourse = self.context.discourse
        spoken, subject = discourse.spoken, discourse.subject
        if spoken is None or subject is None or spoken.measure is Measure.COUNT:
            return message("its amount is not bound")
        year = spoken.coordinates.get("year", "")
        if wording.measure in MOVED and spoken.measure is Measure.AMOUNT and year and not wording.base:
            later = {**spoken.coordinates, "year": str(int(year) + 1)}
            number = discourse.claim_of(later)
            if number != NONE and not discourse.compared:
                discourse.compared = f"{year}年"
                return Placed(later, number, discourse.claims[number].provenance)
        is_of_budget = "预算" in wording.base or wording.measure is Measure.COMPLETION
        return self.context.at_own_stage(subject) if is_of_budget else subject

    def _base(self, wording: FigureWords, subject: Placed) -> dict[str, str] | Message:
        """Return what a share, a rate or a change is held against."""
        context, discourse, coordinates = self.context, self.context.discourse, subject.coordinates
        if wording.lacks_base and wording.measure in MOVED:
            return message("it does not say of what it is the difference")
        if wording.base == OWN_BUDGET:
            # The adjusted budget of the same money and year is meant where the prose stated it last.
            adjusted, approved = ({**coordinates, "stage": stage} for stage in ("adjusted", "budget"))
            return adjusted if discourse.claim_of(adjusted) > discourse.claim_of(approved) else approved
        if wording.is_times:
            return context.period.compared(wording.base, coordinates)
        if wording.measure in MOVED:
            discourse.compared = wording.base or discourse.compared
            return context.period.compared(discourse.compared, coordinates)
        if wording.measure is Measure.COMPLETION:
            return {**coordinates, "stage": "adjusted" if _ADJUSTED.search(wording.base) else "budget"}
        named = context.read(wording.base)
        if wording.lacks_base or named.unknown:
            return message("it does not say of what it is a share")
        if named.coordinates:
            same = same_money(named.coordinates, coordinates)
            return context.period.of({**same, **with_flow(named.coordinates)}, named.year)
        # The amount whose parts are being stated, where this is one of them; else its own whole.
        wholes = list(wholes_of(discourse.claims, subject.claim)) if subject.claim >= 0 else []
        listed = context.wholes.innermost.claim
        if wholes:
            return dict(discourse.claims[listed if listed in wholes else wholes[0]].coordinates)
        return wider(coordinates, context.dimensions)
