"""Which way of placing is the true one: the rows must add up to the row they are parts of, column by column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product
from math import prod

from model.repair.unruled.placing import Columns, Placed, Row, placements

_MOST = 20_000
"""Combinations of the rows under one row that are looked at."""


class Prover:
    """Goes from the total down to the codes: where a row is proven, it proves the rows that it is the sum of.

    `summed` are the columns in which rows add up; `agrees` tells whether the document elsewhere states the amount
    that a row would have under a column.
    """

    def __init__(
        self,
        rows: Sequence[Row],
        columns: Columns,
        summed: Sequence[int],
        agrees: Callable[[int, int], bool],
    ) -> None:
        self._columns = columns
        self._summed = tuple(summed)
        self._agrees = agrees
        self._ways = [placements(row, columns) for row in rows]
        self._below: dict[int, list[int]] = {}
        for position, row in enumerate(rows):
            self._below.setdefault(row.above, []).append(position)

    def prove(self) -> dict[int, Placed]:
        """Return for each row that could be proven the columns of its amounts."""
        placed: dict[int, Placed] = {}
        for top in self._below.get(-1, []):
            placed.update(self._from_top(top))
        return placed

    def _from_top(self, top: int) -> dict[int, Placed]:
        ways = self._ways[top]
        if len(ways) > 1:
            ways = [way for way in ways if self._holds(top, way)]
        if len(ways) > 1:
            ways = [way for way in ways if self._is_borne_out(top, way)]
        return self._downwards(top, ways[0]) if len(ways) == 1 else self._alone(top)

    def _alone(self, top: int) -> dict[int, Placed]:
        """Return the rows at and under a row that leave but one way by themselves."""
        placed = {top: self._ways[top][0]} if len(self._ways[top]) == 1 else {}
        for row in self._below.get(top, []):
            placed.update(self._alone(row))
        return placed

    def _downwards(self, row: int, way: Placed) -> dict[int, Placed]:
        """Return what a proven row proves: itself, and the rows under it that can stand in one way only."""
        placed = {row: way}
        below = self._below.get(row, [])
        if not below:
            return placed
        fitting = [self._fitting(part, way) for part in below]
        found = self._sums(fitting, way)
        for position, part in enumerate(below):
            choices = {sum_[position] for sum_ in found} or set(fitting[position])
            if len(choices) == 1:
                placed.update(self._downwards(part, choices.pop()))
            else:
                placed.update(self._alone(part))
        return placed

    def _fitting(self, part: int, whole: Placed) -> list[Placed]:
        """Return the ways of a row that put nothing under a column in which the row above it is nothing."""
        ways = self._ways[part]
        fitting = [way for way in ways if all(whole[c] or not way[c] for c in self._summed)]
        if len(fitting) > 1:
            fitting = [way for way in fitting if self._holds(part, way)] or fitting
        return fitting if fitting or len(ways) > 1 else ways

    def _holds(self, row: int, way: Placed) -> bool:
        """Tell whether the rows under a row can add up to it when it stands that way."""
        below = self._below.get(row, [])
        if not below:
            return True
        fitting = [self._fitting(part, way) for part in below]
        return bool(self._sums(fitting, way)) or prod(map(len, fitting)) > _MOST

    def _sums(self, fitting: list[list[Placed]], whole: Placed) -> list[tuple[Placed, ...]]:
        """Return the combinations of ways that add up to a row; none where there are too many to look at."""
        if prod(map(len, fitting)) > _MOST:
            return []
        return [
            chosen
            for chosen in product(*fitting)
            if all(self._is_sum(column, whole, chosen) for column in self._summed)
        ]

    @staticmethod
    def _is_sum(column: int, whole: Placed, parts: Sequence[Placed]) -> bool:
        """Tell whether a column adds up, within half a last digit for each amount."""
        total = sum(part[column] or 0 for part in parts)
        return 2 * abs((whole[column] or 0) - total) <= len(parts) + 1

    def _is_borne_out(self, row: int, way: Placed) -> bool:
        """Tell whether the document states elsewhere what a row, or the rows right under it, would say."""
        placed = self._downwards(row, way)
        return any(
            self._agrees_all(placed[each]) for each in (row, *self._below.get(row, [])) if each in placed
        )

    def _agrees_all(self, way: Placed) -> bool:
        parts = {part for parts in self._columns.parts.values() for part in parts}
        told = [column for column in sorted(parts) if way[column]]
        return bool(told) and all(self._agrees(column, way[column] or 0) for column in told)
