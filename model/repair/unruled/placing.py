"""Which columns the amounts of one row may stand under: in the order of the headings, and adding up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from model.lexicon.dimension import Dimension
from model.lexicon.lexicon import Lexicon

Placed = tuple[int | None, ...]
"""For each column the amount of a row, None for a blank."""

_MOST = 2_000
"""Ways of placing one row's amounts that are looked at."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of amounts: their coordinates, which stand left of which, and which are the parts of which.

    `before` holds pairs of columns whose order a line of the headings shows; `parts` the columns that a column is
    the sum of.
    """

    coordinates: tuple[Mapping[str, str], ...]
    before: frozenset[tuple[int, int]]
    parts: Mapping[int, tuple[int, ...]]

    def __len__(self) -> int:
        return len(self.coordinates)


@dataclass(slots=True)
class Row:
    """A row: the amounts of each of its lines in their order, and those whose column is known.

    `allowed` are the columns that its labels leave open; `above` is the position of the row it is a part of, or -1.
    """

    number: int
    amounts: list[list[tuple[str, int]]] = field(default_factory=list)
    fixed: dict[int, tuple[str, int]] = field(default_factory=dict)
    allowed: tuple[int, ...] = ()
    above: int = -1


def parts_of(coordinates: Sequence[Mapping[str, str]], lexicon: Lexicon) -> dict[int, tuple[int, ...]] | None:
    """Return for each column the columns that are its nearest parts; None where two columns mean the same."""
    count = len(coordinates)
    under = {
        (low, high)
        for low in range(count)
        for high in range(count)
        if low != high and _within(coordinates[low], coordinates[high], lexicon)
    }
    if any((high, low) in under for low, high in under):
        return None
    return {
        high: tuple(
            low
            for low in range(count)
            if (low, high) in under
            and not any((low, middle) in under and (middle, high) in under for middle in range(count))
        )
        for high in range(count)
    }


def _within(low: Mapping[str, str], high: Mapping[str, str], lexicon: Lexicon) -> bool:
    """Tell whether one column's coordinates lie at or under another's in every dimension."""
    return all(
        contains(lexicon.dimensions[name], high.get(name, ""), low.get(name, ""))
        for name in {*low, *high} - {"stage"}
    )


def contains(dimension: Dimension, whole: str, member: str) -> bool:
    """Tell whether a member is another or a part of it; "" is the dimension's root."""
    whole, member = whole or dimension.root, member or dimension.root
    if dimension.is_under(member, whole):
        return True
    partition = dimension.partitions.get(whole)
    return partition is not None and any(
        contains(dimension, part, member) for part in partition.parts if part != whole
    )


def placements(row: Row, columns: Columns) -> list[Placed]:
    """Return the ways in which a row's amounts may stand under the columns; none where there are too many.

    Only those that add up, unless the headings leave but one way.
    """
    found: dict[Placed, None] = {}
    for way in _ways(row, columns):
        found[way] = None
        if len(found) > _MOST:
            return []
    if len(found) == 1:
        return list(found)
    terms = {column: len(parts) + 1 for column, parts in columns.parts.items() if parts}
    return [way for way in found if all(_adds_up(way, columns, column, n) for column, n in terms.items())]


def _adds_up(way: Placed, columns: Columns, column: int, terms: int) -> bool:
    """Tell whether a column is the sum of its parts within half a last digit for each amount."""
    parts = [way[part] for part in columns.parts[column]]
    whole = way[column]
    if whole is None:
        return all(part is None for part in parts)
    if whole and not any(parts):
        return False
    return 2 * abs(whole - sum(part or 0 for part in parts)) <= terms


def _ways(row: Row, columns: Columns) -> Iterator[Placed]:
    """Yield every way of placing the amounts, those of one line in the order of the headings."""
    start: list[int | None] = [None] * len(columns)
    for column, (_, amount) in row.fixed.items():
        start[column] = amount
    open_columns = tuple(column for column in row.allowed if column not in row.fixed)
    yield from _lines(row.amounts, open_columns, columns, start)


def _lines(
    lines: list[list[tuple[str, int]]], free: tuple[int, ...], columns: Columns, way: list[int | None]
) -> Iterator[Placed]:
    if not lines:
        yield tuple(way)
        return
    for taken in _line(len(lines[0]), free, columns, ()):
        filled = list(way)
        for column, (_, amount) in zip(taken, lines[0], strict=True):
            filled[column] = amount
        left = tuple(column for column in free if column not in taken)
        yield from _lines(lines[1:], left, columns, filled)


def _line(
    count: int, free: tuple[int, ...], columns: Columns, taken: tuple[int, ...]
) -> Iterator[tuple[int, ...]]:
    """Yield the columns that the amounts of a line may stand under, none of them left of the one before."""
    if not count:
        yield taken
        return
    for column in free:
        if column not in taken and not any((column, other) in columns.before for other in taken):
            yield from _line(count - 1, free, columns, (*taken, column))
