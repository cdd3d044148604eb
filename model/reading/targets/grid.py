"""Grids of targets: a project a block of rows, its money beside its name, and its indicators in pairs of columns."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from model.lexicon.reading import normalised
from model.lexicon.target_words import TargetWords
from model.money import Unit
from model.reading.table import Table
from model.reading.targets.headings import roles_of
from model.reading.targets.lists import MONEY, money_in_row
from model.reading.targets.targets import Indicator, TargetCell, TargetForm
from model.reading.targets.values import cell_at, target_of
from model.source.book import Sheet


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
