"""Unread columns: where a whole column of amounts has no heading, those of the others may be those of that one.

What disagrees between it and other tables is doubted then, and what disagrees within it is not: its own sums decide.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from checks.advocate.case import Case, Defence
from model.layout.cells import cells_of, is_number
from model.messages import check_message
from model.places import place_in
from model.source.book import CellValue

_FEWEST = 3
"""Amounts one under another that make a column."""


def unread_columns(case: Case) -> Iterable[Defence]:
    """Defend what disagrees between a table and others, where amounts fill most rows of a column without heading."""
    disclosure = case.subject.disclosure
    accused = {number for each in case.open if len(each.tables) > 1 for number in each.tables}
    for number in sorted(accused):
        table = disclosure.tables[number]
        unread = case.subject.unread_in(number)
        filled = Counter(each.column for each in unread)
        rows = {row.row for panel in table.panels for row in panel.rows}
        sheet = disclosure.documents[table.document].book.sheets[table.sheet]
        above = range(table.top, min(rows, default=table.top))
        columns = [
            column
            for column, count in filled.items()
            if count >= max(_FEWEST, len(rows) / 2)
            and not any(map(_is_heading, cells_of(sheet, above, column)))
        ]
        if not columns:
            continue
        keys = frozenset(each.key for each in case.open if number in each.tables and len(each.tables) > 1)
        first = min((each.row, each.column) for each in unread if each.column in columns)
        place = place_in(disclosure.documents[table.document].book, table.sheet, *first)
        why = check_message(
            "{cell} stands in a column without a heading: those of the other columns may be misread.",
            cell=place.text,
        )
        yield Defence(number, why, keys, (place,))


def _is_heading(value: CellValue) -> bool:
    """Return whether a cell above the rows holds words; a number there numbers the columns."""
    return bool(value) and not is_number(value)
