"""The context of a sentence: the claims made before, the wholes that are open, and what words mean behind these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from itertools import islice

from model.lexicon.dimension import Dimension
from model.lexicon.lexicon import normalised
from model.lexicon.prose_words import ProseWords
from model.messages import Message, message
from model.pattern import pattern
from model.reading.prose.chapters import Chapters
from model.reading.prose.claim import ABOUT, Claim, Measure, Provenance, weaker
from model.reading.prose.coordinates import (
    NAMED,
    NARROW,
    OWNED,
    Period,
    in_chapter,
    lies_in,
    part_of,
    with_flow,
)
from model.reading.prose.figures import without_comparison
from model.reading.prose.subject import PhraseSubject, SubjectReader
from model.record import dataclass

NONE = -1
UNBOUND = -2
"""In place of a claim's index: an amount that is not bound; what follows from it is not bound either."""
_PATH_ENDS = pattern(r"[（(][类款项][）)]\W*$")
_TOTAL = pattern("合计|总计|总额")


@dataclass(frozen=True, slots=True)
class Placed:
    """What words speak of: coordinates, a claim by its index, and how the coordinates were come by.

    The claim is that of the amount of which they are a part, or that states their own amount: NONE, or UNBOUND.
    """

    coordinates: Mapping[str, str]
    claim: int = NONE
    provenance: Provenance = Provenance.NAMED


@dataclass(slots=True)
class Discourse:
    """The claims, and those that the next words may mean.

    `amounts` are the indices of the last claims that state the amount of coordinates. `latest` is the index of the
    claim of the amount stated last, `outermost` of the last one that is no part: NONE where there is none, UNBOUND
    where it has no subject. `spoken` is the last claim that named a subject, and `compared` the comparison that the
    words made last. `assessed` are the coordinates of the money whose performance the sentence assesses, `parts` of
    each whole's claim the last amount of each coordinates in the order stated, `before_bracket` both claims where a
    bracket opened. `body` is another body than the department that the sentence names, and of which it goes on to
    speak, `interim` a time of the year that it names so; `begun` is how many claims were made before the sentence.
    """

    claims: list[Claim] = field(default_factory=list)
    amounts: dict[frozenset[tuple[str, str]], int] = field(default_factory=dict)
    latest: int = NONE
    outermost: int = NONE
    spoken: Claim | None = None
    compared: str = ""
    assessed: Mapping[str, str] = field(default_factory=dict)
    parts: dict[int, dict[frozenset[tuple[str, str]], int]] = field(default_factory=dict)
    before_bracket: tuple[int, Claim | None] | None = None
    body: str = ""
    interim: str = ""
    begun: int = 0

    @property
    def subject(self) -> Placed | None:
        """What words without a subject speak of, with the claim of its amount."""
        spoken = self.spoken
        if spoken is None:
            return None
        about = spoken.about if spoken.measure in ABOUT else self.latest
        return Placed(spoken.coordinates, about, spoken.provenance)

    @property
    def ends_list(self) -> bool:
        """Whether the last two amounts are those of two codes: of which of them a part is stated is not known."""
        amounts = (claim.coordinates for claim in reversed(self.claims) if claim.measure is Measure.AMOUNT)
        codes = [each.get("function") for each in islice(amounts, 2)]
        return None not in codes and len(set(codes)) > 1

    @property
    def last(self) -> Claim | None:
        """The claim made last."""
        return self.claims[-1] if self.claims else None

    def add_aside(self, claim: Claim) -> None:
        """Add a claim that does not change what the next words speak of."""
        self.claims.append(claim)
        if claim.measure is Measure.AMOUNT:
            self._find_again(len(self.claims) - 1)

    def _find_again(self, number: int) -> None:
        """Keep by its coordinates where an amount was stated last."""
        claim = self.claims[number]
        key = frozenset(claim.coordinates.items())
        if claim.is_bound:
            self.amounts[key] = number
        if claim.whole >= 0:
            parts = self.parts.setdefault(claim.whole, {})
            parts.pop(key, None)
            parts[key] = number

    def correct(self, number: int, coordinates: Mapping[str, str]) -> None:
        """Give an amount that was added other coordinates."""
        claim = self.claims[number]
        for index in (self.amounts, self.parts.get(claim.whole, {})):
            index.pop(frozenset(claim.coordinates.items()), None)
        self.claims[number] = replace(claim, coordinates=coordinates)
        self._find_again(number)

    def add(self, claim: Claim, *, is_outermost: bool) -> None:
        """Add a claim that the next words may speak of."""
        self.add_aside(claim)
        if claim.measure is Measure.AMOUNT:
            self.latest = len(self.claims) - 1 if claim.is_bound else UNBOUND
            self.compared = ""
            if is_outermost:
                self.outermost = self.latest
        elif claim.measure in (Measure.CHANGE, Measure.GROWTH) and self.outermost == NONE and is_outermost:
            self.outermost = claim.about
        if claim.measure is not Measure.SHARE:
            self.spoken = claim if claim.is_bound else None

    def speak_of(self, number: int) -> None:
        """Let the next words speak of an amount stated before, by its claim; of nothing where there is none."""
        self.latest, self.spoken = (number, self.claims[number]) if number >= 0 else (UNBOUND, None)

    def end_sentence(self) -> None:
        """Let the next sentence speak of the last amount that was no part, and of none of a time within the year."""
        self.outermost = NONE if self.interim else self.outermost
        self.latest = self.outermost
        self.spoken = self.claims[self.latest] if self.latest >= 0 else None
        self.compared = self.body = self.interim = ""
        self.assessed = {}
        self.begun = len(self.claims)

    def open_bracket(self) -> None:
        """Keep what is spoken of while brackets speak of something else."""
        self.before_bracket = self.latest, self.spoken

    def close_bracket(self) -> None:
        """Let the next words speak of what was spoken of before the bracket."""
        if self.before_bracket is not None:
            self.latest, self.spoken = self.before_bracket
        self.before_bracket = None

    def forget(self) -> None:
        """Let the next words speak of nothing that was stated before."""
        self.latest = self.outermost = NONE
        self.spoken = self.before_bracket = None

    def named_part(self, name: str, nature: str | None) -> Mapping[str, str] | None:
        """Return the coordinates of the part stated last by a name of its own, None for none or of another `nature`."""
        named = (claim.coordinates for claim in reversed(self.claims) if claim.coordinates.get(NAMED) == name)
        part = next(named, None)
        return part if part is None or nature in (None, part.get("nature")) else None

    def claim_of(self, coordinates: Mapping[str, str]) -> int:
        """Return the last claim that states the amount of these coordinates, NONE for none."""
        return self.amounts.get(frozenset(coordinates.items()), NONE)

    def innermost(
        self, coordinates: Mapping[str, str], whole: int, dimensions: Mapping[str, Dimension]
    ) -> int:
        """Return the part of a whole, stated before, in which these lie (轿车 in 公务用车购置), else the whole."""
        parts = reversed(self.parts.get(whole, {}).values())
        outer = (part for part in parts if lies_in(coordinates, self.claims[part].coordinates, dimensions))
        return next(outer, whole)


@dataclass(slots=True)
class Wholes:
    """The wholes that are open, outermost first, and how many were where each bracket opened."""

    open: list[Placed] = field(default_factory=list)
    brackets: list[int] = field(default_factory=list)

    @property
    def innermost(self) -> Placed:
        """The innermost whole; one that states nothing where none is open."""
        return self.open[-1] if self.open else Placed({})

    def close_bracket(self) -> None:
        """Close the wholes opened since the last bracket."""
        if self.brackets:
            del self.open[self.brackets.pop() :]

    def place(self, own: Mapping[str, str], dimensions: Mapping[str, Dimension]) -> Placed | Message | None:
        """Return the part of the innermost whole that has it, with that whole's claim and provenance; None for none.

        Wholes that the words are no part of are closed: what follows speaks of the outer one again.
        """
        while self.open:
            whole = self.open[-1]
            if whole.claim == UNBOUND:
                return message("the amount of which it is a part is not bound")
            joined = part_of(whole.coordinates, own, dimensions)
            if joined is not None:
                return replace(whole, coordinates=joined)
            self.open.pop()
        return None

    def holding(self, coordinates: Mapping[str, str], dimensions: Mapping[str, Dimension]) -> int:
        """Return the claim of the innermost whole of the same year and stage that has these as a part; -1 for none."""
        for whole in reversed(self.open):
            same = all(whole.coordinates.get(name) == coordinates.get(name) for name in ("year", "stage"))
            if same and part_of(whole.coordinates, coordinates, dimensions) is not None:
                return whole.claim
        return NONE


@dataclass(slots=True)
class SentenceContext:
    """What gives the subject of words; where none does, the answer is the message that gives the reason."""

    words: ProseWords
    chapters: Chapters
    period: Period
    reader: SubjectReader
    discourse: Discourse = field(default_factory=Discourse)
    wholes: Wholes = field(default_factory=Wholes)

    @property
    def dimensions(self) -> Mapping[str, Dimension]:
        """The dimensions of the lexicon."""
        return self.words.sentences.dimensions

    def read(self, text: str) -> PhraseSubject:
        """Return what a phrase states: the name of a code is one below the whole that is open, or the chapter's."""
        code = self.wholes.innermost.coordinates.get("function")
        return self.reader.read(text, code or self.chapters.coordinates.get("function", ""))

    def own(self, segments: list[str]) -> PhraseSubject:
        """Read the words before a figure, nearest first, until one names a subject; years add up.

        Words that state only 支出决算为 go with a code or an item that is named before them, and those that state only
        a stage with the flow that is named before them (收入预算，年初预算数…).
        """
        year: int | None = None
        nearest: PhraseSubject | None = None
        parted = [without_comparison("".join(text.split())) for text in reversed(segments)]
        bases = (base for _, base in parted if base)
        self.discourse.compared = next(bases, self.discourse.compared)
        for text, _ in parted:
            subject = self.read(text)
            year = subject.year or year
            adds_flow = nearest and "flow" in subject.coordinates and "flow" not in nearest.coordinates
            if nearest and (subject.is_narrow or _PATH_ENDS.search(text) or adds_flow):
                return replace(subject, coordinates={**subject.coordinates, **nearest.coordinates}, year=year)
            if (
                nearest
                and nearest.names_no_subject
                and not nearest.is_total
                and self._names_use(subject, text)
            ):
                return replace(nearest, coordinates={}, unknown=subject.unknown, year=year)
            if subject.is_silent or nearest:
                continue
            nearest = replace(subject, is_total=bool(_TOTAL.search(text)))
            if subject.unknown or not subject.names_no_subject or nearest.is_total:
                break
        return replace(nearest, year=year) if nearest else PhraseSubject(year=year)

    def _names_use(self, subject: PhraseSubject, text: str) -> bool:
        """Return whether a phrase names a use or a code among words that are not understood (近三年会议费)."""
        named = self.words.sentences.read(normalised(text)).coordinates if subject.unknown else {}
        return not named.keys().isdisjoint(NARROW)

    def plain(self, coordinates: Mapping[str, str]) -> dict[str, str]:
        """Return coordinates without the members that mean all."""
        known = self.dimensions
        items = coordinates.items()
        return {name: each for name, each in items if name not in known or each != known[name].root}

    def claim(self, draft: Claim, of: Claim | Placed | Message) -> Claim:
        """Return a draft as the claim of what it is found to be of, or with the reason why it has no subject."""
        if isinstance(of, Message):
            return replace(draft, why=of)
        if isinstance(of, Claim):
            return of
        coordinates = self.plain(of.coordinates)
        return replace(draft, coordinates=coordinates, whole=of.claim, provenance=of.provenance)

    def in_chapter(self, own: Mapping[str, str]) -> dict[str, str]:
        """Return coordinates with what the chapter states, and with the flow that they imply together."""
        return with_flow(in_chapter(self.chapters.coordinates, own, self.dimensions))

    def completed(self, own: PhraseSubject, provenance: Provenance = Provenance.NAMED) -> Placed | Message:
        """Return a subject with what the chapter and the document state."""
        coordinates = self.in_chapter(with_flow(own.coordinates))
        if "flow" not in coordinates and coordinates.get("item") not in OWNED:
            return message("the sentence does not say whether it is revenue or expenditure")
        other = self.chapters.other_accounts
        if other and own.year is None:
            return message("the heading above names another year")
        if other and own.year == other[0]:
            coordinates.setdefault("stage", other[1])
        return Placed(self.period.of(coordinates, own.year), provenance=provenance)

    def named(self, own: PhraseSubject) -> Provenance:
        """Return how certain a subject is that words name, or that the chapter gives where they only state its flow."""
        if not self.chapters.is_read or (own.names_no_subject and not own.names_whole):
            return Provenance.CHAPTER
        return Provenance.CARRIED if own.name else Provenance.NAMED

    def place(self, own: PhraseSubject) -> Placed | Message:
        """Return what words name, as a part of an open whole or by itself, with the claim that stated its amount."""
        part = self.wholes.place(with_flow(own.coordinates), self.dimensions)
        found = part or self.completed(own)
        if isinstance(found, Message):
            return found
        coordinates = self.plain(found.coordinates)
        provenance = weaker(self.named(own), found.provenance)
        return Placed(coordinates, self.discourse.claim_of(coordinates), provenance)

    def at_own_stage(self, last: Placed) -> Placed:
        """Return what was stated last, at the document's own stage where its passage stated that too."""
        stage, claims = self.period.stage, self.discourse.claims
        own = {**last.coordinates, "stage": stage or ""}
        again = self.discourse.claim_of(own)
        beside = min(last.claim, again) >= 0 and claims[last.claim].paragraph == claims[again].paragraph
        return replace(last, coordinates=own, claim=again) if beside and stage else last

    def open_whole(self, named: PhraseSubject) -> None:
        """Open the whole that words name; one that has no subject stays open, so that its parts have none either."""
        placed = self.place(named)
        self.wholes.open.append(Placed({}, UNBOUND) if isinstance(placed, Message) else placed)
