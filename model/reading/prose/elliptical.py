"""Elliptical claims: where words that name no subject give it different amounts, the passage was misread.

Words that go on with a subject (2024 年预算安排 352.67 万元) are held against each other only: what was named may truly
be told otherwise. A subject that the chapter gave is held against all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from model.messages import message
from model.reading.prose.claim import Claim, Measure, Provenance

Key = tuple[int, tuple[tuple[str, str], ...]]


def without_contradicting(claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims, those of one frame without a subject that gives one key different amounts as not bound.

    What speaks of such an amount, or is a part of it, is not bound either.
    """
    groups: dict[Key, list[int]] = defaultdict(list)
    for number, claim in enumerate(claims):
        if claim.is_bound and claim.measure is Measure.AMOUNT:
            groups[claim.frame, tuple(sorted(claim.coordinates.items()))].append(number)
    taken: set[int] = set()
    for numbers in groups.values():
        carried = [one for one in numbers if claims[one].provenance is Provenance.CARRIED]
        given = [one for one in numbers if claims[one].provenance is Provenance.CHAPTER]
        if _differ(claims, carried):
            taken.update(carried)
        if given and _differ(claims, numbers):
            taken.update(given)
    return _taken_back(claims, taken) if taken else list(claims)


def _differ(claims: Sequence[Claim], numbers: Sequence[int]) -> bool:
    low = max((claims[one].low for one in numbers), default=0)
    return low > min((claims[one].high for one in numbers), default=low)


def _taken_back(claims: Sequence[Claim], taken: set[int]) -> list[Claim]:
    why = message("the passage gives what it does not name different amounts")
    found: list[Claim] = []
    for number, claim in enumerate(claims):
        if number in taken or (claim.is_bound and {claim.about, claim.whole} & taken):
            taken.add(number)
            found.append(replace(claim, coordinates={}, base={}, about=-1, whole=-1, why=why))
        else:
            found.append(claim)
    return found
