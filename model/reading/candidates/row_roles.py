"""What the rows without a code are: a total, a subtotal, a unit above its codes, or a part of the line above.

A row that prints a code is what its code says. What a sum left out by a slip of the document must not be explained
away: a row is only proposed to be counted in others where its own amounts say so, in every column: as a subtotal it
is the sum of the rows next to it, and parts together come to their line; of two sides of a table, on both. Where such
a row prints a code it is only offered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from model.lexicon.bodies import names_body
from model.lexicon.lexicon import OF_WHICH, normalised
from model.messages import Message, message
from model.reading.candidates.candidate import Candidate, Paper
from model.reading.candidates.sums import Amounts, amounts_of, is_sum
from model.reading.table import LabelledRow, Panel

_MOST_ROWS = 300
"""A table of more rows has no candidates of single rows."""
_MOST_PARTS = 6
"""Rows that may follow 其中 at most."""

_WHY: dict[str, Message] = {
    "total": message("row {row} may be the total.", row=""),
    "subtotal": message("row {row} may be counted in the rows beside it already.", row=""),
    "unit": message("row {row} may name a unit, whose lines follow.", row=""),
    "part": message("row {row} may be a part of the line above it.", row=""),
}


def row_roles(paper: Paper) -> Iterator[Candidate]:
    """Yield the readings in which rows without a code are something else, several alike before single ones."""
    if len(paper.draft.layout.data) > _MOST_ROWS:
        return
    sides = [_Side(panel, amounts_of(paper.sheet, panel)) for panel in paper.table.panels]
    firm = {row for side in sides for row in side.no_subtotals()}
    for side in sides:
        free = [row for row in side.panel.rows if not row.code]
        bodies = [row.row for row in free if "unit" in row.coordinates or names_body(row.name)]
        if len(bodies) > 1:
            yield _all(paper, bodies, "unit")
        yield from _subtotals(paper, side, firm)
        for row in bodies:
            yield from (_all(paper, [row], role) for role in ("unit", "total"))
        for each in free:
            if _is_total(each):
                yield _all(paper, [each.row], "total")


def _is_total(row: LabelledRow) -> bool:
    return not row.coordinates or normalised(row.name).endswith(("合计", "小计", "总计"))


def _all(paper: Paper, rows: Sequence[int], role: str, *, is_printed: bool = False) -> Candidate:
    told = ", ".join(str(row + 1) for row in rows)
    why = Message(_WHY[role].template, (("row", told),), _WHY[role].floor)
    return paper.with_rows(dict.fromkeys(rows, role), why, is_printed=is_printed)


def _subtotals(paper: Paper, side: _Side, firm: AbstractSet[int]) -> Iterator[Candidate]:
    """Yield the readings in which rows are counted in others: all subtotals, each alone, the rows after 其中."""
    rows = side.panel.rows
    found = [row for at, row in enumerate(rows) if row.row not in firm and side.is_subtotal(at)]
    free = [row.row for row in found if not row.code]
    if len(free) > 1:
        yield _all(paper, free, "subtotal")
    for row in found:
        yield _all(paper, [row.row], "subtotal", is_printed=bool(row.code))
    for at, row in enumerate(rows):
        if at and normalised(row.name).startswith(OF_WHICH):
            count = side.parts(at)
            if count > 1:
                yield _all(paper, [row.row for row in rows[at : at + count]], "part")


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of a table with its amounts, by column and then by row."""

    panel: Panel
    amounts: Amounts

    def no_subtotals(self) -> Iterator[int]:
        """Yield the rows whose amounts are not those of the rows next to them."""
        for at, row in enumerate(self.panel.rows):
            if any(column[at] for column in self.amounts) and not self.is_subtotal(at):
                yield row.row

    def is_subtotal(self, at: int) -> bool:
        """Return whether a row's amounts are those of the rows next to it: of two or more, of one where it says so.

        A row that calls itself a total is none, for what it lacks would be a slip.
        """
        row = self.panel.rows[at]
        says_so = not row.code and normalised(row.name).endswith("小计")
        if not row.code and _is_total(row) and not says_so:
            return False
        return is_sum(self.amounts, at, len(self.panel.rows), 1 if says_so else 2)

    def parts(self, at: int) -> int:
        """Return how many rows from one with 其中 on come to the line above it in every column; 0 where none do."""
        wanted = [column[at - 1] for column in self.amounts]
        sums = [0] * len(wanted)
        for count, row in enumerate(self.panel.rows[at : at + _MOST_PARTS], 1):
            if row.code:
                break
            sums = [total + column[at + count - 1] for total, column in zip(sums, self.amounts, strict=True)]
            if sums == wanted and any(wanted):
                return count
        return 0
