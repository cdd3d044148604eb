"""Keys: one number for the values of several columns, so that rows alike in all of them are found at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]
    Column = NDArray[np.signedinteger[Any]]

Kind = TypeVar("Kind", bound=np.generic)

_MOST = 2**62
_BITS_OF_A_ROW = 32
_DENSE = 4
"""A table of all possible values is quicker than sorting while it is at most so many times as long as the column."""


class Lookup:
    """Finds where a column has a value, without going through the column again."""

    def __init__(self, column: Column) -> None:
        self._order = np.argsort(column, kind="stable")
        self._values = column[self._order]

    def at(self, value: int) -> Integers:
        """Return the positions that have a value, in their order."""
        return self.between(value, value)

    def between(self, low: int, high: int) -> Integers:
        """Return the positions whose values are from `low` to `high`, in the order of the column."""
        start = np.searchsorted(self._values, low, side="left")
        stop = np.searchsorted(self._values, high, side="right")
        found: Integers = np.sort(self._order[start:stop])
        return found


class RowLookup:
    """Finds the facts of cells in a row of a table, without going through all facts again."""

    def __init__(self, table: Column, row: Column) -> None:
        self._rows = Lookup(table.astype(np.int64) << _BITS_OF_A_ROW | row)

    def at(self, table: int, row: int) -> Integers:
        """Return the facts in a row of a table, in their order."""
        return self._rows.at(table << _BITS_OF_A_ROW | row)


def pack(columns: Sequence[Column]) -> Integers:
    """Return one number per row that is equal exactly where all columns are equal, in the order of the columns."""
    key = np.zeros(len(columns[0]) if columns else 0, dtype=np.int64)
    size = 1
    for column in columns:
        if not len(column):
            continue
        least, most = int(column.min()), int(column.max())
        if least == most:
            continue
        span = most - least + 1
        if size * span >= _MOST:
            key, size = ranked(key)
        if size * span >= _MOST:
            column, span = ranked(column)
            least = 0
        key = key * span + (column - least)
        size *= span
    return key


def ranked(column: Column) -> tuple[Integers, int]:
    """Return each value's number among the distinct values in their order, and how many these are."""
    if not len(column):
        return np.zeros(0, dtype=np.int64), 0
    least = int(column.min())
    span = int(column.max()) - least + 1
    if span <= _DENSE * len(column):
        return _ranked_by_table(column - least, span)
    order = np.argsort(column, kind="stable")
    in_order = column[order]
    number = np.empty(len(column), dtype=np.int64)
    number[order] = np.concatenate([[0], np.cumsum(in_order[1:] != in_order[:-1])])
    return number, int(number[order[-1]]) + 1


def _ranked_by_table(column: Column, span: int) -> tuple[Integers, int]:
    present = np.zeros(span, dtype=np.bool_)
    present[column] = True
    rank = np.cumsum(present) - 1
    return rank[column].astype(np.int64), int(rank[-1]) + 1


def distinct(column: NDArray[Kind]) -> NDArray[Kind]:
    """Return the distinct values of a column in their order, as `np.unique` does.

    That one loads all of numpy's masked arrays when it is first asked, which takes longer than most audits' sums.
    """
    values = np.sort(column)
    return values[np.concatenate([[True], values[1:] != values[:-1]])] if len(values) else values


def among(column: Column, others: Column) -> NDArray[np.bool_]:
    """Mark the values of a column that another has too, as `np.isin` does; see `distinct`."""
    number, count = ranked(np.concatenate([column, others]))
    held = np.zeros(count, dtype=np.bool_)
    held[number[len(column) :]] = True
    marked: NDArray[np.bool_] = held[number[: len(column)]]
    return marked


def common(one: NDArray[Kind], other: NDArray[Kind]) -> NDArray[Kind]:
    """Return the values that two columns of distinct values share, in their order."""
    values = np.sort(np.concatenate([one, other]))
    shared: NDArray[Kind] = values[:-1][values[1:] == values[:-1]]
    return shared


def first_rows(number: Column, count: int) -> Integers:
    """Return for each of `count` numbers the first row that has it, the number of rows where none has."""
    first = np.full(count, len(number), dtype=np.int64)
    # Of several rows with one number the last that is written stays, and that is the first of all.
    first[number[::-1]] = np.arange(len(number))[::-1]
    return first
