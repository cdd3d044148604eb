"""Resolving: a claim gets its subject from its words, the wholes that are open, the chapter and what was said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from model.lexicon.reading import CODE_DIMENSIONS
from model.messages import Message, message
from model.reading.prose.chapters import Chapters
from model.reading.prose.claim import Claim, Measure, Provenance, weaker
from model.reading.prose.coordinates import NAMED, NARROW, OWNED, in_year, with_flow, without_roots
from model.reading.prose.discourse import NONE, Discourse
from model.reading.prose.measure import Said, without_comparison
from model.reading.prose.period import Period
from model.reading.prose.subject import PhraseSubject, read_subject
from model.reading.prose.wholes import UNBOUND, Wholes, in_chapter
from model.reading.prose.words import ProseWords

COUNTED_TWICE = frozenset({"cars", "off_road", "buses"})
"""Items of which sentences count now those that are bought, now those that are owned."""

SAYS_LITTLE = frozenset({"flow", "stage"})
"""What words may say and name no subject yet."""

_OTHER_SIDE = {"revenue": "expenditure", "expenditure": "revenue"}
_PATH_ENDS = re.compile(r"[（(][类款项][）)]\W*$")
_TOTAL = re.compile("合计|总计|总额")
_ALL_SPENT = re.compile(r"总支出|支出总[计额]")
_COMPARES = re.compile("[与比较同]")


@dataclass(frozen=True, slots=True)
class Placed:
    """Coordinates, how they were come by, and a claim.

    `claim` is that of the amount of which they are a part, or that tells their amount: NONE, or UNBOUND.
    """

    coordinates: dict[str, str]
    claim: int
    provenance: Provenance


@dataclass(slots=True)
class Resolver:
    """Finds what words speak of. Where they do not say it, the answer is the message that tells why.

    `subjects` are phrases that were read, by their words and the function code above, for they come again and again.
    """

    words: ProseWords
    chapters: Chapters
    period: Period
    wholes: Wholes
    discourse: Discourse
    subjects: dict[tuple[str, str], PhraseSubject] = field(default_factory=dict)

    def read(self, text: str) -> PhraseSubject:
        """Return what a phrase says by itself."""
        chapters = self.chapters
        key = text, chapters.coordinates.get("function", "")
        if key not in self.subjects:
            self.subjects[key] = read_subject(
                text, self.words.sentences, chapters.department, self.period.year, chapters.own, key[1]
            )
        return self.subjects[key]

    def own(self, segments: list[str]) -> PhraseSubject:
        """Read the words before a figure, nearest first, until one names a subject; years add up.

        Words that say only 支出决算为 go with a code or an item that is named before them.
        """
        year: int | None = None
        nearest: PhraseSubject | None = None
        parted = [_without_comparison(text) for text in reversed(segments)]
        bases = (base for _, base in parted if base)
        self.discourse.compared = next(bases, self.discourse.compared)
        for text, _ in parted:
            subject = self.read(text)
            year = subject.year or year
            if nearest and (subject.is_narrow or _PATH_ENDS.search(text) or _names_flow(subject, nearest)):
                return replace(subject, coordinates={**subject.coordinates, **nearest.coordinates}, year=year)
            if subject.is_silent or nearest:
                continue
            nearest = replace(subject, is_total=bool(_TOTAL.search(text)))
            if subject.unknown or not subject.coordinates.keys() <= SAYS_LITTLE or nearest.is_total:
                break
        return replace(nearest, year=year) if nearest else PhraseSubject({}, year)

    def _assessed(self, own: PhraseSubject) -> PhraseSubject:
        """Return money without a use in a sentence on performance as the money that is assessed."""
        if own.unknown or own.is_total or not own.coordinates.keys() <= {"source", "stage", "flow"}:
            return own
        return replace(own, coordinates={**own.coordinates, **self.discourse.assessed})

    def plain(self, coordinates: Mapping[str, str]) -> dict[str, str]:
        """Return coordinates without the members that mean all."""
        return without_roots(coordinates, self.words.sentences.dimensions)

    def completed(self, own: PhraseSubject) -> dict[str, str] | Message:
        """Return a subject's coordinates with what the chapter and the document say."""
        dimensions = self.words.sentences.dimensions
        told = with_flow(in_chapter(self.chapters.coordinates, with_flow(own.coordinates), dimensions))
        if "flow" not in told and told.get("item") not in OWNED:
            return message("the sentence does not say whether it is revenue or expenditure")
        other = self.chapters.other_accounts
        if other and own.year is None:
            return message("the heading above names another year")
        if other and own.year == other[0]:
            told.setdefault("stage", other[1])
        return self.period.of(told, own.year)

    def open_whole(self, named: PhraseSubject) -> None:
        """Open the whole that words name; one that has no subject stays open, so that its parts have none either."""
        outer = self.wholes.provenance
        placed = self.wholes.place(with_flow(named.coordinates))
        subject = placed[0] if placed else self.completed(named)
        if isinstance(subject, Message):
            self.wholes.push({}, UNBOUND)
            return
        coordinates = self.plain(subject)
        unbound = placed is not None and placed[1] == UNBOUND
        provenance = self.named(named) if placed is None else weaker(outer, self.named(named))
        self.wholes.push(coordinates, UNBOUND if unbound else self.discourse.told(coordinates), provenance)

    def amount(self, draft: Claim, own: PhraseSubject) -> Claim | Message:
        """Return the claim of an amount with its coordinates and the claim of the whole of which it is a part."""
        placed = self._amount(self._assessed(own))
        if isinstance(placed, Message):
            return placed
        coordinates = self.plain(placed.coordinates)
        return replace(draft, coordinates=coordinates, whole=placed.claim, provenance=placed.provenance)

    def part_by_name(self, draft: Claim, own: PhraseSubject) -> Claim | None:
        """Return the claim of a part that only the sentence names, or named before; None in no list of parts."""
        if not self.wholes.open or self.wholes.open[-1].claim < 0:
            told = self.discourse.told_by_name(own.name, self.chapters.coordinates.get("nature"))
            carried = Provenance.CARRIED
            return replace(draft, coordinates=in_year(told, own.year), provenance=carried) if told else None
        bound = self.amount(draft, PhraseSubject({NAMED: own.name}, own.year))
        return bound if isinstance(bound, Claim) else None

    def counted(self, draft: Claim, own: PhraseSubject) -> Claim | Message:
        """Return the claim of a count with its coordinates."""
        spoken = self.discourse.spoken
        provenance = Provenance.NAMED
        if own.coordinates.get("item") in COUNTED_TWICE:
            return message("it counts another thing")
        if "item" in own.coordinates:
            chapter = self.chapters.coordinates
            told = with_flow(in_chapter(chapter, own.coordinates, self.words.sentences.dimensions))
        elif not own.coordinates and spoken and spoken.measure is Measure.COUNT:
            told, provenance = dict(spoken.coordinates), Provenance.CARRIED
        else:
            return message("it counts another thing")
        coordinates = self.plain(self.period.of(told, own.year))
        return replace(draft, coordinates=coordinates, provenance=provenance)

    def of_last(self, draft: Claim, said: Said) -> Claim | Message:
        """Return the claim of the amount that the one before it is compared with (比2020年74.85万元增加…)."""
        named = self.of_base(said.base)
        if named is not None:
            self.discourse.speak_of(self.plain(named))
        subject = self.discourse.subject
        if subject is None or said.subject:
            return message("the sentence names no subject")
        coordinates = {**subject[0], **self.period.compared(said.base, subject[0])}
        self.discourse.compared = said.base
        spoken = self.discourse.spoken
        provenance = spoken.provenance if spoken else Provenance.CHAPTER
        return replace(draft, coordinates=self.plain(coordinates), provenance=provenance)

    def of_base(self, base: str) -> dict[str, str] | None:
        """Return what words of a comparison name where that is no part of what was told last (比2020年“三公”经费).

        None where they name no use, or that of which was told.
        """
        named = replace(self.read(base), year=None)
        spoken = self.discourse.spoken
        if not named.is_narrow or spoken is None or named.coordinates.items() <= spoken.coordinates.items():
            return None
        own = {name: member for name, member in named.coordinates.items() if name in NARROW}
        if own.items() <= spoken.coordinates.items():
            return None
        return {name: each for name, each in spoken.coordinates.items() if name not in NARROW} | own

    def named(self, own: PhraseSubject) -> Provenance:
        """Return how certain a subject is that words name, or that the chapter gives where they only say its flow."""
        if not self.chapters.is_read:
            return Provenance.CHAPTER
        if with_flow(own.coordinates).keys() <= SAYS_LITTLE and not own.says_whole:
            return Provenance.CHAPTER
        return Provenance.CARRIED if own.name else Provenance.NAMED

    def _amount(self, own: PhraseSubject) -> Placed | Message:
        told = with_flow(own.coordinates)
        provenance = self.named(own)
        says_little = told.keys() <= SAYS_LITTLE
        self._widen_whole(told)
        if provenance is Provenance.CHAPTER and self._is_other_side(own):
            provenance = Provenance.CARRIED
        if says_little and not self.discourse.spoken and self.discourse.latest == NONE:
            led = self._led(told)
            if led != told:
                told, provenance = led, Provenance.CARRIED
            elif self.chapters.leads and provenance is Provenance.CHAPTER and self.chapters.is_read:
                provenance = Provenance.CARRIED
            elif self.chapters.lacks_subject and not own.says_whole:
                return message("the item that it stands under was not understood")
        elif says_little and self._is_part_by_flow(told):
            provenance = weaker(Provenance.PART, self.wholes.provenance)
        elif says_little and not own.is_total:
            return self._restated(own)
        if self.wholes.open and told:
            return self._part(replace(own, coordinates=told), provenance)
        if not told and not self.chapters.nearest:
            return message("the sentence names no subject")
        completed = self.completed(replace(own, coordinates=told))
        return completed if isinstance(completed, Message) else Placed(completed, NONE, provenance)

    def _widen_whole(self, told: Mapping[str, str]) -> None:
        """Take the open whole as a total where the year's own money is told as its part.

        So of 总支出，其中本年支出, and of 财政拨款收入，其中本年收入 or 上年结转.
        """
        if not self.wholes.open or self.wholes.open[-1].claim < 0:
            return
        whole, claims = self.wholes.open[-1], self.discourse.claims
        wider = self._wider(whole.coordinates, told, "".join(claims[whole.claim].phrase.split()))
        if wider and whole.coordinates.keys().isdisjoint(NARROW):
            coordinates = {**whole.coordinates, **wider}
            self.discourse.correct(whole.claim, coordinates)
            self.wholes.open[-1] = replace(whole, coordinates=coordinates)

    def _wider(self, whole: Mapping[str, str], told: Mapping[str, str], phrase: str) -> dict[str, str]:
        """Return in what a whole is wider than its words say if money of the year is its part."""
        if told == {"flow": "expenditure"} == {"flow": whole.get("flow")}:
            return {"flow": "outlay"} if _ALL_SPENT.search(phrase) else {}
        total = f"{whole.get('source')}_all"
        of_year = told.get("flow", "revenue") == whole.get("flow") == "revenue"
        if (
            of_year
            and told.get("source") in ("current", "carryover")
            and total in self.wholes.dimensions["source"].members
        ):
            return {"source": total}
        return {}

    def _is_part_by_flow(self, told: Mapping[str, str]) -> bool:
        """Tell whether a flow alone makes words a part of the open whole (支出总计, of which 年末结转)."""
        if not self.wholes.open or "flow" not in told:
            return False
        outer = self.wholes.open[-1].coordinates.get("flow", "")
        partition = self.wholes.dimensions["flow"].partitions.get(outer)
        return partition is not None and told["flow"] in partition.parts

    def _is_other_side(self, own: PhraseSubject) -> bool:
        """Tell whether words name the total of one flow (支出预算) where the other's was told above no use."""
        flow, chapter = own.coordinates.get("flow"), self.chapters.coordinates
        if (
            flow not in _OTHER_SIDE
            or "stage" not in own.coordinates
            or self.wholes.open
            or not self.chapters.is_read
        ):
            return False
        if not chapter.keys().isdisjoint({*NARROW, "source"}) or chapter.get("flow", flow) != flow:
            return False
        other = self.period.of({**own.coordinates, "flow": _OTHER_SIDE[flow]}, own.year)
        return self.discourse.told(self.plain(other)) >= 0

    def _part(self, own: PhraseSubject, provenance: Provenance) -> Placed | Message:
        """Return the coordinates of a part of an open whole; a part may be told at another stage than its whole."""
        told, year = self._use(own), own.year
        outer = self.wholes.open[-1].coordinates
        stage = told.pop("stage", None)
        placed = self.wholes.place(told)
        if not placed:
            return self._beside(own, outer, provenance)
        coordinates, whole = placed
        if whole == UNBOUND:
            return message("the amount of which it is a part is not bound")
        provenance = self._of_part(told, coordinates, provenance)
        if stage and coordinates.get("stage", stage) != stage:
            whole_then = {**self.wholes.open[-1].coordinates, "stage": stage}
            own_stage = in_year({**coordinates, "stage": stage}, year)
            return Placed(own_stage, self.discourse.told(whole_then), provenance)
        coordinates = in_year(coordinates, year)
        within = self.discourse.innermost(self.plain(coordinates), whole, self.wholes.dimensions)
        return Placed(coordinates, within, provenance)

    def _use(self, own: PhraseSubject) -> dict[str, str]:
        """Return what a part's words say, with the nature of the item that it stands in where they name a code.

        Among the parts of project expenditure the bare name of a code is that of a project.
        """
        outer, nature = self.wholes.open[-1].coordinates, self.chapters.coordinates.get("nature")
        told = dict(own.coordinates)
        if own.name and outer.get("nature", nature) == "project":
            return {name: member for name, member in told.items() if name not in CODE_DIMENSIONS} | {
                NAMED: own.name
            }
        if nature and "nature" not in outer and told.keys() & CODE_DIMENSIONS:
            told.setdefault("nature", nature)
        return self._spent(told, outer)

    def _spent(self, told: dict[str, str], outer: Mapping[str, str]) -> dict[str, str]:
        """Return money brought forward, told among the parts of a use, as what is spent of it (项目支出…，上年结转)."""
        source = self.words.sentences.dimensions["source"]
        of_use = outer.get("flow") == "expenditure" and not outer.keys().isdisjoint(NARROW)
        brought = told.get("flow") == "revenue" and source.is_under(
            told.get("source", source.root), "carryover"
        )
        return {**told, "flow": "expenditure"} if of_use and brought else told

    def _beside(
        self, own: PhraseSubject, outer: Mapping[str, str], provenance: Provenance
    ) -> Placed | Message:
        """Return the coordinates of what stands among parts and is none.

        It is another total or balance (年终结转结余), another member where the parts are of one (经营支出 told under
        项目支出), or the same at another stage.
        """
        told = with_flow(own.coordinates)
        dimensions = self.words.sentences.dimensions
        named = told.keys() & set(NARROW)
        is_other_flow = own.coordinates.get("flow") not in (None, outer.get("flow"))
        if (is_other_flow or (own.is_total and "flow" in own.coordinates)) and not named:
            completed = self.completed(own)
            if not isinstance(completed, Message):
                return Placed(completed, NONE, weaker(provenance, Provenance.CARRIED))
        elif (
            named
            and told.get("flow") == outer.get("flow")
            and named <= outer.keys() & dimensions.keys()
            and (any(told[name] != outer[name] for name in named) or _is_other_stage(told, outer))
        ):
            return Placed(in_year({**outer, **told}, own.year), NONE, Provenance.CARRIED)
        self.wholes.push({}, UNBOUND)
        return message("it is no part of the amount before it")

    def _of_part(
        self, told: Mapping[str, str], coordinates: Mapping[str, str], provenance: Provenance
    ) -> Provenance:
        """Return how certain a part is: as its whole and its words, or as its words where the whole adds nothing."""
        if self.wholes.provenance.is_certain:
            return weaker(provenance, Provenance.PART)
        alone = self.completed(PhraseSubject(told))
        if not isinstance(alone, Message) and self.plain(alone) == self.plain(coordinates):
            return provenance
        return weaker(provenance, self.wholes.provenance)

    def _led(self, told: Mapping[str, str]) -> dict[str, str]:
        """Return the coordinates of a passage's first amount with those of the code or item that leads the passage."""
        return {**self.chapters.lead, **told}

    def _restated(self, own: PhraseSubject) -> Placed | Message:
        """Return the coordinates of an amount of which only the year or the stage is new, or that follows a count.

        Where revenue was told, expenditure is the other side of the same money.
        """
        told, year = with_flow(own.coordinates), own.year
        names_flow = "flow" in own.coordinates and "stage" not in own.coordinates
        spoken = self.discourse.spoken
        if spoken and own.says_flow_beside(spoken.coordinates):
            completed = self.completed(own)
            if not isinstance(completed, Message):
                aside = Provenance.CARRIED if self._is_other_side(own) else self.named(own)
                return Placed(completed, NONE, weaker(aside, Provenance.CARRIED))
        if year and names_flow and not spoken_of_all(spoken):
            return message("the sentence names no subject")
        if not spoken or spoken.coordinates.get("flow") != told.get("flow", spoken.coordinates.get("flow")):
            return message("the sentence names no subject")
        again = in_year({**spoken.coordinates, **told}, year)
        if year and "stage" not in told:
            again = self.period.of({name: value for name, value in again.items() if name != "stage"}, year)
        if not year and again == spoken.coordinates and spoken.measure is not Measure.COUNT:
            return message("the sentence names no subject")
        is_new = "stage" in told and not year and self.discourse.told(again) == NONE
        provenance = weaker(spoken.provenance, Provenance.CARRIED)
        return Placed(again, self.wholes.holding(again) if is_new else NONE, provenance)


def _is_other_stage(told: Mapping[str, str], outer: Mapping[str, str]) -> bool:
    return told.get("stage", outer.get("stage")) != outer.get("stage")


def _without_comparison(text: str) -> tuple[str, str]:
    """Return words without what they compare with, and that, "" for no comparison."""
    return without_comparison("".join(text.split())) if _COMPARES.search(text) else (text, "")


def _names_flow(subject: PhraseSubject, nearest: PhraseSubject) -> bool:
    """Tell whether words name the flow of what those behind them call by its stage (收入预算，年初预算数…)."""
    is_read = bool(subject.coordinates) and not subject.unknown and not subject.is_several
    return (
        is_read
        and "flow" in subject.coordinates
        and not nearest.unknown
        and "flow" not in nearest.coordinates
    )


def spoken_of_all(spoken: Claim | None) -> bool:
    """Tell whether what was told last is of no single use, so that 上年支出 is the same money a year before."""
    return spoken is None or spoken.coordinates.keys().isdisjoint(NARROW)
