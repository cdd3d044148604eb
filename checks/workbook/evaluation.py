"""What a formula that only adds comes to, in exact fractions, from the values that the workbook stores."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import accumulate

from checks.workbook.formula import Linear, Term
from model.money import number_of
from model.source.book import CellError, CellValue, Sheet

MOST_CELLS = 200_000
"""Cells of one block that are added up."""
MOST_STEPS = 1_000_000
"""Cells and sums of columns that are looked at for all the formulas of a table."""
_FEW_CELLS = 64
"""Cells of a block that are added one by one; longer ones are told by what their columns have come to above them."""
_NOISE = Fraction(1, 10**12)
"""Of all that is added: a spreadsheet adds in doubles, and their last digits are no statement."""


@dataclass(frozen=True, slots=True)
class _Column:
    """What the cells above each row come to, its sizes, and how many of them are no number that can be added.

    The amounts are whole numbers of 10 to the power of minus `decimals`.
    """

    decimals: int
    totals: list[int]
    sizes: list[int]
    errors: list[int]


@dataclass(frozen=True, slots=True)
class Sheets:
    """The sheet on which a formula stands, and all sheets of its book by name."""

    own: Sheet
    by_name: Mapping[str, Sheet]
    columns: dict[tuple[str, int], _Column] = field(default_factory=dict)
    steps: Iterator[int] = field(default_factory=lambda: iter(range(MOST_STEPS)))

    def column(self, sheet: Sheet, column: int) -> _Column:
        """Return what a column comes to from row to row."""
        known = self.columns.get((sheet.name, column))
        if known is None:
            known = self.columns[sheet.name, column] = _column(
                [sheet.value(row, column) for row in range(sheet.height)]
            )
        return known


@dataclass(frozen=True, slots=True)
class Computed:
    """What a formula comes to, and the sum of the sizes of all that was added."""

    total: Fraction
    size: Fraction


def evaluate(formula: Linear, sheets: Sheets) -> Computed | None:
    """Return what a formula comes to; None where it rests on a text, an error or a sheet that is not there."""
    total = formula.constant
    size = abs(formula.constant)
    for term in formula.terms:
        sheet = sheets.by_name.get(term.sheet) if term.sheet else sheets.own
        if sheet is None or (term.bottom - term.top) * (term.right - term.left + 1) > MOST_CELLS:
            return None
        added = _added(sheet, term, sheets)
        if added is None:
            return None
        total += term.sign * added.total
        size += added.size
    return Computed(total, size)


def noise(stored: float, computed: Computed) -> Fraction:
    """Return by how much a stored value may differ from its formula and still be the same number."""
    return (computed.size + abs(Fraction(stored))) * _NOISE


def _added(sheet: Sheet, term: Term, sheets: Sheets) -> Computed | None:
    """Return what a block comes to; None where a cell cannot be added, or too much was looked at already."""
    height, width = min(term.bottom + 1, sheet.height) - term.top, term.right - term.left + 1
    is_long = term.summed and height * width > _FEW_CELLS
    if any(next(sheets.steps, None) is None for _ in range(width if is_long else max(height, 1) * width)):
        return None
    if is_long:
        return _added_by_columns(sheet, term, sheets)
    total = size = Fraction(0)
    for value in _values(sheet, term):
        number = _number(value, summed=term.summed)
        if number is None:
            return None
        total += number
        size += abs(number)
    return Computed(total, size)


def _added_by_columns(sheet: Sheet, term: Term, sheets: Sheets) -> Computed | None:
    total = size = Fraction(0)
    first, last = term.top, min(term.bottom + 1, sheet.height)
    for number in range(term.left, term.right + 1):
        column = sheets.column(sheet, number)
        if column.errors[last] > column.errors[first]:
            return None
        total += Fraction(column.totals[last] - column.totals[first], 10**column.decimals)
        size += Fraction(column.sizes[last] - column.sizes[first], 10**column.decimals)
    return Computed(total, size)


def _column(values: list[CellValue]) -> _Column:
    numbers = [number_of(value) if isinstance(value, float) else None for value in values]
    decimals = max((number.decimals for number in numbers if number), default=0)
    amounts = [number.digits * 10 ** (decimals - number.decimals) if number else 0 for number in numbers]
    return _Column(
        decimals,
        list(accumulate(amounts, initial=0)),
        list(accumulate(map(abs, amounts), initial=0)),
        list(accumulate((isinstance(value, CellError) for value in values), initial=0)),
    )


def _values(sheet: Sheet, term: Term) -> Iterator[CellValue]:
    for row in sheet.rows[term.top : term.bottom + 1]:
        yield from row[term.left : term.right + 1]


def _number(value: CellValue, *, summed: bool) -> Fraction | None:
    """Return what a cell adds; a text inside SUM adds nothing, as a spreadsheet has it."""
    if value is None:
        return Fraction(0)
    if isinstance(value, float):
        number = number_of(value)
        return Fraction(number.digits, 10**number.decimals)
    if isinstance(value, CellError) or not summed:
        return None
    return Fraction(0)
