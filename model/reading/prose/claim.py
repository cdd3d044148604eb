"""A claim: a figure that a sentence states, with what it is about; or the direction that it tells without a figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from model.messages import Message
from model.money import Interval, Unit


class Measure(StrEnum):
    """What a claim says of its subject: how much it is, by how much it changed, its share of a base, and so on."""

    AMOUNT = "amount"
    CHANGE = "change"
    GROWTH = "growth"
    SHARE = "share"
    COMPLETION = "completion"
    COUNT = "count"
    DIRECTION = "direction"


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
    not told `why` says the reason. `base` are the coordinates of what a share, a rate or a change is held against;
    `about` is the index of the claim of the subject's own amount, `whole` that of the amount of which this is a part,
    -1 where the prose gives none. `provenance` tells how it came by its subject, `frame` in which numbered item or
    chapter it stands (counted from the top). `direction` is "up", "down", "flat", "above", "below" or "equal" as the
    words say.
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
    word: str = ""
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
