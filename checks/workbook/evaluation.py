"""What a formula that only adds comes to, in exact fractions, from the values that the workbook stores."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from checks.workbook.formula import Linear, Term
from model.money import number_of
from model.source.book import CellError, CellValue, Sheet

MOST_CELLS = 200_000
"""Cells of one block that are added up."""
_NOISE = Fraction(1, 10**12)
"""Of all that is added: a spreadsheet adds in doubles, and their last digits are no statement."""


@dataclass(frozen=True, slots=True)
class Sheets:
    """The sheet on which a formula stands, and all sheets of its book by name."""

    own: Sheet
    by_name: Mapping[str, Sheet]


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
        for value in _values(sheet, term):
            number = _number(value, summed=term.summed)
            if number is None:
                return None
            total += term.sign * number
            size += abs(number)
    return Computed(total, size)


def noise(stored: float, computed: Computed) -> Fraction:
    """Return by how much a stored value may differ from its formula and still be the same number."""
    return (computed.size + abs(Fraction(stored))) * _NOISE


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
