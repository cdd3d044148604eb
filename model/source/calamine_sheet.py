"""What calamine tells of a sheet, in the child's own terms."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from python_calamine import CalamineSheet, SheetMetadata, SheetVisibleEnum

from model.source.parsed import Cell, Grid

FETCHED = 0.4
"""How much of a sheet's time has gone by when calamine has fetched it; the rest goes with its rows."""
_ROWS_PER_WORD = 10_000


def rows_of(sheet: CalamineSheet, grid: Grid, tell: Callable[[float], None]) -> Iterator[list[Cell]]:
    """Yield the rows from the sheet's first; calamine pads the rows above the values, but not the columns.

    `tell` is told now and then what share of the sheet is done, from where fetching it had come.
    """
    left = sheet.start[1] if sheet.start else 0
    height = sheet.total_height + 1
    for number, row in enumerate(sheet.iter_rows()):
        if number % _ROWS_PER_WORD == 0:
            tell(FETCHED + (1 - FETCHED) * number / height)
        yield grid.row(number, left, row)


def width_of(sheet: CalamineSheet) -> int:
    """Return how many columns the sheet has, from its first."""
    return (sheet.start[1] if sheet.start else 0) + sheet.width


def visibility_of(metadata: SheetMetadata) -> str:
    """Return whether the sheet is shown, as `model.source.book.Visibility` names it."""
    if metadata.visible == SheetVisibleEnum.Visible:
        return "visible"
    return "hidden" if metadata.visible == SheetVisibleEnum.Hidden else "very hidden"
