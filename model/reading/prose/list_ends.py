"""What is said behind the last part of a list may be said of the whole: the sentence's own figures tell.

X万元，其中：A万元、B万元，比上年增加Z万元，增长p%: the last words name neither X nor B. Where the figures hold with X
and not with B, they are told of X. Figures that can be held against neither are told of B only where it is the only
part, where X or parts before have such words of their own, or where B stands nearer to them than to those before it
(A万元；B万元，比).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from model.intervals import Interval, is_change, is_growth, is_growth_by, is_ratio
from model.messages import message
from model.pattern import pattern
from model.reading.prose.claim import Claim, Measure, Provenance, following, weaker

_WIDE = pattern("[；;。]")
_OF_TIME = frozenset({"year", "stage"})
_UNCLEAR = message("of which amount before it this is told is not said")


def with_list_ends(claims: Sequence[Claim], texts: Mapping[int, str]) -> list[Claim]:
    """Return the claims, those behind a list as told of the amount with which their figures hold.

    `texts` are those of the paragraphs by their numbers.
    """
    found = list(claims)
    for number, part in enumerate(claims):
        if part.measure is Measure.AMOUNT and part.is_bound and part.whole >= 0:
            end = _end_of(claims, number)
            if end:
                _settle(found, number, end, texts)
    return found


def _settle(claims: list[Claim], number: int, end: Sequence[int], texts: Mapping[int, str]) -> None:
    """Give what ends a list the subject with which it holds, or none where none can be told."""
    part = claims[number]
    if _holds(claims, end, part):
        return
    holding = [one for one in _wholes_of(claims, part) if _holds(claims, end, claims[one])]
    if holding:
        whole = claims[holding[0]]
        carried = weaker(whole.provenance, Provenance.CARRIED)
        for each in end:
            claim = claims[each]
            time = {name: claim.coordinates[name] for name in _OF_TIME & claim.coordinates.keys()}
            claim = following(claim, {**whole.coordinates, **time}, carried)
            claims[each] = replace(claim, about=holding[0] if claim.about == number else claim.about)
    elif _holds(claims, end, part) is None and not _is_nearer(claims, number, end[0], texts):
        for each in end:
            claims[each] = replace(claims[each], coordinates={}, base={}, about=-1, why=_UNCLEAR)


def _is_nearer(claims: Sequence[Claim], number: int, end: int, texts: Mapping[int, str]) -> bool:
    """Return whether the last words stand nearer to the last part than that to the one before it, if there is one."""
    part, text = claims[number], texts[claims[number].paragraph]
    before = next(_siblings(claims, number), None)
    if before is None:
        return True
    parted, told = text[claims[before].end : part.start], text[part.end : claims[end].start]
    return bool(_WIDE.search(parted)) and not _WIDE.search(told)


def _end_of(claims: Sequence[Claim], number: int) -> list[int]:
    """Return the claims that end a list behind its last part, but for what is said so of each part."""
    part = claims[number]
    behind: list[int] = []
    for at in range(number + 1, len(claims)):
        claim = claims[at]
        if claim.paragraph != part.paragraph or not _is_said_of(claim, part, number):
            is_next = claim.whole == part.whole and claim.paragraph == part.paragraph
            if is_next and claim.measure is Measure.AMOUNT:
                return []
            break
        behind.append(at)
    others = [*_siblings(claims, number), part.whole]
    said = {claims[at].measure for one in others for at in _said_of(claims, one)}
    return [] if said & _MOVED else [at for at in behind if claims[at].measure not in said]


_MOVED = frozenset({Measure.CHANGE, Measure.GROWTH, Measure.DIRECTION, Measure.COMPLETION})
"""Where any of these is said of the whole or of another part, what is said behind the last part is said of that."""


def _is_said_of(claim: Claim, part: Claim, number: int) -> bool:
    """Return whether a claim speaks of a part without naming it: by a rate or a change, or by its amount once."""
    if not claim.is_bound:
        return False
    if claim.measure is Measure.AMOUNT and claim.whole < 0:
        told, own = (
            {name: member for name, member in each.coordinates.items() if name not in _OF_TIME}
            for each in (claim, part)
        )
        return told == own and claim.coordinates != part.coordinates
    return claim.about == number


def _said_of(claims: Sequence[Claim], number: int) -> Iterator[int]:
    for at in range(number + 1, len(claims)):
        if not _is_said_of(claims[at], claims[number], number):
            return
        yield at


def _siblings(claims: Sequence[Claim], number: int) -> Iterator[int]:
    """Yield the parts of the same whole that are told before one in its paragraph."""
    part = claims[number]
    for at in range(number - 1, part.whole, -1):
        claim = claims[at]
        if (
            claim.measure is Measure.AMOUNT
            and claim.whole == part.whole
            and claim.paragraph == part.paragraph
        ):
            yield at


def _wholes_of(claims: Sequence[Claim], part: Claim) -> Iterator[int]:
    """Yield the whole of a part, the whole of that, and so on, as far as they are told in the paragraph."""
    whole = part.whole
    while whole >= 0 and claims[whole].paragraph == part.paragraph:
        yield whole
        whole = claims[whole].whole


def _holds(claims: Sequence[Claim], end: Sequence[int], own: Claim) -> bool | None:
    """Return whether figures hold with an amount as their subject; None where they cannot be held against it."""
    told = {claims[at].measure: _interval(claims[at]) for at in end}
    new, change, growth = _interval(own), told.get(Measure.CHANGE), told.get(Measure.GROWTH)
    old, rate = told.get(Measure.AMOUNT), told.get(Measure.COMPLETION)
    tested: list[bool] = []
    if old and change:
        tested.append(is_change(new, old, change))
    if old and growth:
        tested.append(is_growth(new, old, growth))
    elif change and growth:
        tested.append(is_growth_by(new, change, growth))
    if old and rate:
        tested.append(is_ratio(new, old, rate))
    for share in (claims[at] for at in end if claims[at].measure is Measure.SHARE):
        bases = (
            one for one in claims[: end[0]] if one.measure is Measure.AMOUNT and one.coordinates == share.base
        )
        tested += [is_ratio(new, _interval(base), _interval(share)) for base in bases if base is not own]
    return all(tested) if tested else None


def _interval(claim: Claim) -> Interval:
    return claim.low, claim.high
