"""Which numbers of a sheet are money, and in which unit: no target, no weight, no percentage, no code and no count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from model.facts.unread import prints_amount
from model.money import Amount, Unit, parse_amount
from model.places import place_in, tables_in
from model.record import dataclass

if TYPE_CHECKING:
    from model.reading.table import Table
    from model.source.book import Book, Sheet


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The rows of a table: its `amounts` are columns from the row `first` on, its `rates` are columns of percentages.

    In a form of targets the only money is that of the `cells` whose labels name it. Where its own `unit` is not known,
    it has that of the sheet.
    """

    rows: range
    first: int
    unit: Unit | None
    amounts: frozenset[int] = frozenset()
    rates: frozenset[int] = frozenset()
    cells: frozenset[tuple[int, int]] | None = None


@dataclass(frozen=True, slots=True)
class SheetMoney:
    """Finds the money of a sheet among its numbers. `unit` is that of what stands in no table with its own."""

    sheet: Sheet
    stretches: tuple[_Stretch, ...] = ()
    unit: Unit = Unit.YUAN

    def amount(self, row: int, column: int) -> int | None:
        """Return the amount of a cell, be it a number or a text, in ten-thousandths of 元; None for no money."""
        value = self.sheet.value(row, column)
        if not isinstance(value, float | str) or not self._is_money(row, column):
            return None
        amount = parse_amount(value, self._unit(row))
        return amount.amount if isinstance(amount, Amount) else None

    def _unit(self, row: int) -> Unit:
        """Return the unit of the table in which a row stands."""
        return next((each.unit for each in self.stretches if each.unit and row in each.rows), self.unit)

    def _is_money(self, row: int, column: int) -> bool:
        """Return whether a cell stands in a column of amounts, or is printed like an amount.

        Where no table was recognised any number may be money, but a percentage.
        """
        shown = self.sheet.format(row, column)
        if shown is not None and "%" in (shown.number_format or ""):
            return False
        for each in self.stretches:
            if row not in each.rows:
                continue
            if each.cells is not None:
                return (row, column) in each.cells
            if row >= each.first and column in each.amounts:
                return True
            return column not in each.rates and prints_amount(self.sheet, row, column)
        return isinstance(self.sheet.value(row, column), float) or prints_amount(self.sheet, row, column)


def sheet_money(book: Book, tables: Sequence[Table], sheet: Sheet) -> SheetMoney:
    """Return what is money in a sheet of the file, from the tables that were recognised in the book."""
    units = {table.unit for table in tables_in(book, tables, sheet.name) if table.unit is not None}
    unit = next(iter(units)) if len(units) == 1 else Unit.YUAN
    return SheetMoney(sheet, tuple(_stretches(book, tables, sheet)), unit)


def _stretches(book: Book, tables: Sequence[Table], sheet: Sheet) -> Iterator[_Stretch]:
    from model.reading.target_forms import TARGETS

    for table in tables_in(book, [table for table in tables if table.kind], sheet.name):
        rows = range(table.top, table.bottom + 1)
        if table.kind == TARGETS:
            yield _Stretch(rows, rows.start, table.unit, cells=_money_of_forms(book, tables, sheet))
            continue
        changes = [change for panel in table.panels for change in panel.changes]
        amounts = {column.column for panel in table.panels for column in panel.columns}
        amounts |= {change.column for change in changes if not change.rate}
        rates = {change.column for change in changes if change.rate}
        yield _Stretch(rows, table.first_data_row, table.unit, frozenset(amounts), frozenset(rates))


def _money_of_forms(book: Book, tables: Sequence[Table], sheet: Sheet) -> frozenset[tuple[int, int]]:
    """Return the cells of a sheet that are money of forms of targets: their funding and the plan of their quarters."""
    from model.reading.target_forms import target_forms

    places = (
        place_in(book, table.sheet, money.cell.row, money.cell.column)
        for table in tables
        for form in target_forms(table, book)
        for money in (*form.funding, *form.quarters)
    )
    return frozenset((place.row, place.column) for place in places if place.sheet == sheet.name)
