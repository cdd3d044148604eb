"""The coordinates of a panel's cells: what table, row and column say together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from model.facts.cube import CODE_DIMENSIONS, DIMENSIONS, Members
from model.lexicon.lexicon import Lexicon
from model.reading.labelled import LabelledRows

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.int32]
    Booleans = NDArray[np.bool_]


class RowMembers:
    """For each dimension the members that rows name, each once, and which of them each row names."""

    def __init__(self, rows: LabelledRows) -> None:
        self._count = len(rows)
        self._which: dict[str, Numbers] = {}
        self._named: dict[str, list[str]] = {}
        for name in {name for label in rows.labels for name in label.coordinates}:
            seen: dict[str, int] = {}
            numbers = [seen.setdefault(label.coordinates.get(name, ""), len(seen)) for label in rows.labels]
            self._which[name] = np.array(numbers, dtype=np.int32)[rows.label]
            self._named[name] = list(seen)
        if len(rows.units) > 1:
            self._add_units(rows)

    def _add_units(self, rows: LabelledRows) -> None:
        """Put the unit of the row's column where its label names none."""
        by_label = self._named.get("unit", [""])
        at = self._which.get("unit", np.zeros(self._count, dtype=np.int32))
        unnamed = np.array([not member for member in by_label], dtype=np.bool_)[at]
        self._named["unit"] = [*by_label, *rows.units]
        self._which["unit"] = np.where(unnamed, rows.unit + np.int32(len(by_label)), at)

    def numbers(
        self, shared: Mapping[str, str], column: Mapping[str, str], members: Members, lexicon: Lexicon
    ) -> tuple[dict[str, Numbers], Booleans]:
        """Return the coordinates of a column's cells, and which cells' row and column contradict each other.

        `shared` are the table's coordinates, `column` the column's.
        """
        contradicts = np.zeros(self._count, dtype=np.bool_)
        arrays: dict[str, Numbers] = {}
        for name in DIMENSIONS:
            base, from_column = shared.get(name, ""), column.get(name, "")
            composed = [
                _composed(name, base, from_row, from_column, lexicon)
                for from_row in self._named.get(name, [""])
            ]
            numbers = np.array([_number(name, member, members) for member in composed], dtype=np.int32)
            which = self._which.get(name)
            array = np.broadcast_to(numbers, self._count) if which is None else numbers[which]
            if numbers.min() < 0:
                contradicts |= array < 0
            arrays[name] = array
        return arrays, contradicts


def _number(name: str, member: str | None, members: Members) -> int:
    """Return a member's number, -1 for a contradiction."""
    if member is None:
        return -1
    return members.number(name, member) if member else 0


def _composed(name: str, base: str, from_row: str, from_column: str, lexicon: Lexicon) -> str | None:
    """Return the member that table, row and column say together; None where row and column contradict."""
    if name in CODE_DIMENSIONS or name in {"year", "unit"}:
        return from_row or from_column or base
    dimension = lexicon.dimensions[name]
    readings = [_within(name, base, member, lexicon) for member in (from_row, from_column) if member]
    if not readings:
        return base
    if len(readings) == 1 or readings[0] == readings[1]:
        return readings[0]
    if any(reading not in dimension.members for reading in readings):
        return next(reading for reading in readings if reading not in dimension.members)
    return dimension.refine(readings[0], readings[1])


def _within(name: str, base: str, member: str, lexicon: Lexicon) -> str:
    """Return what a member means in a table of `base`: "this year's" of a fiscal table is fiscal money's."""
    return lexicon.dimensions[name].within.get(base, {}).get(member, member)
