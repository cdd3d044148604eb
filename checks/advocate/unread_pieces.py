"""Amounts that no table read, in the pieces of a sheet or a page beside a table: what they come to, and which go on."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import field
from itertools import accumulate, groupby, islice
from operator import neg

from checks.advocate.case import Case
from model.classification.codes import is_code
from model.facts.unread import SAMPLE, UnreadAmount, several_amounts, shown_decimals, unread_whole_numbers
from model.money import NotAmount, Unit, parse_amount
from model.reading.table import Table
from model.record import dataclass
from model.source.book import Sheet


@dataclass
class _Least:
    """Amounts in their order, of which the first that is small enough is asked for: `minima` only shrink."""

    minima: list[int] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)

    def add(self, number: int, amount: int) -> None:
        """Add the next; one that is no smaller than an earlier one is never the first."""
        if not self.minima or amount < self.minima[-1]:
            self.minima.append(amount)
            self.numbers.append(number)

    def first(self, most: int) -> int | None:
        """Return the number of the first amount that is at most so much."""
        at = bisect_left(self.minima, -most, key=neg)
        return self.numbers[at] if at < len(self.numbers) else None


class UnreadPiece:
    """Unread amounts beside a table, by their rows and columns: more than nothing, and in the table's unit."""

    def __init__(self, case: Case, table: Table, amounts: Sequence[UnreadAmount]) -> None:
        self.amounts = amounts
        self._by_row: dict[int, _Least] = defaultdict(_Least)
        self._by_column: dict[int, _Least] = defaultdict(_Least)
        for number, each in enumerate(amounts):
            amount = amount_of(case, table, each)
            if amount > 0:
                self._by_row[each.row].add(number, amount)
                self._by_column[each.column].add(number, amount)

    def first(
        self, most: int, *, rows: Iterable[int] = (), columns: Iterable[int] = ()
    ) -> UnreadAmount | None:
        """Return the first amount in some rows or columns that may be missing: it is at most so much."""
        found = [self._by_row[row].first(most) for row in rows if row in self._by_row]
        found += [self._by_column[column].first(most) for column in columns if column in self._by_column]
        first = min((number for number in found if number is not None), default=None)
        return None if first is None else self.amounts[first]


def going_on(case: Case, table: Table, *, as_wide: bool = True) -> Iterator[UnreadAmount]:
    """Yield the amounts of the pieces next to a table that no table reads: in its sheet, then before and after it.

    A piece of another sheet is as wide as the table, or else it is not; the next table of which anything was read ends
    what may go on from this one.
    """
    tables = [one for one in case.subject.disclosure.tables if one.document == table.document]
    read = [one for one in tables if case.is_read(one)]
    here = [one for one in read if one.sheet == table.sheet]
    for amount in unread_beside(case, table, table.sheet) if as_wide else ():
        if not table.top <= amount.row <= table.bottom and not any(
            one.top <= amount.row <= one.bottom for one in here
        ):
            yield amount
    sheets = case.subject.disclosure.documents[table.document].book.sheets
    of_sheets = {one.sheet for one in read}
    for step in (1, -1):
        number = table.sheet + step
        while 0 <= number < len(sheets):
            unread = () if number in of_sheets else unread_beside(case, table, number)
            if not unread:
                break
            if (sheets[number].width == sheets[table.sheet].width) is as_wide:
                yield from unread
            number += step


def unread_beside(case: Case, table: Table, number: int) -> Sequence[UnreadAmount]:
    """Return what a sheet of a table's book prints that was not understood and may be of the table's amounts."""
    document = case.subject.disclosure.documents[table.document]
    amounts = case.subject.unread.get((table.document, number), [])
    if _prints_decimals(table, document.book.sheets[table.sheet]):
        return amounts
    there = [one for one in document.tables if one.sheet == number]
    return sorted({*amounts, *unread_whole_numbers(number, document.book.sheets[number], there)})


def _prints_decimals(table: Table, sheet: Sheet) -> bool:
    return any(
        shown_decimals(sheet, row.row, column.column, sheet.value(row.row, column.column))
        for panel in table.panels
        for row in islice(panel.rows, SAMPLE)
        for column in panel.columns
    )


def totals_from_the_first(
    cells: Sequence[tuple[UnreadAmount, int]], highest: Collection[tuple[int, int]]
) -> Iterator[tuple[int, UnreadAmount]]:
    """Yield what some amounts come to by sheet and column, after each row, with where they begin.

    Then what those of the `highest` rows come to, of which all others are parts.
    """
    cells = sorted(cells, key=lambda cell: (cell[0].sheet, cell[0].column, cell[0].row))
    for listed in (cells, [cell for cell in cells if (cell[0].sheet, cell[0].row) in highest]):
        for _, there in groupby(listed, key=lambda cell: (cell[0].sheet, cell[0].column)):
            places, amounts = zip(*there, strict=True)
            yield from ((total, places[0]) for total in accumulate(amounts))


def highest_unread_rows(case: Case, table: Table, amounts: Iterable[UnreadAmount]) -> set[tuple[int, int]]:
    """Return the sheets and rows of some amounts that begin with the shortest codes."""
    sheets = case.subject.disclosure.documents[table.document].book.sheets
    codes: dict[tuple[int, int], int] = {}
    for amount in amounts:
        texts = map(str, sheets[amount.sheet].rows[amount.row])
        code = next(filter(is_code, texts), "")
        if code:
            codes[amount.sheet, amount.row] = len(code)
    shortest = min(codes.values(), default=0)
    return {place for place, length in codes.items() if length == shortest}


def amount_of(case: Case, table: Table, amount: UnreadAmount) -> int:
    """Return what an unread amount comes to in the unit of a table, the least of several in a cell, 0 for none."""
    sheet = case.subject.disclosure.documents[table.document].book.sheets[amount.sheet]
    value = sheet.value(amount.row, amount.column)
    values = several_amounts(value) or (value,)
    read = [parse_amount(each, table.unit or Unit.YUAN) for each in values if isinstance(each, str | float)]
    amounts = [each.amount for each in read if not isinstance(each, NotAmount)]
    return min(filter(None, amounts), default=0)
