"""Columns of changes beside the two columns that they compare, cell by cell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from checks.mechanism.evidence import cell_evidence, place_in
from checks.rule import Outcome, Subject
from model.finding import CellEvidence, Place, Role
from model.messages import check_message
from model.reading.table import ChangeColumn, LabelledRows, Table
from model.record import dataclass
from model.source.book import CellValue, Sheet

if TYPE_CHECKING:
    from numpy.typing import NDArray

NOWHERE = -1


@dataclass(frozen=True, slots=True, eq=False)
class ComparedColumn:
    """A column of changes at the rows of its panel, in table `number`.

    `new` and `old` are the facts in the two columns that it compares, NOWHERE where none is stated.
    """

    number: int
    table: Table
    sheet: Sheet
    panel: int
    change: ChangeColumn
    rows: LabelledRows
    new: NDArray[np.int64]
    old: NDArray[np.int64]

    def value(self, position: int) -> CellValue:
        """Return what stands in the column's cell at a row."""
        return self.sheet.value(int(self.rows.row[position]), self.change.column)

    def place(self, subject: Subject, position: int) -> Place:
        """Return the column's cell at a row as a place."""
        return place_in(subject, self.table, int(self.rows.row[position]), self.change.column)

    def evidence(
        self, subject: Subject, position: int, shown: str, amount: int | None
    ) -> tuple[CellEvidence, ...]:
        """Return the cell of the change and the two amounts that it compares."""
        new, old = int(self.new[position]), int(self.old[position])
        row = subject.row_label(self.number, self.panel, int(self.rows.row[position]))
        label = " / ".join(part for part in (row, *self.change.heading) if part)
        place = self.place(subject, position)
        return (
            CellEvidence(place, Role.STATED, shown, amount, -1, label),
            cell_evidence(subject, new, Role.PART, 1),
            cell_evidence(subject, old, Role.PART, -1),
        )


def compared_columns(subject: Subject, *, rate: bool) -> Iterator[ComparedColumn]:
    """Yield the columns that print changes as amounts, or where `rate` as percentages.

    Rows that an extraction shifted are left out: it is not known where their change stands.
    """
    for number, table in enumerate(subject.disclosure.tables):
        for index, panel in enumerate(table.panels):
            for change in panel.changes:
                if change.rate is not rate or table.unit is None:
                    continue
                rows = subject.rows(number, index)
                kept = np.delete(np.arange(len(rows)), list(rows.shifts or ()))
                rows = rows.only(kept)
                here = (subject.cells.table == number) & (subject.cells.panel == index)
                new, old = (
                    _facts_at(subject, here & (subject.cells.column == column), rows.row)
                    for column in (change.new, change.old)
                )
                sheet = subject.disclosure.documents[table.document].book.sheets[table.sheet]
                yield ComparedColumn(number, table, sheet, index, change, rows, new, old)


def _facts_at(subject: Subject, chosen: NDArray[np.bool_], rows: NDArray[np.integer]) -> NDArray[np.int64]:
    """Return the stated facts at these rows of a column."""
    facts = np.flatnonzero(chosen & subject.cells.stated)
    found = np.full(len(rows), NOWHERE, dtype=np.int64)
    if len(facts):
        by_row = facts[np.argsort(subject.cells.row[facts], kind="stable")]
        at = np.minimum(np.searchsorted(subject.cells.row[by_row], rows), len(by_row) - 1)
        same = subject.cells.row[by_row][at] == rows
        found[same] = by_row[at][same]
    return found


def compares_something_else(
    subject: Subject, outcome: Outcome, column: ComparedColumn, held: int, failed: int
) -> bool:
    """Return, and list, whether a column cannot be the change of these two: most of its rows are not."""
    if not failed or failed < held:
        return False
    place = column.place(subject, 0)
    why = check_message("most of its rows are no change of the two columns: it may compare something else.")
    outcome.leave(place.text, why, held + failed)
    return True
