"""Rows of a matrix that lost a blank cell: their amounts are put back under the columns in which alone they add up.

An extraction that drops a blank in the middle of a row lets what stands right of it slide to the left. Where the total
row is whole, its sums tell where the amounts of the codes belong: only one way adds up in all columns and all rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from model.amounts_text import PrintedNumber, read_number
from model.classification.codes import Domain, parent_of
from model.layout.numbers import is_number
from model.lexicon.lexicon import Lexicon
from model.reading.panels import PanelColumns
from model.reading.rows import read_rows
from model.reading.table import LabelledRow
from model.reading.tables import Draft
from model.repair.unruled.placing import Columns, Placed, Row
from model.repair.unruled.proof import Prover
from model.source.book import CellValue, Sheet

_MOST_COLUMNS = 16
_MOST_ROWS = 200
"""Beyond these a table is left as it is: a page holds less."""


def with_blanks_put_back(sheet: Sheet, draft: Draft, lexicon: Lexicon) -> Sheet | None:
    """Return the sheet with the lost blanks of its rows put back; None where none is lost or it cannot be proven."""
    if not draft.slid or draft.kind is None or draft.kind.axis != "codes" or len(draft.panels) != 1:
        return None
    panel = draft.panels[0]
    columns = [column.number for column in panel.amounts]
    if any(column.why for column in panel.amounts) or not 2 <= len(columns) <= _MOST_COLUMNS:
        return None
    if len(draft.layout.data) > _MOST_ROWS:
        return None
    labelled, _ = read_rows(sheet, panel, draft.layout.data, lexicon, draft.kind)
    rows = [labelled[position] for position in range(len(labelled))]
    total = next((row for row in rows if not row.code), None)
    if total is None:
        return None
    coded = [row for row in rows if row.code]
    placed = _proven(sheet, total, coded, panel)
    if placed is None:
        return None
    return _rewritten(sheet, coded, columns, placed)


def _proven(
    sheet: Sheet, total: LabelledRow, coded: Sequence[LabelledRow], panel: PanelColumns
) -> list[Placed] | None:
    """Return where the amounts of each coded row belong; None where all are right already or not all are proven."""
    numbers = [column.number for column in panel.amounts]
    printed = [_amounts(sheet, row, numbers) for row in (total, *coded)]
    decimals = max((number.decimals for cells in printed for number in cells if number), default=0)
    ways = [tuple(_in_last_digits(number, decimals) for number in cells) for cells in printed]
    held = _equations(panel, ways[0])
    columns = Columns(
        tuple({} for _ in numbers),
        frozenset((one, other) for one in range(len(numbers)) for other in range(one + 1, len(numbers))),
        held,
    )
    rows = [Row(total.row, fixed={c: ("", amount) for c, amount in enumerate(ways[0]) if amount is not None})]
    for row, way, above in zip(coded, ways[1:], _tree(coded), strict=True):
        amounts = [("", amount) for amount in way if amount is not None]
        rows.append(Row(row.row, [amounts] if amounts else [], {}, tuple(range(len(numbers))), above))
    prover = Prover(rows, columns, range(len(numbers)), lambda _column, _amount: False)
    placed = prover.prove()
    if len(placed) < len(rows) or all(placed[position] == way for position, way in enumerate(ways)):
        return None
    return [placed[position] for position in range(1, len(rows))]


def _amounts(sheet: Sheet, row: LabelledRow, columns: Sequence[int]) -> list[PrintedNumber | None]:
    cells = (sheet.value(row.row, column - row.shift) for column in columns)
    return [_number(cell) for cell in cells]


def _number(cell: CellValue) -> PrintedNumber | None:
    number = read_number(cell) if isinstance(cell, str) else None
    return number if isinstance(number, PrintedNumber) else None


def _in_last_digits(number: PrintedNumber | None, decimals: int) -> int | None:
    return None if number is None else number.digits * int(10 ** (decimals - number.decimals))


def _equations(panel: PanelColumns, total: Placed) -> dict[int, tuple[int, ...]]:
    """Return the columns that are sums of others, as far as the total row bears it out: a page may cut parts off."""
    economic = (Domain.ECONOMIC, Domain.GOVERNMENT)
    codes = [
        next((column.coordinates[domain] for domain in economic if domain in column.coordinates), "")
        for column in panel.amounts
    ]
    parts = {
        whole: tuple(part for part, other in enumerate(codes) if other and parent_of(other) == code)
        for whole, code in enumerate(codes)
    }
    return {
        whole: below
        for whole, below in parts.items()
        if below and total[whole] == sum(total[part] or 0 for part in below)
    }


def _tree(coded: Sequence[LabelledRow]) -> list[int]:
    """Return for each coded row the position of the row above it, counted from the total row."""
    at = {row.code: position for position, row in enumerate(coded, start=1)}
    above: list[int] = []
    for row in coded:
        code = parent_of(row.code)
        while code and code not in at:
            code = parent_of(code)
        above.append(at.get(code, 0))
    return above


def _rewritten(
    sheet: Sheet, coded: Sequence[LabelledRow], columns: Sequence[int], placed: Sequence[Placed]
) -> Sheet:
    rows = list(sheet.rows)
    for row, way in zip(coded, placed, strict=True):
        cells = list(rows[row.row])
        printed = iter(
            [cells[column] for column in columns if column < len(cells) and is_number(cells[column])]
        )
        cells = [*cells[: columns[0]], *[None] * (columns[-1] + 1 - columns[0])]
        for column, amount in zip(columns, way, strict=True):
            if amount is not None:
                cells[column] = next(printed)
        rows[row.row] = cells
    return replace(sheet, rows=rows)
