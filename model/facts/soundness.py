"""Which columns of a table that an extraction shifted can be believed: those whose codes still add up."""

from __future__ import annotations

from model.money import Amount
from model.recognition.table import LabelledRow


def adds_up(rows: list[LabelledRow], amounts: list[Amount | None]) -> bool:
    """Tell whether a column's codes add up to the codes above them and to the total, within rounding.

    `rows` and `amounts` run side by side; a blank is None. A blank above codes that are not nothing does not add up.
    """
    sums: dict[str, list[Amount]] = {}
    printed = {row.code for row in rows}
    for row, amount in zip(rows, amounts, strict=True):
        if row.code and amount is not None:
            sums.setdefault(_above(row.code, printed), []).append(amount)
    for row, amount in zip(rows, amounts, strict=True):
        parts = sums.get(row.code, [])
        if not parts:
            continue
        total = sum(part.amount for part in parts)
        if amount is None:
            if total:
                return False
        elif abs(amount.amount - total) > amount.half + sum(part.half for part in parts):
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
