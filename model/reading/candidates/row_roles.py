"""What the rows without a code are: a total, a subtotal, a unit above its codes, or a part of the line above.

A row that prints a code is what its code says. What a sum left out by a slip of the document must not be explained
away: a row is only proposed to be counted in others where its own amounts say so, in every column: as a subtotal it is
the sum of the rows next to it, and parts together come to their line. Where such a row prints a code it is only offered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from model.amounts_text import NotAmount
from model.layout.cells import cells_of
from model.lexicon.bodies import names_body
from model.lexicon.lexicon import OF_WHICH, normalised
from model.messages import Message, message
from model.money import Unit, parse_amount
from model.reading.candidates.candidate import Candidate, Paper
from model.reading.table import LabelledRow, Panel
from model.source.book import CellValue

_MOST_ROWS = 300
"""A table of more rows has no candidates of single rows."""
_MOST_PARTS = 6
"""Rows that may follow 其中 at most."""

Amounts = Sequence[Sequence[int]]
"""The amounts of a panel: by column, then by the position of the row."""

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
    for panel in paper.table.panels:
        rows = list(panel.rows)
        bodies = [row.row for row in rows if not row.code and _is_unit(row)]
        totals = [row.row for row in rows if not row.code and _is_total(row)]
        if len(bodies) > 1:
            yield _all(paper, bodies, "unit")
        yield from _subtotals(paper, panel)
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


def _subtotals(paper: Paper, panel: Panel) -> Iterator[Candidate]:
    """Yield the readings in which rows are counted in others: all subtotals, each alone, the rows after 其中."""
    at = [row.row for row in panel.rows]
    amounts = [list(map(_amount, cells_of(paper.sheet, at, column.column))) for column in panel.columns]
    totals = [position for position, row in enumerate(panel.rows) if not row.code and not row.coordinates]
    open_rows = [position for position in range(len(at)) if totals != [position]]
    found = [position for position in open_rows if _is_subtotal(panel, amounts, position)]
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


def _amount(value: CellValue) -> int:
    read = parse_amount(value, Unit.YUAN) if isinstance(value, str | float) else NotAmount.BLANK
    return 0 if isinstance(read, NotAmount) else read.amount


def _is_subtotal(panel: Panel, amounts: Amounts, position: int) -> bool:
    """Tell whether a row's amounts are those of the rows next to it: of two or more, of one where it says so."""
    fewest = 1 if _is_total(panel.rows[position]) and not panel.rows[position].code else 2
    near = (range(position + 1, len(panel.rows)), range(position - 1, -1, -1))
    return any(_is_sum(amounts, position, others, fewest) for others in near)


def _is_sum(amounts: Amounts, position: int, near: range, fewest: int) -> bool:
    """Tell whether the amounts of a row are those of the first of some rows together that are not 0."""
    wanted = [column[position] for column in amounts]
    if not any(wanted) or any(amount < 0 for amount in wanted):
        return False
    sums, counted = [0] * len(amounts), 0
    for other in near:
        sums = [total + column[other] for total, column in zip(sums, amounts, strict=True)]
        counted += any(column[other] for column in amounts)
        if counted >= fewest and sums == wanted:
            return True
        if any(total > most for total, most in zip(sums, wanted, strict=True)):
            return False
    return False


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
