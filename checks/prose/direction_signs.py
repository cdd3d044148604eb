"""Directions against numbers: what two amounts, a completion rate or other words of the sentence deny."""

from __future__ import annotations

import re

from checks.mechanism.intervals import ONE
from checks.mechanism.stated import Said, Stated
from checks.prose.comparisons import Comparison
from checks.prose.evidence import paragraph_of, place_text, quoted_values
from checks.prose.operands import interval
from model.messages import Message, check_message
from model.reading.prose.claim import Claim, Measure

_ROUGHLY = re.compile("基本|大致|大体|略|约")
_FALLEN = re.compile(
    r"(?:减少|下降|降低|压减)(?:为|到|至)\s*0(?:\.0+)?\s*(?:万?元)?\s*[,，]\s*(?:与|和|同|较|比)[^,，;；。]*$"
)
_NEARBY = 3
Contradiction = tuple[Said, Message]


def is_against(said: Said, own: Stated, old: Stated) -> bool:
    """Tell whether two amounts deny the direction that a claim tells; a change of nothing tells none."""
    claim = said.claim
    if claim.measure is not Measure.DIRECTION and not claim.amount:
        return False
    lower, higher = own.high < old.low, own.low > old.high
    match claim.direction:
        case "up" | "above":
            return lower
        case "down" | "below":
            return higher
        case "flat" | "equal":
            return (lower or higher) and not _ROUGHLY.search(claim.phrase) and not _full(said)
    return False


def is_tested(each: Comparison) -> bool:
    """Tell whether anything was there that could deny the direction."""
    if all(_ROUGHLY.search(one.claim.phrase) for one in each.said):
        return False
    both = each.change is not None and each.growth is not None
    return bool(each.olds) or both or any(_completion(one) is not None for one in each.directions)


def contradiction_of_words(each: Comparison, own: Stated) -> Contradiction | None:
    """Return a claim that another one of its sentence denies, and what to say of it."""
    moved = [one for one in (each.change, each.growth) if one is not None and one.claim.amount]
    flat = [one for one in each.directions if one.claim.direction == "flat"]
    for said in (one for one in flat if moved and not _ROUGHLY.search(one.claim.phrase)):
        values = _values(said, own, moved[0])
        return said, check_message("{place}: “{words}” says equal, and yet “{other}”.", **values)
    if len(moved) == 2 and (moved[0].claim.amount > 0) != (moved[1].claim.amount > 0):
        values = _values(moved[1], own, moved[0])
        return moved[1], check_message("{place}: “{words}” says both up and down.", **values)
    return _more_than_itself(each, own) or _rate(each, own)


def fallen_and_flat(each: Comparison) -> Contradiction | None:
    """Return a 持平 right after words that it fell to nothing (减少为 0，与上年持平), and what to say of it."""
    for said in each.directions:
        found = _FALLEN.search(paragraph_of(said)[: said.claim.end])
        if found and said.claim.direction == "flat":
            return said, check_message(
                "{place}: “{words}” says that it fell, and that it is as it was.",
                place=place_text(said),
                words=found.group(),
            )
    return None


def _more_than_itself(each: Comparison, own: Stated) -> Contradiction | None:
    """Return a rise by more than the amount came to."""
    change = each.change
    if change is None or own.amount < 0 or interval(change.claim)[0] <= own.high:
        return None
    values = _values(change, own, change)
    return change, check_message("{place}: “{words}”: it cannot have risen by more than it is.", **values)


def _rate(each: Comparison, own: Stated) -> Contradiction | None:
    """Return a comparison with the budget that the completion rate of the same amount denies."""
    for said in each.directions:
        rate = _completion(said)
        is_of_nothing = rate is not None and not rate.amount and not own.amount
        if rate is not None and not is_of_nothing and _denies(rate, said.claim.direction):
            values = _values(said, own, Said(said.document, said.number, rate))
            return said, check_message("{place}: “{words}” is against the rate “{other}”.", **values)
    return None


def _denies(rate: Claim, direction: str) -> bool:
    low, high = interval(rate)
    match direction:
        case "above":
            return high < ONE
        case "below":
            return low > ONE
        case "equal":
            return high < ONE or low > ONE
    return False


def _full(said: Said) -> bool:
    """Tell whether a completion rate of the same amount prints as 100 %, so that "equal" is fair."""
    rate = _completion(said)
    return rate is not None and interval(rate)[0] <= ONE <= interval(rate)[1]


def _completion(said: Said) -> Claim | None:
    """Return the completion rate that is told right beside a comparison of the same amount with the same budget."""
    claims = said.document.claims
    mine = said.claim
    for number in range(max(0, said.number - _NEARBY), min(len(claims), said.number + _NEARBY + 1)):
        claim = claims[number]
        if (
            claim.measure is Measure.COMPLETION
            and claim.is_bound
            and (claim.about, claim.coordinates, claim.base) == (mine.about, mine.coordinates, mine.base)
        ):
            return claim
    return None


def _values(said: Said, own: Stated, other: Said) -> dict[str, str]:
    return {**quoted_values(said, own.said), "other": other.claim.phrase.strip()}
