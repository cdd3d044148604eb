"""Which cells hold a number: a double, or a text that prints one."""

from __future__ import annotations

from collections.abc import Collection

from model.amounts_text import PrintedNumber, read_number
from model.source.book import CellValue

_LONGEST = 32


def is_number(value: CellValue) -> bool:
    """Return whether a cell holds a number; in a page of text every number is text."""
    if isinstance(value, float):
        return True
    return isinstance(value, str) and len(value) <= _LONGEST and isinstance(read_number(value), PrintedNumber)


def has_number(values: Collection[CellValue]) -> bool:
    """Return whether any of the cells holds a number."""
    return float in map(type, values) or any(map(is_number, values))
