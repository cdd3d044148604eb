"""Lines by the numbers that some begin with: what stands under each, and which follows which."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from model.lexicon.lexicon import normalised
from model.numbering import item_number

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Positions = NDArray[np.intp]

_NOWHERE = -1
_NO_LEVEL = 9


class NumberedItems(NamedTuple):
    """Lines of which some begin with a number: each array has a position for each line, -1 for none.

    `before` is the item whose number is one less (一、 before 二、), `levels` are those of the numbers, 9 for none.
    `under` is the item that a line without a number stands under, where its words recur under another, and `over` the
    first such line under an item.
    """

    before: Positions
    levels: Positions
    under: Positions
    over: Positions

    def by_number(self, place: str, fits: NDArray[np.bool_]) -> Positions:
        """Return for each line what it stands under, or over, where that fits."""
        found = self.under if place == "under" else self.over
        return np.where(fits[found], found, _NOWHERE)

    def without_parts_of_the_one_before(self, found: Positions) -> Positions:
        """Leave out what stands between an item and the one before it: it belongs to that, and nothing else to it."""
        belongs = (self.before != _NOWHERE) & (found > self.before) & (self.levels[found] > self.levels)
        return np.where(belongs, _NOWHERE, found)


def numbered_items(names: Sequence[str], label: NDArray[np.int32]) -> NumberedItems | None:
    """Return what the numbers of lines state, None where no line has one; `label` is for each line that of its name."""
    plain = list(map(normalised, names))
    numbered = list(map(item_number, plain))
    if not any(numbered):
        return None
    known = {name: number for number, name in enumerate(dict.fromkeys(plain))}
    words = np.array([known[name] for name in plain])[label]
    levels = np.array([_NO_LEVEL if one is None else one[0] for one in numbered])[label]
    numbers = np.array([0 if one is None else one[1] for one in numbered])[label]
    at = np.arange(len(levels))
    before, under, over = (np.full(len(levels), _NOWHERE) for _ in range(3))
    for level in set(levels.tolist()) - {_NO_LEVEL}:
        of_level = np.flatnonzero(levels == level)
        last, own = of_level[:-1], of_level[1:]
        outer = np.maximum.accumulate(np.where(levels < level, at, _NOWHERE))
        follows = (numbers[last] + 1 == numbers[own]) & (outer[own] < last)
        before[own[follows]] = last[follows]
    item = np.maximum.accumulate(np.where(levels < _NO_LEVEL, at, _NOWHERE))
    lines = np.flatnonzero((levels == _NO_LEVEL) & (item != _NOWHERE))
    pairs = np.sort(words[lines] * len(at) + item[lines])
    first = np.append(True, pairs[1:] != pairs[:-1])[: len(pairs)]
    count = np.bincount(pairs[first] // len(at), minlength=len(known))
    lines = lines[count[words[lines]] > 1]
    under[lines] = item[lines]
    over[item[lines][::-1]] = lines[::-1]
    return NumberedItems(before, levels, under, over)
