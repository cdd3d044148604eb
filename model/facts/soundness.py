"""Which columns of a table that an extraction shifted can be believed: those whose codes still add up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from model.facts.amounts import CellAmounts
from model.reading.labelled import LabelledRows

if TYPE_CHECKING:
    from numpy.typing import NDArray


def adds_up(rows: LabelledRows, read: CellAmounts, keep: NDArray[np.bool_]) -> bool:
    """Tell whether a column's codes add up to the codes above them and to the total, within rounding.

    `rows`, `read` and `keep` run side by side; only kept rows count. A blank above codes that are not nothing does
    not add up.
    """
    kept = [(rows[position].code, position) for position in np.flatnonzero(keep).tolist()]
    amounts, halves, stated = read.amount.tolist(), read.half.tolist(), read.stated.tolist()
    printed = {code for code, _ in kept}
    parts: dict[str, list[int]] = {}
    for code, position in kept:
        if code and stated[position]:
            parts.setdefault(_above(code, printed), []).append(position)
    for code, position in kept:
        below = parts.get(code, [])
        total = sum(amounts[part] for part in below)
        if below and not stated[position]:
            if total:
                return False
        elif below:
            allowance = halves[position] + sum(halves[part] for part in below)
            if abs(amounts[position] - total) > allowance:
                return False
    return True


def _above(code: str, printed: set[str]) -> str:
    """Return the nearest printed code above, "" for the total."""
    above = code[:-2]
    while len(above) >= 3:
        if above in printed:
            return above
        above = above[:-2]
    return ""
