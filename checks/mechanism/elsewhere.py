"""Elsewhere: every cell and sentence that states what one amount is about, and those that print the same amount.

What states the same coordinates is the same money, and agrees with the amount or does not. What only prints the same
amount may be something else; it is listed after the former, for the reader to judge.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from checks.mechanism.stated import CitedClaim, Stated, Statements, as_stated, statements_of
from model.money import Interval
from model.reading.prose.claim import Measure
from model.record import dataclass

if TYPE_CHECKING:
    from checks.rule import Subject

LEAST_HALVES = 200
"""An amount of fewer than so many halves of its last printed place (1.00 has 200) is met too often by chance."""

MOST_ALIKE = 100
"""How many statements of merely the same amount are listed."""


class Tie(Enum):
    """How another statement stands to an amount; the value is the sign shown for it."""

    EQUAL = "="
    ROUNDED = "~"
    DIFFERENT = "≠"


@dataclass(frozen=True, slots=True)
class Restated:
    """A statement with how it stands to the amount asked for; `is_same` where it is of the same coordinates."""

    subject: Subject
    stated: Stated
    tie: Tie
    is_same: bool


def tie_of(one: Interval, other: Interval) -> Tie:
    """Return how two amounts stand to each other: equal to the last digit, within their rounding, or neither."""
    if one.amount == other.amount:
        return Tie.EQUAL
    return Tie.ROUNDED if one.low <= other.high and other.low <= one.high else Tie.DIFFERENT


def restated(
    subjects: Sequence[Subject], coordinates: Mapping[str, str], amount: Interval | None
) -> list[Restated]:
    """Return what states the coordinates in some disclosures, then what only prints the same amount in the first.

    Without coordinates only the amount is looked for; without an amount (a blank cell) all of the same coordinates
    count as different.
    """
    found: list[Restated] = []
    for subject in subjects:
        for stated in _same(subject.once(statements_of), coordinates):
            tie = Tie.DIFFERENT if amount is None else tie_of(amount, stated)
            found.append(Restated(subject, stated, tie, is_same=True))
    if amount is None or not subjects:
        return found
    subject = subjects[0]
    known = {_identity(one.stated) for one in found if one.subject is subject}
    others = [one for one in alike(subject, amount) if _identity(one) not in known]
    return [
        *found,
        *(Restated(subject, one, tie_of(amount, one), is_same=False) for one in others[:MOST_ALIKE]),
    ]


def _identity(stated: Stated) -> tuple[int, int, int]:
    """Return what distinguishes one statement from another: its fact, or its claim where it has none."""
    cited = stated.cited
    return (stated.fact, -1, -1) if cited is None else (-1, id(cited.document), cited.number)


def _same(statements: Statements, coordinates: Mapping[str, str]) -> Sequence[Stated]:
    return statements.amounts(coordinates) if coordinates else ()


def alike(subject: Subject, amount: Interval) -> list[Stated]:
    """Return what prints an amount to within the rounding of both: cells, sentences, then those that are not bound.

    An amount is looked for only where it has digits enough to be known by.
    """
    if not _is_distinctive(amount):
        return []
    facts, statements = subject.facts, subject.once(statements_of)
    near = facts.stated & (np.abs(facts.amount - amount.amount) <= facts.half + amount.half)
    near &= facts.half * LEAST_HALVES <= np.abs(facts.amount)
    return [
        *(statements.stated(fact) for fact in np.flatnonzero(near).tolist()),
        *_unbound_alike(subject, amount),
    ]


def _unbound_alike(subject: Subject, amount: Interval) -> Iterator[Stated]:
    for document in subject.disclosure.documents:
        for number, claim in enumerate(document.claims):
            if claim.is_bound or claim.measure is not Measure.AMOUNT:
                continue
            stated = as_stated(CitedClaim(document, number, claim))
            if _is_distinctive(stated) and tie_of(amount, stated) is not Tie.DIFFERENT:
                yield stated


def _is_distinctive(amount: Interval) -> bool:
    return amount.amount != 0 and amount.half * LEAST_HALVES <= abs(amount.amount)
