"""The unit of each row, in a consolidated table that names it in a column and lists the codes anew for each unit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from model.layout.cells import cells_of
from model.lexicon.lexicon import Lexicon, normalised
from model.reading.panels import PanelColumns
from model.source.book import CellValue, Sheet

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class UnitColumn:
    """For each row of the data the number of its unit in `members`; "" is none, and the first."""

    number: NDArray[np.int32]
    members: tuple[str, ...] = ("",)

    @property
    def is_dimension(self) -> bool:
        """Whether the table is consolidated."""
        return len(self.members) > 1


def read_units(
    sheet: Sheet, panel: PanelColumns, data: list[int], lexicon: Lexicon, codes: Callable[[], list[str]]
) -> UnitColumn:
    """Return the units of a panel's rows; none where the column does not name several units for one code.

    A table that names one unit in all rows, or each code's unit beside it, is not consolidated: its codes are the
    department's. A unit printed once stands for the coded rows below it. `codes` returns the code of each row.
    """
    none = UnitColumn(np.zeros(len(data), dtype=np.int32))
    if panel.unit_name < 0:
        return none
    cells = cells_of(sheet, data, panel.unit_name)
    if len(set(cells) - {None}) < 2:
        return none
    seen: dict[CellValue, int] = {}
    cell = np.array([seen.setdefault(value, len(seen)) for value in cells], dtype=np.int32)
    printed = [_unit(value, lexicon) for value in seen]
    members = tuple(dict.fromkeys(("", *printed)))
    numbers = {member: number for number, member in enumerate(members)}
    number = np.array([numbers[unit] for unit in printed], dtype=np.int32)[cell]
    code = codes()
    number = _carried_down(number, np.array([bool(text) for text in code], dtype=np.bool_))
    return UnitColumn(number, members) if _recurs(code, number) else none


def _unit(value: CellValue, lexicon: Lexicon) -> str:
    """Return the unit that a cell names; 合计 names none."""
    if not isinstance(value, str) or "total" in lexicon.read(value).roles:
        return ""
    return normalised(value)


def _carried_down(number: NDArray[np.int32], coded: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Give a coded row without a unit that of the row above it."""
    blank = (number == 0) & coded
    last = np.maximum.accumulate(np.where(blank, -1, np.arange(len(number))))
    return np.where(blank & (last >= 0), number[np.maximum(last, 0)], number).astype(np.int32)


def _recurs(codes: list[str], unit: NDArray[np.int32]) -> bool:
    """Return whether any code stands under two units."""
    first: dict[str, int] = {}
    return any(
        code and number and first.setdefault(code, number) != number
        for code, number in zip(codes, unit.tolist(), strict=True)
    )
