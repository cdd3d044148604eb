"""The lists of codes that state the same for the code above: what each of them prints below it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from checks.rule import Outcome, Subject
from model.facts.cube import CODE_DIMENSIONS
from model.messages import check_message

_SHARE = 0.5
"""A list goes to a level where at least this share of the codes above it is broken down."""

_MOST = 20_000
"""Lists with more coded amounts are not compared."""


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


@dataclass(slots=True)
class _Codes:
    """What the tables print: their codes, and by code and amount where they state it."""

    printed: dict[tuple[int, str], set[tuple[int, int, int]]] = field(
        default_factory=lambda: defaultdict(set)
    )
    stating: dict[Above, list[tuple[int, int, int]]] = field(default_factory=lambda: defaultdict(list))
    below: dict[tuple[str, int, int, int, int, int], dict[int, int]] = field(
        default_factory=lambda: defaultdict(dict)
    )


class AlikeLists(NamedTuple):
    """Lists that state the same for one code and break it down; `printed` are all codes that each prints below it."""

    above: Above
    lists: list[CodeList]
    printed: dict[int, set[int]]


def alike_lists(subject: Subject, outcome: Outcome) -> Iterator[AlikeLists]:
    """Yield the tables, two or more, that state the same amount for a code and go below it."""
    codes = _codes(subject, outcome)
    for above, stating in codes.stating.items():
        lists: dict[int, CodeList] = {}
        for table, column, fact in stating:
            key = (above.dimension, above.code, above.year, above.unit, table, column)
            if _goes_below(codes.printed[table, above.dimension], above.code):
                below = codes.below.get(key, {})
                if table not in lists or len(lists[table].below) < len(below):
                    lists[table] = CodeList(table, fact, below)
        if len(lists) > 1:
            printed = {table: _below(codes.printed[table, above.dimension], above) for table in lists}
            yield AlikeLists(above, list(lists.values()), printed)


def _codes(subject: Subject, outcome: Outcome) -> _Codes:
    facts = subject.facts
    found = _Codes()
    for dimension in CODE_DIMENSIONS:
        codes = facts.coordinates[dimension]
        in_rows = (codes != 0) & ~subject.on_columns(dimension) & (facts.coordinates["item"] == 0)
        chosen = np.flatnonzero(in_rows)
        if len(chosen) > _MOST:
            why = check_message("the lists are too long to be compared code by code.")
            outcome.leave("", why, len(chosen))
            continue
        columns = (facts.table, facts.column, codes, facts.coordinates["year"], facts.coordinates["unit"])
        rows = zip(*(column[chosen].tolist() for column in columns), chosen.tolist(), strict=True)
        for table, column, code, year, unit, fact in rows:
            found.printed[table, dimension].add((code, year, unit))
            amount = int(facts.amount[fact])
            if facts.stated[fact] and amount:
                above = Above(dimension, code, year, unit, amount)
                found.stating[above].append((table, column, fact))
                found.below[dimension, code // 100, year, unit, table, column][code] = fact
    return found


def _goes_below(printed: set[tuple[int, int, int]], above: int) -> bool:
    """Tell whether a list breaks down most of its codes of a level."""
    digits = len(str(above))
    level = {code for code, _, _ in printed if len(str(code)) == digits}
    broken = {code // 100 for code, _, _ in printed if len(str(code)) == digits + 2}
    return len(level & broken) >= _SHARE * len(level)


def _below(printed: set[tuple[int, int, int]], above: Above) -> set[int]:
    return {
        code
        for code, year, unit in printed
        if code // 100 == above.code and (year, unit) == (above.year, above.unit)
    }
