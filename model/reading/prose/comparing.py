"""Comparing: what a change, a share or a rate is about, and what it is held against."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from model.messages import Message, message
from model.reading.prose.amounts import NO_SUBJECT
from model.reading.prose.claim import Claim, Measure, Provenance, weaker
from model.reading.prose.context import NONE, Placed, SentenceContext
from model.reading.prose.coordinates import NARROW, wider, with_flow
from model.reading.prose.figures import OWN_BUDGET, UNNAMED, FigureWords
from model.reading.prose.subject import PhraseSubject

_ADJUSTED = re.compile("全年|调整")
MOVED = (Measure.CHANGE, Measure.GROWTH, Measure.DIRECTION)
"""The measures that hold an amount against another time."""


@dataclass(slots=True)
class ComparisonBinder:
    """Finds the subject and the base of claims that speak of another amount."""

    context: SentenceContext

    def bound(self, draft: Claim, said: FigureWords, own: PhraseSubject) -> Claim | Message:
        """Return a claim with its subject, the claim of the subject's amount, and its base; or why it has none."""
        if own.is_silent and said.measure in MOVED:
            self._speak_of_base(said.base)
        subject = self._again(own) or (self._named(own) if own.coordinates else self._spoken(said))
        if isinstance(subject, Message):
            return subject
        base = self._base(said, subject.coordinates, subject.claim)
        if isinstance(base, Message):
            return base
        draft = replace(draft, about=subject.claim, base=self.context.plain(base))
        return self.context.claim(draft, replace(subject, claim=NONE))

    def compared_amount(self, said: FigureWords) -> Placed | Message:
        """Return the amount that the one before it is compared with (比2020年74.85万元增加…)."""
        self._speak_of_base(said.base)
        discourse = self.context.discourse
        subject = discourse.subject
        if subject is None or said.subject:
            return NO_SUBJECT
        discourse.compared = said.base
        then = self.context.period.compared(said.base, subject.coordinates)
        return Placed({**subject.coordinates, **then}, provenance=subject.provenance)

    def base_amount(self, said: FigureWords) -> Placed | Message:
        """Return the amount that words name as the base of the rate behind it."""
        discourse = self.context.discourse
        if discourse.spoken is None or discourse.spoken.measure is not Measure.AMOUNT or said.subject:
            return NO_SUBJECT
        base = self._base(said, discourse.spoken.coordinates, discourse.latest)
        return base if isinstance(base, Message) else Placed(base, provenance=discourse.spoken.provenance)

    def _speak_of_base(self, base: str) -> None:
        """Let the words speak of the use that a comparison names where none was told last (比2020年“三公”经费)."""
        named, discourse = self.context.read(base), self.context.discourse
        spoken = discourse.spoken
        if spoken is None or not named.is_narrow:
            return
        own = {name: member for name, member in named.coordinates.items() if name in NARROW}
        if not own.items() <= spoken.coordinates.items():
            others = {name: each for name, each in spoken.coordinates.items() if name not in NARROW}
            discourse.speak_of(discourse.told(self.context.plain({**others, **own})))

    def _again(self, own: PhraseSubject) -> Placed | None:
        """Return what was spoken of last at the stage that is all the words name (决算数较上年增加)."""
        discourse = self.context.discourse
        spoken = discourse.spoken
        if spoken is None or own.year or own.says_whole or "stage" not in own.coordinates:
            return None
        if not own.says_little or spoken.measure is Measure.COUNT:
            return None
        if own.coordinates.get("flow", spoken.coordinates.get("flow")) != spoken.coordinates.get("flow"):
            return None
        again = {**spoken.coordinates, **own.coordinates}
        return Placed(again, discourse.told(again), weaker(spoken.provenance, Provenance.CARRIED))

    def _named(self, own: PhraseSubject) -> Placed | Message:
        """Return the subject that the words name; one that the chapter gives is as certain as its amount."""
        placed = self.context.place(own)
        if isinstance(placed, Message) or placed.claim < 0 or placed.provenance is not Provenance.CHAPTER:
            return placed
        return replace(placed, provenance=self.context.discourse.claims[placed.claim].provenance)

    def _spoken(self, said: FigureWords) -> Placed | Message:
        """Return the subject that was spoken of last; of two years' amounts, the later year's."""
        discourse = self.context.discourse
        spoken, subject = discourse.spoken, discourse.subject
        if spoken is None or subject is None or spoken.measure is Measure.COUNT:
            return message("its amount is not bound")
        year = spoken.coordinates.get("year", "")
        if said.measure in MOVED and spoken.measure is Measure.AMOUNT and year and not said.base:
            later = {**spoken.coordinates, "year": str(int(year) + 1)}
            told = discourse.told(later)
            if told != NONE and not discourse.compared:
                discourse.compared = f"{year}年"
                return Placed(later, told, discourse.claims[told].provenance)
        return subject

    def _base(
        self, said: FigureWords, coordinates: Mapping[str, str], about: int
    ) -> dict[str, str] | Message:
        """Return what a share, a rate or a change is held against."""
        context, discourse = self.context, self.context.discourse
        if said.base == UNNAMED and said.measure in MOVED:
            return message("it does not say of what it is the difference")
        if said.base == OWN_BUDGET:
            return self._budget(coordinates)
        if said.is_times:
            return {**coordinates, **context.period.compared(said.base, coordinates)}
        if said.measure in MOVED:
            discourse.compared = said.base or discourse.compared
            return {**coordinates, **context.period.compared(discourse.compared, coordinates)}
        if said.measure is Measure.COMPLETION:
            return {**coordinates, "stage": "adjusted" if _ADJUSTED.search(said.base) else "budget"}
        named = context.read(said.base)
        if said.base == UNNAMED or named.unknown:
            return message("it does not say of what it is a share")
        if named.coordinates:
            same = _same_money(named.coordinates, coordinates)
            return context.period.of({**same, **with_flow(named.coordinates)}, named.year)
        whole = self._parted(about) if about >= 0 else NONE
        if whole >= 0:
            return dict(discourse.claims[whole].coordinates)
        return wider(coordinates, context.dimensions)

    def _parted(self, about: int) -> int:
        """Return the claim of the amount whose parts are being told, of which a claim is one; else of its whole."""
        claims, listed = self.context.discourse.claims, self.context.wholes.innermost.claim
        above = claims[about].whole
        while above >= 0 and above != listed:
            above = claims[above].whole
        return above if above >= 0 else claims[about].whole

    def _budget(self, coordinates: Mapping[str, str]) -> dict[str, str]:
        """Return the budget of the same money and year: the adjusted one where the prose told it last."""
        told = self.context.discourse.told
        adjusted, approved = ({**coordinates, "stage": stage} for stage in ("adjusted", "budget"))
        return adjusted if told(adjusted) > told(approved) else approved


def _same_money(base: Mapping[str, str], coordinates: Mapping[str, str]) -> dict[str, str]:
    """Return what a base that names a use, and not whose money it is, takes from that of which it is the base."""
    if "source" in base or not any(name in base and name in coordinates for name in ("item", "nature")):
        return {}
    return {name: member for name, member in coordinates.items() if name not in NARROW}
