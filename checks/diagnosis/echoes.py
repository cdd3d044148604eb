"""Echoes: whether another table prints an amount too. What is printed elsewhere is likelier right than what is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from checks.mechanism.keys import Lookup
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
        self.facts = facts
        self._amounts: Lookup | None = None
        self._known: dict[tuple[int, int], int] = {}

    def of(self, fact: int, amount: int) -> int:
        """Return how much speaks for `amount` in the cell of `fact`: 0 where no other table prints it."""
        if (fact, amount) not in self._known:
            self._known[fact, amount] = self._find(fact, amount)
        return self._known[fact, amount]

    def between(self, fact: int, low: int, high: int) -> list[int]:
        """Return the amounts from `low` to `high` that another table prints beside the code of `fact`."""
        facts = self.facts
        found = self._alike(fact, self._elsewhere(fact, low, high))
        return sorted(set(facts.amount[found].tolist()))

    def _find(self, fact: int, amount: int) -> int:
        digits = format_amount(amount, Unit.YUAN).replace(",", "").replace(".", "").strip("-0")
        if len(digits) < _FEWEST_DIGITS:
            return 0
        found = self._elsewhere(fact, amount, amount)
        if len(self._alike(fact, found)):
            return SAME_CODE
        return ELSEWHERE if len(found) else 0

    def _elsewhere(self, fact: int, low: int, high: int) -> NDArray[np.int64]:
        """Return what other tables state from `low` to `high`; for a blank cell what its own row states as well."""
        facts = self.facts
        if self._amounts is None:
            self._amounts = Lookup(facts.amount)
        found = self._amounts.between(low, high)
        other = facts.table[found] != facts.table[fact]
        if not facts.stated[fact]:
            other |= facts.row[found] == facts.row[fact]
        there: NDArray[np.int64] = found[facts.stated[found] & other]
        return there

    def _alike(self, fact: int, others: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return those of other facts that have the same codes."""
        for codes in (self.facts.coordinates[name] for name in CODE_DIMENSIONS):
            others = others[codes[others] == codes[fact]]
        return others
