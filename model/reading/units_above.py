"""Units that stand above their codes: 合计, a unit, its 类 款 项, the next unit, its codes anew.

Where one unit alone has codes below it and its amounts are those of the total, these are the department's codes; where
no total is printed, the unit's line is the total. Where several units have codes, those below each are that unit's.
Amounts tell which of these it is, and not words alone: so this is no line of composition.toml.
"""

from __future__ import annotations

from collections.abc import Sequence

from model.classification.codes import Domain
from model.lexicon.composition import PART
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
    """Return whether a line is one of those that a unit above it has: a code, or a project."""
    return bool(_CODES & set(line.coordinates)) or line.coordinates.get("item", "").startswith("project:")


def _whole(
    lines: Sequence[RowLabel],
    rows: LabelledRows,
    head: int,
    sheet: Sheet,
    columns: Sequence[AmountColumn],
) -> dict[int, dict[str, str]]:
    """Return the topmost of the units above the codes as the total, where the table prints none.

    Where it prints one that is not the unit's, the codes are the unit's alone.
    """
    total = next((at for at, line in enumerate(lines) if not line.code and not line.coordinates), -1)
    if total < 0:
        first = head
        while first and _is_unit(lines[first - 1]):
            first -= 1
        return {first: {}}
    cells = ((sheet.value(int(rows.row[at]), column.column) for at in (total, head)) for column in columns)
    return _by_unit(lines, {head}) if any(one != other for one, other in cells) else {}


def _by_unit(lines: Sequence[RowLabel], heads: set[int]) -> dict[int, dict[str, str]]:
    unit = ""
    changed: dict[int, dict[str, str]] = {}
    for at, line in enumerate(lines):
        if at in heads:
            unit = line.coordinates["unit"]
        elif not _is_coded(line) and not {"item", "nature"} & set(line.coordinates):
            unit = ""
        elif unit and line.coordinates.get("item", PART).startswith(PART):
            changed[at] = {**line.coordinates, "unit": unit}
    return changed
