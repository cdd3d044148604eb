"""Unread neighbours: a missing part may stand in an amount beside the sum that was not understood.

A sum that lacks something is doubted where an amount was not understood that may be what it lacks: in the table itself,
in the columns of the sum's parts, or in a piece right before or after it (a page, a sheet, a block of rows) that no
table read. A part of amounts that are not negative is at most what is missing: an amount that is larger is no part of
it. A sum that has too much lacks nothing, and its accusation stands.

What says that a code or an amount is absent from a table is doubted where such a piece goes on from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from checks.advocate.accusation import Accusation, Sum
from checks.advocate.case import Case, Defence
from model.facts.unread import UnreadAmount
from model.finding import Place
from model.messages import check_message
from model.money import NotAmount, Unit, parse_amount
from model.places import place_in
from model.reading.table import Table

SAY_THAT_SOMETHING_IS_ABSENT = frozenset({"AG104", "AG105", "CL105", "CL109"})
"""Rules that report an amount, a code, or the codes above or below one that a table does not print."""


def unread_neighbours(case: Case) -> Iterable[Defence]:
    """Defend what an amount that was not understood may explain."""
    for accusation in case.open:
        found = next(_explaining(case, accusation), None)
        if found is not None:
            table, place = found
            why = check_message(
                "{cell} prints an amount that was not understood: what is missing here may stand there.",
                cell=f"{place.sheet}!{place.cell}",
            )
            yield Defence(table, why, frozenset({accusation.key}), (place,))


def _explaining(case: Case, accusation: Accusation) -> Iterator[tuple[int, Place]]:
    """Yield the table that lacks something, and the unread amount that may be it."""
    if accusation.sum is not None:
        yield from _missing_part(case, accusation.sum)
    elif accusation.finding.rule in SAY_THAT_SOMETHING_IS_ABSENT:
        for number in sorted(accusation.tables):
            table = case.subject.disclosure.tables[number]
            for amount in _going_on(case, table):
                yield number, _place(case, table, amount)


def _missing_part(case: Case, failed: Sum) -> Iterator[tuple[int, Place]]:
    facts = case.facts
    if failed.lack <= 0 or failed.stated <= 0 or not failed.parts:
        return
    number = int(facts.table[failed.parts[0]])
    table = case.subject.disclosure.tables[number]
    columns = {int(facts.column[part]) for part in failed.parts}
    rows = {int(facts.row[part]) for part in failed.parts}
    across = rows == {int(facts.row[failed.whole])} and number == int(facts.table[failed.whole])
    fits = partial(_is_at_most, case, table, failed.lack + failed.allowance)
    for amount in _of_table(case, table):
        if amount.adds and (amount.row in rows if across else amount.column in columns) and fits(amount):
            yield number, _place(case, table, amount)
    if not across:
        for amount in _going_on(case, table):
            if amount.column in columns and fits(amount):
                yield number, _place(case, table, amount)


def _of_table(case: Case, table: Table) -> list[UnreadAmount]:
    """Return the unread amounts within a table."""
    there = case.unread.get((table.document, table.sheet), [])
    return [amount for amount in there if table.top <= amount.row <= table.bottom]


def _going_on(case: Case, table: Table) -> Iterator[UnreadAmount]:
    """Yield the amounts of the pieces next to a table that no table reads: in its sheet, then before and after it.

    A piece is as wide as the table; the next table of which anything was read ends what may go on from this one.
    """
    tables = [one for one in case.subject.disclosure.tables if one.document == table.document]
    for amount in case.unread.get((table.document, table.sheet), []):
        if not table.top <= amount.row <= table.bottom and not any(
            case.is_read(one) and one.top <= amount.row <= one.bottom
            for one in tables
            if one.sheet == table.sheet
        ):
            yield amount
    sheets = case.subject.disclosure.documents[table.document].book.sheets
    for step in (1, -1):
        number = table.sheet + step
        while 0 <= number < len(sheets):
            there = [one for one in tables if one.sheet == number]
            if any(case.is_read(one) for one in there) or not case.unread.get((table.document, number)):
                break
            if sheets[number].width == sheets[table.sheet].width:
                yield from case.unread[table.document, number]
            number += step


def _is_at_most(case: Case, table: Table, most: int, amount: UnreadAmount) -> bool:
    """Tell whether an unread amount is one that may be missing: more than nothing, and no more than what is missing."""
    sheet = case.subject.disclosure.documents[table.document].book.sheets[amount.sheet]
    value = sheet.value(amount.row, amount.column)
    if not isinstance(value, str | float):
        return False
    read = parse_amount(value, table.unit or Unit.YUAN)
    return not isinstance(read, NotAmount) and 0 < read.amount <= most


def _place(case: Case, table: Table, amount: UnreadAmount) -> Place:
    book = case.subject.disclosure.documents[table.document].book
    return place_in(book, amount.sheet, amount.row, amount.column)
