"""The shape of a code tree in preorder, by column: which row stands under which, and where each branch ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from model.record import dataclass

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Positions = NDArray[np.int64]

_UPPER_LEVELS = (1, 2)
"""Levels of a code that others stand under: 类 and 款."""


@dataclass(frozen=True, slots=True, eq=False)
class TreeOutline:
    """Rows in preorder; all arrays are of one length.

    `parent` is the position of the row above in the tree, -1 for a root; `depth` is 0 for a root; `children` counts
    the rows right below; `end` is the position after the last row of the branch.
    """

    parent: Positions
    depth: Positions
    children: Positions
    end: Positions


def outline_of(parent: Positions) -> TreeOutline:
    """Return the shape that parents give; a parent stands before its children."""
    count = len(parent)
    under = np.flatnonzero(parent >= 0)
    depth = np.zeros(count, dtype=np.int64)
    while True:
        deeper = depth[parent[under]] + 1
        if np.array_equal(deeper, depth[under]):
            break
        depth[under] = deeper
    end = np.arange(1, count + 1)
    for level in range(int(depth.max(initial=0)), 0, -1):
        at = np.flatnonzero(depth == level)
        np.maximum.at(end, parent[at], end[at])
    return TreeOutline(parent, depth, np.bincount(parent[under], minlength=count), end)


def parents_of(code: Positions, unit: Positions, *, by_unit: bool) -> Positions:
    """Return for each row the one it stands under: the nearest above whose code begins its own, else a total.

    `code` is 0 for a row without one; `unit` numbers the unit that a row speaks of, 0 for none. The first row without
    code and unit is the total. In a list `by_unit` a unit's own total stands under it, and the unit's codes under
    that. A total at the foot cannot head a tree in preorder, so it stands as a root of its own.
    """
    level = np.searchsorted([1, 1_000, 100_000], code, side="right")
    position = np.arange(len(code))
    group = unit if by_unit else np.zeros_like(unit)
    parent = _totals(level, unit, by_unit=by_unit)
    for upper in _UPPER_LEVELS:
        candidate = np.maximum.accumulate(np.where(level <= upper, position, -1))
        below = np.maximum(level - upper, 0)
        begins = (level > upper) & (candidate >= 0) & (level[candidate] == upper)
        begins &= (code // 100**below == code[candidate]) & (group == group[candidate])
        # A row of another branch closes the one before it for all that follows.
        closed = np.maximum.accumulate(np.where((level > upper) & ~begins, position, -1))
        open_here = begins & (closed < candidate)
        parent[open_here] = candidate[open_here]
    return parent


def _totals(level: Positions, unit: Positions, *, by_unit: bool) -> Positions:
    """Return for each row the total that it stands under where no code is above it, -1 for none."""
    position = np.arange(len(level))
    uncoded = level == 0
    total = int(np.argmax(uncoded & (unit == 0))) if (uncoded & (unit == 0)).any() else len(level)
    heads = np.where((position > total) & ~(uncoded & ((unit == 0) | (not by_unit))), total, -1)
    if by_unit:
        nearest = np.maximum.accumulate(np.where(uncoded, position, -1))
        own = ~uncoded & (nearest >= 0) & (unit > 0) & (unit[nearest] == unit)
        heads[own] = nearest[own]
    return heads
