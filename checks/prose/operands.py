"""Operands: the amount that a share, a rate or a change speaks of, and the statements of what it is held against."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from checks.mechanism.stated import CitedClaim, Stated, Statements, as_stated
from model.intervals import Interval, apart, is_change, negative
from model.messages import Message, check_message
from model.pattern import pattern
from model.reading.prose.claim import Claim, Provenance

_BUDGETED = pattern(
    r"(?:预算|计划)(?:数|安排|总额|金额)?(?:为|是|共|计|共计)*\s*[\d(（-][\d.,\s]*(?:亿|万|千)?\s*元$"
)
UNNAMED = check_message("the sentence does not name its subject itself.")
"""Why nothing is held against what is stated elsewhere of a subject that was taken from the chapter."""

_REACHED = pattern(r"(?:为|到|至|达)[\s\d.,]+\S*$")


def interval(one: Stated | Claim) -> Interval:
    """Return the values that a statement or a claim may have been rounded from; a percentage is never exact."""
    half = max(one.half, 1) if isinstance(one, Claim) and one.unit is None else one.half
    return one.amount - half, one.amount + half


def either(figure: Interval) -> tuple[Interval, Interval]:
    """Return a figure's interval as a rise and as a fall."""
    return figure, negative(figure)


def is_change_between(new: Stated, old: Stated, claim: Claim) -> bool:
    """Return whether a change, be it a rise or a fall, may be the new amount less the old one."""
    return any(is_change(interval(new), interval(old), way) for way in either(interval(claim)))


def own_amount(statements: Statements, cited: CitedClaim) -> Stated | Message:
    """Return the amount that a claim speaks of, as its sentence or else as a cell states it; or why there is none."""
    claim = cited.claim
    about = statements.other(cited, claim.about)
    if about is not None:
        if about.claim.coordinates != claim.coordinates or is_doubtful(about):
            return check_message("the amount that it speaks of is not clear.")
        return as_stated(about)
    if claim.provenance is Provenance.CHAPTER:
        return UNNAMED
    stated = amounts(statements, claim.coordinates)
    if not stated or contradict(stated):
        return check_message("the amount that it speaks of is not stated, or not once alike.")
    in_words = [one for one in stated if one.cited is not None]
    return min(in_words or stated, key=lambda one: one.half)


def amounts(statements: Statements, coordinates: Mapping[str, str]) -> list[Stated]:
    """Return what cells, then sentences, state of coordinates, without sentences that may mean another stage."""
    return [one for one in statements.amounts(coordinates) if one.cited is None or not is_doubtful(one.cited)]


def same_amount(statements: Statements, own: Stated, coordinates: Mapping[str, str]) -> list[Stated]:
    """Return a statement with all others of the same coordinates that may state the same amount."""
    others = amounts(statements, coordinates)
    return [own, *(one for one in others if not apart(interval(one), interval(own)))]


def is_doubtful(cited: CitedClaim) -> bool:
    """Return whether an amount is not bound, or bound as final though its words name a budget (支出预算为 12 万元)."""
    claim = cited.claim
    return not claim.is_bound or (claim.coordinates.get("stage") == "final" and _names_budget(claim.phrase))


@lru_cache(4096)
def _names_budget(phrase: str) -> bool:
    return _BUDGETED.search(phrase) is not None


def contradict(statements: list[Stated]) -> bool:
    """Return whether any two statements cannot be of one amount."""
    return max(one.low for one in statements) > min(one.high for one in statements)


def wrong_year(cited: CitedClaim) -> bool:
    """Return whether a comparison does not speak of the document's own year: it may be bound to another amount."""
    year = cited.document.year
    return bool(year) and cited.claim.coordinates.get("year") != str(year)


def may_be_reached(cited: CitedClaim) -> bool:
    """Return whether a figure may be what the amount became, and not by how much it changed (减少为 5 万元)."""
    return bool(_REACHED.search(cited.claim.phrase))


def other_statements(statements: Statements, own: Stated, coordinates: Mapping[str, str]) -> list[Stated]:
    """Return what else is stated of coordinates that cannot be the same as `own`."""
    return [one for one in amounts(statements, coordinates) if apart(interval(one), interval(own))]
