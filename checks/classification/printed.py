"""The codes that a disclosure's tables print, as the rules of this family ask of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from checks.mechanism.evidence import place_in
from checks.rule import Subject
from model.classification.codes import Domain, domain_of
from model.finding import CellEvidence, Role
from model.recognition.table import LabelledRow, Panel, Table


class PrintedCode(NamedTuple):
    """A row that prints a code. `table` and `panel` are indices; `year` is the year whose edition applies.

    `block` numbers the parts of a panel that each list the codes anew, one below each subordinate unit's
    line.
    """

    table: int
    panel: int
    row: LabelledRow
    domain: Domain
    year: int | None
    block: int

    @property
    def code(self) -> str:
        """The code in digits."""
        return self.row.code

    @property
    def in_digits(self) -> bool:
        """Whether the row prints the code itself; else it was told from its name."""
        return self.row.code_cell >= 0

    @property
    def name(self) -> str:
        """The name printed beside it, "" for none."""
        return self.row.name


def codes_of_panel(
    table: Table, panel: int, *, number: int = 0, year: int | None = None
) -> Iterator[PrintedCode]:
    """Yield the codes of a panel from top to bottom; `year` stands in where the table names none."""
    openers = _block_openers(table, table.panels[panel])
    block = 0
    year = table.year or year
    for row in table.panels[panel].rows:
        while block < len(openers) and openers[block] <= row.row:
            block += 1
        domain = _domain(row.code)
        if domain is not None:
            yield PrintedCode(number, panel, row, domain, year, block)


_domain = lru_cache(maxsize=4096)(domain_of)


def _block_openers(table: Table, panel: Panel) -> list[int]:
    """Return the rows that open a block: a unit's line, or a line with amounts that was not understood.

    The latter may be a unit's line too, and then the codes below it are not those above it once more.
    """
    units = {row.row for row in panel.rows if not row.code and "unit" in row.coordinates}
    read = {row.row for row in panel.rows}
    columns = {column.column for column in panel.columns}
    unread = {cell.row for cell in table.unbound if cell.column in columns and cell.row not in read}
    return sorted(units | unread)


def printed_codes(subject: Subject) -> list[PrintedCode]:
    """Return all codes that the disclosure's tables print in their rows."""
    disclosure = subject.disclosure
    return [
        code
        for number, table in enumerate(disclosure.tables)
        for panel in range(len(table.panels))
        for code in codes_of_panel(table, panel, number=number, year=disclosure.year)
    ]


def code_evidence(subject: Subject, printed: PrintedCode) -> CellEvidence:
    """Return the cell that prints a code, with the name beside it as its label."""
    table = subject.disclosure.tables[printed.table]
    column = printed.row.code_cell if printed.in_digits else max(printed.row.name_cell, 0)
    place = place_in(subject, table, printed.row.row, column)
    return CellEvidence(place, Role.CONTEXT, printed.code, None, 0, printed.name)


def name_evidence(subject: Subject, printed: PrintedCode, label: str) -> CellEvidence:
    """Return the cell that prints the name beside a code; the code's own cell where there is none."""
    table = subject.disclosure.tables[printed.table]
    column = printed.row.name_cell if printed.row.name_cell >= 0 else max(printed.row.code_cell, 0)
    return CellEvidence(
        place_in(subject, table, printed.row.row, column), Role.CONTEXT, printed.name, None, 0, label
    )


def years(first: int | None, last: int | None) -> str:
    """Return a range of years as it is shown: 2020-, -2019, 2014-2018; "" where it is open at both ends."""
    if first is None and last is None:
        return ""
    return f"{'' if first is None else first}-{'' if last is None else last}"


def places_text(cells: Sequence[CellEvidence]) -> str:
    """Return the first cell's place, and how many more there are."""
    first = f"{cells[0].place.sheet}!{cells[0].place.cell}"
    return first if len(cells) == 1 else f"{first} (+{len(cells) - 1})"
