"""A 款 without 项 of its own, below which the list prints its code again for the 项 that it has none of.

Where a list goes down to 项, such a pair of lines, alike in code and amounts, is one 款 and what stands in the place
of its 项: the second is all of the first, and no second part of the 类.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from model.classification.codes import Domain, domain_of, level_of, parent_of
from model.lexicon.lexicon import normalised
from model.reading.labelled import LabelledRows
from model.reading.table import AmountColumn
from model.source.book import Sheet

_SECTION, _ITEM = 2, 3


def without_repeated_codes(rows: LabelledRows, sheet: Sheet, columns: Sequence[AmountColumn]) -> LabelledRows:
    """Return the rows with a 款 that is printed again right below itself as a part, by its name, of that 款."""
    codes = [label.code for label in rows.labels]
    items = [code for code in codes if _level(code) == _ITEM]
    broken_down = {parent_of(code) for code in items}
    sections = {
        number for number, code in enumerate(codes) if _level(code) == _SECTION and code not in broken_down
    }
    if not sections or not items:
        return rows
    chosen = rows.label.tolist()
    again = [
        at
        for at, (one, other) in enumerate(pairwise(chosen), start=1)
        if one in sections and other in sections and codes[one] == codes[other]
        if _are_alike(sheet, int(rows.row[at - 1]), int(rows.row[at]), columns)
    ]
    if not again:
        return rows
    label, labels = rows.label.copy(), list(rows.labels)
    for at in again:
        line = rows.labels[chosen[at]]
        label[at] = len(labels)
        item = {"item": f"part:{normalised(line.name)}"}
        labels.append(line._replace(code="", code_cell=-1, coordinates={**line.coordinates, **item}))
    return rows.with_labels(label, labels)


def _level(code: str) -> int:
    return level_of(code) if code and domain_of(code) is Domain.FUNCTION else 0


def _are_alike(sheet: Sheet, one: int, other: int, columns: Sequence[AmountColumn]) -> bool:
    return all(sheet.value(one, column.column) == sheet.value(other, column.column) for column in columns)
