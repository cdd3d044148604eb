"""The calculator: amounts that were taken, in any sheet, tree or text, with their sum and their difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from model.finding import Place
from model.reading.prose.claim import Measure
from model.record import dataclass
from model.source.book import address
from tui.desk.claim_cells import ClaimSpot
from tui.desk.sheet_money import SheetMoney, sheet_money

if TYPE_CHECKING:
    from tui.desk.state import DeskState
    from tui.desk.tree_places import TreeSpot

Block = tuple[int, int, int, int]
"""The rows and columns of a block of cells, counted from 0: top, left, bottom, right."""


@dataclass(frozen=True, slots=True)
class BlockAt:
    """A block of a sheet of a file."""

    path: str
    sheet: str
    block: Block


@dataclass(frozen=True, slots=True)
class Taken:
    """An amount that was taken, in ten-thousandths of 元, from a cell, a figure of the prose or a block of cells.

    `place` is the cell, of a block its first and `block` the whole; `count` how many numbers it is the sum of.
    """

    amount: int
    place: Place | None = None
    claim: ClaimSpot | None = None
    count: int = 1
    block: Block | None = None

    @property
    def where(self) -> str:
        """The place of the cell, or of the whole block: 表2!C7:C9."""
        if self.place is None or self.block is None:
            return "" if self.place is None else self.place.text
        _, _, bottom, right = self.block
        return f"{self.place.text}:{address(bottom, right)}"


class Calculator:
    """The amounts that were taken, in their order. `version` counts the changes."""

    def __init__(self) -> None:
        self._taken: dict[Place | ClaimSpot | BlockAt, Taken] = {}
        self.version = 0

    @property
    def taken(self) -> tuple[Taken, ...]:
        """What was taken."""
        return tuple(self._taken.values())

    def toggle(self, key: Place | ClaimSpot | BlockAt, taken: Taken) -> bool:
        """Take an amount, or let it go where it was taken before; return whether it is taken now."""
        self.version += 1
        if self._taken.pop(key, None) is not None:
            return False
        self._taken[key] = taken
        return True

    def clear(self) -> None:
        """Let everything go."""
        self._taken.clear()
        self.version += 1

    def has(self, key: Place | ClaimSpot | BlockAt) -> bool:
        """Return whether something is taken."""
        return key in self._taken

    def columns_of(self, path: str, sheet: str, row: int) -> frozenset[int]:
        """Return the columns of a sheet's row that hold what was taken."""
        found: set[int] = set()
        for key in self._taken:
            if isinstance(key, BlockAt) and (key.path, key.sheet) == (path, sheet):
                top, left, bottom, right = key.block
                found |= set(range(left, right + 1)) if top <= row <= bottom else set()
            elif isinstance(key, Place) and (key.path, key.sheet, key.row) == (path, sheet, row):
                found.add(key.column)
        return frozenset(found)

    @property
    def count(self) -> int:
        """How many numbers are taken, those of blocks each for itself."""
        return sum(each.count for each in self._taken.values())

    @property
    def total(self) -> int:
        """The sum of what was taken, in ten-thousandths of 元."""
        return sum(each.amount for each in self._taken.values())

    @property
    def difference(self) -> int | None:
        """The first less the second, where two amounts are taken; else None."""
        if len(self._taken) != 2:
            return None
        first, second = self._taken.values()
        return first.amount - second.amount


def taken_at(state: DeskState, place: Place) -> Taken | None:
    """Return the amount of a cell: as it was read, else as it is stored and in the unit of its table.

    None where none stands, be it a blank, a word or a number that is no money.
    """
    spot = state.sheet_at(place)
    if spot is None:
        return None
    at = state.claim_cells.fact_at(place)
    if at is not None and at[0].cells.stated[at[1]]:
        return Taken(int(at[0].cells.amount[at[1]]), place)
    document, sheet = state.documents[spot.document], state.sheet(spot)
    amount = sheet_money(document.book, document.tables, sheet).amount(spot.row, spot.column)
    return None if amount is None else Taken(amount, place)


def taken_of_claim(state: DeskState, spot: ClaimSpot) -> Taken | None:
    """Return the amount of a figure of the prose, None where it is none."""
    from checks.mechanism.stated import CitedClaim, as_stated

    claim = state.claim(spot)
    if claim.measure is not Measure.AMOUNT:
        return None
    stated = as_stated(CitedClaim(state.documents[spot.document], spot.claim, claim))
    return Taken(stated.amount, claim=spot)


def taken_of_tree(state: DeskState, spot: TreeSpot) -> Taken | None:
    """Return the stated amount of a tree's cell, None on a name or a blank."""
    if spot.column < 0:
        return None
    cell = state.trees[spot.tree].nodes[spot.node].cells[spot.column]
    return None if cell.stated is None else Taken(cell.stated, cell.place)


def block_sum(money: SheetMoney, block: Block) -> tuple[int, int]:
    """Return the exact sum of the amounts of a block of cells, in ten-thousandths of 元, and how many there are."""
    top, left, bottom, right = block
    total = count = 0
    for row in range(top, min(bottom + 1, money.sheet.height)):
        for column in range(left, min(right + 1, len(money.sheet.rows[row]))):
            if (amount := money.amount(row, column)) is not None:
                total += amount
                count += 1
    return total, count
