"""The context of a sentence: what its words mean by themselves, under their headings and behind what was told."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from model.lexicon.dimension import Dimension
from model.lexicon.prose_words import ProseWords
from model.messages import Message, message
from model.reading.prose.chapters import Chapters
from model.reading.prose.claim import Claim, Provenance, weaker
from model.reading.prose.coordinates import OWNED, Period, in_chapter, with_flow
from model.reading.prose.discourse import UNBOUND, Discourse, Placed, Wholes
from model.reading.prose.measure import without_comparison
from model.reading.prose.subject import PhraseSubject, SubjectReader

_PATH_ENDS = re.compile(r"[（(][类款项][）)]\W*$")
_TOTAL = re.compile("合计|总计|总额")
_COMPARES = re.compile("[与比较同]")


@dataclass(slots=True)
class SentenceContext:
    """What tells the subject of words; where none does, the answer is the message that tells why."""

    words: ProseWords
    chapters: Chapters
    period: Period
    reader: SubjectReader
    discourse: Discourse = field(default_factory=Discourse)
    wholes: Wholes = field(init=False)

    def __post_init__(self) -> None:
        self.wholes = Wholes(self.dimensions)

    @property
    def dimensions(self) -> Mapping[str, Dimension]:
        """The dimensions of the lexicon."""
        return self.words.sentences.dimensions

    def read(self, text: str) -> PhraseSubject:
        """Return what a phrase says by itself."""
        return self.reader.read(text, self.chapters.coordinates.get("function", ""))

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
            if subject.unknown or not subject.says_little or nearest.is_total:
                break
        return replace(nearest, year=year) if nearest else PhraseSubject(year=year)

    def plain(self, coordinates: Mapping[str, str]) -> dict[str, str]:
        """Return coordinates without the members that mean all."""
        known = self.dimensions
        told = coordinates.items()
        return {name: each for name, each in told if name not in known or each != known[name].root}

    def claim(self, draft: Claim, of: Claim | Placed | Message) -> Claim:
        """Return a draft as the claim of what it is found to be of, or with the reason why it has no subject."""
        if isinstance(of, Message):
            return replace(draft, why=of)
        if isinstance(of, Claim):
            return of
        return replace(
            draft, coordinates=self.plain(of.coordinates), whole=of.claim, provenance=of.provenance
        )

    def completed(self, own: PhraseSubject) -> dict[str, str] | Message:
        """Return a subject's coordinates with what the chapter and the document say."""
        chapter = self.chapters.coordinates
        told = with_flow(in_chapter(chapter, with_flow(own.coordinates), self.dimensions))
        if "flow" not in told and told.get("item") not in OWNED:
            return message("the sentence does not say whether it is revenue or expenditure")
        other = self.chapters.other_accounts
        if other and own.year is None:
            return message("the heading above names another year")
        if other and own.year == other[0]:
            told.setdefault("stage", other[1])
        return self.period.of(told, own.year)

    def named(self, own: PhraseSubject) -> Provenance:
        """Return how certain a subject is that words name, or that the chapter gives where they only say its flow."""
        if not self.chapters.is_read or (own.says_little and not own.says_whole):
            return Provenance.CHAPTER
        return Provenance.CARRIED if own.name else Provenance.NAMED

    def place(self, own: PhraseSubject) -> Placed | Message:
        """Return what words name, as a part of an open whole or by itself, with the claim that told its amount."""
        part = self.wholes.place(with_flow(own.coordinates))
        if part and part.claim == UNBOUND:
            return message("the amount of which it is a part is not bound")
        found = part.coordinates if part else self.completed(own)
        if isinstance(found, Message):
            return found
        coordinates, provenance = self.plain(found), self.named(own)
        told = self.discourse.told(coordinates)
        return Placed(coordinates, told, weaker(provenance, part.provenance) if part else provenance)

    def open_whole(self, named: PhraseSubject) -> None:
        """Open the whole that words name; one that has no subject stays open, so that its parts have none either."""
        placed = self.place(named)
        self.wholes.push(Placed({}, UNBOUND) if isinstance(placed, Message) else placed)


def _without_comparison(text: str) -> tuple[str, str]:
    """Return words without what they compare with, and that, "" for no comparison."""
    return without_comparison("".join(text.split())) if _COMPARES.search(text) else (text, "")


def _names_flow(subject: PhraseSubject, nearest: PhraseSubject) -> bool:
    """Tell whether words name the flow of what those behind them call by its stage (收入预算，年初预算数…)."""
    is_read = not subject.unknown and not subject.is_several and not nearest.unknown
    return is_read and "flow" in subject.coordinates and "flow" not in nearest.coordinates
