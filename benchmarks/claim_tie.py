"""A tie: a relation that must hold between the claims of a disclosure, worked out apart from the rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from model.reading.prose.claim import Claim

Interval = tuple[Fraction, Fraction]
Values = Callable[[int], Interval]


@dataclass(frozen=True)
class Tie:
    """A relation between claims, by their index, and cells: whether it holds for given values of the claims."""

    claims: tuple[int, ...]
    holds: Callable[[Values], bool]


def overlap(one: Interval, other: Interval) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def interval(claim: Claim) -> Interval:
    return Fraction(claim.low), Fraction(claim.high)
