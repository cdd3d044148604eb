"""Reading the forms of targets of a table: a list of indicators under its headings, or many projects in one table.

Many projects stand in a list, a block of rows each, or in a grid with several indicators and targets in a row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, product
from typing import NamedTuple

from model.layout.cells import texts_of
from model.lexicon.lexicon import lexicon
from model.lexicon.reading import normalised
from model.lexicon.target_words import target_words
from model.lexicon.wording import stated_unit
from model.money import Unit
from model.reading.table import Table
from model.reading.targets import (
    Indicator,
    Money,
    ProgressRate,
    TargetCell,
    TargetForm,
    amount_at,
    cell_at,
    looks_like_target,
    plain_number,
    quarters_of,
    rate_of,
    target_of,
)
from model.record import dataclass
from model.source.book import Book, CellValue, Sheet

TARGETS = "performance"
"""The kind of the tables that hold forms of targets."""

_MONEY = ("total", "fiscal", "carryover", "other")
"""The roles of the columns that hold a project's money."""
_TOLD_BY = frozenset({"first", "second", "weight", "operator"})
_SYMBOLS = frozenset({"operator", "value", "unit"})
_LONGEST_LABEL = 40
_NOTES = frozenset({"备注", "说明", "注"})


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

    The targets' heading may stand in parts on the row below: 符号, 值, 单位.
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
    words = target_words().headings
    short = ((at, normalised(text)) for at, text in texts_of(values) if len(text) <= _LONGEST_LABEL)
    return [(at, words[text]) for at, text in short if text in words]


def holds_targets(sheet: Sheet, rows: range) -> bool:
    """Return whether indicators are listed in these rows, whatever stands above them: a form whose title is lost."""
    found = (headings_at(sheet, row) for row in rows)
    return any(headings is not None and _TOLD_BY & headings.columns.keys() for headings in found)


def _stated_money(cells: Iterable[tuple[str, TargetCell, Unit | None]]) -> tuple[Money, ...]:
    """Return the money of cells, each with its role and the unit that it has where it brings none."""
    read = ((role, amount_at(cell, unit), cell) for role, cell, unit in cells if unit and cell.text)
    return tuple(Money(role, amount, cell) for role, amount, cell in read if amount is not None)


def _listed_projects(sheet: Sheet, headings: Headings, bottom: int) -> list[range]:
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


def _project_form(
    table: Table, sheet: Sheet, headings: Headings, row: int, indicators: Sequence[Indicator]
) -> TargetForm:
    """Return the form of a project whose name and money stand in a row, under headings."""
    place = cell_at(sheet, row, headings.column("project"))
    columns = {role: headings.columns[role] for role in _MONEY if role in headings.columns}
    return TargetForm(
        project="".join(place.text.split()),
        place=place,
        funding=_stated_money((role, cell_at(sheet, row, at), table.unit) for role, at in columns.items()),
        funding_roles=frozenset(columns),
        indicators=tuple(indicators),
        cut=sheet.formats is None,
    )


def _grid_forms(table: Table, sheet: Sheet) -> list[TargetForm]:
    """Return the projects of a grid, in whose headings an indicator and its target stand more than once; else none."""
    rows = range(table.top, min(table.bottom + 1, sheet.height))
    roles = {row: _roles_of(sheet.rows[row]) for row in rows}
    last = next((row for row in rows if [role for _, role in roles[row]].count("name") > 1), None)
    if last is None:
        return []
    above = [found for row in range(rows.start, last + 1) for found in roles[row]]
    headings = Headings({role: column for column, role in reversed(above)}, last + 1)
    pairs = [
        (name, value, group)
        for (name, role), (value, next_role) in pairwise(roles[last])
        if (role, next_role) == ("name", "value")
        if (group := _group_above(sheet, range(rows.start, last), name))
    ]
    forms = (
        _project_form(table, sheet, headings, block.start, list(_grid_indicators(sheet, block, pairs)))
        for block in _listed_projects(sheet, headings, table.bottom)
    )
    return [form for form in forms if form.indicators]


def _group_above(sheet: Sheet, rows: range, column: int) -> str:
    """Return the group that the nearest heading above or left of a column names, "" where none does."""
    groups = target_words().groups
    lines = ((cell_at(sheet, row, at).text for at in range(column, -1, -1)) for row in reversed(rows))
    nearest = (normalised(next(filter(None, texts), "")) for texts in lines)
    return next((groups[text] for text in nearest if text in groups), "")


def _grid_indicators(sheet: Sheet, rows: range, pairs: Sequence[tuple[int, int, str]]) -> Iterator[Indicator]:
    """Yield the indicators of rows; `pairs` are the columns of an indicator and its target, and their group."""
    for row, (name_column, value_column, group) in product(rows, pairs):
        name, value = cell_at(sheet, row, name_column), cell_at(sheet, row, value_column)
        target = target_of(value.text)
        is_money = target.operator not in {"≥", ">"} and target.unit in {"元", "万元", "万"}
        if name.text:
            yield Indicator(name, group, group == "output" and is_money, None, value, target)


class Label(NamedTuple):
    """A filled cell of a form, its text as the lexicon compares labels, and the next filled cell at its right."""

    cell: TargetCell
    plain: str
    right: TargetCell


def target_forms(table: Table, book: Book) -> list[TargetForm]:
    """Return the forms of targets that a table holds; none where it is no table of targets, or not understood."""
    if table.kind != TARGETS:
        return []
    sheet = book.sheets[table.sheet]
    forms = _grid_forms(table, sheet)
    start = row = table.bottom + 1 if forms else table.top
    while row <= table.bottom and row < sheet.height:
        headings = headings_at(sheet, row)
        if headings is None:
            row += 1
            continue
        listed = _listed_projects(sheet, headings, table.bottom)
        for rows in listed:
            indicators, _ = _indicators(sheet, headings, rows)
            forms.append(_project_form(table, sheet, headings, rows.start, indicators))
        if listed:
            break
        indicators, stop = _indicators(sheet, headings, range(headings.first_row, table.bottom + 1))
        forms.append(_form(table, sheet, range(start, row), indicators))
        start = row = max(stop, row + 1)
    return forms


def _form(table: Table, sheet: Sheet, preamble: range, indicators: list[Indicator]) -> TargetForm:
    """Return the form of one project, which the labels above its indicators name."""
    funding, names = target_words().funding, lexicon().project_names
    labels = [label for row in preamble for label in labels_of(sheet, row)]
    named = next((label.right for label in labels if label.plain in names and label.right.text), None)
    money = [label for label in labels if label.plain in funding]
    units = {stated_unit(label.cell.text) for label in labels} - {None}
    unit = table.unit or (units.pop() if len(units) == 1 else None)
    rates = [rate for each in indicators if (rate := rate_of(each.name.text, each.value))]
    plans = ([Money("", each, at) for each in quarters_of(at.text, table.unit)] for _, _, at in labels)
    return TargetForm(
        project=" ".join(named.text.split()) if named else "",
        place=named or cell_at(sheet, preamble.start, 0),
        funding=_stated_money(
            (funding[each.plain], each.right, stated_unit(each.cell.text) or unit) for each in money
        ),
        funding_roles=frozenset(funding[label.plain] for label in money),
        quarters=tuple(next(filter(None, plans), ())),
        rates=tuple(rates or _schedule(sheet, preamble)),
        indicators=tuple(indicators),
    )


def labels_of(sheet: Sheet, row: int) -> list[Label]:
    """Return the filled cells of a row, each as a label: without a unit in brackets, "" for what is too long."""
    cells = [cell_at(sheet, row, column) for column in range(len(sheet.rows[row]))]
    ends = [*(cell for cell in cells if cell.text), TargetCell(row, len(cells), "")]
    short = (normalised(cell.text) if len(cell.text) <= _LONGEST_LABEL else "" for cell in ends)
    plain = (text.removesuffix("(元)").removesuffix("(万元)") for text in short)
    return [Label(cell, text, right) for (cell, right), text in zip(pairwise(ends), plain, strict=False)]


def _schedule(sheet: Sheet, rows: range) -> list[ProgressRate]:
    """Return the rates of a plan that names months in one row and their percentages in the next."""
    for row in rows:
        columns = range(len(sheet.rows[row])) if row + 1 < sheet.height else ()
        pairs = [(cell_at(sheet, row, column).text, cell_at(sheet, row + 1, column)) for column in columns]
        rates = [rate for name, cell in pairs if "月底" in name and (rate := rate_of(name, cell))]
        if len(rates) > 1:
            return rates
    return []


def _indicators(sheet: Sheet, headings: Headings, rows: range) -> tuple[list[Indicator], int]:
    """Return the indicators below headings and the row after the last; a form's next labels end the list."""
    indicators: list[Indicator] = []
    levels = ("", "")
    ends = lexicon().project_names | _NOTES
    columns = [headings.column(role) for role in ("first", "second")]
    for row in range(rows.start, min(rows.stop, sheet.height)):
        if any(label.plain in ends for label in labels_of(sheet, row)) or headings_at(sheet, row):
            return indicators, row
        shift = int(sheet.lost_blanks and _lost_a_cell(sheet, headings, row))
        if not shift:
            first, second = (normalised(cell_at(sheet, row, at).text) if at >= 0 else "" for at in columns)
            levels = (first, second) if first else (levels[0], second or levels[1])
        indicator = _indicator(sheet, headings, row, shift, levels)
        if indicator is not None:
            indicators.append(indicator)
    return indicators, max(rows.start, min(rows.stop, sheet.height))


def _lost_a_cell(sheet: Sheet, headings: Headings, row: int) -> bool:
    """Return whether a row stands one column left of its headings: a target or a weight where the name should be."""
    name = headings.column("name")
    before = cell_at(sheet, row, name - 1).text if name > 0 else ""
    is_name = bool(before) and not looks_like_target(before)
    return is_name and looks_like_target(cell_at(sheet, row, name).text)


def _indicator(
    sheet: Sheet, headings: Headings, row: int, shift: int, levels: tuple[str, str]
) -> Indicator | None:
    def at(role: str) -> TargetCell | None:
        column = headings.column(role)
        return cell_at(sheet, row, column - shift) if column >= shift else None

    name, value = at("name"), at("value")
    if name is None or value is None or not name.text or plain_number(name.text) is not None:
        return None
    unit, operator = at("unit"), at("operator")
    stated = value if value.text or unit is None else unit
    target = target_of(stated.text, operator.text if operator else "", unit.text if unit else "")
    return Indicator(name, *_group(levels), at("weight"), stated, target)


def _group(levels: tuple[str, str]) -> tuple[str, bool]:
    """Return the group of an indicator and whether it is one of cost; satisfaction may be a part of benefit."""
    groups = [target_words().groups.get(level, "") for level in reversed(levels)]
    known = [group for group in groups if group and group != "cost"]
    return ("satisfaction" if "satisfaction" in known else known[-1] if known else ""), "cost" in groups
