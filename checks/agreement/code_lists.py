"""The lists of codes that state the same for the code above: what each of them prints below it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from checks.mechanism.keys import among, distinct, first_rows, pack, ranked
from checks.rule import Outcome, Subject
from model.facts.cube import CODE_DIMENSIONS, Facts
from model.messages import check_message
from model.record import dataclass

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]
    Column = NDArray[np.signedinteger[Any]]

_SHARE = 0.5
"""A list goes to a level where at least this share of the codes above it is broken down."""

_MOST = 20_000
"""More amounts that two lists share are not compared."""


class Above(NamedTuple):
    """A code with its dimension, year and unit, and the amount that lists state for it."""

    dimension: str
    code: int
    year: int
    unit: int
    amount: int


@dataclass(frozen=True, slots=True)
class CodeList:
    """A table that states an amount for a code: the fact, and by code what it states below it, in that column."""

    table: int
    fact: int
    below: dict[int, int]


class AlikeLists(NamedTuple):
    """Lists that state the same for one code and break it down; `printed` are all codes that each prints below it."""

    above: Above
    lists: list[CodeList]
    printed: dict[int, set[int]]


def alike_lists(subject: Subject, outcome: Outcome) -> Iterator[AlikeLists]:
    """Yield the tables, two or more, that state the same amount for a code and go below it."""
    facts = subject.cells
    for dimension in CODE_DIMENSIONS:
        codes = facts.coordinates[dimension]
        chosen = np.flatnonzero(
            (codes != 0) & ~subject.on_columns(dimension) & (facts.coordinates["item"] == 0)
        )
        shared = _shared(facts, chosen, codes)
        if len(shared) > _MOST:
            why = check_message("the lists are too long to be compared code by code.")
            outcome.leave("", why, len(shared))
        elif len(shared):
            yield from _alike(_Printed(facts, dimension, chosen, shared))


def _shared(facts: Facts, chosen: Integers, codes: Column) -> Integers:
    """Return the chosen facts whose amount, which is not nothing, another table states for the same code."""
    table = facts.table[chosen]
    if not chosen.size or table.min() == table.max():
        return chosen[:0]
    chosen = chosen[facts.stated[chosen] & (facts.amount[chosen] != 0)]
    names = ("year", "unit")
    coordinates = [codes[chosen], *(facts.coordinates[name][chosen] for name in names)]
    key, count = ranked(pack([*coordinates, facts.amount[chosen]]))
    pair, pairs = ranked(pack([key, facts.table[chosen]]))
    tables = np.bincount(key[first_rows(pair, pairs)], minlength=count)
    return chosen[tables[key] > 1]


class _Printed:
    """What the tables print that share amounts, and where they state them. Codes go with their year and unit."""

    def __init__(self, facts: Facts, dimension: str, chosen: Integers, shared: Integers) -> None:
        codes = facts.coordinates[dimension]
        self.stating: dict[Above, list[tuple[int, int, int]]] = defaultdict(list)
        for fact in shared.tolist():
            above = Above(dimension, int(codes[fact]), *_of(facts, fact), int(facts.amount[fact]))
            self.stating[above].append((int(facts.table[fact]), int(facts.column[fact]), fact))
        chosen = chosen[np.isin(facts.table[chosen], distinct(facts.table[shared]))]
        self._goes_below = _levels(facts.table[chosen], codes[chosen])
        self.printed: dict[tuple[int, int, int, int], set[int]] = defaultdict(set)
        self.below: dict[tuple[int, int, int, int, int], dict[int, int]] = defaultdict(dict)
        for fact in chosen[_is_below(facts, codes, chosen, shared)].tolist():
            code, table = int(codes[fact]), int(facts.table[fact])
            place = (table, code // 100, *_of(facts, fact))
            self.printed[place].add(code)
            if facts.stated[fact] and facts.amount[fact]:
                self.below[(*place, int(facts.column[fact]))][code] = fact

    def goes_below(self, table: int, code: int) -> bool:
        """Return whether a list breaks down most of its codes of a code's level."""
        return self._goes_below[table, len(str(code))]


def _of(facts: Facts, fact: int) -> tuple[int, int]:
    return int(facts.coordinates["year"][fact]), int(facts.coordinates["unit"][fact])


def _is_below(facts: Facts, codes: Column, chosen: Integers, shared: Integers) -> NDArray[np.bool_]:
    """Mark the chosen facts of codes right below a shared one, of its table, year and unit."""
    both = np.concatenate([chosen, shared])
    upper = np.concatenate([codes[chosen] // 100, codes[shared]])
    key = pack([upper, facts.table[both], facts.coordinates["year"][both], facts.coordinates["unit"][both]])
    return among(key[: len(chosen)], key[len(chosen) :])


def _levels(table: Column, codes: Column) -> dict[tuple[int, int], bool]:
    """Tell for each table and number of digits whether most of its codes of that length are broken down."""
    found: dict[tuple[int, int], bool] = {}
    for number in distinct(table).tolist():
        by_digits: dict[int, set[int]] = defaultdict(set)
        for code in distinct(codes[table == number]).tolist():
            by_digits[len(str(code))].add(code)
        for digits, level in by_digits.items():
            broken = {code // 100 for code in by_digits.get(digits + 2, ())}
            found[number, digits] = len(level & broken) >= _SHARE * len(level)
    return found


def _alike(printed: _Printed) -> Iterator[AlikeLists]:
    for above, stating in printed.stating.items():
        lists: dict[int, CodeList] = {}
        for table, column, fact in stating:
            if printed.goes_below(table, above.code):
                below = printed.below.get((table, above.code, above.year, above.unit, column), {})
                if table not in lists or len(lists[table].below) < len(below):
                    lists[table] = CodeList(table, fact, below)
        if len(lists) > 1:
            codes = {table: printed.printed[table, above.code, above.year, above.unit] for table in lists}
            yield AlikeLists(above, list(lists.values()), codes)
