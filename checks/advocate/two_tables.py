"""Two tables that speak of different money under the same words are no contradiction.

That two tables state the same money is our reading of their titles and headings. Amounts that both tables state alike,
more than nothing, are evidence for it. Where no amount of two tables agrees, and several differ by different amounts,
they speak of different money, and so where no sum over them holds; one difference that is carried through a table is
one slip, and stands. An amount that its own table proves and that the other table states too, in the same row under
another heading, was held against the wrong column, unless both do so though their columns state an amount of another
row alike. The smaller of two that a third table states of other money, all else the same, may be of that money too.
And a column that states no amount at all may be none of amounts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

import numpy as np

from checks.advocate.case import Accusation, Case, Defence
from checks.diagnosis.clerical_errors import ClericalError, clerical_error
from checks.mechanism.agreement import pairs_of
from checks.mechanism.evidence import place_of
from checks.mechanism.relations import INCONSISTENT, Relation
from checks.mechanism.table_findings import sheet_of
from model.amounts_text import NotAmount, read_number
from model.messages import check_message
from model.money import Unit

Pair = tuple[int, int]
"""Two tables, the one with the smaller number first."""
Column = tuple[int, int]
"""A table and the column of its sheet."""

SEVERAL = 2
"""So many amounts that differ, and none that agrees, show that two tables speak of different money."""


def two_tables(case: Case) -> Iterable[Defence]:
    """Defend what two tables state differently where they do not speak of the same money."""
    differing: dict[Pair, list[tuple[Accusation, int, int]]] = defaultdict(list)
    for accusation in case.open:
        for one, other in case.differing(accusation):
            tables = sorted((int(case.facts.table[one]), int(case.facts.table[other])))
            differing[tables[0], tables[1]].append((accusation, one, other))
    columns = _agreeing_columns(case) if differing else set()
    agreeing = {(one, other) for (one, _), (other, _) in columns if one != other}
    for pair, found in sorted(differing.items()):
        if pair not in agreeing:
            yield from _different_money(case, found)
        for accusation, one, other in found:
            if accusation.key not in case.defended:
                here, there = sorted((_column_of(case, one), _column_of(case, other)))
                yield from _other_column(case, accusation, one, other, agrees=(here, there) in columns)
                yield from _other_money(case, accusation, one, other)
    yield from _sums_over_tables(case)
    yield from _blank_columns(case)


def _column_of(case: Case, fact: int) -> Column:
    return int(case.facts.table[fact]), int(case.facts.column[fact])


def _agreeing_columns(case: Case) -> set[tuple[Column, Column]]:
    """Return the columns that state an amount alike, and more than nothing: the one of the first table first."""
    pairs: set[tuple[Column, Column]] = set()
    for outcome in case.outcomes:
        for groups in outcome.agreements:
            for number in np.flatnonzero(groups.verdict < INCONSISTENT).tolist():
                members = groups.facts(number)
                if case.facts.amount[members[0]]:
                    pairs.update(pairs_of(sorted({_column_of(case, fact) for fact in members})))
    return pairs


def _different_money(case: Case, found: list[tuple[Accusation, int, int]]) -> Iterator[Defence]:
    amount = case.facts.amount
    by_row = {(one, other): int(amount[one] - amount[other]) for _, one, other in found}
    places = [{pair[side] for pair in by_row} for side in (0, 1)]
    if (
        _is_unit([(abs(int(amount[one])), abs(int(amount[other]))) for one, other in by_row])
        or min(len(set(map(abs, by_row.values()))), *map(len, places)) < SEVERAL
    ):
        return
    _, one, other = found[0]
    here, there = place_of(case.subject, one), place_of(case.subject, other)
    why = check_message(
        "no amount of this table agrees with the table of {cell}: they may speak of different money.",
        cell=f"{there.sheet}!{there.cell}",
    )
    keys = frozenset(accusation.key for accusation, _, _ in found)
    yield Defence(int(case.facts.table[one]), why, keys, (here, there))


def _is_unit(amounts: Sequence[tuple[int, int]]) -> bool:
    """Return whether most amounts differ by the factor between 元 and 万元, rounding apart: a wrong unit."""
    factor = Unit.WAN.value // Unit.YUAN.value
    near = [abs(max(pair) - factor * min(pair)) <= max(pair) // 100 for pair in amounts if min(pair)]
    return 2 * sum(near) > len(amounts)


def _other_column(
    case: Case, accusation: Accusation, one: int, other: int, *, agrees: bool
) -> Iterator[Defence]:
    """Defend amounts that their own tables prove where one table states the other's amount beside its own.

    Where each table states the other's so, two amounts are exchanged: a slip where their columns agree otherwise.
    """
    if not (case.proven[one] and case.proven[other]):
        return
    facts = case.facts
    found: list[tuple[int, int]] = []
    for mine, theirs in ((one, other), (other, one)):
        row = case.beside(mine)
        near = np.abs(facts.amount[row] - facts.amount[theirs]) <= facts.half[row] + facts.half[theirs]
        found += [(mine, int(each)) for each in row[near & (facts.amount[row] != 0)][:1]]
    if not found or (agrees and len(found) > 1):
        return
    mine, beside = found[0]
    place = place_of(case.subject, beside)
    why = check_message(
        "{cell} states the other table's amount in the same row: the columns may speak of different money.",
        cell=place.text,
    )
    yield Defence(int(facts.table[mine]), why, frozenset({accusation.key}), (place,))


def _other_money(case: Case, accusation: Accusation, one: int, other: int) -> Iterator[Defence]:
    """Defend amounts that their own tables prove where a third table states one of them, alike but for its source.

    The other must be more where that money is part of it, and no slip of the pen may explain the difference.
    """
    if accusation.key in case.defended or not (case.proven[one] and case.proven[other]):
        return
    facts = case.facts
    for mine, theirs in ((one, other), (other, one)):
        unit = case.subject.disclosure.tables[int(facts.table[mine])].unit or Unit.YUAN
        amount, another = int(facts.amount[mine]), int(facts.amount[theirs])
        if amount >= another or clerical_error(amount, another, unit) is not ClericalError.OTHER:
            continue
        near = np.abs(facts.amount - amount) <= facts.half + facts.half[mine]
        alike = (
            near & facts.stated & (facts.table != facts.table[mine]) & (facts.table != facts.table[theirs])
        )
        for name, members in facts.coordinates.items():
            alike &= (members == members[mine]) == (name != "source")
        for third in np.flatnonzero(alike)[:1].tolist() if amount else ():
            here, there = place_of(case.subject, mine), place_of(case.subject, third)
            why = check_message(
                "{cell} states this amount of other money: the table may speak of that.", cell=there.text
            )
            yield Defence(int(facts.table[mine]), why, frozenset({accusation.key}), (here, there))
            return


def _sums_over_tables(case: Case) -> Iterator[Defence]:
    """Defend the sums over the same tables by one rule of which several fail, by different amounts, and none holds."""
    failing: dict[tuple[str, frozenset[int]], list[tuple[Accusation, Relation]]] = defaultdict(list)
    for accusation, failed in case.sums:
        if len(accusation.tables) > 1:
            failing[accusation.finding.rule, accusation.tables].append((accusation, failed))
    for (_, tables), found in sorted(failing.items(), key=lambda each: (each[0][0], sorted(each[0][1]))):
        amounts = [(abs(failed.stated), abs(failed.computed)) for _, failed in found]
        if len({abs(failed.difference) for _, failed in found}) < SEVERAL or _is_unit(amounts):
            continue
        if _any_holds(case, found, tables):
            continue
        place = place_of(case.subject, found[0][1].whole)
        other = next(part for part in found[0][1].parts if int(case.facts.table[part]) in tables)
        there = place_of(case.subject, other)
        why = check_message(
            "no sum over this table and the table of {cell} holds: they may speak of different money.",
            cell=f"{there.sheet}!{there.cell}",
        )
        keys = frozenset(accusation.key for accusation, _ in found)
        yield Defence(int(case.facts.table[found[0][1].whole]), why, keys, (place, there))


def _any_holds(case: Case, found: list[tuple[Accusation, Relation]], tables: frozenset[int]) -> bool:
    """Return whether any sum of the same rule over the same tables holds and states something."""
    outcome = case.outcomes[found[0][0].key[0]]
    table = case.facts.table
    return any(
        {int(table[fact]) for fact in (held.whole, *held.parts)} == tables
        for held in case.holding_sums([outcome])
    )


def _blank_columns(case: Case) -> Iterator[Defence]:
    """Defend the blank cells of a column that states no amount at all: that it is one of amounts is our reading.

    A single one within its own table is a cell that was left out, unless words stand in others; and no part of a sum
    whose columns add up in other rows explains what this row lacks.
    """
    facts = case.facts
    columns: dict[tuple[int, int], list[tuple[Accusation, int]]] = defaultdict(list)
    for accusation in case.open:
        if accusation.sum is not None and case.is_proven_in_rows(accusation.sum):
            continue
        blank = next((fact for fact in accusation.facts if not facts.stated[fact]), -1)
        if blank >= 0:
            columns[int(facts.table[blank]), int(facts.column[blank])].append((accusation, blank))
    for (table, column), blanks in columns.items():
        same = (facts.table == table) & (facts.column == column)
        if facts.amount[same & facts.stated].any():
            continue
        of_words = _holds_words(case, table, column)
        if np.count_nonzero(same) <= SEVERAL and not of_words:
            continue
        for accusation, blank in blanks:
            if of_words or len(accusation.tables) >= SEVERAL or len(blanks) >= SEVERAL:
                place = place_of(case.subject, blank)
                why = check_message(
                    "the column of {cell} states no amount at all: it may be none of amounts.",
                    cell=place.text,
                )
                yield Defence(table, why, frozenset({accusation.key}), (place,))


def _holds_words(case: Case, number: int, column: int) -> bool:
    """Return whether words stand in some of a table's rows in a column."""
    table = case.subject.disclosure.tables[number]
    sheet = sheet_of(case.subject, table)
    rows = (case.subject.rows(number, panel).row.tolist() for panel in range(len(table.panels)))
    values = (sheet.value(row, column) for row in chain.from_iterable(rows))
    return any(isinstance(value, str) and read_number(value) is NotAmount.TEXT for value in values)
