"""Lists of targets that name the project in a column: a block of indicators a project, its money beside its name."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from model.money import Unit
from model.reading.targets.headings import Headings
from model.reading.targets.targets import Money
from model.reading.targets.values import amount_at, cell_at
from model.source.book import Sheet

MONEY = ("total", "fiscal", "carryover", "other")
"""The roles of the columns that hold a project's money."""


def listed_projects(sheet: Sheet, headings: Headings, bottom: int) -> list[range]:
    """Return the rows of each project of a list; none where no column names projects.

    The project is named once above its indicators, or again in each of their rows.
    """
    column = headings.column("project")
    if column < 0:
        return []
    rows = range(headings.first_row, min(bottom + 1, sheet.height))
    starts: list[int] = []
    above = ""
    for row in rows:
        named = "".join(cell_at(sheet, row, column).text.split())
        if named and named != above:
            starts.append(row)
            above = named
    return [range(start, stop) for start, stop in pairwise([*starts, rows.stop])]


def money_in_row(sheet: Sheet, columns: Mapping[str, int], row: int, unit: Unit | None) -> tuple[Money, ...]:
    """Return the money in a row, by the roles of the columns in which it stands."""
    funding = []
    for role in MONEY:
        cell = cell_at(sheet, row, columns[role]) if role in columns else None
        amount = amount_at(cell, unit) if cell and unit and cell.text else None
        if cell is not None and amount is not None:
            funding.append(Money(role, amount, cell))
    return tuple(funding)
