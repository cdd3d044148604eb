"""A claim: a figure that a sentence states, with what it is about; or the direction that it states without a figure.

A binding by hand is what an auditor states that the figure is about.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from enum import StrEnum
from functools import lru_cache

from model.messages import Message
from model.money import Interval, Unit
from model.record import dataclass
from model.source.book import Paragraph


class Measure(StrEnum):
    """What a claim states of its subject: how much it is, by how much it changed, its share of a base, and so on."""

    AMOUNT = "amount"
    CHANGE = "change"
    GROWTH = "growth"
    SHARE = "share"
    COMPLETION = "completion"
    COUNT = "count"
    DIRECTION = "direction"


MOVED = (Measure.CHANGE, Measure.GROWTH, Measure.DIRECTION)
"""The measures that hold an amount against another time."""
ABOUT = (Measure.CHANGE, Measure.GROWTH, Measure.SHARE, Measure.COMPLETION)
"""The measures of a claim that speaks of another one's amount."""
BY_HAND = frozenset({Measure.AMOUNT, Measure.CHANGE, Measure.GROWTH, Measure.COMPLETION, Measure.COUNT})
"""Measures of which one subject is enough; a share needs a second amount, a direction states no figure."""


class Provenance(StrEnum):
    """How a claim came by its subject, which decides what it may lead to; the most certain goes first.

    HAND: an auditor gave it. NAMED: its own words name it, under headings that were wholly read. PART: its words name a
    part of a whole that is named. CARRIED: it goes on with what a lead or a sentence before it named. CHAPTER: the
    chapter's subject was taken, or a heading above was not wholly read.
    """

    HAND = "hand"
    NAMED = "named"
    PART = "part"
    CARRIED = "carried"
    CHAPTER = "chapter"

    @property
    def is_certain(self) -> bool:
        """Whether the subject is beyond doubt, so that a contradiction may be an error."""
        return self in (Provenance.NAMED, Provenance.PART, Provenance.HAND)


def weaker(one: Provenance, other: Provenance) -> Provenance:
    """Return the one of two that is less certain."""
    return max(one, other, key=list(Provenance).index)


@dataclass(frozen=True, slots=True)
class Claim(Interval):
    """One claim of a document's prose.

    `paragraph` (from 1), `start` and `end` (characters from 0) are its span, `text` what is printed there and `phrase`
    the words that it was read from. `amount` and `half` are in the steps of `model.reading.prose.figures`:
    ten-thousandths of 元 for an amount or a change, hundred-millionths of one for a share, a completion rate or a
    growth, whole things for a count; a fall is negative. `coordinates` are those of the subject, and where they are
    not stated `why` gives the reason. `base` are the coordinates of what a share, a rate or a change is held against;
    `about` is the index of the claim of the subject's own amount, `whole` that of the amount of which this is a part,
    -1 where the prose gives none. `provenance` is how it came by its subject, `frame` in which numbered item or
    chapter it stands (counted from the top). `direction` is "up", "down", "flat", "above", "below" or "equal" as the
    words state.
    """

    measure: Measure
    paragraph: int
    start: int
    end: int
    text: str
    phrase: str
    amount: int
    half: int
    decimals: int
    unit: Unit | None = None
    coordinates: Mapping[str, str] = field(default_factory=dict)
    base: Mapping[str, str] = field(default_factory=dict)
    about: int = -1
    whole: int = -1
    direction: str = ""
    why: Message | None = None
    provenance: Provenance = Provenance.NAMED
    frame: int = 0

    @property
    def is_bound(self) -> bool:
        """Whether the claim has a subject."""
        return self.why is None


@dataclass(frozen=True, slots=True)
class ClaimKey:
    """What a claim is known by when the file was renamed or its lines moved.

    `paragraph` is the digest of its paragraph's text and `phrase` its words, both without blanks; `nth` counts from 0
    among the claims of the document that have the same of both. `year` and `stage` are the document's.
    """

    paragraph: str
    phrase: str
    nth: int = 0
    year: int | None = None
    stage: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimBinding:
    """A claim's key with the coordinates of its subject; without any it takes back what was stated before.

    `figure` is what is printed, for those who read the log.
    """

    key: ClaimKey
    figure: str = field(compare=False)
    coordinates: tuple[tuple[str, str], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it leaves the claim as the sentence was read."""
        return not self.coordinates


def claim_keys(
    claims: Iterable[Claim], paragraphs: Sequence[Paragraph], year: int | None, stage: str | None
) -> Iterator[ClaimKey]:
    """Yield the key of each claim of a document, in their order."""
    texts = {paragraph.number: paragraph.text for paragraph in paragraphs}
    met: Counter[tuple[str, str]] = Counter()
    for claim in claims:
        known_by = _digest(texts.get(claim.paragraph, "")), _plain(claim.phrase)
        yield ClaimKey(*known_by, met[known_by], year, stage)
        met[known_by] += 1


def bind_claims(
    claims: tuple[Claim, ...],
    paragraphs: Sequence[Paragraph],
    year: int | None,
    stage: str | None,
    bindings: Mapping[ClaimKey, ClaimBinding],
) -> tuple[Claim, ...]:
    """Return the claims of a document with the subjects that were given by hand, which go before the sentence's own.

    What the sentence states by a figure whose subject is overruled, such as its change, is about the new subject too.
    """
    if not bindings:
        return claims
    result: list[Claim] = []
    overruled: set[int] = set()
    for claim, key in zip(claims, claim_keys(claims, paragraphs, year, stage), strict=True):
        binding = bindings.get(key)
        if binding is not None and not binding.is_empty and claim.measure in BY_HAND:
            if claim.is_bound:
                overruled.add(len(result))
            result.append(_bound(claim, dict(binding.coordinates), result))
        elif claim.about in overruled and claim.coordinates == claims[claim.about].coordinates:
            result.append(
                replace(following(claim, result[claim.about].coordinates, Provenance.HAND), whole=-1)
            )
        else:
            result.append(claim)
    return tuple(result)


def _bound(claim: Claim, coordinates: dict[str, str], before: Sequence[Claim]) -> Claim:
    bound = replace(claim, coordinates=coordinates, whole=-1, why=None, provenance=Provenance.HAND)
    if claim.measure in {Measure.AMOUNT, Measure.COUNT}:
        return replace(bound, base={}, about=-1)
    amounts = ((at, each.coordinates) for at, each in enumerate(before) if each.measure is Measure.AMOUNT)
    about = max((at for at, stated in amounts if stated == coordinates), default=-1)
    return replace(bound, base=_base(claim.measure, coordinates), about=about)


def wholes_of(claims: Sequence[Claim], number: int) -> Iterator[int]:
    """Yield the claim of the whole of which an amount is a part, of the whole of that, and so on."""
    while (number := claims[number].whole) >= 0:
        yield number


def following(claim: Claim, coordinates: Mapping[str, str], provenance: Provenance) -> Claim:
    """Return a claim on another subject; what it is held against is the same at another time, or what it was."""
    base = claim.base
    time = {name: base[name] for name in ("year", "stage") if name in base}
    if base and {**claim.coordinates, **time} == {**base}:
        base = {**coordinates, **time}
    return replace(claim, coordinates=coordinates, base=base, provenance=provenance)


def _base(measure: Measure, coordinates: Mapping[str, str]) -> dict[str, str]:
    """Return what a figure is held against: the year before for a change, the budget for a completion rate."""
    if measure in {Measure.CHANGE, Measure.GROWTH} and coordinates.get("year", "").isdigit():
        return {**coordinates, "year": str(int(coordinates["year"]) - 1)}
    return {**coordinates, "stage": "budget"} if measure is Measure.COMPLETION else {}


@lru_cache(maxsize=1)
def _digest(text: str) -> str:
    return hashlib.sha256(_plain(text).encode("utf-8", "surrogatepass")).hexdigest()


def _plain(text: str) -> str:
    return "".join(text.split())
