"""What the rows without a code are: a total, a subtotal, a unit above its codes, or a part of the line above.

A row that prints a code is what its code says. What a sum left out by a slip of the document must not be explained
away: a row is only proposed to be counted in others where its own amounts say so, in every column: as a subtotal it
is the sum of the rows next to it, and parts together come to their line; of two sides of a table, on both. Where such
a row prints a code it is only offered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

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
    firm = _no_subtotals(paper)
    for panel in paper.table.panels:
        rows = list(panel.rows)
        bodies = [row.row for row in rows if not row.code and _is_unit(row)]
        totals = [row.row for row in rows if not row.code and _is_total(row)]
        if len(bodies) > 1:
            yield _all(paper, bodies, "unit")
        yield from _subtotals(paper, panel, firm)
        for row in bodies:
            yield from (_all(paper, [row], role) for role in ("unit", "total"))
        for row in totals:
            yield _all(paper, [row], "total")


def _is_unit(row: LabelledRow) -> bool:
    return "unit" in row.coordinates or names_body(row.name)


def _is_total(row: LabelledRow) -> bool:
    return not row.coordinates or normalised(row.name).endswith(("合计", "小计", "总计"))


def _all(paper: Paper, rows: Sequence[int], role: str, *, is_printed: bool = False) -> Candidate:
    told = ", ".join(str(row + 1) for row in rows)
    why = Message(_WHY[role].template, (("row", told),), _WHY[role].floor)
    return paper.with_rows(dict.fromkeys(rows, role), why, is_printed=is_printed)


def _no_subtotals(paper: Paper) -> set[int]:
    """Return the rows whose amounts are on one side of the table, or all of it, not those of the rows next to them."""
    firm: set[int] = set()
    for panel in paper.table.panels:
        amounts = amounts_of(paper.sheet, panel)
        firm.update(
            row.row
            for position, row in enumerate(panel.rows)
            if any(column[position] for column in amounts) and not _is_subtotal(panel, amounts, position)
        )
    return firm


def _subtotals(paper: Paper, panel: Panel, firm: AbstractSet[int]) -> Iterator[Candidate]:
    """Yield the readings in which rows are counted in others: all subtotals, each alone, the rows after 其中."""
    at, amounts = [row.row for row in panel.rows], amounts_of(paper.sheet, panel)
    found = [
        position
        for position in range(len(at))
        if at[position] not in firm and _is_subtotal(panel, amounts, position)
    ]
    free = [at[position] for position in found if not panel.rows[position].code]
    if len(free) > 1:
        yield _all(paper, free, "subtotal")
    for position in found:
        yield _all(paper, [at[position]], "subtotal", is_printed=bool(panel.rows[position].code))
    for position, row in enumerate(panel.rows):
        if position and normalised(row.name).startswith(OF_WHICH):
            count = _parts(panel, amounts, position)
            if count > 1:
                yield _all(paper, at[position : position + count], "part")


def _is_subtotal(panel: Panel, amounts: Amounts, position: int) -> bool:
    """Return whether a row's amounts are those of the rows next to it: of two or more, of one where it says so.

    A row that calls itself a total is none, for what it lacks would be a slip.
    """
    row = panel.rows[position]
    says_so = not row.code and normalised(row.name).endswith("小计")
    if not row.code and _is_total(row) and not says_so:
        return False
    near = (range(position + 1, len(panel.rows)), range(position - 1, -1, -1))
    return any(is_sum(amounts, position, others, 1 if says_so else 2) for others in near)


def _parts(panel: Panel, amounts: Amounts, position: int) -> int:
    """Return how many rows from one with 其中 on come to the line above it in every column; 0 where none do."""
    wanted = [column[position - 1] for column in amounts]
    sums = [0] * len(amounts)
    for count in range(1, _MOST_PARTS + 1):
        other = position + count - 1
        if other >= len(panel.rows) or panel.rows[other].code:
            return 0
        sums = [total + column[other] for total, column in zip(sums, amounts, strict=True)]
        if sums == wanted and any(wanted):
            return count
    return 0
