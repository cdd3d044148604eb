"""Same shape: every sum of one shape in a table fails and not one holds, which asks one question of our reading.

A shape is a column that states wholes and the columns beside it that state their parts, over all rows of a table. A
department that slips, slips in a row; a heading that we bound to the wrong column fails in every row. One sum that
holds in the same table, and states more than 0 = 0, is evidence that the columns are read right: then each failure has
to be explained by itself. So is one under the same headings of another year: where last year's columns add up, this
year's are read as well as they. A single row can show nothing.

Amounts that stand a row too high or too low fail in every row too, and are one slip of the document's: where moving the
column by one row mends the shape, the accusation stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from checks.advocate.case import Case, Defence, Key
from checks.mechanism.evidence import place_of
from checks.mechanism.relations import Relation
from model.facts.cube import Facts
from model.messages import check_message

FEWEST = 2
"""So many rows must fail, by different amounts; one shows nothing about a column."""

Shape = tuple[int, int, int]
"""Wholes of one shape: the table, the panel, and the column that states them."""


def same_shape(case: Case) -> Iterable[Defence]:
    """Defend the sums along rows that fail in every row."""
    failing: dict[Shape, list[tuple[Key, Relation]]] = defaultdict(list)
    for accusation, failed in case.sums:
        shape = _shape(case.facts, failed)
        if shape is not None:
            failing[shape].append((accusation.key, failed))
    several = {
        shape: found
        for shape, found in failing.items()
        if len({one.difference for _, one in found}) >= FEWEST
    }
    if not several:
        return
    holding = {shape for held in case.holding_sums() if (shape := _shape(case.facts, held)) is not None}
    for shape, found in several.items():
        alike = shape in holding or any(map(case.is_proven_beside, [failed for _, failed in found]))
        if not alike and not _moved_by_a_row(case.facts, [one for _, one in found]):
            yield _defence(case, shape, found)


def _defence(case: Case, shape: Shape, found: list[tuple[Key, Relation]]) -> Defence:
    place = place_of(case.subject, found[0][1].whole)
    heading = case.subject.column_labels(shape[0], shape[1]).get(shape[2], "")
    why = check_message(
        "all {count} rows of the column {heading} fail alike and none holds: its columns may be read wrongly.",
        count=len({one.whole for _, one in found}),
        heading=heading or place.cell,
    )
    return Defence(shape[0], why, frozenset(key for key, _ in found), (place,), is_of_table=True)


def _shape(facts: Facts, one: Relation) -> Shape | None:
    """Return the shape of a sum whose parts stand in the row of its whole, None for another."""
    row = (int(facts.table[one.whole]), int(facts.panel[one.whole]), int(facts.row[one.whole]))
    beside = all(
        (int(facts.table[part]), int(facts.panel[part]), int(facts.row[part])) == row for part in one.parts
    )
    return (row[0], row[1], int(facts.column[one.whole])) if beside and one.parts else None


def _moved_by_a_row(facts: Facts, failed: list[Relation]) -> bool:
    """Return whether the wholes, or one column of the parts, only stand a row too high or too low."""
    ordered = sorted(failed, key=lambda one: int(facts.row[one.whole]))
    return any(
        _holds_moved(facts, ordered, column, step) for column in _columns(facts, ordered) for step in (1, -1)
    )


def _columns(facts: Facts, failed: list[Relation]) -> Iterator[int]:
    return iter(sorted({int(facts.column[fact]) for one in failed for fact in (one.whole, *one.parts)}))


def _holds_moved(facts: Facts, failed: list[Relation], column: int, step: int) -> bool:
    """Return whether all sums but the outermost hold when a column takes the amounts of the next row."""
    weights = [_weights_of(one) for one in failed]
    at = [{int(facts.column[fact]): fact for fact in of if facts.stated[fact]} for of in weights]
    pairs = range(1, len(failed)) if step < 0 else range(len(failed) - 1)
    tested = 0
    for number in pairs:
        mine, taken = at[number].get(column), at[number + step].get(column)
        if mine is None or taken is None:
            continue
        change = int(facts.amount[taken] - facts.amount[mine])
        if abs(failed[number].difference + weights[number][mine] * change) > failed[number].allowance:
            return False
        tested += 1
    return tested >= FEWEST


def _weights_of(one: Relation) -> dict[int, int]:
    """Return how often each fact counts in what a sum lacks."""
    found = {part: -weight for part, weight in zip(one.parts, one.weights, strict=True)}
    found[one.whole] = 1
    return found
