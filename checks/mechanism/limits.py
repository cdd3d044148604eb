"""Sums that would not fit 64 bits: amounts are below the limit of money, but many of them together may not be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from model.money import LIMIT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]
    Booleans = NDArray[np.bool_]

_NEAR = LIMIT * (1 - 1e-6)
"""Sizes are added up as doubles, so what comes near the limit counts as beyond it."""


def beyond_limit(relation: NDArray[np.signedinteger[Any]], amount: Integers, count: int) -> Booleans:
    """Mark the relations, `count` of them, whose amounts may add up to the limit or more.

    `amount` are those of the parts, one for each value of `relation`; their signs do not matter.
    """
    if not amount.size or largest(amount) * amount.size < LIMIT:
        return np.zeros(count, dtype=np.bool_)
    sizes = np.bincount(relation, weights=np.abs(amount.astype(np.float64)), minlength=count)
    marked: Booleans = sizes >= _NEAR
    return marked


def rows_beyond_limit(amounts: Integers) -> Booleans:
    """Mark the rows of a table of amounts that may add up to the limit or more."""
    if not amounts.size or largest(amounts) * amounts.shape[1] < LIMIT:
        return np.zeros(len(amounts), dtype=np.bool_)
    marked: Booleans = np.abs(amounts.astype(np.float64)).sum(axis=1) >= _NEAR
    return marked


def largest(amount: Integers) -> int:
    """Return the size of the largest amount, exact; 0 where there is none."""
    return max(abs(int(amount.max())), abs(int(amount.min()))) if amount.size else 0
