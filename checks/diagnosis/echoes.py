"""Echoes: whether another table prints an amount too. What is printed elsewhere is likelier right than what is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from model.facts.cube import CODE_DIMENSIONS, Facts
from model.money import Unit, format_amount

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FEWEST_DIGITS = 3
"""Amounts with fewer digits that count recur by chance."""

SAME_CODE, ELSEWHERE = 12, 6
"""How much it speaks for an amount that another table prints it beside the same code, or anywhere."""


class Echoes:
    """The amounts of a cube, to be asked for."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._known: dict[tuple[int, int], int] = {}

    def of(self, fact: int, amount: int) -> int:
        """Return how much speaks for `amount` in the cell of `fact`: 0 where no other table prints it."""
        if (fact, amount) not in self._known:
            self._known[fact, amount] = self._find(fact, amount)
        return self._known[fact, amount]

    def between(self, fact: int, low: int, high: int) -> list[int]:
        """Return the amounts from `low` to `high` that another table prints beside the code of `fact`."""
        facts = self._facts
        within = facts.stated & (facts.amount >= low) & (facts.amount <= high)
        found = self._alike(fact, np.flatnonzero(within & self._elsewhere(fact)))
        return sorted({int(facts.amount[other]) for other in found})

    def _find(self, fact: int, amount: int) -> int:
        facts = self._facts
        digits = format_amount(amount, Unit.YUAN).replace(",", "").replace(".", "").strip("-0")
        if len(digits) < _FEWEST_DIGITS:
            return 0
        found = np.flatnonzero((facts.amount == amount) & facts.stated & self._elsewhere(fact))
        if self._alike(fact, found):
            return SAME_CODE
        return ELSEWHERE if len(found) else 0

    def _elsewhere(self, fact: int) -> NDArray[np.bool_]:
        """Mark the facts of other tables; for a blank cell those of its own row as well."""
        facts = self._facts
        other: NDArray[np.bool_] = facts.table != facts.table[fact]
        return other if facts.stated[fact] else other | (facts.row == facts.row[fact])

    def _alike(self, fact: int, others: NDArray[np.int64]) -> list[int]:
        """Return those of other facts that have the same codes."""
        mine = [self._facts.coordinates[name][fact] for name in CODE_DIMENSIONS]
        columns = [self._facts.coordinates[name] for name in CODE_DIMENSIONS]
        return [
            other
            for other in others.tolist()
            if all(column[other] == code for column, code in zip(columns, mine, strict=True))
        ]
