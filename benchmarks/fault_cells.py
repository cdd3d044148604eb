"""Edits of a sheet in memory: cells, rows taken out and put in, and amounts spelt as the cell spells them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal

from model.money import Unit, format_amount
from model.source.book import CellFormat, CellValue, Merge, Sheet


def with_cells(sheet: Sheet, values: Mapping[tuple[int, int], CellValue]) -> Sheet:
    """Return the sheet with other values in some cells."""
    rows = list(sheet.rows)
    for (row, column), value in values.items():
        cells = list(rows[row])
        cells.extend([None] * (column + 1 - len(cells)))
        cells[column] = value
        rows[row] = cells
    return replace(sheet, rows=rows)


def without_row(sheet: Sheet, row: int) -> Sheet:
    """Return the sheet with a row taken out and all below moved up."""
    merges = tuple(_moved(merge, row, -1) for merge in sheet.merges if not merge.top == merge.bottom == row)
    remaining = {place: known for place, known in (sheet.formats or {}).items() if place[0] != row}
    return replace(
        sheet,
        rows=[*sheet.rows[:row], *sheet.rows[row + 1 :]],
        merges=merges,
        formats=_formats(sheet, remaining, lambda place: place - (place > row)),
    )


def with_row_twice(sheet: Sheet, row: int) -> Sheet:
    """Return the sheet with a row printed again below itself."""
    known = sheet.formats or {}
    moved = _formats(sheet, known, lambda place: place + (place > row))
    if moved is not None:
        moved.update({(row + 1, column): known[place, column] for place, column in known if place == row})
    merges = tuple(_moved(merge, row + 1, 1) for merge in sheet.merges)
    return replace(
        sheet,
        rows=[*sheet.rows[: row + 1], list(sheet.rows[row]), *sheet.rows[row + 1 :]],
        merges=merges,
        formats=moved,
    )


def _moved(merge: Merge, row: int, by: int) -> Merge:
    top = merge.top + by * (merge.top > row or (by > 0 and merge.top == row))
    bottom = merge.bottom + by * (merge.bottom >= row)
    return Merge(top, merge.left, max(bottom, top), merge.right)


def _formats(
    sheet: Sheet, known: Mapping[tuple[int, int], CellFormat], moved: Callable[[int], int]
) -> dict[tuple[int, int], CellFormat] | None:
    if sheet.formats is None:
        return None
    return {(moved(row), column): known_format for (row, column), known_format in known.items()}


def spelt(amount: int, unit: Unit) -> str:
    """Return an amount as plain digits in a unit, with two decimals at least."""
    return format_amount(amount, unit, 2).replace(",", "")


def steps_of(text: str, unit: Unit) -> int:
    """Return the amount that plain digits state, in ten-thousandths of 元."""
    return int(Decimal(text) * unit.value)


def as_printed(text: str, before: CellValue) -> CellValue:
    """Return plain digits as the cell held its amount before: a number, or a text with or without commas."""
    if not isinstance(before, str):
        return float(text)
    return f"{Decimal(text):,}" if "," in before else text
