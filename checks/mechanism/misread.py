"""Misread claims: an amount that tables state of another subject which the sentence may mean.

Before an amount is held against the department it is held against the reading: where a cell prints the same amount of
the same code, item or use under another source, nature or stage, or, for a sentence that names none of these, of
anything at all, the sentence may mean that cell. So may it mean the cell it is held against together with another of
the same row, or with what its table lists of further sources: 事业收入 may hold what comes back from the special fiscal
account, and 其他收入 whatever has no line of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain, combinations

import numpy as np

from checks.mechanism.stated import Stated
from checks.rule import Subject
from model.facts.cube import DIMENSIONS, Facts
from model.lexicon.lexicon import lexicon
from model.money import Amount, Unit, parse_amount
from model.pattern import pattern
from model.reading.prose.claim import Claim
from model.reading.prose.coordinates import NARROW
from model.source.book import CellValue

_DIRECTIONS = ("flow", "year")
_SOURCE = "source"
_OTHERS = tuple(name for name in DIMENSIONS if name != _SOURCE)
_MOST_SOURCES = 8
"""Sources of which some are tried together: tables list a dozen in all."""
_TOTAL = pattern("总计|合计|总预算|总决算|总额")
_TELLING = 1_000
"""How many times the precision it is printed with an amount has to be: 0.3 万元 stands in a table by chance."""

_MOST_NEAR = 500
"""An amount that more cells print is looked for in the first of them."""

_IN_ROW = 20
"""The same of an amount that stands in the very row of what the sentence names."""


def other_subject(subject: Subject, claim: Claim, expected: Stated) -> int | None:
    """Return a cell (a fact's index) that an amount may speak of instead of what tables state of it, None for none.

    `expected` is what tables state of the subject that was read. A part of that subject which is more than it is no
    explanation: the contradiction would only stand elsewhere.
    """
    facts = subject.cells
    if _in_row(subject, claim, expected) or _with_other_sources(facts, claim, expected):
        return expected.fact
    near = np.abs(facts.amount - claim.amount) <= facts.half + claim.half
    for fact in np.flatnonzero(near & facts.stated & (facts.amount != 0))[:_MOST_NEAR].tolist():
        other = facts.coordinate(fact)
        if _may_be_meant(claim, other) and not (
            facts.amount[fact] > expected.high and _is_part(other, claim.coordinates)
        ):
            return int(fact)
    return None


def _in_row(subject: Subject, claim: Claim, expected: Stated) -> bool:
    """Return whether the row of the cell that was expected prints the amount in another column, read or not.

    Or what the amount is more than the expected one, which the sentence may mean together with it.
    """
    if not expected.is_cell:
        return False
    facts = subject.cells
    table = subject.disclosure.tables[int(facts.table[expected.fact])]
    row = (
        subject.disclosure.documents[table.document]
        .book.sheets[table.sheet]
        .rows[int(facts.row[expected.fact])]
    )
    meant = [claim.amount, claim.amount - expected.amount]
    return any(
        _states(value, amount, claim, expected)
        for amount in meant
        if amount >= _IN_ROW * claim.half
        for value in row
    )


def _with_other_sources(facts: Facts, claim: Claim, expected: Stated) -> bool:
    """Return whether what an amount is more than the expected one is stated of further sources in the same table."""
    more, room = claim.amount - expected.amount, claim.half + expected.half
    if not expected.is_cell or "source" not in claim.coordinates or more < _IN_ROW * claim.half or not more:
        return False
    return bool(coming_to(facts, of_other_sources(facts, expected.fact), more, room))


def _states(value: CellValue, amount: int, claim: Claim, expected: Stated) -> bool:
    """Return whether a cell states an amount as finely as a claim, and not the expected one, in 元 or in 万元.

    One digit of the last place apart is the same.
    """
    if not isinstance(value, str | float):
        return False
    amounts = (parse_amount(value, unit) for unit in (Unit.YUAN, Unit.WAN))
    return any(
        isinstance(one, Amount)
        and abs(one.amount - amount) <= 3 * claim.half
        and not expected.low <= one.amount <= expected.high
        for one in amounts
    )


def _may_be_meant(claim: Claim, other: Mapping[str, str]) -> bool:
    """Return whether words that were read as a claim's subject may mean other coordinates."""
    own = claim.coordinates
    named = [name for name in NARROW if name in own]
    if not named:
        is_alone = not any(name in other for name in NARROW)
        return is_alone if _TOTAL.search(claim.phrase) else claim.amount // max(claim.half, 1) >= _TELLING
    return all(own[name] == other.get(name) for name in named)


def _is_part(other: Mapping[str, str], own: Mapping[str, str]) -> bool:
    """Return whether coordinates are the same money as others, or a part of it."""
    dimensions = lexicon().dimensions
    if any(own.get(name, "") != other.get(name, "") for name in _DIRECTIONS):
        return False
    for name, member in own.items():
        if name in ("source", "nature", "item") and not dimensions[name].is_under(
            other.get(name, dimensions[name].root), member
        ):
            return False
    return True


def of_other_sources(facts: Facts, fact: int) -> list[int]:
    """Return the amounts of a fact's table that are of the same money from another source, neither part nor whole."""
    source, known = lexicon().dimensions[_SOURCE], facts.coordinates[_SOURCE]
    if not known[fact]:
        return []
    same = (facts.table == facts.table[fact]) & facts.stated & (facts.amount > 0)
    for name in _OTHERS:
        same &= facts.coordinates[name] == facts.coordinates[name][fact]
    own = source.ids[int(known[fact])]
    return [
        one
        for one in np.flatnonzero(same).tolist()
        for member in [source.ids[int(known[one])]]
        if not source.is_under(member, own) and not source.is_under(own, member)
    ]


def coming_to(facts: Facts, some: Sequence[int], amount: int, room: int) -> tuple[int, ...]:
    """Return those of some facts that come to an amount together, few rather than many; () for none.

    `room` is what the amount may be off by, beside what the facts were rounded to.
    """
    tried = some[:_MOST_SOURCES]
    for found in chain.from_iterable(combinations(tried, count) for count in range(1, len(tried) + 1)):
        which = list(found)
        if abs(int(facts.amount[which].sum()) - amount) <= room + int(facts.half[which].sum()):
            return found
    return ()
