"""The labels above a table's amounts that state a money unit, such as 单位：万元."""

from __future__ import annotations

from typing import NamedTuple

from model.money import Unit
from model.pattern import pattern
from model.reading.table import Table
from model.source.book import Sheet

_LABEL = pattern(r"单\s*位\s*[:：]?\s*(?:人民币)?\s*((?:亿|万|千)?元)")
_UNITS = {unit.label: unit for unit in Unit}


class UnitLabel(NamedTuple):
    """A cell that states a money unit; row and column count from 0."""

    row: int
    column: int
    unit: Unit


def unit_labels(sheet: Sheet, table: Table) -> list[UnitLabel]:
    """Return the unit labels between a table's title and its first amounts, from top to bottom."""
    return [
        UnitLabel(row, column, _UNITS[found.group(1)])
        for row in range(max(table.top, 0), min(table.first_data_row, sheet.height))
        for column, value in enumerate(sheet.rows[row])
        if isinstance(value, str) and (found := _LABEL.search(value))
    ]
