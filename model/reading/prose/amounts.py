"""Amounts: each gets its subject from its words, from the wholes that are open, the chapter and what was told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from model.lexicon.reading import CODE_DIMENSIONS
from model.messages import Message, message
from model.reading.prose.claim import Measure, Provenance, weaker
from model.reading.prose.context import NONE, UNBOUND, Placed, SentenceContext
from model.reading.prose.coordinates import NAMED, NARROW, in_chapter, in_year, with_flow
from model.reading.prose.subject import PhraseSubject

COUNTED_TWICE = frozenset({"cars", "off_road", "buses"})
"""Items of which sentences count now those that are bought, now those that are owned."""

_OTHER_SIDE = {"revenue": "expenditure", "expenditure": "revenue"}
_ALL_SPENT = re.compile(r"总支出|支出总[计额]")
NO_SUBJECT = message("the sentence names no subject")
"""Why words without a subject are not bound."""


@dataclass(slots=True)
class AmountBinder:
    """Finds the subjects of amounts and of counts."""

    context: SentenceContext

    def part_by_name(self, own: PhraseSubject) -> Placed | None:
        """Return the part that only the sentence names, or named before; None in no list of parts."""
        context = self.context
        if context.wholes.innermost.claim < 0:
            told = context.discourse.told_by_name(own.name, context.chapters.coordinates.get("nature"))
            return Placed(in_year(told, own.year), provenance=Provenance.CARRIED) if told else None
        placed = self.amount(PhraseSubject({NAMED: own.name}, own.year))
        return placed if isinstance(placed, Placed) else None

    def counted(self, own: PhraseSubject) -> Placed | Message:
        """Return of what a count is."""
        context, spoken = self.context, self.context.discourse.spoken
        item = own.coordinates.get("item")
        if item and item not in COUNTED_TWICE:
            chapter = context.chapters.coordinates
            told = with_flow(in_chapter(chapter, own.coordinates, context.dimensions))
            provenance = Provenance.NAMED
        elif not own.coordinates and spoken and spoken.measure is Measure.COUNT:
            told, provenance = dict(spoken.coordinates), Provenance.CARRIED
        else:
            return message("it counts another thing")
        return Placed(context.period.of(told, own.year), provenance=provenance)

    def amount(self, own: PhraseSubject) -> Placed | Message:
        """Return of what an amount is, with the claim of the whole of which it is a part.

        Money without a use in a sentence on performance is the money that is assessed.
        """
        context = self.context
        if not own.unknown and not own.is_total and own.coordinates.keys() <= {"source", "stage", "flow"}:
            own = replace(own, coordinates={**own.coordinates, **context.discourse.assessed})
        told = with_flow(own.coordinates)
        provenance = context.named(own)
        self._widen_whole(told)
        if provenance is Provenance.CHAPTER and self._is_other_side(own):
            provenance = Provenance.CARRIED
        is_first = not context.discourse.spoken and context.discourse.latest == NONE
        if own.says_little and is_first:
            led = {**context.chapters.lead, **told}
            is_led = context.chapters.leads and context.chapters.is_read
            if led != told or (is_led and provenance is Provenance.CHAPTER):
                told, provenance = led, Provenance.CARRIED
            elif context.chapters.lacks_subject and not own.says_whole:
                return message("the item that it stands under was not understood")
        elif own.says_little and self._is_part_by_flow(told):
            provenance = weaker(Provenance.PART, context.wholes.innermost.provenance)
        elif own.says_little and not own.is_total:
            return self._restated(own)
        if context.wholes.open and told:
            return self._part(replace(own, coordinates=told), provenance)
        if not told and not context.chapters.innermost.meaning:
            return NO_SUBJECT
        completed = context.completed(replace(own, coordinates=told))
        return completed if isinstance(completed, Message) else Placed(completed, provenance=provenance)

    def _widen_whole(self, told: Mapping[str, str]) -> None:
        """Take the open whole as a total where the year's own money is told as its part.

        So of 总支出，其中本年支出, and of 财政拨款收入，其中本年收入 or 上年结转.
        """
        wholes, discourse = self.context.wholes, self.context.discourse
        whole = wholes.innermost
        if whole.claim < 0 or not whole.coordinates.keys().isdisjoint(NARROW):
            return
        wider = self._wider(whole.coordinates, told, "".join(discourse.claims[whole.claim].phrase.split()))
        if wider:
            coordinates = {**whole.coordinates, **wider}
            discourse.correct(whole.claim, coordinates)
            wholes.open[-1] = replace(whole, coordinates=coordinates)

    def _wider(self, whole: Mapping[str, str], told: Mapping[str, str], phrase: str) -> dict[str, str]:
        """Return in what a whole is wider than its words say if money of the year is its part."""
        if told == {"flow": "expenditure"} == {"flow": whole.get("flow")}:
            return {"flow": "outlay"} if _ALL_SPENT.search(phrase) else {}
        if told.get("source") not in ("current", "carryover"):
            return {}
        total = f"{whole.get('source')}_all"
        of_year = told.get("flow", "revenue") == whole.get("flow") == "revenue"
        return {"source": total} if of_year and total in self.context.dimensions["source"].members else {}

    def _is_part_by_flow(self, told: Mapping[str, str]) -> bool:
        """Tell whether a flow alone makes words a part of the open whole (支出总计, of which 年末结转)."""
        wholes = self.context.wholes
        partition = wholes.dimensions["flow"].partitions.get(wholes.innermost.coordinates.get("flow", ""))
        return partition is not None and told.get("flow") in partition.parts

    def _is_other_side(self, own: PhraseSubject) -> bool:
        """Tell whether words name the total of one flow (支出预算) where the other's was told above no use."""
        context, chapter = self.context, self.context.chapters.coordinates
        flow = own.coordinates.get("flow")
        if flow not in _OTHER_SIDE or "stage" not in own.coordinates or context.wholes.open:
            return False
        if not context.chapters.is_read or chapter.get("flow", flow) != flow:
            return False
        other = context.period.of({**own.coordinates, "flow": _OTHER_SIDE[flow]}, own.year)
        is_told = context.discourse.told(context.plain(other)) >= 0
        return is_told and chapter.keys().isdisjoint({*NARROW, "source"})

    def _part(self, own: PhraseSubject, provenance: Provenance) -> Placed | Message:
        """Return the coordinates of a part of an open whole; a part may be told at another stage than its whole."""
        context = self.context
        told, outer = self._use(own), context.wholes.innermost.coordinates
        stage = told.pop("stage", None)
        placed = context.wholes.place(told)
        if not placed:
            return self._beside(own, outer, provenance)
        if placed.claim == UNBOUND:
            return message("the amount of which it is a part is not bound")
        provenance = self._of_part(told, placed, provenance)
        if stage and placed.coordinates.get("stage", stage) != stage:
            whole_then = {**context.wholes.innermost.coordinates, "stage": stage}
            own_stage = in_year({**placed.coordinates, "stage": stage}, own.year)
            return Placed(own_stage, context.discourse.told(whole_then), provenance)
        coordinates = in_year(placed.coordinates, own.year)
        within = context.discourse.innermost(context.plain(coordinates), placed.claim, context.dimensions)
        return Placed(coordinates, within, provenance)

    def _use(self, own: PhraseSubject) -> dict[str, str]:
        """Return what a part's words say, with the nature of the item that it stands in where they name a code.

        Among the parts of project expenditure the bare name of a code is that of a project. Money brought forward that
        is told among the parts of a use is what is spent of it (项目支出…，上年结转).
        """
        outer = self.context.wholes.innermost.coordinates
        nature = self.context.chapters.coordinates.get("nature")
        told = dict(own.coordinates)
        if own.name and outer.get("nature", nature) == "project":
            named = {name: member for name, member in told.items() if name not in CODE_DIMENSIONS}
            return {**named, NAMED: own.name}
        if nature and "nature" not in outer and told.keys() & CODE_DIMENSIONS:
            told.setdefault("nature", nature)
        source = self.context.dimensions["source"]
        of_use = outer.get("flow") == "expenditure" and not outer.keys().isdisjoint(NARROW)
        is_brought = source.is_under(told.get("source", source.root), "carryover")
        if of_use and is_brought and told.get("flow") == "revenue":
            told["flow"] = "expenditure"
        return told

    def _beside(
        self, own: PhraseSubject, outer: Mapping[str, str], provenance: Provenance
    ) -> Placed | Message:
        """Return the coordinates of what stands among parts and is none.

        It is another total or balance (年终结转结余), another member where the parts are of one (经营支出 told under
        项目支出), or the same at another stage.
        """
        told = with_flow(own.coordinates)
        named = told.keys() & set(NARROW)
        is_other_flow = own.coordinates.get("flow") not in (None, outer.get("flow"))
        if (is_other_flow or (own.is_total and "flow" in own.coordinates)) and not named:
            completed = self.context.completed(own)
            if not isinstance(completed, Message):
                return Placed(completed, provenance=weaker(provenance, Provenance.CARRIED))
        elif told.get("flow") == outer.get("flow") and named <= outer.keys() & self.context.dimensions.keys():
            is_other_stage = told.get("stage", outer.get("stage")) != outer.get("stage")
            if named and (is_other_stage or any(told[name] != outer[name] for name in named)):
                return Placed(in_year({**outer, **told}, own.year), provenance=Provenance.CARRIED)
        self.context.wholes.push(Placed({}, UNBOUND))
        return message("it is no part of the amount before it")

    def _of_part(self, told: Mapping[str, str], part: Placed, provenance: Provenance) -> Provenance:
        """Return how certain a part is: as its whole and its words, or as its words where the whole adds nothing."""
        if part.provenance.is_certain:
            return weaker(provenance, Provenance.PART)
        alone, plain = self.context.completed(PhraseSubject(told)), self.context.plain
        if not isinstance(alone, Message) and plain(alone) == plain(part.coordinates):
            return provenance
        return weaker(provenance, part.provenance)

    def _restated(self, own: PhraseSubject) -> Placed | Message:
        """Return the coordinates of an amount of which only the year or the stage is new, or that follows a count.

        Where revenue was told, expenditure is the other side of the same money.
        """
        context, told, year = self.context, with_flow(own.coordinates), own.year
        spoken = context.discourse.spoken
        if not spoken:
            return NO_SUBJECT
        is_other_side = told.get("flow", spoken.coordinates.get("flow")) != spoken.coordinates.get("flow")
        is_of_use = not spoken.coordinates.keys().isdisjoint(NARROW)
        if is_other_side and not is_of_use:
            completed = context.completed(own)
            if not isinstance(completed, Message):
                aside = Provenance.CARRIED if self._is_other_side(own) else context.named(own)
                return Placed(completed, provenance=weaker(aside, Provenance.CARRIED))
        # 上年支出 is the same money a year before only where what was told is of no single use.
        if is_other_side or (is_of_use and year and told.keys() == {"flow"}):
            return NO_SUBJECT
        again = in_year({**spoken.coordinates, **told}, year)
        if year and "stage" not in told:
            again = context.period.of({name: each for name, each in again.items() if name != "stage"}, year)
        if not year and again == spoken.coordinates and spoken.measure is not Measure.COUNT:
            return NO_SUBJECT
        is_new = "stage" in told and not year and context.discourse.told(again) == NONE
        provenance = weaker(spoken.provenance, Provenance.CARRIED)
        return Placed(again, context.wholes.holding(again) if is_new else NONE, provenance)
