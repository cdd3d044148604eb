"""A table that lists fewer sources of funds may count under one of them what another table lists by itself.

事业收入 may hold what comes back from the special fiscal account, and 其他收入 whatever has no column. Where one table
states more of a source than another, by just what that other states of sources for which the first has neither a row
nor a column, both state the same money, more or less finely divided.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, combinations

import numpy as np

from checks.advocate.case import Case, Defence
from checks.mechanism.evidence import place_of
from model.facts.cube import DIMENSIONS
from model.lexicon.lexicon import lexicon
from model.messages import check_message

_SOURCE = "source"
_OTHERS = tuple(name for name in DIMENSIONS if name != _SOURCE)
_MOST = 8
"""Sources without a place in a table, of which some are tried together: tables list a dozen in all."""


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
    difference = int(facts.amount[larger] - facts.amount[smaller])
    for some in _together(_unlisted(case, smaller, larger)):
        room = int(facts.half[[smaller, larger, *some]].sum())
        if abs(int(facts.amount[list(some)].sum()) - difference) <= room:
            return some
    return ()


def _unlisted(case: Case, smaller: int, larger: int) -> list[int]:
    """Return the facts beside the smaller amount, all but the source the same, whose source the other table lacks."""
    facts, source = case.facts, lexicon().dimensions[_SOURCE]
    known = facts.coordinates[_SOURCE]
    same = (facts.table == facts.table[smaller]) & facts.stated & (facts.amount > 0)
    for name in _OTHERS:
        same &= facts.coordinates[name] == facts.coordinates[name][smaller]
    listed = np.unique(known[facts.table == facts.table[larger]])
    own = source.ids[int(known[smaller])]
    return [
        fact
        for fact in np.flatnonzero(same & ~np.isin(known, listed)).tolist()
        for member in [source.ids[int(known[fact])]]
        if not source.is_under(member, own) and not source.is_under(own, member)
    ][:_MOST]


def _together(found: list[int]) -> Iterator[tuple[int, ...]]:
    """Yield some facts together, few first."""
    return chain.from_iterable(combinations(found, count) for count in range(1, len(found) + 1))
