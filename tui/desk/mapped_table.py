"""A table as the dialog that maps it shows it: which one it is, what its columns hold, and what that is read as."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from model.finding import Place
from model.places import covers, extents_of, place_in, sheets_of
from model.record import dataclass
from tui.desk.interpretation import coordinates_text, interpretation
from tui.desk.words import Words

if TYPE_CHECKING:
    from model.mapping.mapping import TableMapping
    from model.reading.table import Table
    from model.source.book import Sheet
    from tui.desk.state import DeskState

SAMPLED_ROWS = 200
SAMPLES = 3
"""How many filled cells of a column are shown, and in how many rows they are looked for."""


@dataclass(frozen=True, slots=True)
class TableSpot:
    """A table of a reading: the number of its document, and its own in that document."""

    document: int
    number: int

    def table(self, state: DeskState) -> Table:
        """Return the table."""
        return state.documents[self.document].tables[self.number]

    def sheet(self, state: DeskState) -> Sheet:
        """Return the sheet it stands in, all sheets of the file over which it goes on together."""
        return state.documents[self.document].book.sheets[self.table(state).sheet]


def table_at(state: DeskState, place: Place) -> TableSpot | None:
    """Return the table at a cell, else the only table of its sheet; None where there is none."""
    spots = [
        TableSpot(document, number)
        for document, each in enumerate(state.documents)
        if each.book.path == place.path
        for number, table in enumerate(each.tables)
        if place.sheet in sheets_of(each.book, table)
    ]
    here = next(
        (spot for spot in spots if covers(state.documents[spot.document].book, spot.table(state), place)),
        None,
    )
    return here or (spots[0] if len(spots) == 1 else None)


def filled_in(state: DeskState, spot: TableSpot) -> TableMapping | None:
    """Return the reading that is filled in for a table that no auditor has mapped; None where there is none.

    It is the one that was taken, or the one that is offered where the reading is in doubt.
    """
    table, book = spot.table(state), state.documents[spot.document].book
    if table.mapping is not None:
        return None
    if table.choice is not None:
        return table.choice.mapping
    head = place_in(book, table.sheet, table.top, 0)
    extents = {(book.path, *extent) for extent in extents_of(book, table)}
    offered = (
        doubt.mapping
        for doubt in state.report.doubts
        if (doubt.path, doubt.sheet, doubt.extent) in extents and doubt.sheet == head.sheet
    )
    return next((mapping for mapping in offered if mapping is not None), None)


def begun(state: DeskState, spot: TableSpot) -> TableMapping:
    """Return the mapping that a table was read with, else one that states nothing yet.

    It knows the table by its title and its sheet; a sheet of a text has no name of its own, only a line.
    """
    from model.mapping.mapping import TableMapping, one_line, year_free

    table, sheet = spot.table(state), spot.sheet(state)
    if table.mapping is not None:
        return table.mapping
    nameless = sheet.first_line > 0 and year_free(table.title)
    return TableMapping(title=one_line(table.title), sheet="" if nameless else one_line(sheet.name))


def with_column(mapping: TableMapping, column: int, assigned: str | None) -> TableMapping:
    """Return a mapping that states something else of a column, or nothing (None)."""
    columns = dict(mapping.columns)
    columns.pop(column, None)
    if assigned is not None:
        columns[column] = assigned
    return replace(mapping, columns=tuple(sorted(columns.items())))


def column_samples(sheet: Sheet, table: Table) -> list[str]:
    """Return for each column what its first filled cells hold; rows of one cell are titles and captions."""
    found: list[list[str]] = [[] for _ in range(table.right + 1)]
    first = max(min(table.top, table.first_data_row), 0)
    for row in range(first, min(table.bottom + 1, first + SAMPLED_ROWS, sheet.height)):
        filled = [(column, value) for column, value in enumerate(sheet.rows[row]) if value not in (None, "")]
        for column, value in filled if len(filled) > 1 else ():
            if column < len(found) and len(found[column]) < SAMPLES:
                found[column].append(_sample(value))
    return [" | ".join(texts) for texts in found]


def _sample(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.15g}"
    return " ".join(str(getattr(value, "code", getattr(value, "iso", value))).split())[:40]


def column_reading(table: Table, mapping: TableMapping, column: int, words: Words) -> str:
    """Return what a column is read as: by the mapping, else as the table was read."""
    from model.reading.table import labelled

    assigned = dict(mapping.columns)
    if column in assigned:
        return interpretation(assigned[column], words).text
    for panel in table.panels:
        for amounts in panel.columns:
            if amounts.column == column:
                return coordinates_text(amounts.coordinates, words)
        labels = labelled(panel.rows).labels
        if any(label.code_cell == column for label in labels):
            return words("codes")
        if any(label.name_cell == column for label in labels):
            return words("names")
    why = next((cell.why for cell in table.unbound if cell.column == column), None)
    return "" if why is None else words.text(why)
