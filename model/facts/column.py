"""One column of amounts becomes facts: every cell at a bound row, with the coordinates of both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from model.facts.amounts import CellAmounts, Odd, read_amounts
from model.facts.coordinates import RowMembers
from model.facts.cube import Facts, Members
from model.facts.printed import format_decimals
from model.facts.soundness import adds_up
from model.layout.cells import Unbound, cells_of
from model.lexicon.lexicon import Lexicon
from model.messages import Message, message
from model.money import NotAmount, Unit
from model.reading.labelled import LabelledRows
from model.reading.table import AmountColumn
from model.source.book import CellError, CellValue, Sheet

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class AmountCells:
    """The cells of a column of amounts at the rows of its panel: values, and the decimals of their number formats."""

    column: AmountColumn
    values: list[CellValue]
    formats: NDArray[np.int32]


@dataclass(frozen=True, slots=True, eq=False)
class PanelPlace:
    """Where a panel stands: its table's number, its own, its rows and what they mean, and what the table says.

    `realigned` tells that blank cells were lost, so that a column is believed only where it adds up.
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
    odd = _odd_cells(read, place.rows)
    keep = np.ones(len(place.rows), dtype=np.bool_)
    keep[list(odd)] = False
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


def _odd_cells(read: CellAmounts, rows: LabelledRows) -> dict[int, Message]:
    """Return, by position, why a cell that is not blank can be no fact; words in a line without a code are nothing."""
    told = {position: _why(read.odd[position], rows[position].code) for position in sorted(read.odd)}
    return {position: why for position, why in told.items() if why is not None}


_NO_AMOUNTS = {
    NotAmount.PERCENT: message("the cell holds a percentage, not an amount"),
    NotAmount.OWN_UNIT: message("the cell holds a number with a unit of its own"),
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
