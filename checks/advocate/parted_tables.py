"""Parted tables: two that were read as tables of their own may be the parts of one.

A table whose title states that it goes on （续） and that was not put together with its beginning lacks that, and that
lacks it. So may two of one kind, of one title or the same headings, that do not each state a total, and two of which
the second begins below a class that it does not print. Findings on their sums, and on the codes and amounts that they
print or lack, are doubted.
"""

from __future__ import annotations

from collections.abc import Iterable, KeysView
from itertools import pairwise

from checks.advocate.case import Case, Defence
from checks.advocate.unread_neighbours import SAY_THAT_SOMETHING_IS_ABSENT, headings_of
from model.classification.codes import is_code, level_of
from model.lexicon.bodies import names_body
from model.lexicon.reading import normalised
from model.lexicon.wording import goes_on, names_total
from model.messages import check_message
from model.places import place_in
from model.reading.table import Table

_MARK = 6
"""Characters of a line that states no more than that the table goes on: （续）, 续表3."""
_OF_LISTS = SAY_THAT_SOMETHING_IS_ABSENT | {"CL104"}
"""Rules that report what a table does not print, and the one that reports a code that a list prints twice."""


def parted_tables(case: Case) -> Iterable[Defence]:
    """Defend what is found of the amounts and codes of a table that goes on from another, and of those of that one.

    A table of no known kind stands between none.
    """
    tables = case.subject.disclosure.tables
    continuing = {number for number, table in enumerate(tables) if _is_continuation(case, table)}
    named = [number for number, table in enumerate(tables) if table.kind or number in continuing]
    for before, number in pairwise([-1, *named]):
        table = tables[number]
        is_behind = before >= 0 and tables[before].document == table.document
        is_of_kind = is_behind and tables[before].kind == table.kind
        if number in continuing:
            why = check_message(
                "its title says that it goes on from another table, with which it could not be put together."
            )
        elif is_of_kind and _begins_within_a_class(table):
            why = check_message(
                "its first code is below a class that is not printed: it may go on from another."
            )
        elif is_of_kind and _may_share_a_total(case, before, number):
            why = check_message(
                "it looks like the table before it, and not each of them has a total: they may be one."
            )
        else:
            continue
        keys = frozenset(
            accusation.key
            for accusation in case.open
            if (accusation.failure is not None or accusation.finding.rule in _OF_LISTS)
            and not accusation.tables.isdisjoint({before if is_behind else number, number})
        )
        if keys:
            book = case.subject.disclosure.documents[table.document].book
            yield Defence(number, why, keys, (place_in(book, table.sheet, table.top, 0),))


def _is_continuation(case: Case, table: Table) -> bool:
    """Return whether the title of a table, or a line of its own above it, states that it goes on from another."""
    caption = case.subject.disclosure.documents[table.document].book.sheets[table.sheet].caption
    return goes_on(table.title) or (
        table.top == 0 and any(len(line) <= _MARK and goes_on(line) for line in caption)
    )


def _may_share_a_total(case: Case, first: int, behind: int) -> bool:
    """Return whether two tables state one total between them, of one title or of the same headings.

    Two that state none are alike in both, and print no code twice unless they list bodies with the codes of each.
    """
    table, other = (case.subject.disclosure.tables[number] for number in (first, behind))
    titles = sorted((normalised(table.title), normalised(other.title)), key=len)
    is_named_alike = titles[0] != "" and titles[1].startswith(titles[0])
    is_headed_alike = headings_of(table) == headings_of(other)
    totals = _states_total(case, first) + _states_total(case, behind)
    if totals:
        return totals == 1 and (is_named_alike or is_headed_alike)
    return (
        is_named_alike
        and is_headed_alike
        and (_codes(table).isdisjoint(_codes(other)) or _lists_bodies(table))
    )


def _begins_within_a_class(table: Table) -> bool:
    """Return whether the first code of a table is a section or an item, and the first class below it is another's."""
    codes = _codes(table)
    first = next(iter(codes), "")
    following = next((code for code in codes if level_of(code) == 1), "")
    return first != "" and level_of(first) > 1 and following != "" and not first.startswith(following)


def _states_total(case: Case, number: int) -> bool:
    panels = range(len(case.subject.disclosure.tables[number].panels))
    return any(
        names_total(label.name) for panel in panels for label in case.subject.rows(number, panel).labels
    )


def _codes(table: Table) -> KeysView[str]:
    """Return the codes that a table prints, in their order."""
    return dict.fromkeys(row.code for panel in table.panels for row in panel.rows if is_code(row.code)).keys()


def _lists_bodies(table: Table) -> bool:
    return any(names_body(row.name) for panel in table.panels for row in panel.rows)
