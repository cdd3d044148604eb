"""Targets of many projects in one table: headings, a block of rows a project in a grid or a list, and its money."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from model.lexicon.reading import normalised
from model.lexicon.target_words import target_words
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

TARGETS = "performance"
"""The kind of the tables that hold forms of targets."""

_MONEY = ("total", "fiscal", "carryover", "other")
"""The roles of the columns that hold a project's money."""
_TOLD_BY = frozenset({"first", "second", "weight", "operator"})
_SYMBOLS = frozenset({"operator", "value", "unit"})
_LONGEST_HEADING = 40


@dataclass(frozen=True, slots=True)
class Headings:
    """The columns of a list of indicators by role, and the row after its headings."""

    columns: dict[str, int]
    first_row: int

    def column(self, role: str) -> int:
        """Return the column of a role, -1 where there is none."""
        return self.columns.get(role, -1)


def headings_at(sheet: Sheet, row: int) -> Headings | None:
    """Return the headings of a list of indicators that begins at a row, None where none does.

    The targets' heading may be told in parts on the row below: 符号, 值, 单位.
    """
    columns = {role: column for column, role in reversed(_roles_of(sheet.rows[row]))}
    if not {"name", "value"} <= columns.keys():
        return None
    following = sheet.rows[row + 1] if row + 1 < sheet.height else []
    below = {role: column for column, role in _roles_of(following)}
    if "value" in below and below.keys() <= _SYMBOLS:
        return Headings({**columns, **below}, row + 2)
    return Headings(columns, row + 1)


def _roles_of(values: list[CellValue]) -> list[tuple[int, str]]:
    """Return the columns of a row whose text is a heading, with their roles."""
    texts = (
        (at, text)
        for at, text in enumerate(values)
        if isinstance(text, str) and len(text) <= _LONGEST_HEADING
    )
    roles = ((at, target_words().headings.get(normalised(text))) for at, text in texts)
    return [(at, role) for at, role in roles if role]


def holds_targets(sheet: Sheet, rows: range) -> bool:
    """Return whether indicators are listed in these rows, whatever stands above them: a form whose title is lost."""
    found = (headings_at(sheet, row) for row in rows)
    return any(headings is not None and _TOLD_BY & headings.columns.keys() for headings in found)


def stated_money(cells: Iterable[tuple[str, TargetCell, Unit | None]]) -> tuple[Money, ...]:
    """Return the money of cells, each with its role and the unit that it has where it brings none."""
    read = ((role, amount_at(cell, unit), cell) for role, cell, unit in cells if unit and cell.text)
    return tuple(Money(role, amount, cell) for role, amount, cell in read if amount is not None)


def listed_projects(sheet: Sheet, headings: Headings, bottom: int) -> list[range]:
    """Return the rows of each project of a list; none where no column names projects.

    The project is named once above its indicators, or again in each of their rows.
    """
    column = headings.column("project")
    starts: list[int] = []
    above = ""
    rows = range(headings.first_row, min(bottom + 1, sheet.height))
    for row in rows if column >= 0 else ():
        named = "".join(cell_at(sheet, row, column).text.split())
        if named and named != above:
            starts.append(row)
            above = named
    return [range(start, stop) for start, stop in pairwise([*starts, rows.stop])]


def project_form(
    table: Table, sheet: Sheet, headings: Headings, row: int, indicators: Sequence[Indicator]
) -> TargetForm:
    """Return the form of a project whose name and money stand in a row, under headings."""
    place = cell_at(sheet, row, headings.column("project"))
    columns = {role: headings.columns[role] for role in _MONEY if role in headings.columns}
    return TargetForm(
        project="".join(place.text.split()),
        place=place,
        funding=stated_money((role, cell_at(sheet, row, at), table.unit) for role, at in columns.items()),
        funding_roles=frozenset(columns),
        indicators=tuple(indicators),
        cut=sheet.formats is None,
        has_groups=any(each.group for each in indicators),
    )


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two columns, an indicator and its target, and the group they are of."""

    name: int
    value: int
    group: str


def grid_forms(table: Table, sheet: Sheet) -> list[TargetForm]:
    """Return the projects of a grid, in whose headings an indicator and its target stand more than once; else none."""
    rows = range(table.top, min(table.bottom + 1, sheet.height))
    roles = {row: _roles_of(sheet.rows[row]) for row in rows}
    last = next((row for row in rows if [role for _, role in roles[row]].count("name") > 1), None)
    if last is None:
        return []
    above = [found for row in range(rows.start, last + 1) for found in roles[row]]
    headings = Headings({role: column for column, role in reversed(above)}, last + 1)
    pairs = tuple(_pairs(sheet, range(rows.start, last), roles[last]))
    if "project" not in headings.columns or not pairs:
        return []
    forms = (
        project_form(table, sheet, headings, block.start, list(_indicators(sheet, block, pairs)))
        for block in _blocks(sheet, range(headings.first_row, rows.stop), headings.column("project"))
    )
    return [form for form in forms if form.indicators]


def _blocks(sheet: Sheet, rows: range, column: int) -> list[range]:
    """Return the rows of each project: each time one is named, one begins."""
    starts = [row for row in rows if cell_at(sheet, row, column).text]
    return [range(start, stop) for start, stop in pairwise([*starts, rows.stop])]


def _pairs(sheet: Sheet, above: range, roles: Sequence[tuple[int, str]]) -> Iterator[_Pair]:
    for (name, role), (value, next_role) in pairwise(roles):
        group = _group_above(sheet, above, name) if (role, next_role) == ("name", "value") else ""
        if group:
            yield _Pair(name, value, group)


def _group_above(sheet: Sheet, rows: range, column: int) -> str:
    """Return the group that the nearest heading above or left of a column names, "" where none does."""
    for row in reversed(rows):
        texts = (cell_at(sheet, row, at).text for at in range(column, -1, -1))
        group = target_words().groups.get(normalised(next(filter(None, texts), "")), "")
        if group:
            return group
    return ""


def _indicators(sheet: Sheet, rows: range, pairs: Sequence[_Pair]) -> Iterator[Indicator]:
    for row in rows:
        for pair in pairs:
            name, value = cell_at(sheet, row, pair.name), cell_at(sheet, row, pair.value)
            target = target_of(value.text)
            is_money = target.operator not in {"≥", ">"} and target.unit in {"元", "万元", "万"}
            if name.text:
                yield Indicator(name, pair.group, pair.group == "output" and is_money, None, value, target)
