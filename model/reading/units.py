"""The unit of each row, in tables that list their codes anew for each unit: named in a column, or above its codes.

A unit in a column is of the rows that print it. Above its codes it stands like this: 合计, a unit, its 类 款 项, the
next unit, its codes anew. Where one unit alone has codes below it and its amounts are those of the total, these are
the department's codes; where no total is printed, the unit's line is the total. Where several units have codes, those
below each are that unit's. Amounts tell which of these it is, and not words alone: so this is no line of
composition.toml.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from model.classification.codes import Domain
from model.layout.cells import cells_of
from model.lexicon.composition import PART
from model.lexicon.lexicon import Lexicon, normalised
from model.reading.table import AmountColumn, LabelledRows, RowLabel
from model.source.book import CellValue, Sheet

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.int32]

_CODES = frozenset(map(str, Domain))


def units_beside(
    sheet: Sheet, column: int, data: list[int], lexicon: Lexicon, codes: Callable[[], list[str]]
) -> tuple[Numbers, tuple[str, ...]]:
    """Return for each row of the data the number of its unit, and the units: "" is none, and the first.

    There are none where the column (-1 for no column) does not name several units for one code. A table that names
    one unit in all rows, or each code's unit beside it, is not consolidated: its codes are the department's. A unit
    printed once stands for the coded rows below it. `codes` returns the code of each row.
    """
    none = np.zeros(len(data), dtype=np.int32), ("",)
    cells = cells_of(sheet, data, column)
    if len(set(cells) - {None}) < 2:
        return none
    seen: dict[CellValue, int] = {}
    cell = np.array([seen.setdefault(value, len(seen)) for value in cells], dtype=np.int32)
    names = (value if isinstance(value, str) else "" for value in seen)
    printed = ["" if "total" in lexicon.read(name).roles else normalised(name) for name in names]
    members = tuple(dict.fromkeys(("", *printed)))
    numbers = {member: number for number, member in enumerate(members)}
    number = np.array([numbers[unit] for unit in printed], dtype=np.int32)[cell]
    code = codes()
    blank = (number == 0) & np.array([bool(text) for text in code], dtype=np.bool_)
    last = np.maximum.accumulate(np.where(blank, -1, np.arange(len(number))))
    number = np.where(blank & (last >= 0), number[np.maximum(last, 0)], number).astype(np.int32)
    listed = {(text, unit) for text, unit in zip(code, number.tolist(), strict=True) if text and unit}
    return (number, members) if len(listed) > len({text for text, _ in listed}) else none


def with_units_above(rows: LabelledRows, sheet: Sheet, columns: Sequence[AmountColumn]) -> LabelledRows:
    """Return the rows of a panel with the coordinates that the units above them give."""
    if not any("unit" in label.coordinates for label in rows.labels) or len(rows.units) > 1:
        return rows
    lines = [rows.labels[number] for number in rows.label]
    heads = [at for at, line in enumerate(lines[:-1]) if _is_unit(line) and _is_coded(lines[at + 1])]
    if not heads:
        return rows
    total = next((at for at, line in enumerate(lines) if not line.code and not line.coordinates), -1)
    at_total, at_head = int(rows.row[max(total, 0)]), int(rows.row[heads[0]])
    alike = all(sheet.value(at_total, each.column) == sheet.value(at_head, each.column) for each in columns)
    changed: dict[int, dict[str, str]] = {}
    if len(heads) > 1 or (total >= 0 and not alike):
        changed = _by_unit(lines, set(heads))
    elif total < 0:
        first = heads[0]
        while first and _is_unit(lines[first - 1]):
            first -= 1
        changed = {first: {}}
    label, labels = rows.label.copy(), list(rows.labels)
    for at, coordinates in changed.items():
        label[at] = len(labels)
        labels.append(replace(lines[at], coordinates=coordinates))
    return replace(rows, label=label, labels=labels)


def _is_unit(line: RowLabel) -> bool:
    return not line.code and set(line.coordinates) == {"unit"}


def _is_coded(line: RowLabel) -> bool:
    """Return whether a line is one of those that a unit above it has: a code, or a project."""
    return bool(_CODES & set(line.coordinates)) or line.coordinates.get("item", "").startswith("project:")


def _by_unit(lines: Sequence[RowLabel], heads: set[int]) -> dict[int, dict[str, str]]:
    """Return the coordinates of the codes below each unit, by their position, with the unit."""
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
