"""Lines of a table that are the sum of the lines next to them throughout: what may be a subtotal.

A line is a row with an amount in each column, or a column with one in each row: the same is asked of both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from model.amounts_text import NotAmount
from model.layout.cells import cells_of
from model.messages import message
from model.money import Unit, parse_amount
from model.reading.candidates.candidate import Candidate, Paper
from model.reading.table import Panel
from model.source.book import CellValue, Sheet, column_letters

Amounts = Sequence[Sequence[int]]
"""The amounts of lines: by where they stand along a line, then by the number of the line."""

_FEWEST_ROWS = 2
"""Rows with an amount in which a column must be the sum of those next to it."""


def amounts_of(sheet: Sheet, panel: Panel) -> Amounts:
    """Return the amounts of a panel as its cells print them, whatever their unit: by column, then by row."""
    at = [row.row for row in panel.rows]
    return [list(map(_amount, cells_of(sheet, at, column.column))) for column in panel.columns]


def _amount(value: CellValue) -> int:
    read = parse_amount(value, Unit.YUAN) if isinstance(value, str | float) else NotAmount.BLANK
    return 0 if isinstance(read, NotAmount) else read.amount


def is_sum(amounts: Amounts, line: int, lines: int, fewest: int) -> bool:
    """Return whether a line is the sum of lines next to it on one side, of which so many are not 0 throughout."""
    wanted = [along[line] for along in amounts]
    if not any(wanted) or any(amount < 0 for amount in wanted):
        return False
    return any(
        _comes_to(wanted, amounts, near, fewest) for near in (range(line + 1, lines), range(line - 1, -1, -1))
    )


def _comes_to(wanted: Sequence[int], amounts: Amounts, near: range, fewest: int) -> bool:
    sums, counted = [0] * len(amounts), 0
    for other in near:
        sums = [total + along[other] for total, along in zip(sums, amounts, strict=True)]
        counted += any(along[other] for along in amounts)
        if counted >= fewest and sums == wanted:
            return True
        if any(total > most for total, most in zip(sums, wanted, strict=True)):
            return False
    return False


def counted_columns(paper: Paper) -> Iterator[Candidate]:
    """Yield the readings in which a column is counted in the columns next to it: they are offered, never taken."""
    for panel in paper.table.panels:
        rows = list(zip(*amounts_of(paper.sheet, panel), strict=True))
        for position, column in enumerate(panel.columns):
            filled = sum(bool(row[position]) for row in rows)
            if filled >= _FEWEST_ROWS and is_sum(rows, position, len(panel.columns), 2):
                letters = column_letters(column.column)
                why = message(
                    "the column {column} may be counted in the columns beside it already.", column=letters
                )
                yield from paper.with_paths({column.column: ()}, why, is_printed=True)
