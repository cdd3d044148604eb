"""Operands: the amount that a share, a rate or a change speaks of, and the statements of what it is held against."""

from __future__ import annotations

import re
from collections.abc import Mapping

from checks.prose.intervals import Interval, apart
from checks.prose.statements import Said, Stated, Statements
from model.messages import Message, check_message
from model.recognition.prose.claim import Claim

_REACHED = re.compile(r"(?:为|到|至|达)[\s\d.,]+\S*$")


def interval(one: Stated | Claim) -> Interval:
    """Return the values that a statement or a claim may have been rounded from; a percentage is never exact."""
    half = max(one.half, 1) if isinstance(one, Claim) and one.unit is None else one.half
    return one.amount - half, one.amount + half


def own_amount(told: Statements, said: Said) -> Stated | Message:
    """Return the amount that a claim speaks of, as its sentence or else as a cell states it; or why there is none."""
    claim = said.claim
    about = said.other(claim.about)
    if about is not None:
        if not about.claim.is_bound or about.claim.coordinates != claim.coordinates:
            return check_message("the amount that it speaks of is not clear.")
        return Stated(about.claim.amount, about.claim.half, said=about)
    return agreed_amount(told, claim.coordinates) or check_message(
        "the amount that it speaks of is not stated, or not once alike."
    )


def agreed_amount(told: Statements, coordinates: Mapping[str, str]) -> Stated | None:
    """Return the finest statement of coordinates that sentences make, else of cells; None where any contradict."""
    if told.agreed(coordinates) is None:
        return None
    return min(told.in_prose(coordinates) or told.in_tables(coordinates), key=lambda one: one.half)


def contradict(statements: list[Stated]) -> bool:
    """Tell whether any two statements cannot be of one amount."""
    return max(one.low for one in statements) > min(one.high for one in statements)


def wrong_year(said: Said) -> bool:
    """Tell whether a comparison does not speak of the document's own year: it may be bound to another amount."""
    year = said.document.year
    return bool(year) and said.claim.coordinates.get("year") != str(year)


def may_be_reached(said: Said) -> bool:
    """Tell whether a figure may be what the amount became, and not by how much it changed (减少为 5 万元)."""
    return bool(_REACHED.search(said.claim.phrase))


def other_statements(told: Statements, own: Stated, coordinates: Mapping[str, str]) -> list[Stated]:
    """Return what else is stated of coordinates that cannot be the same as `own`."""
    return [one for one in told.amounts(coordinates) if apart(interval(one), interval(own))]
