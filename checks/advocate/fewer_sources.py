"""A table that lists fewer sources of funds may count under one of them what another table lists by itself.

Where one table states more of a source than another, by just what that other states of sources for which the first has
neither a row nor a column, both state the same money, more or less finely divided.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from checks.advocate.case import Case, Defence
from checks.mechanism.evidence import place_of
from checks.mechanism.misread import coming_to, of_other_sources
from model.messages import check_message


def fewer_sources(case: Case) -> Iterable[Defence]:
    """Defend amounts of one source that differ by what one of two tables does not list by itself."""
    for accusation in case.open:
        pairs = list(case.differing(accusation))
        parts = [_counted_in(case, one, other) for one, other in pairs]
        if pairs and all(parts):
            larger = max(pairs[0], key=lambda fact: int(case.facts.amount[fact]))
            place = place_of(case.subject, parts[0][0])
            why = check_message(
                "{cell} states money for which this table has no row or column of its own: it may be counted here.",
                cell=place.text,
            )
            yield Defence(int(case.facts.table[larger]), why, frozenset({accusation.key}), (place,))


def _counted_in(case: Case, one: int, other: int) -> tuple[int, ...]:
    """Return the facts of the finer table that the larger of two amounts may hold beside the smaller, () for none."""
    facts = case.facts
    smaller, larger = sorted((one, other), key=lambda fact: int(facts.amount[fact]))
    listed = set(np.unique(facts.coordinates["source"][facts.table == facts.table[larger]]).tolist())
    unlisted = [
        fact for fact in of_other_sources(facts, smaller) if facts.coordinates["source"][fact] not in listed
    ]
    difference = int(facts.amount[larger] - facts.amount[smaller])
    return coming_to(facts, unlisted, difference, int(facts.half[[smaller, larger]].sum()))
