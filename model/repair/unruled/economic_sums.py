"""Whether economic codes add up: each 类 over its 款, and personnel and running costs over the 类."""

from __future__ import annotations

from collections.abc import Sequence

_PERSONNEL = frozenset({"301", "303"})


class EconomicSums:
    """The 类 and the sums of their 款, kept as amounts are taken and given back."""

    def __init__(self, personnel: int, running: int) -> None:
        self._totals = (personnel, running)
        self._wholes: dict[str, int] = {}
        self._parts: dict[str, tuple[int, int]] = {}

    def take(self, amounts: Sequence[tuple[str, int]], times: int) -> None:
        """Add amounts of codes, or take them away again (`times` is -1)."""
        for code, amount in amounts:
            if len(code) == 3:
                self._wholes[code] = self._wholes.get(code, 0) + times * amount
            else:
                total, count = self._parts.get(code[:3], (0, 0))
                self._parts[code[:3]] = total + times * amount, count + times

    def add_up(self) -> bool:
        """Tell whether each 类 is the sum of its 款 and the totals of the 类, within half a last digit for each."""
        for code in {*self._wholes, *self._parts}:
            total, count = self._parts.get(code, (0, 0))
            if 2 * abs(self._wholes.get(code, 0) - total) > (count + 1 if count else 0):
                return False
        sides: tuple[list[int], list[int]] = ([], [])
        for code, amount in self._wholes.items():
            if amount:
                sides[code not in _PERSONNEL].append(amount)
        return all(
            2 * abs(total - sum(amounts)) <= len(amounts) + 1
            for total, amounts in zip(self._totals, sides, strict=True)
        )
