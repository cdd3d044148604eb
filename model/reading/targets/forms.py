"""Reading the forms of targets of a table: a list of indicators under its headings, or a grid of projects."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from model.lexicon.lexicon import lexicon
from model.lexicon.reading import normalised
from model.lexicon.target_words import target_words
from model.lexicon.wording import stated_unit
from model.reading.table import Table
from model.reading.targets.grid import (
    TARGETS,
    Headings,
    grid_forms,
    headings_at,
    listed_projects,
    project_form,
    stated_money,
)
from model.reading.targets.targets import (
    Indicator,
    Money,
    ProgressRate,
    TargetCell,
    TargetForm,
    cell_at,
    looks_like_target,
    plain_number,
    quarters_of,
    rate_of,
    target_of,
)
from model.source.book import Book, Sheet

_LONGEST_LABEL = 40
_NOTES = frozenset({"备注", "说明", "注"})


class _Label(NamedTuple):
    """A label of a form and the next filled cell at its right."""

    plain: str
    printed: str
    right: TargetCell


class _Levels(NamedTuple):
    """The first- and second-level indicators under which a row stands."""

    first: str = ""
    second: str = ""


def target_forms(table: Table, book: Book) -> list[TargetForm]:
    """Return the forms of targets that a table holds; none where it is no table of targets, or not understood."""
    if table.kind != TARGETS:
        return []
    sheet = book.sheets[table.sheet]
    forms = grid_forms(table, sheet)
    start = row = table.bottom + 1 if forms else table.top
    while row <= table.bottom and row < sheet.height:
        headings = headings_at(sheet, row)
        if headings is None:
            row += 1
            continue
        listed = listed_projects(sheet, headings, table.bottom)
        for rows in listed:
            indicators, _ = _indicators(sheet, headings, rows)
            forms.append(project_form(table, sheet, headings, rows.start, indicators))
        if listed:
            break
        indicators, stop = _indicators(sheet, headings, range(headings.first_row, table.bottom + 1))
        forms.append(_form(table, sheet, range(start, row), indicators))
        start = row = max(stop, row + 1)
    return forms


def _form(table: Table, sheet: Sheet, preamble: range, indicators: list[Indicator]) -> TargetForm:
    """Return the form of one project, which the labels above its indicators tell of."""
    funding, names = target_words().funding, lexicon().project_names
    labels = [label for row in preamble for label in _labels(sheet, row)]
    named = next((label.right for label in labels if label.plain in names and label.right.text), None)
    money = [label for label in labels if label.plain in funding]
    rates = [rate for each in indicators if (rate := rate_of(each.name.text, each.value))]
    return TargetForm(
        project=" ".join(named.text.split()) if named else "",
        place=named or cell_at(sheet, preamble.start, 0),
        funding=stated_money(
            (funding[each.plain], each.right, stated_unit(each.printed) or table.unit) for each in money
        ),
        funding_roles=frozenset(funding[label.plain] for label in money),
        quarters=_quarters(labels, table),
        rates=tuple(rates or _schedule(sheet, preamble)),
        indicators=tuple(indicators),
        has_groups=any(each.group for each in indicators),
    )


def _labels(sheet: Sheet, row: int) -> list[_Label]:
    """Return the filled cells of a row as labels, compared without a unit in brackets at their end."""
    cells = [cell_at(sheet, row, column) for column in range(len(sheet.rows[row]))]
    ends = [*(cell for cell in cells if cell.text), TargetCell(row, len(cells), "")]
    short = [normalised(cell.text) if len(cell.text) <= _LONGEST_LABEL else "" for cell in ends]
    plain = [text.removesuffix("(元)").removesuffix("(万元)") for text in short]
    return [
        _Label(text, cell.text, right) for text, (cell, right) in zip(plain, pairwise(ends), strict=False)
    ]


def _quarters(labels: list[_Label], table: Table) -> tuple[Money, ...]:
    told = ((label.right, quarters_of(label.right.text, table.unit)) for label in labels)
    cell, amounts = next((each for each in told if each[1]), (None, ()))
    return tuple(Money("", amount, cell) for amount in amounts if cell)


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
    levels = _Levels()
    ends = lexicon().project_names | _NOTES
    for row in range(rows.start, min(rows.stop, sheet.height)):
        if any(label.plain in ends for label in _labels(sheet, row)) or headings_at(sheet, row):
            return indicators, row
        shift = int(sheet.lost_blanks and _lost_a_cell(sheet, headings, row))
        if not shift:
            levels = _levels(sheet, headings, row, levels)
        indicator = _indicator(sheet, headings, row, shift, levels)
        if indicator is not None:
            indicators.append(indicator)
    return indicators, max(rows.start, min(rows.stop, sheet.height))


def _levels(sheet: Sheet, headings: Headings, row: int, above: _Levels) -> _Levels:
    columns = (headings.column(role) for role in ("first", "second"))
    first, second = (normalised(cell_at(sheet, row, at).text) if at >= 0 else "" for at in columns)
    return _Levels(first, second) if first else _Levels(above.first, second or above.second)


def _lost_a_cell(sheet: Sheet, headings: Headings, row: int) -> bool:
    """Return whether a row stands one column left of its headings: a target or a weight where the name should be."""
    name = headings.column("name")
    before = cell_at(sheet, row, name - 1).text if name > 0 else ""
    is_name = bool(before) and not looks_like_target(before)
    return is_name and looks_like_target(cell_at(sheet, row, name).text)


def _indicator(sheet: Sheet, headings: Headings, row: int, shift: int, levels: _Levels) -> Indicator | None:
    def at(role: str) -> TargetCell | None:
        column = headings.column(role)
        return cell_at(sheet, row, column - shift) if column >= shift else None

    name, value = at("name"), at("value")
    if name is None or value is None or not name.text or plain_number(name.text) is not None:
        return None
    unit, operator = at("unit"), at("operator")
    said = value if value.text or unit is None else unit
    target = target_of(said.text, operator.text if operator else "", unit.text if unit else "")
    return Indicator(name, *_group(levels), at("weight"), said, target, sure=not shift)


def _group(levels: _Levels) -> tuple[str, bool]:
    """Return the group of an indicator and whether it is one of cost; satisfaction may be a part of benefit."""
    groups = [target_words().groups.get(level, "") for level in (levels.second, levels.first)]
    known = [group for group in groups if group and group != "cost"]
    return ("satisfaction" if "satisfaction" in known else known[-1] if known else ""), "cost" in groups
