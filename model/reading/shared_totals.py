"""A total that two panels of one heading share: its label stands in one, its amount in the next.

Forms that print the items of 公用经费 in two panels, one beside the other, have one 公用经费合计 below both: the cell
of its label reaches to the amount at the right end. Which cells are filled tells this, and not what lines mean: so
it is no line of composition.toml.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from model.layout.cells import is_number
from model.reading.labelled import labelled
from model.reading.table import LabelledRow, Panel, Unbound
from model.source.book import Sheet


def with_totals_carried_over(
    sheet: Sheet, panels: Sequence[Panel], unbound: Sequence[Unbound]
) -> tuple[list[Panel], list[Unbound]]:
    """Return the panels with each shared total in the panel of its amounts, and what is unbound then."""
    panels, unbound = list(panels), list(unbound)
    for left, right in pairwise(range(len(panels))):
        shared = _shared(sheet, panels[left], panels[right], unbound)
        if not shared:
            continue
        rows = {row.row for row in shared}
        kept = [row for row in panels[left].rows if row.row not in rows]
        taken = sorted([*panels[right].rows, *shared], key=lambda row: row.row)
        panels[left] = replace(panels[left], rows=labelled(kept))
        panels[right] = replace(panels[right], rows=labelled(taken))
        columns = {column.column for column in panels[right].columns}
        unbound = [cell for cell in unbound if cell.row not in rows or cell.column not in columns]
    return panels, unbound


def _shared(sheet: Sheet, left: Panel, right: Panel, unbound: Sequence[Unbound]) -> list[LabelledRow]:
    """Return the rows without code and amounts at the left, whose amounts stand at the right without a label."""
    if [column.coordinates for column in left.columns] != [column.coordinates for column in right.columns]:
        return []
    columns = {column.column for column in right.columns}
    unlabelled = {cell.row for cell in unbound if cell.column in columns}
    if not unlabelled:
        return []
    return [
        row
        for row in left.rows
        if row.row in unlabelled
        and not row.code
        and not any(is_number(sheet.value(row.row, column.column)) for column in left.columns)
        and all(sheet.value(row.row, c) is None for c in range(left.columns[-1].column + 1, min(columns)))
    ]
