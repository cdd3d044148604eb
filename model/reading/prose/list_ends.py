"""What stands behind the last part of a list may be meant of the whole: the sentence's own figures decide.

X万元，其中：A万元、B万元，比上年增加Z万元，增长p%: the last words name neither X nor B. Where the figures hold with X
and not with B, they are stated of X. Figures that can be held against neither are stated of B only where it is the only
part, where X or parts before have such words of their own, or where B stands nearer to them than to those before it
(A万元；B万元，比). A comparison behind parts in one breath (A万元、B万元，比) is of X whatever its figures are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from model.intervals import Interval, is_change, is_growth, is_growth_by, is_ratio
from model.messages import message
from model.pattern import pattern
from model.reading.prose.claim import MOVED, Claim, Measure, Provenance, following, weaker, wholes_of

_WIDE = pattern("[；;。]")
_OF_TIME = frozenset({"year", "stage"})
_OF_ONE = frozenset({*MOVED, Measure.COMPLETION})
"""Where any of these is stated of the whole or of another part, what stands behind the last part is of that too."""
_UNCLEAR = message("of which amount before it this is stated is not clear")


def with_list_ends(claims: Sequence[Claim], texts: Mapping[int, str]) -> list[Claim]:
    """Return the claims, those behind a list as made of the amount with which their figures hold.

    `texts` are those of the paragraphs by their numbers.
    """
    found = list(claims)
    for number, part in enumerate(claims):
        end = list(_claims_behind(claims, number)) if part.measure is Measure.AMOUNT and part.is_bound else []
        if end:
            text = texts[part.paragraph]
            before = next(_siblings(claims, range(number - 1, part.whole, -1), part), None)
            parted = None if before is None else text[claims[before].end : part.start]
            between = text[part.end : claims[end[0]].start]
            if parted and parted.lstrip().startswith("、") and claims[end[0]].measure in MOVED:
                _give(found, number, end, part.whole)
            elif part.whole >= 0:
                is_nearer = parted is None or (_WIDE.search(parted) is not None and not _WIDE.search(between))
                _settle(found, number, _of_the_list(claims, number, end), is_nearer=is_nearer)
    return found


def _settle(claims: list[Claim], number: int, end: Sequence[int], *, is_nearer: bool) -> None:
    """Give what ends a list the subject with which it holds, or none where none holds.

    `is_nearer` means that it stands nearer to the last part than that to the one before it, if there is one.
    """
    part = claims[number]
    holds = _holds(claims, end, part)
    wholes = takewhile(lambda one: claims[one].paragraph == part.paragraph, wholes_of(claims, number))
    whole = next((one for one in wholes if _holds(claims, end, claims[one])), -1)
    if not holds and whole >= 0:
        _give(claims, number, end, whole)
    elif holds is None and not is_nearer:
        _give(claims, number, end, -1)


def _give(claims: list[Claim], number: int, end: Sequence[int], whole: int) -> None:
    """Give what is stated of a part to its whole, by that one's claim; to nothing where there is none."""
    for at in end:
        claim = claims[at]
        if whole < 0:
            claims[at] = replace(claim, coordinates={}, base={}, about=-1, why=_UNCLEAR)
            continue
        time = {name: claim.coordinates[name] for name in _OF_TIME & claim.coordinates.keys()}
        carried = weaker(claims[whole].provenance, Provenance.CARRIED)
        about = whole if claim.about == number else claim.about
        claim = following(claim, {**claims[whole].coordinates, **time}, carried)
        claims[at] = replace(claim, about=about)


def _of_the_list(claims: Sequence[Claim], number: int, end: Sequence[int]) -> list[int]:
    """Return what ends a list of what stands behind a part: nothing but behind the last, nor what is stated of each."""
    part, behind = claims[number], range(end[-1] + 1, min(end[-1] + 2, len(claims)))
    if any(_siblings(claims, behind, part)):
        return []
    others = [part.whole, *_siblings(claims, range(number - 1, part.whole, -1), part)]
    measures = {claims[at].measure for one in others for at in _claims_behind(claims, one)}
    return [] if measures & _OF_ONE else [at for at in end if claims[at].measure not in measures]


def _claims_behind(claims: Sequence[Claim], number: int) -> Iterator[int]:
    """Yield what stands right behind an amount without naming it: a rate, a change, or the amount of another time."""
    part = claims[number]
    for at in range(number + 1, len(claims)):
        claim = claims[at]
        is_of_part = claim.about == number
        if claim.measure is Measure.AMOUNT and claim.whole < 0:
            differing = {name for name, _ in claim.coordinates.items() ^ part.coordinates.items()}
            is_of_part = bool(differing) and differing <= _OF_TIME
        if not (is_of_part and claim.is_bound and claim.paragraph == part.paragraph):
            return
        yield at


def _siblings(claims: Sequence[Claim], numbers: range, part: Claim) -> Iterator[int]:
    """Yield which of some claims state a part of the same whole, as far as they stand in the same paragraph."""
    for at in takewhile(lambda one: claims[one].paragraph == part.paragraph, numbers):
        if claims[at].measure is Measure.AMOUNT and claims[at].whole == part.whole:
            yield at


def _holds(claims: Sequence[Claim], end: Sequence[int], own: Claim) -> bool | None:
    """Return whether figures hold with an amount as their subject; None where they cannot be held against it."""
    figures = {claims[at].measure: _interval(claims[at]) for at in end}
    new, change, growth = _interval(own), figures.get(Measure.CHANGE), figures.get(Measure.GROWTH)
    old, rate = figures.get(Measure.AMOUNT), figures.get(Measure.COMPLETION)
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
