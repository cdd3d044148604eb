"""The index of the cube: the facts of given coordinates, cells first and then sentences."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from model.facts.cube import DIMENSIONS, Facts
from model.facts.sentences import Key, known_numbers

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]
    Hashes = NDArray[np.uint64]

_ODD = 0x9E37_79B9_7F4A_7C15
"""Each dimension's number is multiplied by a power of this, modulo 2**64: coordinates that differ seldom meet."""

_MODULUS = 2**64
_FACTORS = tuple(pow(_ODD, place, _MODULUS) for place in range(1, len(DIMENSIONS) + 1))


class FactIndex:
    """Finds what is stated of coordinates; it is made when first asked."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def key(self, coordinates: Mapping[str, str]) -> Key:
        """Return coordinates as numbers of the cube, () where no fact of it can have them."""
        return (known_numbers(coordinates, self._facts.members) or ()) if coordinates else ()

    def of(self, key: Key) -> list[int]:
        """Return the facts that state an amount of just these coordinates, in the order of the cube."""
        return self._find(key) if key else []

    def _find(self, key: Key) -> list[int]:
        hashes, order = self._sorted
        number = np.uint64(sum(part * factor for part, factor in zip(key, _FACTORS, strict=True)) % _MODULUS)
        start, stop = np.searchsorted(hashes, number), np.searchsorted(hashes, number, side="right")
        found = order[start:stop]
        for name, part in zip(DIMENSIONS, key, strict=True):
            found = found[self._facts.coordinates[name][found] == part]
        return [int(fact) for fact in found]

    @cached_property
    def _sorted(self) -> tuple[Hashes, Integers]:
        """The hashes of the stated facts in their order, and the facts in the same order."""
        facts = self._facts
        stated = np.flatnonzero(facts.stated)
        hashes: Hashes = np.zeros(len(stated), dtype=np.uint64)
        for name, factor in zip(DIMENSIONS, _FACTORS, strict=True):
            hashes += facts.coordinates[name][stated].astype(np.uint64) * np.uint64(factor)
        order = np.argsort(hashes, kind="stable")
        return hashes[order], stated[order]
