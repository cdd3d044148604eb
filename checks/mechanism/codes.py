"""Rollup along a code dimension: a code is the sum of the codes below it, the total the sum of the 类.

It goes through the facts of the dimension's codes in the order of their groups and codes.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from checks.mechanism.keys import among, first_rows, pack, ranked
from checks.mechanism.relations import Relations, beyond_limit, no_relations
from model.facts.cube import DIMENSIONS, Facts
from model.lexicon.lexicon import lexicon
from model.record import dataclass

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]
    Booleans = NDArray[np.bool_]
    Column = NDArray[np.signedinteger[Any]]

LEVELS = 3
"""Levels that may own a code: the total, 类, 款."""
FILLED = (0, 10_000, 100, 1)
"""By level: what fills a code up to seven digits, so that it stands before those below it."""
CODES = 10_000_000
"""Codes are below this, so that a group and a code make one number."""


@dataclass(frozen=True, slots=True, eq=False)
class CodeListing:
    """The facts of one dimension's codes, group by group and each code before those below it.

    A group is one table with all other coordinates alike. `level` is 0 for the total, 1 for a 类; `key` is the group
    and the code, filled up to seven digits; `place` is the same for facts of one code in one group. All are of one
    length; `by_fact` puts them in the order of the cube.
    """

    fact: Integers
    group: Integers
    code: Column
    level: Integers
    key: Integers
    place: Integers
    by_fact: Integers

    @property
    def is_once(self) -> bool:
        """Whether no code is printed twice in a group."""
        return int(self.place[-1]) + 1 == len(self.place)


def code_listing(facts: Facts, dimension: str) -> CodeListing | None:
    """Return the facts of the groups that have codes, None where no amount is stated in any."""
    codes = facts.coordinates[dimension]
    if not codes.any():
        return None
    group, count = ranked(_groups(facts, dimension))
    with_codes = np.zeros(count, dtype=np.bool_)
    with_codes[group[codes != 0]] = True
    fact = np.flatnonzero(with_codes[group] & ~_covered_projects(facts, group, codes))
    if not facts.stated[fact].any():
        return None
    group, codes = group[fact], codes[fact]
    level = np.searchsorted([1, 1_000, 100_000], codes, side="right")
    filled = group * CODES + codes * np.array(FILLED)[level]
    key = filled * (LEVELS + 1) + level
    order = np.argsort(key, kind="stable")
    by_fact = np.empty(len(order), dtype=np.int64)
    by_fact[order] = np.arange(len(order))
    in_order = key[order]
    place = np.concatenate([[0], np.cumsum(in_order[1:] != in_order[:-1])])
    return CodeListing(fact[order], group[order], codes[order], level[order], filled[order], place, by_fact)


def _groups(facts: Facts, dimension: str) -> Integers:
    """Number the places where codes sum up: one table, all other coordinates alike; named projects together."""
    projects = len(lexicon().dimensions["item"].members)
    item = facts.coordinates["item"]
    others = [
        np.where(item >= projects, 0, item) if name == "item" else facts.coordinates[name]
        for name in DIMENSIONS
        if name != dimension
    ]
    return pack([facts.table, *others])


def _covered_projects(facts: Facts, group: Integers, codes: Column) -> Booleans:
    """Mark the projects of a code that prints its own total: the total already holds them."""
    is_project = facts.coordinates["item"] >= len(lexicon().dimensions["item"].members)
    if not is_project.any():
        return is_project
    key = pack([group, codes])
    return is_project & among(key, key[~is_project & facts.stated])


def code_rollup(facts: Facts, dimension: str, column_axis: Booleans, incomplete: Booleans) -> Relations:
    """Return, per table and column, each stated code against the codes below it.

    A code belongs to its nearest printed ancestor, so that a table without 款 sums its 项 to the 类. Codes that
    head columns bind as at most, for a matrix is cut at the page's edge; `column_axis` marks their facts.
    `incomplete` marks the facts of tables with rows that were not understood: what fails there is not checked.
    """
    listing = code_listing(facts, dimension)
    if listing is None:
        return no_relations()
    stated = facts.stated[listing.fact]
    if stated.all():
        return _relations(facts, listing, _owners(listing, stated), stated, column_axis, incomplete)
    printed = np.ones_like(stated)
    owner = _owners(listing, printed)
    named = _relations(
        facts, listing, _stated_owners(listing, owner, stated), stated, column_axis, incomplete
    )
    owned_by_blank = np.where((owner >= 0) & ~stated[owner], owner, -1)
    return _with_blanks(named, _relations(facts, listing, owned_by_blank, printed, column_axis, incomplete))


def _owners(listing: CodeListing, owns: Booleans) -> Integers:
    """Return for each fact the position of the nearest code above it among those that own, -1 for none.

    In this order a code's last forerunner of an upper level is its ancestor there, if that is printed at all. Of a
    code printed twice the first is meant.
    """
    position = np.arange(len(owns))
    owner = np.full(len(owns), -1, dtype=np.int64)
    # From below, so that a code that has found its owner is not asked again.
    for level in reversed(range(LEVELS)):
        last = np.maximum.accumulate(np.where(owns & (listing.level == level), position, -1))
        at = np.flatnonzero((owner < 0) & (last >= 0) & (listing.level > level))
        found = last[at]
        # What a code and those below it have in common: their group, and the digits down to its level.
        digits = FILLED[level] or CODES
        is_above = listing.key[found] // digits == listing.key[at] // digits
        owner[at[is_above]] = found[is_above]
    if listing.is_once:
        return owner
    first = np.append(position[owns], -1)[first_rows(listing.place[owns], int(listing.place[-1]) + 1)]
    return np.where(owner >= 0, first[listing.place[owner]], -1)


def _stated_owners(listing: CodeListing, owner: Integers, stated: Booleans) -> Integers:
    """Return the owners among the stated codes, given those among all that are printed."""
    if not listing.is_once:
        return _owners(listing, stated)
    owner = owner.copy()
    for _ in range(LEVELS - 1):
        at = np.flatnonzero((owner >= 0) & ~stated[owner])
        owner[at] = owner[owner[at]]
    return np.where((owner >= 0) & stated[owner], owner, -1)


def _relations(
    facts: Facts,
    listing: CodeListing,
    owner: Integers,
    owns: Booleans,
    column_axis: Booleans,
    incomplete: Booleans,
) -> Relations:
    """Return each owning code against the stated codes next below it, in the order of groups and codes.

    `owner` are the owners in the order of the listing, of those that `owns` marks.
    """
    stated = facts.stated[listing.fact]
    unparted = _unparted(listing, owner, stated)
    owner = np.where(stated, owner, -1)[listing.by_fact]
    parts = np.flatnonzero(owner >= 0)
    if not parts.size:
        return replace(no_relations(), unparted=unparted)
    is_used = np.zeros(len(owner), dtype=np.bool_)
    is_used[owner[parts]] = True
    used = np.flatnonzero(is_used)
    used = used[np.argsort(listing.group[used] * CODES + listing.code[used], kind="stable")]
    number = np.empty(len(owner), dtype=np.int64)
    number[used] = np.arange(len(used))
    relation = number[owner[parts]]
    whole = listing.fact[used]
    part_fact = listing.fact[listing.by_fact][parts]
    too_large = beyond_limit(relation, facts.amount[part_fact], len(used))
    return Relations(
        whole=whole,
        stated=facts.amount[whole],
        computed=_totals(relation, np.where(too_large[relation], 0, facts.amount[part_fact]), len(used)),
        allowance=facts.half[whole] + _totals(relation, facts.half[part_fact], len(used)),
        at_most=_totals(relation, column_axis[part_fact].astype(np.int64), len(used)) > 0,
        blank=~facts.stated[whole],
        doubtful=_twice(facts, listing, owns, used) | incomplete[whole],
        part_relation=relation,
        part_fact=part_fact,
        too_large=too_large,
        unparted=unparted,
    )


def _unparted(listing: CodeListing, nearest: Integers, stated: Booleans) -> Integers:
    """Return the stated codes that have codes below them, of which not one states an amount."""
    if stated.all():
        return np.empty(0, dtype=np.int64)
    has_blank, has_part = (np.zeros(len(nearest), dtype=np.bool_) for _ in range(2))
    has_blank[nearest[~stated & (nearest >= 0)]] = True
    has_part[nearest[stated & (nearest >= 0)]] = True
    whole: Integers = listing.fact[np.flatnonzero(has_blank & ~has_part & stated)]
    return whole


def _twice(facts: Facts, listing: CodeListing, owns: Booleans, used: Integers) -> Booleans:
    """Mark the used codes that more than one of those that own prints; a total may be printed again as it is."""
    if listing.is_once:
        return np.zeros(len(used), dtype=np.bool_)
    place, amount = listing.place[owns], facts.amount[listing.fact[owns]]
    size = int(listing.place[-1]) + 1
    first = np.append(amount, 0)[first_rows(place, size)]
    differs = np.bincount(place[amount != first[place]], minlength=size) > 0
    at = listing.place[used]
    twice: Booleans = (np.bincount(place, minlength=size)[at] > 1) & (differs[at] | (listing.level[used] > 0))
    return twice


def _totals(relation: Integers, values: Integers, count: int) -> Integers:
    """Return the sum of `values` per relation, exact in integers."""
    totals = np.zeros(count, dtype=np.int64)
    np.add.at(totals, relation, values)
    return totals


def _with_blanks(named: Relations, blank: Relations) -> Relations:
    """Add to the relations of stated wholes those of blank ones whose parts are not nothing."""
    keep = np.flatnonzero(blank.blank & (blank.computed != 0))
    if not keep.size:
        return named
    new_number = np.full(len(blank), -1, dtype=np.int64)
    new_number[keep] = len(named) + np.arange(len(keep))
    pairs = np.flatnonzero(new_number[blank.part_relation] >= 0)
    return Relations(
        whole=np.concatenate([named.whole, blank.whole[keep]]),
        stated=np.concatenate([named.stated, blank.stated[keep]]),
        computed=np.concatenate([named.computed, blank.computed[keep]]),
        allowance=np.concatenate([named.allowance, blank.allowance[keep]]),
        at_most=np.concatenate([named.at_most, blank.at_most[keep]]),
        blank=np.concatenate([named.blank, blank.blank[keep]]),
        doubtful=np.concatenate([named.doubtful, blank.doubtful[keep]]),
        part_relation=np.concatenate([named.part_relation, new_number[blank.part_relation[pairs]]]),
        part_fact=np.concatenate([named.part_fact, blank.part_fact[pairs]]),
        too_large=_both(named.too_large, blank.too_large, len(named), keep),
        unparted=named.unparted,
    )


def _both(named: Booleans | None, blank: Booleans | None, count: int, keep: Integers) -> Booleans:
    """Return the marks of the named relations, then those of the blank ones that are kept."""
    first = np.zeros(count, dtype=np.bool_) if named is None else named
    return np.concatenate([first, np.zeros(len(keep), dtype=np.bool_) if blank is None else blank[keep]])
