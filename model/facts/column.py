"""One column of amounts becomes facts, with what row and column state together, and whether it can be believed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from model.facts.amounts import CellAmounts, Odd, read_amounts
from model.facts.cube import CODE_DIMENSIONS, DIMENSIONS, Facts, Members
from model.facts.unread import SEVERAL_AMOUNTS, format_decimals, several_amounts
from model.layout.cells import cells_of
from model.lexicon.lexicon import Lexicon
from model.messages import Message, message
from model.money import NotAmount, Unit
from model.reading.table import AmountColumn, LabelledRows, Unbound
from model.record import dataclass
from model.source.book import CellError, CellValue, Sheet

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
    """Return the member that table, row and column state together; None where row and column contradict.

    In a table of the department's own level its name means that level.
    """
    if name == "unit" and from_row and base.startswith(from_row):
        return base
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


def adds_up(rows: LabelledRows, read: CellAmounts, keep: NDArray[np.bool_]) -> bool:
    """Return whether a column's codes add up to the codes above them and to the total, within rounding.

    `rows`, `read` and `keep` run side by side; only kept rows count. A blank above codes that are not nothing does
    not add up.
    """
    kept = [(rows[position].code, position) for position in np.flatnonzero(keep).tolist()]
    amounts, halves, stated = read.amount.tolist(), read.half.tolist(), read.stated.tolist()
    printed = {code for code, _ in kept}
    parts: dict[str, list[int]] = {}
    for code, position in kept:
        if code and stated[position]:
            parts.setdefault(_above(code, printed), []).append(position)
    for code, position in kept:
        below = parts.get(code, [])
        total = sum(amounts[part] for part in below)
        if below and not stated[position]:
            if total:
                return False
        elif below:
            allowance = halves[position] + sum(halves[part] for part in below)
            if abs(amounts[position] - total) > allowance:
                return False
    return True


def _above(code: str, printed: set[str]) -> str:
    """Return the nearest printed code above, "" for the total."""
    above = code[:-2]
    while len(above) >= 3:
        if above in printed:
            return above
        above = above[:-2]
    return ""


@dataclass(frozen=True, slots=True, eq=False)
class AmountCells:
    """The cells of a column of amounts at the rows of its panel: values, and the decimals of their number formats."""

    column: AmountColumn
    values: list[CellValue]
    formats: NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class PanelPlace:
    """Where a panel stands: its table's number, its own, its rows and what they mean, and what the table states.

    `realigned` means that blank cells were lost, so that a column is believed only where it adds up.
    """

    table: int
    panel: int
    rows: LabelledRows
    row_members: RowMembers
    shared: Mapping[str, str]
    unit: Unit
    decimals: int
    realigned: bool


def amount_cells(sheet: Sheet, rows: LabelledRows, column: AmountColumn) -> AmountCells:
    """Return the cells of a column at a panel's rows, each where its row has it."""
    at = rows.row.tolist()
    values = cells_of(sheet, at, column.column)
    shifts = rows.shifts or {}
    for position, shift in shifts.items():
        values[position] = sheet.value(at[position], column.column - shift)
    return AmountCells(column, values, format_decimals(sheet, at, column.column, shifts))


def bind_column(
    place: PanelPlace, cells: AmountCells, lexicon: Lexicon, members: Members
) -> tuple[Facts, list[Unbound]]:
    """Return the facts of a column, and its cells that could not be bound."""
    read = read_amounts(cells.values, cells.formats, place.unit, place.decimals)
    odd = _odd_cells(read, place.rows, cells.values)
    keep = np.ones(len(place.rows), dtype=np.bool_)
    keep[list(read.odd)] = False
    number = cells.column.column
    rows = place.rows.row
    unbound = [Unbound(int(rows[position]), number, why) for position, why in odd.items()]
    if place.realigned and not adds_up(place.rows, read, keep):
        why = message("cells were lost here in extraction, and what is left does not add up")
        lost = [place.rows[position] for position in np.flatnonzero(keep & read.stated).tolist()]
        unbound += [Unbound(row.row, number - row.shift, why) for row in lost]
        keep[:] = False
    coordinates, contradicts = place.row_members.numbers(
        place.shared, cells.column.coordinates, members, lexicon
    )
    why = message("the row and the column contradict each other")
    refused = np.flatnonzero(contradicts & keep & read.stated).tolist()
    unbound += [Unbound(int(rows[position]), number, why) for position in refused]
    keep &= ~contradicts
    return _facts(place, number, read, keep, coordinates, members), unbound


def _odd_cells(read: CellAmounts, rows: LabelledRows, values: Sequence[CellValue]) -> dict[int, Message]:
    """Return, by position, why a cell is no fact though not blank; words in a line without a code are none."""
    reasons = {
        position: SEVERAL_AMOUNTS if several_amounts(values[position]) else _why(odd, rows[position].code)
        for position, odd in sorted(read.odd.items())
    }
    return {position: why for position, why in reasons.items() if why is not None}


_NO_AMOUNTS = {
    NotAmount.PERCENT: message("the cell holds a percentage, not an amount"),
    NotAmount.OWN_UNIT: message("the cell holds a number with a unit of its own"),
    NotAmount.HIDDEN: message(
        "the column was too narrow for the number: # or only its first digits are shown"
    ),
    NotAmount.NOT_FINITE: message("the cell holds a number that is infinite or none"),
    NotAmount.TOO_LARGE: message("the cell holds a number that is too large to add up"),
}


def _why(odd: Odd, code: str) -> Message | None:
    if isinstance(odd, CellError):
        return message("the cell holds the error value {code}", code=odd.code)
    if odd is not NotAmount.TEXT:
        return _NO_AMOUNTS.get(odd, message("the cell holds no amount"))
    return message("words stand where an amount would") if code else None


def _facts(
    place: PanelPlace,
    column: int,
    read: CellAmounts,
    keep: NDArray[np.bool_],
    coordinates: Mapping[str, NDArray[np.int32]],
    members: Members,
) -> Facts:
    row = place.rows.row[keep]
    if keep.all():
        read_rows, kept = read, dict(coordinates)
    else:
        read_rows = CellAmounts(read.amount[keep], read.half[keep], read.stated[keep], read.as_text[keep], {})
        kept = {name: array[keep] for name, array in coordinates.items()}

    def everywhere(value: int) -> NDArray[np.int32]:
        return np.broadcast_to(np.int32(value), len(row))

    return Facts(
        amount=read_rows.amount,
        half=read_rows.half,
        stated=read_rows.stated,
        as_text=read_rows.as_text,
        table=everywhere(place.table),
        panel=everywhere(place.panel),
        row=row,
        column=everywhere(column),
        coordinates=kept,
        members=members,
    )
