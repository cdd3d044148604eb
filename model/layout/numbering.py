"""The row that numbers the columns of a form: 栏次, 1, 2, 3, or 甲, 乙, 1, 2, 3=4+5."""

from __future__ import annotations

import re

from model.lexicon.lexicon import normalised
from model.source.book import CellValue, Sheet

_NUMBER = re.compile(r"\(?(\d{1,2})\)?(?:=[\d()+\-*/×÷]+)?栏?")
_LABELS = frozenset({"", "栏次", "行次", "甲", "乙", "丙", "丁", "-", "—", "#", "**", "*", "序号"})
_FEWEST = 3
"""Numbers without any label beside them, nor a blank where one would stand, that are surely no amounts."""


def numbers_columns(sheet: Sheet, row: int, *, amid_data: bool = False) -> bool:
    """Return whether a row holds nothing but the numbers of its columns, which count from 1 by one.

    Numbers that are printed with decimals are amounts. `amid_data` asks it of a row among those of amounts, where a
    label such as 栏次 or ** must say so.
    """
    cells = sheet.rows[row]
    if amid_data and 1.0 not in cells and "1" not in cells:
        return False
    numbers: list[int] = []
    labelled = False
    for column, value in enumerate(cells):
        if value is None or value == "":
            continue
        number = _number(sheet, row, column, value)
        if number:
            numbers.append(number)
        elif isinstance(value, str) and normalised(value) in _LABELS:
            labelled = True
        else:
            return False
    if amid_data and not labelled:
        return False
    fewest = 1 if labelled or (not amid_data and cells[0] in {None, ""}) else _FEWEST
    return len(numbers) >= fewest and numbers == list(range(1, len(numbers) + 1))


def _number(sheet: Sheet, row: int, column: int, value: CellValue) -> int:
    """Return the whole number that a cell prints without decimals, alone or before an equation; 0 where it does not."""
    if isinstance(value, float):
        known = sheet.format(row, column)
        has_decimals = known is not None and known.number_format is not None and ".0" in known.number_format
        return int(value) if value.is_integer() and not has_decimals else 0
    found = _NUMBER.fullmatch(normalised(value)) if isinstance(value, str) else None
    return int(found.group(1)) if found else 0
