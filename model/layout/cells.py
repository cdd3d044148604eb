"""Cells of a table: which hold texts, numbers or nothing, and the row of a form that numbers its columns."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from model.amounts_text import NotAmount, PrintedNumber, read_number
from model.lexicon.lexicon import normalised
from model.lexicon.names import code_text
from model.numbering import number_of_numeral
from model.pattern import pattern
from model.source.book import CellValue, Sheet

SAMPLE = 200
"""Rows looked at to find what a column holds."""
_LONGEST_NUMBER = 32
_LONGEST_CODE = 7
_COLUMN_NUMBER = pattern(r"\(?(\d{1,2})\)?(?:=[\d()+\-*/×÷]+)?栏?")
"""The number of a column, alone or before an equation: 栏次, 1, 2, 3, or 甲, 乙, 1, 2, 3=4+5."""
_NUMBERING_LABEL = pattern(r"栏次|行次|序号|[-—#]?|[甲乙丙丁*]+")
_NUMBERING_WORD = "栏次"
_FIRST = frozenset({1.0, "1", "一"})
_FEWEST_NUMBERS = 3
"""Numbers without any label beside them, nor a blank where one would stand, that are surely no amounts."""


def cells_of(sheet: Sheet, rows: Sequence[int], column: int) -> list[CellValue]:
    """Return the values of a column in these rows; None beyond a row's end and left of the first column."""
    if column < 0:
        return [None] * len(rows)
    grid = sheet.rows
    return [cells[column] if column < len(cells) else None for cells in map(grid.__getitem__, rows)]


def texts_of(row: Sequence[CellValue]) -> list[tuple[int, str]]:
    """Return the columns and texts of a row's non-empty text cells."""
    return [(column, value) for column, value in enumerate(row) if isinstance(value, str) and value.strip()]


def is_blank(row: Sequence[CellValue]) -> bool:
    """Return whether a row holds nothing."""
    return all(value is None or (isinstance(value, str) and not value.strip()) for value in row)


def is_number(value: CellValue) -> bool:
    """Return whether a cell holds a number: a double, or a text that prints one, as in a page of text all do."""
    return isinstance(value, float) or isinstance(_printed(value), PrintedNumber)


def _printed(value: CellValue) -> PrintedNumber | NotAmount | None:
    """Return what a text prints that is no longer than a number; None for any other cell."""
    return read_number(value) if isinstance(value, str) and len(value) <= _LONGEST_NUMBER else None


def states_amount(value: CellValue) -> bool:
    """Return whether a cell holds a number other than zero: a zero below a total takes nothing from it."""
    number = _printed(value)
    return bool(number.digits if isinstance(number, PrintedNumber) else isinstance(value, float) and value)


def has_number(values: Collection[CellValue]) -> bool:
    """Return whether any of the cells holds a number."""
    return float in map(type, values) or any(map(is_number, values))


def has_amount(values: Collection[CellValue]) -> bool:
    """Return whether any of the cells holds a number, or what is printed for no amount: a dash."""
    return has_number(values) or NotAmount.NOTHING in map(_printed, values)


def content_of(values: Iterable[CellValue], *, fewest: int = 1) -> str:
    """Return what most of the filled cells hold: "codes", "amounts" or "words"; "" where fewer than these.

    Short digits alone are codes, as those that count lines are too: amounts such as 208 look like them.
    """
    filled = [value for value in values if value not in (None, "")]
    codes = sum(text.isdigit() and len(text) <= _LONGEST_CODE for text in map(code_text, filled))
    numbers = sum(map(is_number, filled))
    if len(filled) < fewest:
        return ""
    return "codes" if codes * 2 > len(filled) else "amounts" if numbers * 2 > len(filled) else "words"


def numbers_columns(sheet: Sheet, row: int, *, amid_data: bool = False) -> bool:
    """Return whether a row holds nothing but the numbers of its columns, which count from 1 by one.

    Numbers that are printed with decimals are amounts. On a page without lines those of several columns may be one
    text, and beside 栏次 any text may stand, as 类, 款 and 项 or a label below do. `amid_data` asks it of a
    row among those of amounts, where a label such as 栏次 or ** must say so.
    """
    cells = sheet.rows[row]
    if amid_data and not _FIRST.intersection(cells):
        return False
    numbers: list[int] = []
    words: list[str] = []
    is_named = any(_NUMBERING_WORD[0] in value for value in cells if isinstance(value, str))
    for column, value in enumerate(cells):
        if value is None or value == "":
            continue
        parts = value.split() if isinstance(value, str) else []
        number = column_number(sheet, row, column)
        if len(parts) > 1 and all(map(str.isdecimal, parts)):
            numbers += map(int, parts)
        elif number:
            numbers.append(number)
        elif isinstance(value, str) and (is_named or _NUMBERING_LABEL.fullmatch(normalised(value))):
            words.append(normalised(value))
        else:
            return False
    labels = list(filter(_NUMBERING_LABEL.fullmatch, words))
    if (amid_data and not labels) or (len(labels) < len(words) and _NUMBERING_WORD not in words):
        return False
    fewest = 1 if labels or (not amid_data and cells[:1] in ([None], [""])) else _FEWEST_NUMBERS
    return len(numbers) >= fewest and numbers == list(range(1, len(numbers) + 1))


def column_number(sheet: Sheet, row: int, column: int) -> int:
    """Return the whole number that a cell prints without decimals, alone or before an equation; 0 where it does not.

    It may be a Chinese numeral.
    """
    value = sheet.value(row, column)
    if isinstance(value, float):
        known = sheet.format(row, column)
        has_decimals = known is not None and known.number_format is not None and ".0" in known.number_format
        return int(value) if value.is_integer() and not has_decimals else 0
    plain = normalised(value) if isinstance(value, str) else ""
    found = _COLUMN_NUMBER.fullmatch(plain)
    return int(found.group(1)) if found else number_of_numeral(plain.partition("=")[0])
