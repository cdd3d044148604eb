"""Tables become facts: every cell at a bound row and a bound column, with the coordinates of both."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from model.amounts_format import decimals_of_format
from model.facts.cube import CODE_DIMENSIONS, DIMENSIONS, Facts, Members, join
from model.facts.soundness import adds_up
from model.lexicon.lexicon import Lexicon, TableKind
from model.messages import Message, message
from model.money import Amount, NotAmount, Unit, number_of, parse_amount
from model.recognition.numbers import is_number
from model.recognition.table import AmountColumn, LabelledRow, Panel, Table, Unbound
from model.source.book import CellError, CellValue, Sheet

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FINEST = 6
"""Decimals beyond these are the noise of a formula, not what was printed."""


@dataclass(frozen=True, slots=True)
class BoundTable:
    """A table's facts, one Facts a panel, and the cells that could not be bound."""

    facts: tuple[Facts, ...]
    unbound: tuple[Unbound, ...]


def bind(
    table: Table, number: int, sheet: Sheet, lexicon: Lexicon, members: Members, shared: Mapping[str, str]
) -> BoundTable:
    """Return the facts of `table`, which is the disclosure's table `number`; `shared` are the table's coordinates."""
    unbound = list(table.unbound)
    if table.unit is None:
        for panel in table.panels:
            unbound.extend(_all_numbers(panel, sheet))
        return BoundTable((), tuple(unbound))
    decimals = _table_decimals(table, sheet)
    facts = [
        _bind_column(table, number, index, panel, column, sheet, lexicon, members, shared, decimals, unbound)
        for index, panel in enumerate(table.panels)
        for column in panel.columns
    ]
    return BoundTable(tuple(fact for fact in facts if len(fact)), tuple(unbound))


def _all_numbers(panel: Panel, sheet: Sheet) -> list[Unbound]:
    why = message("the table states no unit")
    return [
        Unbound(row.row, column.column, why)
        for row in panel.rows
        for column in panel.columns
        if is_number(sheet.value(row.row, column.column - row.shift))
    ]


def shown_decimals(sheet: Sheet, row: int, column: int, value: CellValue) -> int | None:
    """Return the decimals a cell prints, from its format or else from its digits; None for no number."""
    if isinstance(value, float):
        printed = _format_decimals(sheet, row, column)
        return min(number_of(value).decimals, _FINEST) if printed is None else printed
    if isinstance(value, str):
        _, _, places = unicodedata.normalize("NFKC", value).strip().partition(".")
        return len(places) if places.isdigit() else None
    return None


def _format_decimals(sheet: Sheet, row: int, column: int) -> int | None:
    """Return the decimals that a cell's own format prints, None where it has none that says so."""
    kept = sheet.format(row, column)
    return decimals_of_format(kept.number_format) if kept and kept.number_format else None


def _table_decimals(table: Table, sheet: Sheet) -> int:
    """Return the decimals the table prints: the most that more than one in fifty of its amounts show.

    Numbers without a format lose their trailing zeros: 399 beside 494.71 is 399.00.
    """
    counts: Counter[int] = Counter()
    for panel in table.panels:
        for column in panel.columns:
            for row in panel.rows[:2000]:
                decimals = shown_decimals(
                    sheet, row.row, column.column, sheet.value(row.row, column.column - row.shift)
                )
                if decimals is not None:
                    counts[decimals] += 1
    total = counts.total()
    return max((places for places, count in counts.items() if count * 50 > total), default=0)


def _bind_column(
    table: Table,
    number: int,
    panel_index: int,
    panel: Panel,
    column: AmountColumn,
    sheet: Sheet,
    lexicon: Lexicon,
    members: Members,
    shared: Mapping[str, str],
    decimals: int,
    unbound: list[Unbound],
) -> Facts:
    assert table.unit is not None
    amounts: list[Amount | None] = []
    rows: list[LabelledRow] = []
    for row in panel.rows:
        value = sheet.value(row.row, column.column - row.shift)
        amount = _amount(sheet, row.row, column.column - row.shift, value, table.unit, decimals)
        why = _unreadable(value, amount, row)
        if why is not None:
            unbound.append(Unbound(row.row, column.column, why))
            continue
        amounts.append(None if isinstance(amount, NotAmount) else amount)
        rows.append(row)
    if table.slid and not adds_up(rows, amounts):
        why = message("cells were lost here in extraction, and what is left does not add up")
        unbound.extend(
            Unbound(row.row, column.column - row.shift, why)
            for row, amount in zip(rows, amounts, strict=True)
            if amount is not None
        )
        rows, amounts = [], []
    count = len(rows)
    coordinates, contradictions = _coordinates(rows, column, lexicon, members, shared)
    for index in contradictions:
        if amounts[index] is not None:
            why = message("the row and the column contradict each other")
            unbound.append(Unbound(rows[index].row, column.column, why))
    keep = np.ones(count, dtype=np.bool_)
    keep[list(contradictions)] = False
    return Facts(
        amount=_int([a.amount if a else 0 for a in amounts])[keep],
        half=_int([a.half if a else 0 for a in amounts])[keep],
        stated=np.array([a is not None for a in amounts], dtype=np.bool_)[keep],
        as_text=np.array([a is not None and a.stored_as_text for a in amounts], dtype=np.bool_)[keep],
        table=np.full(count, number, dtype=np.int64)[keep],
        panel=np.full(count, panel_index, dtype=np.int64)[keep],
        row=_int([row.row for row in rows])[keep],
        column=np.full(count, column.column, dtype=np.int64)[keep],
        coordinates={name: values[keep] for name, values in coordinates.items()},
        members=members,
    )


def _unreadable(value: CellValue, amount: Amount | NotAmount, row: LabelledRow) -> Message | None:
    """Return why a cell that is not blank can be no fact; None for an amount, for nothing, and for words in a line."""
    if isinstance(value, CellError):
        return message("the cell holds the error value {code}", code=value.code)
    if amount is NotAmount.TEXT and row.code:
        return message("words stand where an amount would")
    if not isinstance(amount, NotAmount) or amount in {NotAmount.BLANK, NotAmount.NOTHING, NotAmount.TEXT}:
        return None
    return message("the cell holds no amount: {kind}", kind=amount.value)


def _int(values: list[int]) -> NDArray[np.int64]:
    return np.array(values, dtype=np.int64)


def _amount(
    sheet: Sheet, row: int, column: int, value: CellValue, unit: Unit, decimals: int
) -> Amount | NotAmount:
    if value is None or not isinstance(value, str | float):
        return NotAmount.BLANK if value is None else NotAmount.TEXT
    own = shown_decimals(sheet, row, column, value)
    if own is None:
        return parse_amount(value, unit)
    if isinstance(value, str) or _format_decimals(sheet, row, column) is None:
        own = max(own, decimals)
    return parse_amount(value, unit, decimals=own)


def _coordinates(
    rows: list[LabelledRow],
    column: AmountColumn,
    lexicon: Lexicon,
    members: Members,
    shared: Mapping[str, str],
) -> tuple[dict[str, NDArray[np.int64]], set[int]]:
    """Return the coordinates of a column's cells, and which cells' row and column contradict each other."""
    contradictions: set[int] = set()
    arrays: dict[str, NDArray[np.int64]] = {}
    for name in DIMENSIONS:
        base = shared.get(name, "")
        from_column = column.coordinates.get(name, "")
        numbers: dict[str, int] = {}
        values = []
        for index, row in enumerate(rows):
            from_row = row.coordinates.get(name, "")
            if from_row not in numbers:
                member = _compose(name, base, from_row, from_column, lexicon)
                numbers[from_row] = -1 if member is None else members.number(name, member) if member else 0
            number = numbers[from_row]
            if number < 0:
                contradictions.add(index)
            values.append(max(number, 0))
        arrays[name] = _int(values)
    return arrays, contradictions


def _compose(name: str, base: str, from_row: str, from_column: str, lexicon: Lexicon) -> str | None:
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


def bind_all(
    tables: Sequence[Table], sheets: Sequence[Sheet], lexicon: Lexicon
) -> tuple[Facts, list[tuple[Unbound, ...]]]:
    """Return the cube of all tables, and for each table the cells that could not be bound."""
    members = Members.of(lexicon)
    kinds = {kind.kind: kind for kind in lexicon.kinds}
    facts: list[Facts] = []
    unbound: list[tuple[Unbound, ...]] = []
    for number, (table, sheet) in enumerate(zip(tables, sheets, strict=True)):
        shared = _shared_coordinates(table, kinds[table.kind], lexicon) if table.kind else {}
        bound = bind(table, number, sheet, lexicon, members, shared)
        facts.extend(bound.facts)
        unbound.append(bound.unbound)
    return join(facts, members), unbound


def _shared_coordinates(table: Table, kind: TableKind, lexicon: Lexicon) -> dict[str, str]:
    """Return what all amounts of a table share: its kind's meaning, refined by the source its title names."""
    shared = dict(kind.means)
    source = lexicon.read(table.title).coordinates.get("source")
    if source:
        dimension = lexicon.dimensions["source"]
        shared["source"] = dimension.refine(shared.get("source", dimension.root), source) or shared["source"]
    if table.stage:
        shared["stage"] = table.stage
    if table.year:
        shared["year"] = str(table.year)
    return shared
