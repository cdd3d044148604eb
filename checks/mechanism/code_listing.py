"""The facts of one dimension's codes in the order of their groups and codes, as a rollup goes through them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from checks.mechanism.keys import among, pack, ranked
from model.facts.cube import DIMENSIONS, Facts
from model.lexicon.lexicon import lexicon
from model.record import dataclass

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]
    Column = NDArray[np.signedinteger[Any]]
    Booleans = NDArray[np.bool_]

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
