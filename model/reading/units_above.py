"""Units that stand above their codes: 合计, a unit, its 类 款 项, the next unit, its codes anew.

Where one unit alone has codes below it and its amounts are those of the total, it is the whole department, and its
codes are the department's. Where several have, the codes below each are that unit's.
"""

from __future__ import annotations

from collections.abc import Sequence

from model.classification.codes import Domain
from model.reading.labelled import LabelledRows, RowLabel
from model.reading.table import AmountColumn
from model.source.book import Sheet

_CODES = frozenset(map(str, Domain))


def with_units_above(rows: LabelledRows, sheet: Sheet, columns: Sequence[AmountColumn]) -> LabelledRows:
    """Return the rows of a panel with the coordinates that the units above them give."""
    if not any("unit" in label.coordinates for label in rows.labels) or len(rows.units) > 1:
        return rows
    lines = [rows.labels[number] for number in rows.label]
    heads = [at for at, line in enumerate(lines[:-1]) if _is_unit(line) and _is_coded(lines[at + 1])]
    if not heads:
        return rows
    changed = (
        _whole(lines, rows, heads[0], sheet, columns) if len(heads) == 1 else _by_unit(lines, set(heads))
    )
    label, labels = rows.label.copy(), list(rows.labels)
    for at, coordinates in changed.items():
        label[at] = len(labels)
        labels.append(lines[at]._replace(coordinates=coordinates))
    return rows.with_labels(label, labels)


def _is_unit(line: RowLabel) -> bool:
    return not line.code and set(line.coordinates) == {"unit"}


def _is_coded(line: RowLabel) -> bool:
    """Tell whether a line is one of those that a unit above it has: a code, or a project."""
    return bool(_CODES & set(line.coordinates)) or line.coordinates.get("item", "").startswith("project:")


def _whole(
    lines: Sequence[RowLabel],
    rows: LabelledRows,
    head: int,
    sheet: Sheet,
    columns: Sequence[AmountColumn],
) -> dict[int, dict[str, str]]:
    """Return the one unit above codes, and those right above it, as the whole; else its codes as the unit's."""
    total = next((at for at, line in enumerate(lines) if not line.code and not line.coordinates), -1)
    if total >= 0 and any(
        sheet.value(int(rows.row[total]), column.column) != sheet.value(int(rows.row[head]), column.column)
        for column in columns
    ):
        return _by_unit(lines, {head})
    first = head
    while first and _is_unit(lines[first - 1]):
        first -= 1
    return {at: {} for at in range(first, head + 1)}


def _by_unit(lines: Sequence[RowLabel], heads: set[int]) -> dict[int, dict[str, str]]:
    unit = ""
    changed: dict[int, dict[str, str]] = {}
    for at, line in enumerate(lines):
        if at in heads:
            unit = line.coordinates["unit"]
        elif not _is_coded(line) and "item" not in line.coordinates and "nature" not in line.coordinates:
            unit = ""
        elif unit:
            changed[at] = {**line.coordinates, "unit": unit}
    return changed
