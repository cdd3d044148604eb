"""Binding: a passage is walked through once, and each figure gets its subject, or the reason why it has none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from model.messages import Message, message
from model.recognition.prose.chapters import Chapters
from model.recognition.prose.claim import Claim, Measure
from model.recognition.prose.cue import Segment, Turn, pieces
from model.recognition.prose.figures import Figure, Quantity, figures
from model.recognition.prose.measure import Said, said_alone, said_before, without_comparison
from model.recognition.prose.passage import Passage
from model.recognition.prose.period import Period
from model.recognition.prose.subject import Subject, read_subject
from model.recognition.prose.wholes import NARROW, UNBOUND, Whole, Wholes, in_chapter
from model.recognition.prose.words import ProseWords

OWNED = frozenset({"assets", "asset_buildings", "asset_vehicles", "asset_equipment", "asset_other"})
"""Items that are owned and not spent: their amounts have no flow."""

_LISTING = re.compile("(?:主要)?(?:内容|用途|情况|方面|用于)?(?:包括)?(?:以下|如下)")
_NONE = -1
_ABOUT = (Measure.CHANGE, Measure.GROWTH, Measure.SHARE, Measure.COMPLETION)


class NoSubjectError(Exception):
    """A figure has no subject; `why` says the reason."""

    def __init__(self, why: Message) -> None:
        super().__init__(why.text("en"))
        self.why = why


@dataclass(slots=True)
class Sentences:
    """What has been said so far: the claims, the wholes whose parts follow, and the words not yet used.

    `latest` is the claim of the amount told last, `outermost` of the last one that is no part; `spoken` is the last
    claim that named a subject, and `compared` the comparison that the words made last; `announced` are the wholes
    whose parts the passages that follow tell.
    """

    words: ProseWords
    chapters: Chapters
    period: Period
    claims: list[Claim] = field(default_factory=list)
    wholes: Wholes = field(init=False)
    pending: list[Segment] = field(default_factory=list)
    latest: int = _NONE
    outermost: int = _NONE
    spoken: Claim | None = None
    compared: str = ""
    after_figure: bool = False
    in_reason: bool = False
    announced: list[Whole] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.wholes = Wholes(self.words.sentences.dimensions)

    def heading(self, text: str) -> None:
        """Take a chapter's heading: nothing said before it counts any more."""
        self.chapters.take(text)
        self.wholes.open.clear()
        self.pending.clear()
        self.announced.clear()
        self._forget()

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
        self._forget()
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
        alone = said_alone(segment.text, self.words)
        if alone and not self.in_reason:
            self._direction(passage, segment, alone)
        self.in_reason = self.in_reason or any(word in segment.text for word in self.words.reason)
        self.pending.append(segment)

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
        self.latest = self.outermost
        self.spoken = self.claims[self.latest] if self.latest >= 0 else None
        self.compared = ""
        self.in_reason = False

    def _open(self, named: Subject) -> None:
        """Open the whole that words name."""
        try:
            placed = self.wholes.place(with_flow(named.coordinates))
            coordinates = self._plain(placed[0] if placed else self._completed(named))
        except NoSubjectError:
            self.wholes.push({}, UNBOUND)
            return
        whole = UNBOUND if placed and placed[1] == UNBOUND else self._told(coordinates)
        self.wholes.push(coordinates, whole)

    def _announces(self) -> bool:
        """Tell whether the words before a colon announce parts (主要用于以下方面); open the whole that they name."""
        found = _LISTING.search(self.pending[-1].text) if self.pending else None
        if not found:
            return False
        words = self.pending[-1].text[: found.start()]
        self.pending.clear()
        named = read_subject(words, self.words.headings, self.chapters.department, self.period.year)
        if named.coordinates and not named.unknown:
            self._open(named)
            return False
        return True

    def _forget(self) -> None:
        self.latest = self.outermost = _NONE
        self.spoken = None

    def _within(self) -> None:
        """Open a whole of words such as 财政拨款支出决算中, before the comma."""
        if self.pending and self.pending[-1].text.rstrip().endswith("中") and len(self.pending[-1].text) > 3:
            self.pending[-1] = Segment(self.pending[-1].text.rstrip()[:-1], 0, 0)
            self._parts()

    def _parts(self) -> None:
        """Open a whole: what the words just named, else the amount that was just told."""
        named = self._own([segment.text for segment in self.pending])
        self.pending.clear()
        self.in_reason = False
        if named.coordinates and not named.unknown:
            self._open(named)
        elif self.latest == UNBOUND:
            self.wholes.push({}, UNBOUND)
        elif self.spoken:
            about = self.spoken.about if self.spoken.measure in _ABOUT else self.latest
            self.wholes.push(self.spoken.coordinates, about)

    def _told(self, coordinates: Mapping[str, str]) -> int:
        """Return the last claim that tells the amount of these coordinates, -1 for none."""
        for index in range(len(self.claims) - 1, -1, -1):
            claim = self.claims[index]
            if claim.measure is Measure.AMOUNT and claim.is_bound and claim.coordinates == coordinates:
                return index
        return _NONE

    def _read(self, text: str) -> Subject:
        return read_subject(text, self.words.sentences, self.chapters.department, self.period.year)

    def _own(self, segments: list[str]) -> Subject:
        """Read the words before a figure, nearest first, until one names a subject; years add up."""
        year: int | None = None
        for text in reversed(segments):
            text, base = without_comparison(re.sub(r"\s+", "", text)) if _compares(text) else (text, "")
            self.compared = base or self.compared
            subject = self._read(text)
            year = subject.year or year
            if not subject.is_silent:
                total = bool(re.search("合计|总计|总额", text))
                return Subject(subject.coordinates, year, subject.unknown, total)
        return Subject({}, year)

    def _completed(self, own: Subject) -> dict[str, str]:
        """Return a subject's coordinates with what the chapter and the document say."""
        implied = with_flow(own.coordinates)
        told = in_chapter(self.chapters.coordinates, implied, self.words.sentences.dimensions)
        told = with_flow(told)
        if "flow" not in told and told.get("item") not in OWNED:
            raise NoSubjectError(message("the sentence does not say whether it is revenue or expenditure"))
        return self.period.of(told, own.year)

    def _take(self, passage: Passage, figure: Figure) -> None:
        """Add the claim of a figure."""
        texts = [segment.text for segment in self.pending]
        said = said_before(figure, texts[-1] if texts else "", self.words)
        phrase_start = self.pending[-1].start if self.pending else figure.start
        texts[-1:] = [said.subject]
        claim = _claim(passage, figure, said, phrase_start)
        try:
            if self.in_reason:
                raise NoSubjectError(message("it stands in a reason or a purpose"))
            claim = self._bound(claim, said, texts)
        except NoSubjectError as error:
            claim = replace(claim, why=error.why)
        if figure.quantity is not Quantity.COUNT or claim.is_bound:
            self.claims.append(claim)
            self._remember(claim)
        self.pending.clear()
        self.after_figure = True

    def _remember(self, claim: Claim) -> None:
        if claim.measure is Measure.AMOUNT:
            self.latest = len(self.claims) - 1 if claim.is_bound else UNBOUND
            self.compared = ""
            if len(self.wholes.open) <= len(self.announced):
                self.outermost = self.latest
        if claim.measure is not Measure.SHARE:
            self.spoken = claim if claim.is_bound else None

    def _bound(self, claim: Claim, said: Said, texts: list[str]) -> Claim:
        own = self._own(texts)
        if own.unknown:
            raise NoSubjectError(message("no word of the lexicon covers {words}", words=own.unknown[:40]))
        if said.measure in _ABOUT:
            return self._about(claim, said, own)
        if said.measure is Measure.COUNT:
            return self._counted(claim, own)
        coordinates, whole = self._amount(own)
        return replace(claim, coordinates=self._plain(coordinates), whole=whole)

    def _amount(self, own: Subject) -> tuple[dict[str, str], int]:
        """Return the coordinates of an amount, and the claim of the whole of which it is a part."""
        told = with_flow(own.coordinates)
        if told.keys() <= {"flow", "stage"} and not self.spoken and self.latest == _NONE:
            told = self._led(told)
        elif told.keys() <= {"flow", "stage"} and not own.is_total:
            return self._restated(told, own.year), _NONE
        if self.wholes.open and told:
            placed = self.wholes.place(told)
            if not placed:
                raise NoSubjectError(message("it is no part of the amount before it"))
            coordinates, whole = placed
            if whole == UNBOUND:
                raise NoSubjectError(message("the amount of which it is a part is not bound"))
            return {**coordinates, **({"year": str(own.year)} if own.year else {})}, whole
        if not told and not self.chapters.nearest:
            raise NoSubjectError(message("the sentence names no subject"))
        return self._completed(own), _NONE

    def _led(self, told: Mapping[str, str]) -> dict[str, str]:
        """Return the coordinates of a passage's first amount with those of the code or item that leads the passage."""
        lead = self.chapters.lead
        return {**lead, **told} if lead.keys() & set(NARROW) else dict(told)

    def _restated(self, told: Mapping[str, str], year: int | None) -> dict[str, str]:
        """Return the coordinates of an amount of which only the year or the stage is new, or that follows a count."""
        spoken = self.spoken
        if not spoken or spoken.coordinates.get("flow") != told.get("flow", spoken.coordinates.get("flow")):
            raise NoSubjectError(message("the sentence names no subject"))
        again = {**spoken.coordinates, **told, **({"year": str(year)} if year else {})}
        if year and "stage" not in told:
            again = self.period.of({name: value for name, value in again.items() if name != "stage"}, year)
        if year or spoken.measure is Measure.COUNT or again != spoken.coordinates:
            return again
        raise NoSubjectError(message("the sentence names no subject"))

    def _about(self, claim: Claim, said: Said, own: Subject) -> Claim:
        """Return a claim on another amount: how it changed, what share it is."""
        spoken = self.spoken
        if own.coordinates:
            told = with_flow(own.coordinates)
            placed = self.wholes.place(told) if self.wholes.open else None
            if placed and placed[1] == UNBOUND:
                raise NoSubjectError(message("the amount of which it is a part is not bound"))
            coordinates = self._plain(placed[0] if placed else self._completed(own))
            about = self._told(coordinates)
        elif not spoken or spoken.measure is Measure.COUNT:
            raise NoSubjectError(message("its amount is not bound"))
        else:
            coordinates = dict(spoken.coordinates)
            about = spoken.about if spoken.measure is not Measure.AMOUNT else self.latest
        base = self._base(said, coordinates, about)
        return replace(claim, coordinates=self._plain(coordinates), about=about, base=self._plain(base))

    def _base(self, said: Said, coordinates: Mapping[str, str], about: int) -> dict[str, str]:
        """Return what a share, a rate or a change is held against."""
        if said.measure in (Measure.CHANGE, Measure.GROWTH, Measure.DIRECTION):
            compared = said.base or self.compared
            self.compared = compared
            return {**coordinates, **self.period.compared(compared, coordinates)}
        if said.measure is Measure.COMPLETION:
            return {**coordinates, "stage": "adjusted" if re.search("全年|调整", said.base) else "budget"}
        named = self._read(said.base)
        if said.base == "?" or named.unknown:
            raise NoSubjectError(message("it does not say of what it is a share"))
        if named.coordinates:
            return self.period.of(with_flow(named.coordinates), named.year)
        if about >= 0 and self.claims[about].whole >= 0:
            return dict(self.claims[self.claims[about].whole].coordinates)
        return wider(coordinates)

    def _counted(self, claim: Claim, own: Subject) -> Claim:
        told = with_flow(
            in_chapter(self.chapters.coordinates, own.coordinates, self.words.sentences.dimensions)
        )
        if "item" not in own.coordinates and not (claim.word and not own.coordinates and self._counts_on()):
            raise NoSubjectError(message("it counts another thing"))
        if "item" not in own.coordinates and self.spoken:
            told = dict(self.spoken.coordinates)
        return replace(claim, coordinates=self._plain(self.period.of(told, own.year)))

    def _plain(self, coordinates: Mapping[str, str]) -> dict[str, str]:
        """Return coordinates without the members that mean all."""
        dimensions = self.words.sentences.dimensions
        return {
            name: member
            for name, member in coordinates.items()
            if name not in dimensions or member != dimensions[name].root
        }

    def _counts_on(self) -> bool:
        return self.spoken is not None and self.spoken.measure is Measure.COUNT

    def _direction(self, passage: Passage, segment: Segment, said: Said) -> None:
        """Add the claim of a comparison that tells no figure."""
        subject = self._read(said.subject)
        claim = _direction_claim(passage, segment, said)
        try:
            if subject.unknown:
                raise NoSubjectError(
                    message("no word of the lexicon covers {words}", words=subject.unknown[:40])
                )
            claim = self._about(claim, said, subject)
        except NoSubjectError:
            return
        self.claims.append(claim)


def _goes_on(claim: Claim) -> bool:
    """Tell whether a claim lets the passages after it tell parts still: it is one, is not bound, or no amount."""
    return claim.whole >= 0 or not claim.is_bound or claim.measure is not Measure.AMOUNT


def _compares(text: str) -> bool:
    return bool(re.search(r"[与比较同]", text))


def with_flow(coordinates: Mapping[str, str]) -> dict[str, str]:
    """Return coordinates with the flow that a use, an item or a function implies."""
    told = dict(coordinates)
    if (
        "flow" not in told
        and told.get("item") not in OWNED
        and told.keys() & {"nature", "item", "function", "economic", "government"}
    ):
        told["flow"] = "expenditure"
    return told


def wider(coordinates: Mapping[str, str]) -> dict[str, str]:
    """Return the coordinates of the whole that a share without a base is of: all uses of the same money."""
    if coordinates.get("flow") == "revenue":
        return {name: member for name, member in coordinates.items() if name != "source"}
    return {name: member for name, member in coordinates.items() if name not in NARROW}


def _claim(passage: Passage, figure: Figure, said: Said, phrase_start: int) -> Claim:
    paragraph, start, end = passage.place(figure.start, figure.end)
    falls = said.direction == "down" and figure.amount > 0
    return Claim(
        measure=said.measure,
        paragraph=paragraph,
        start=start,
        end=end,
        text=passage.printed(figure.start, figure.end),
        phrase=passage.printed(phrase_start, figure.end),
        amount=-figure.amount if falls else figure.amount,
        half=figure.half,
        decimals=figure.decimals,
        unit=figure.unit,
        word=figure.word,
        direction=said.direction,
    )


def _direction_claim(passage: Passage, segment: Segment, said: Said) -> Claim:
    paragraph, start, end = passage.place(segment.start, segment.end)
    text = passage.printed(segment.start, segment.end)
    return Claim(Measure.DIRECTION, paragraph, start, end, text, text, 0, 0, 0, direction=said.direction)
