"""The lines of a text, and which of them belong to a table."""

from __future__ import annotations

import re

Line = tuple[int, str]
"""The number of a line, from 1, and its text."""

_LINE_END = re.compile("\r\n|\r|\n")


def numbered(text: str) -> list[Line]:
    """Return the lines of a text with their numbers."""
    return list(enumerate(_LINE_END.split(text), start=1))


def separator(line: str) -> str:
    """Return what stands between the cells of a line of a table, "" for a line of prose."""
    if "\t" in line:
        return "\t"
    stripped = line.strip()
    return "|" if stripped.count("|") > 1 and stripped[0] == stripped[-1] == "|" else ""
