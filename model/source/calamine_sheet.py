"""What calamine tells of a sheet, in the child's own terms."""

from __future__ import annotations

from collections.abc import Iterator

from python_calamine import CalamineSheet, SheetMetadata, SheetVisibleEnum

from model.source.parsed import Cell, Grid


def rows_of(sheet: CalamineSheet, grid: Grid) -> Iterator[list[Cell]]:
    """Yield the rows from the sheet's first; calamine pads the rows above the values, but not the columns."""
    left = sheet.start[1] if sheet.start else 0
    for number, row in enumerate(sheet.iter_rows()):
        yield grid.row(number, left, row)


def width_of(sheet: CalamineSheet) -> int:
    """Return how many columns the sheet has, from its first."""
    return (sheet.start[1] if sheet.start else 0) + sheet.width


def visibility_of(metadata: SheetMetadata) -> str:
    """Return whether the sheet is shown, as `model.source.book.Visibility` names it."""
    if metadata.visible == SheetVisibleEnum.Visible:
        return "visible"
    return "hidden" if metadata.visible == SheetVisibleEnum.Hidden else "very hidden"
