"""Two versions of one disclosure, an original and its correction: never read as one, and compared amount by amount."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from pathlib import PurePath
from typing import TYPE_CHECKING

from model.mapping.mapping import year_free
from model.messages import Message, message
from model.money import format_amount
from model.source.book import address
from model.text import clean_line

if TYPE_CHECKING:
    from model.disclosure import Disclosure

_MOST_SHOWN = 5

_MOST_IN_PAIRS = 6

Key = tuple[object, ...]

Amounts = Mapping[Key, tuple[int, str]]
"""The stated amounts of a disclosure by table and coordinates, each with its place."""


def versions(disclosures: Sequence[Disclosure]) -> tuple[Message, ...]:
    """Return for each two disclosures that are versions of one what differs between their cells.

    Of very many each is held against the next alone.
    """
    alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for number, each in enumerate(disclosures):
        if each.department and each.year and each.stage:
            alike[_identity(each)].append(number)
    pairs = sorted(
        pair
        for some in alike.values()
        for pair in (combinations(some, 2) if len(some) <= _MOST_IN_PAIRS else pairwise(some))
    )
    amounts = {number: _amounts(disclosures[number]) for number in {each for pair in pairs for each in pair}}
    return tuple(
        _compared(disclosures[one], amounts[one], disclosures[other], amounts[other]) for one, other in pairs
    )


def _identity(disclosure: Disclosure) -> tuple[object, ...]:
    return disclosure.department, disclosure.year, disclosure.stage, disclosure.documents[0].book.container


def _compared(one: Disclosure, mine: Amounts, other: Disclosure, theirs: Amounts) -> Message:
    changed = [key for key in mine if key in theirs and mine[key][0] != theirs[key][0]]
    shown = "; ".join(_shown(mine[key], theirs[key]) for key in changed[:_MOST_SHOWN])
    values = {
        "first": _names(one),
        "second": _names(other),
        "changed": len(changed),
        "gone": sum(key not in theirs for key in mine),
        "new": sum(key not in mine for key in theirs),
    }
    if not changed:
        return message(
            "{first} and {second} are two versions of one disclosure, each audited by itself: {changed} amounts "
            "differ, {gone} stand in the first only, {new} in the second only.",
            **values,
        )
    return message(
        "{first} and {second} are two versions of one disclosure, each audited by itself: {changed} amounts differ, "
        "{gone} stand in the first only, {new} in the second only. {amounts}",
        **values,
        amounts=shown if len(changed) <= _MOST_SHOWN else f"{shown}; …",
    )


def _shown(mine: tuple[int, str], theirs: tuple[int, str]) -> str:
    from model.money import Unit

    return f"{mine[1]} {format_amount(mine[0], Unit.YUAN)} → {format_amount(theirs[0], Unit.YUAN)}"


def _names(disclosure: Disclosure) -> str:
    return ", ".join(clean_line(PurePath(each.book.path).name) for each in disclosure.documents)


def _amounts(disclosure: Disclosure) -> Amounts:
    """Return the stated amounts of a disclosure's cells by table and coordinates, each with its place."""
    return dict(reversed(list(_each_amount(disclosure))))


def _each_amount(disclosure: Disclosure) -> Iterator[tuple[Key, tuple[int, str]]]:
    facts = disclosure.cells
    for index in facts.stated.nonzero()[0].tolist():
        table = disclosure.tables[int(facts.table[index])]
        book = disclosure.documents[table.document].book
        row, column = int(facts.row[index]), int(facts.column[index])
        key = (table.kind, year_free(table.title), *sorted(facts.coordinate(index).items()))
        place = f"{clean_line(book.sheets[table.sheet].name)}!{address(row, column)}"
        yield key, (int(facts.amount[index]), place)
