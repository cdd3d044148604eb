"""Reading the forms of targets of a table: a list of indicators under its headings, or a grid of projects."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from model.lexicon.lexicon import lexicon
from model.lexicon.reading import normalised
from model.lexicon.target_words import TargetWords, target_words
from model.lexicon.wording import stated_unit
from model.money import Unit
from model.reading.table import Table
from model.reading.targets.grid import (
    MONEY,
    TARGETS,
    Headings,
    grid_forms,
    headings_at,
    listed_projects,
    money_in_row,
)
from model.reading.targets.targets import (
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
from model.source.book import Book, Sheet


class _Label(NamedTuple):
    """A label of a form and the next filled cell at its right."""

    plain: str
    printed: str
    right: TargetCell


@dataclass(frozen=True, slots=True)
class _Levels:
    """The first- and second-level indicators under which a row stands."""

    first: str = ""
    second: str = ""


def target_forms(table: Table, book: Book) -> list[TargetForm]:
    """Return the forms of targets that a table holds; none where it is no table of targets, or not understood."""
    if table.kind != TARGETS:
        return []
    sheet = book.sheets[table.sheet]
    words = target_words()
    cut = sheet.formats is None
    grid = grid_forms(table, sheet, words, cut=cut)
    if grid:
        return grid
    forms: list[TargetForm] = []
    start = row = table.top
    while row <= table.bottom and row < sheet.height:
        headings = headings_at(sheet, row, words)
        if headings is None:
            row += 1
            continue
        listed = listed_projects(sheet, headings, table.bottom)
        if listed:
            forms.extend(_project(table, sheet, headings, rows, words, cut=cut) for rows in listed)
            break
        below = range(headings.first_row, table.bottom + 1)
        indicators, stop = _indicators(sheet, headings, below, words)
        forms.append(_form(table, sheet, range(start, row), indicators, words))
        start = row = max(stop, row + 1)
    return forms


def _project(
    table: Table, sheet: Sheet, headings: Headings, rows: range, words: TargetWords, *, cut: bool
) -> TargetForm:
    """Return the form of one project of a list that names the project of each block of indicators."""
    indicators, _ = _indicators(sheet, headings, rows, words)
    place = cell_at(sheet, rows.start, headings.column("project"))
    return TargetForm(
        project=" ".join(place.text.split()),
        place=place,
        funding=money_in_row(sheet, headings.columns, rows.start, table.unit),
        funding_roles=frozenset(MONEY) & headings.columns.keys(),
        indicators=tuple(indicators),
        cut=cut,
        has_groups=any(each.group for each in indicators),
    )


def _form(
    table: Table, sheet: Sheet, preamble: range, indicators: list[Indicator], words: TargetWords
) -> TargetForm:
    labels = [label for row in preamble for label in _labels(sheet, row)]
    named = next(
        (label for label in labels if label.plain in lexicon().project_names and label.right.text), None
    )
    place = named.right if named else cell_at(sheet, preamble.start, 0)
    funding = _funding(labels, table.unit, words)
    rates = [rate for each in indicators if (rate := rate_of(each.name.text, each.value))]
    return TargetForm(
        project=" ".join(named.right.text.split()) if named else "",
        place=place,
        funding=tuple(funding),
        funding_roles=frozenset(
            words.funding[label.plain] for label in labels if label.plain in words.funding
        ),
        quarters=_quarters(labels, table.unit),
        rates=tuple(rates or _schedule(sheet, preamble)),
        indicators=tuple(indicators),
        has_groups=any(each.group for each in indicators),
    )


def _labels(sheet: Sheet, row: int) -> list[_Label]:
    cells = [cell_at(sheet, row, column) for column in range(len(sheet.rows[row]))]
    filled = [cell for cell in cells if cell.text]
    ends = [*filled, TargetCell(row, len(cells), "")]
    return [_Label(_plain(cell.text), cell.text, right) for cell, right in pairwise(ends)]


def _plain(text: str) -> str:
    """Return a label as the lexicon compares it, without a unit in brackets at its end."""
    plain = normalised(text) if len(text) <= 40 else ""
    return plain.removesuffix("(元)").removesuffix("(万元)")


def _funding(labels: list[_Label], unit: Unit | None, words: TargetWords) -> list[Money]:
    funding = []
    for label in labels:
        role = words.funding.get(label.plain)
        own = stated_unit(label.printed) or unit
        amount = amount_at(label.right, own) if role and own and label.right.text else None
        if role and amount is not None:
            funding.append(Money(role, amount, label.right))
    return funding


def _quarters(labels: list[_Label], unit: Unit | None) -> tuple[Money, ...]:
    for label in labels:
        amounts = quarters_of(label.right.text, unit)
        if amounts:
            return tuple(Money("", amount, label.right) for amount in amounts)
    return ()


def _schedule(sheet: Sheet, rows: range) -> list[ProgressRate]:
    """Return the rates of a plan that names months in one row and their percentages in the next."""
    for row in rows:
        width = len(sheet.rows[row])
        pairs = [
            (cell_at(sheet, row, column), cell_at(sheet, row + 1, column))
            for column in range(width)
            if row + 1 < sheet.height
        ]
        rates = [rate for name, cell in pairs if "月底" in name.text and (rate := rate_of(name.text, cell))]
        if len(rates) > 1:
            return rates
    return []


def _indicators(
    sheet: Sheet, headings: Headings, rows: range, words: TargetWords
) -> tuple[list[Indicator], int]:
    """Return the indicators below headings and the row after the last; a form's next labels end the list."""
    indicators: list[Indicator] = []
    levels = _Levels()
    row = rows.start
    while row < min(rows.stop, sheet.height):
        if any(_ends_list(label) for label in _labels(sheet, row)) or headings_at(sheet, row, words):
            break
        shift = 1 if sheet.lost_blanks and _lost_a_cell(sheet, headings, row) else 0
        if not shift:
            levels = _levels(sheet, headings, row, levels)
        indicator = _indicator(sheet, headings, row, shift, levels, words)
        if indicator is not None:
            indicators.append(indicator)
        row += 1
    return indicators, row


def _ends_list(label: _Label) -> bool:
    return label.plain in lexicon().project_names or label.plain in {"备注", "说明", "注"}


def _levels(sheet: Sheet, headings: Headings, row: int, above: _Levels) -> _Levels:
    first, second = (_text(sheet, row, headings.column(role)) for role in ("first", "second"))
    if first:
        return _Levels(first, second)
    return _Levels(above.first, second or above.second)


def _text(sheet: Sheet, row: int, column: int) -> str:
    return normalised(cell_at(sheet, row, column).text) if column >= 0 else ""


def _lost_a_cell(sheet: Sheet, headings: Headings, row: int) -> bool:
    """Return whether a row stands one column left of its headings: a target or a weight where the name should be."""
    name = headings.column("name")
    before = cell_at(sheet, row, name - 1).text if name > 0 else ""
    return (
        bool(before) and not looks_like_target(before) and looks_like_target(cell_at(sheet, row, name).text)
    )


def _indicator(
    sheet: Sheet, headings: Headings, row: int, shift: int, levels: _Levels, words: TargetWords
) -> Indicator | None:
    def at(role: str) -> TargetCell | None:
        column = headings.column(role)
        return cell_at(sheet, row, column - shift) if column >= shift else None

    name, value = at("name"), at("value")
    if name is None or value is None or not name.text or plain_number(name.text) is not None:
        return None
    unit, operator = at("unit"), at("operator")
    said = value if value.text or unit is None else unit
    group, is_cost = _group(levels, words)
    return Indicator(
        name=name,
        group=group,
        is_cost=is_cost,
        weight=at("weight"),
        value=said,
        target=target_of(said.text, operator.text if operator else "", unit.text if unit else ""),
        sure=not shift,
    )


def _group(levels: _Levels, words: TargetWords) -> tuple[str, bool]:
    """Return the group of an indicator and whether it is one of cost; satisfaction may be a part of benefit."""
    groups = [words.groups.get(levels.second, ""), words.groups.get(levels.first, "")]
    is_cost = "cost" in groups
    known = [group for group in groups if group and group != "cost"]
    return ("satisfaction" if "satisfaction" in known else known[-1] if known else ""), is_cost
