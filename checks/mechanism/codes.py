"""Rollup along a code dimension: a code is the sum of the codes below it, the total the sum of the 类."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from checks.mechanism.relations import Relations, no_relations, pack
from model.facts.cube import DIMENSIONS, Facts
from model.lexicon.lexicon import lexicon

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]
    Booleans = NDArray[np.bool_]

_CODE_SPAN = 10_000_000
"""Codes are below this, so that a group and a code make one key."""
_LEVELS = 3


def code_rollup(facts: Facts, dimension: str, column_axis: Booleans, incomplete: Booleans) -> Relations:
    """Return, per table and column, each stated code against the codes below it.

    A code belongs to its nearest printed ancestor, so that a table without 款 sums its 项 to the 类. Codes that
    head columns bind as at most, for a matrix is cut at the page's edge; `column_axis` marks their facts.
    `incomplete` marks the facts of tables with rows that were not understood: what fails there is not checked.
    """
    codes = facts.coordinates[dimension]
    group = _groups(facts, dimension)
    with_codes = np.isin(group, np.unique(group[codes != 0]))
    chosen = np.flatnonzero(with_codes & ~_covered_projects(facts, group, codes))
    if not chosen.size or not facts.stated[chosen].any():
        return no_relations()
    group, codes = group[chosen], codes[chosen]
    stated = facts.stated[chosen]
    named = _sum_below(facts, chosen, group, codes, column_axis, incomplete, owners=stated)
    blank = _sum_below(facts, chosen, group, codes, column_axis, incomplete, owners=np.ones_like(stated))
    return _with_blanks(named, blank)


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


def _covered_projects(facts: Facts, group: Integers, codes: Integers) -> Booleans:
    """Mark the projects of a code that prints its own total: the total already holds them."""
    is_project = facts.coordinates["item"] >= len(lexicon().dimensions["item"].members)
    if not is_project.any():
        return is_project
    key = group * _CODE_SPAN + codes
    return is_project & np.isin(key, key[~is_project & facts.stated])


def _sum_below(
    facts: Facts,
    chosen: Integers,
    group: Integers,
    codes: Integers,
    column_axis: Booleans,
    incomplete: Booleans,
    owners: Booleans,
) -> Relations:
    key = group * _CODE_SPAN + codes
    owner_keys, first, counts = np.unique(key[owners], return_index=True, return_counts=True)
    owner_rows = np.flatnonzero(owners)[first]
    owner = np.full(len(chosen), -1, dtype=np.int64)
    above = codes.copy()
    open_rows = facts.stated[chosen] & (codes != 0)
    for _ in range(_LEVELS):
        above = above // 100
        above[above < 100] = 0
        found = np.searchsorted(owner_keys, group * _CODE_SPAN + above)
        found = np.minimum(found, len(owner_keys) - 1)
        hit = open_rows & (owner < 0) & (owner_keys[found] == group * _CODE_SPAN + above)
        owner[hit] = found[hit]
    parts = np.flatnonzero(owner >= 0)
    if not parts.size:
        return no_relations()
    used, relation = np.unique(owner[parts], return_inverse=True)
    whole = chosen[owner_rows[used]]
    part_fact = chosen[parts]
    computed = _totals(relation, facts.amount[part_fact], len(used))
    return Relations(
        whole=whole,
        stated=facts.amount[whole],
        computed=computed,
        allowance=facts.half[whole] + _totals(relation, facts.half[part_fact], len(used)),
        at_most=_totals(relation, column_axis[part_fact].astype(np.int64), len(used)) > 0,
        blank=~facts.stated[whole],
        doubtful=(counts[used] > 1) | incomplete[whole],
        part_relation=relation.astype(np.int64),
        part_fact=part_fact,
    )


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
    )
