"""Unread neighbours: a missing part may stand in an amount beside the sum that was not understood.

A sum that lacks something is doubted where an amount was not understood that may be what it lacks: in the table itself,
in the columns of the sum's parts, or in a piece right before or after it (a page, a sheet, a block of rows) that no
table read. A part of amounts that are not negative is at most what is missing: an amount that is larger is no part of
it. A piece that is not as wide as the table was not read well enough to know its columns: there an amount counts that
is all that is missing. So does one in a row of the table that is known by its name alone: read as the total of a body,
though its name is no body's, it may be what a page left of a code's label, and a use that only the document names may
be one that the lexicon calls otherwise. A table right behind it, of the same title, of none, or of the
same kind and headings, may be its end: what is missing is then what the first rows of that, or the highest of its
codes, come to in a column. Beside a table whose amounts print no decimals, numbers without decimals are amounts too.
A sum that has too much lacks nothing, and its accusation stands.

Where two sides differ by just what an amount of their tables comes to that was not understood, it may be of either.
What reports that a code or an amount is absent from a table is doubted where such a piece goes on from it, or rows of
it were not understood.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from operator import itemgetter

import numpy as np

from checks.advocate.case import Accusation, Case, Defence
from checks.advocate.unread_pieces import (
    UnreadPiece,
    amount_of,
    going_on,
    highest_unread_rows,
    totals_from_the_first,
    unread_beside,
)
from checks.mechanism.relations import Relation
from checks.mechanism.rollup import NAMED
from model.facts.unread import UnreadAmount
from model.finding import Place
from model.lexicon.bodies import names_body
from model.lexicon.reading import normalised
from model.messages import check_message
from model.places import place_in
from model.reading.table import RowLabel, Table

SAY_THAT_SOMETHING_IS_ABSENT = frozenset({"AG104", "AG105", "CL105", "CL109"})
"""Rules that report an amount, a code, or the codes above or below one that a table does not print."""


def unread_neighbours(case: Case) -> Iterable[Defence]:
    """Defend what an amount that was not understood may explain."""
    neighbours = _Neighbours(case)
    for accusation in case.open:
        found = neighbours.explaining(accusation)
        if found is not None:
            table, place = found
            why = check_message(
                "{cell} prints an amount that was not understood: what is missing here may stand there.",
                cell=place.text,
            )
            yield Defence(table, why, frozenset({accusation.key}), (place,))


class _Neighbours:
    """The unread amounts in and beside the tables of a case, each table's looked for once."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._within: dict[int, UnreadPiece] = {}
        self._beside: dict[int, UnreadPiece] = {}
        self._wholes: dict[tuple[int, bool], list[tuple[int, UnreadAmount]]] = {}

    def explaining(self, accusation: Accusation) -> tuple[int, Place] | None:
        """Return the table that lacks something, and the unread amount that may be it."""
        if accusation.sum is not None:
            return self._missing_part(accusation.sum) or self._difference(accusation)
        if accusation.finding.rule in SAY_THAT_SOMETHING_IS_ABSENT:
            for number in sorted(accusation.tables):
                if beside := [*self._going_on(number).amounts, *self._in_unread_rows(number)]:
                    return number, _place(self._case, self._case.subject.disclosure.tables[number], beside[0])
        return self._difference(accusation)

    def _missing_part(self, failed: Relation) -> tuple[int, Place] | None:
        facts = self._case.facts
        if failed.difference <= 0 or failed.stated <= 0 or not failed.parts:
            return None
        number = int(facts.table[failed.parts[0]])
        columns = {int(facts.column[part]) for part in failed.parts}
        rows = {int(facts.row[part]) for part in failed.parts}
        across = rows == {int(facts.row[failed.whole])} and number == int(facts.table[failed.whole])
        most = failed.difference + failed.allowance
        places = {"rows": rows} if across else {"columns": columns}
        found = self._of_table(number).first(most, **places)
        if found is None:
            is_row = across and len(failed.parts) > 1
            beside = None if is_row else self._going_on(number).first(most, columns=columns)
            found = beside or self._all_of(number, failed, across=across)
        if found is None:
            return None
        return number, _place(self._case, self._case.subject.disclosure.tables[number], found)

    def _difference(self, accusation: Accusation) -> tuple[int, Place] | None:
        """Return an amount of the tables that was not understood and is just what two sides differ by."""
        difference, allowance = accusation.finding.difference, accusation.finding.allowance or 0
        if not difference:
            return None
        for number in sorted(accusation.tables):
            table = self._case.subject.disclosure.tables[number]
            for each in self._case.subject.unread_in(number):
                amount = amount_of(self._case, table, each)
                if amount > 0 and abs(abs(difference) - amount) <= allowance:
                    return number, _place(self._case, table, each)
        return None

    def _all_of(self, number: int, failed: Relation, *, across: bool) -> UnreadAmount | None:
        """Return the amount beside a table that is, or that begins, all that a sum lacks; None for none.

        What a sum `across` the columns of a row lacks stands in no other row of its table.
        """
        if (number, across) not in self._wholes:
            table = self._case.subject.disclosure.tables[number]
            torn = list(going_on(self._case, table, as_wide=False))
            beside = [*torn, *self._going_on(number).amounts]
            wholes = [(amount_of(self._case, table, each), each) for each in beside]
            cells = [(each, amount_of(self._case, table, each)) for each in torn]
            wholes += totals_from_the_first(cells, highest_unread_rows(self._case, table, torn))
            wholes += self._first_rows_behind(number)
            wholes += () if across else self._rows_by_name(number)
            self._wholes[number, across] = sorted(wholes)
        known, facts = self._wholes[number, across], self._case.facts
        at = bisect_left(known, failed.difference - failed.allowance, key=itemgetter(0))
        end = bisect_right(known, failed.difference + failed.allowance, key=itemgetter(0))
        sheet = self._case.subject.disclosure.tables[number].sheet
        counted = {(sheet, int(facts.row[part])) for part in failed.parts}
        return next((each for _, each in known[at:end] if (each.sheet, each.row) not in counted), None)

    def _first_rows_behind(self, number: int) -> Iterator[tuple[int, UnreadAmount]]:
        """Yield what the first rows of a table behind that may be the end of one come to, with where they begin.

        That is by column, after each of its rows.
        """
        tables, facts = self._case.subject.disclosure.tables, self._case.facts
        behind = number + 1
        if behind == len(tables) or not _may_be_end_of(tables[number], tables[behind]):
            return
        table = tables[behind]
        read = np.flatnonzero((facts.table == behind) & facts.stated).tolist()
        cells = [
            (
                UnreadAmount(table.sheet, int(facts.row[each]), int(facts.column[each])),
                int(facts.amount[each]),
            )
            for each in read
        ]
        unread = unread_beside(self._case, tables[number], table.sheet)
        cells += [(each, amount_of(self._case, table, each)) for each in unread]
        highest = {(table.sheet, row) for row in _highest_rows(table)}
        yield from totals_from_the_first(cells, highest)

    def _rows_by_name(self, number: int) -> Iterator[tuple[int, UnreadAmount]]:
        """Yield the amounts of rows that are known by their name alone: no body's, or a use's.

        Then what all of them come to, by column.
        """
        facts, table = self._case.facts, self._case.subject.disclosure.tables[number]
        rows: list[int] = []
        for index in range(len(table.panels)):
            labelled = self._case.subject.rows(number, index)
            by_name = [at for at, label in enumerate(labelled.labels) if _is_known_by_name(label)]
            rows += labelled.row[np.isin(labelled.label, by_name)].tolist()
        found = np.flatnonzero((facts.table == number) & facts.stated & np.isin(facts.row, rows))
        columns: dict[int, list[tuple[int, UnreadAmount]]] = defaultdict(list)
        for each in found.tolist():
            place = UnreadAmount(table.sheet, int(facts.row[each]), int(facts.column[each]))
            columns[place.column].append((int(facts.amount[each]), place))
        for named in columns.values():
            yield from named
            yield sum(amount for amount, _ in named), named[0][1]

    def _in_unread_rows(self, number: int) -> list[UnreadAmount]:
        """Return the amounts of a table that stand in rows of which none was understood."""
        rows = [
            self._case.subject.rows(number, at).row
            for at in range(len(self._case.subject.disclosure.tables[number].panels))
        ]
        return [
            each
            for each in self._case.subject.unread_in(number)
            if not any(each.row in read for read in rows)
        ]

    def _of_table(self, number: int) -> UnreadPiece:
        """Return the unread amounts within a table that would add up."""
        if number not in self._within:
            table = self._case.subject.disclosure.tables[number]
            amounts = [each for each in self._case.subject.unread_in(number) if each.adds]
            self._within[number] = UnreadPiece(self._case, table, amounts)
        return self._within[number]

    def _going_on(self, number: int) -> UnreadPiece:
        """Return the amounts of the pieces next to a table that no table reads."""
        if number not in self._beside:
            table = self._case.subject.disclosure.tables[number]
            self._beside[number] = UnreadPiece(self._case, table, list(going_on(self._case, table)))
        return self._beside[number]


def _is_known_by_name(label: RowLabel) -> bool:
    """Return whether a row is a use's that only the document names, or a unit's without a code or a body's name."""
    of_no_body = not label.code and "unit" in label.coordinates and not names_body(label.name)
    return of_no_body or label.coordinates.get("item", "").startswith(NAMED)


def _may_be_end_of(table: Table, behind: Table) -> bool:
    """Return whether a table that begins the next sheet may be the end of one: its title is the same, or it has none.

    Or it is of the same kind, with the same headings, whatever stands above them.
    """
    follows = behind.document == table.document and behind.sheet == table.sheet + 1 and behind.top == 0
    if not follows or normalised(behind.title) in ("", normalised(table.title)):
        return follows
    return behind.kind == table.kind and headings_of(behind) == headings_of(table)


def headings_of(table: Table) -> list[tuple[str, ...]]:
    """Return the headings of each column of a table."""
    return [tuple(map(normalised, column.heading)) for panel in table.panels for column in panel.columns]


def _highest_rows(table: Table) -> set[int]:
    """Return the rows with the shortest of a table's codes, of which all others are parts."""
    codes = {row.row: row.code for panel in table.panels for row in panel.rows if row.code}
    shortest = min(map(len, codes.values()), default=0)
    return {row for row, code in codes.items() if len(code) == shortest}


def _place(case: Case, table: Table, amount: UnreadAmount) -> Place:
    book = case.subject.disclosure.documents[table.document].book
    return place_in(book, amount.sheet, amount.row, amount.column)
