"""Targets of many projects in one table: headings, a block of rows a project in a grid or a list, and its money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from model.lexicon.reading import normalised
from model.lexicon.target_words import TargetWords, target_words
from model.money import Unit
from model.reading.table import Table
from model.reading.targets.targets import (
    Indicator,
    Money,
    TargetCell,
    TargetForm,
    amount_at,
    cell_at,
    target_of,
)
from model.source.book import CellValue, Sheet

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


TARGETS = "performance"
"""The kind of the tables that hold forms of targets."""

_TOLD_BY = frozenset({"first", "second", "weight", "operator"})
_SYMBOLS = frozenset({"operator", "value", "unit"})


@dataclass(frozen=True, slots=True)
class Headings:
    """The columns of a list of indicators by role, and the row after its headings."""

    columns: dict[str, int]
    first_row: int

    def column(self, role: str) -> int:
        """Return the column of a role, -1 where there is none."""
        return self.columns.get(role, -1)


def roles_of(values: list[CellValue], words: TargetWords) -> list[tuple[int, str]]:
    """Return the columns of a row whose text is a heading, with their roles."""
    found = []
    for column, value in enumerate(values):
        role = words.headings.get(normalised(value)) if isinstance(value, str) and len(value) <= 40 else None
        if role:
            found.append((column, role))
    return found


def headings_at(sheet: Sheet, row: int, words: TargetWords) -> Headings | None:
    """Return the headings of a list of indicators that begins at a row, None where none does.

    The targets' heading may be told in parts on the row below: 符号, 值, 单位.
    """
    columns: dict[str, int] = {}
    for column, role in roles_of(sheet.rows[row], words):
        columns.setdefault(role, column)
    if not {"name", "value"} <= columns.keys():
        return None
    following = sheet.rows[row + 1] if row + 1 < sheet.height else []
    below = {role: column for column, role in roles_of(following, words)}
    if "value" in below and below.keys() <= _SYMBOLS:
        return Headings({**columns, **below}, row + 2)
    return Headings(columns, row + 1)


def holds_targets(sheet: Sheet, rows: range) -> bool:
    """Return whether indicators are listed in these rows, whatever stands above them: a form whose title is lost."""
    words = target_words()
    found = (headings_at(sheet, row, words) for row in rows)
    return any(headings is not None and _TOLD_BY & headings.columns.keys() for headings in found)


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two columns, an indicator and its target, and the group they are of."""

    name: int
    value: int
    group: str


@dataclass(frozen=True, slots=True)
class _Grid:
    """The columns of a grid; `first_row` is the row after its headings."""

    project: int
    money: dict[str, int]
    pairs: tuple[_Pair, ...]
    first_row: int


def grid_forms(table: Table, sheet: Sheet, words: TargetWords, *, cut: bool) -> list[TargetForm]:
    """Return the projects of a grid of targets, none where the table is no such grid.

    `cut` tells that the grid was taken from pages, which may have cut its rows.
    """
    grid = _grid(table, sheet, words)
    if grid is None:
        return []
    rows = range(grid.first_row, min(table.bottom + 1, sheet.height))
    starts = [row for row in rows if cell_at(sheet, row, grid.project).text]
    blocks = pairwise([*starts, rows.stop])
    forms = [_project(sheet, grid, range(start, stop), table.unit, cut=cut) for start, stop in blocks]
    return [form for form in forms if form.indicators]


def _grid(table: Table, sheet: Sheet, words: TargetWords) -> _Grid | None:
    """Find the row of headings in which an indicator and its target stand more than once."""
    rows = range(table.top, min(table.bottom + 1, sheet.height))
    for row in rows:
        roles = roles_of(sheet.rows[row], words)
        if [role for _, role in roles].count("name") > 1:
            break
    else:
        return None
    pairs = tuple(
        _Pair(column, following, group)
        for (column, role), (following, next_role) in pairwise(roles)
        if role == "name"
        and next_role == "value"
        and (group := _group_above(sheet, range(rows.start, row), column, words))
    )
    above = [found for each in range(rows.start, row + 1) for found in roles_of(sheet.rows[each], words)]
    columns = {role: column for column, role in reversed(above)}
    if "project" not in columns or not pairs:
        return None
    return _Grid(
        columns["project"], {role: columns[role] for role in MONEY if role in columns}, pairs, row + 1
    )


def _group_above(sheet: Sheet, rows: range, column: int, words: TargetWords) -> str:
    """Return the group that the nearest heading above or left of a column names, "" where none does."""
    for row in reversed(rows):
        for at in range(column, -1, -1):
            text = cell_at(sheet, row, at).text
            if text:
                group = words.groups.get(normalised(text), "")
                if group:
                    return group
                break
    return ""


def _project(sheet: Sheet, grid: _Grid, rows: range, unit: Unit | None, *, cut: bool) -> TargetForm:
    place = cell_at(sheet, rows.start, grid.project)
    indicators = [
        _indicator(cell_at(sheet, row, pair.name), cell_at(sheet, row, pair.value), pair.group)
        for row in rows
        for pair in grid.pairs
        if cell_at(sheet, row, pair.name).text
    ]
    return TargetForm(
        project="".join(place.text.split()),
        place=place,
        funding=money_in_row(sheet, grid.money, rows.start, unit),
        funding_roles=frozenset(grid.money),
        indicators=tuple(indicators),
        cut=cut,
        has_groups=True,
    )


def _indicator(name: TargetCell, value: TargetCell, group: str) -> Indicator:
    target = target_of(value.text)
    is_cost = group == "output" and target.operator not in {"≥", ">"} and target.unit in {"元", "万元", "万"}
    return Indicator(name, group, is_cost, None, value, target)
