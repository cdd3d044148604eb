"""Text in columns of a terminal: how wide it is, padded, and broken into lines."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_NEVER_FIRST = frozenset(" ,.;:!?)]}%，。、；：！？）】》”’…％")
"""Characters that no line begins with, if the line before has room for the word they end."""


def width(text: str) -> int:
    """Return how many terminal cells a text of one line takes."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def ljust(text: str, cells: int) -> str:
    """Return a text padded on the right to a width in cells."""
    return text + " " * (cells - width(text))


def rjust(text: str, cells: int) -> str:
    """Return a text padded on the left to a width in cells."""
    return " " * (cells - width(text)) + text


def wrapped(text: str, cells: int, indent: str = "", hanging: str | None = None) -> list[str]:
    """Return a text as lines of at most `cells` cells, each indented; `hanging` indents all but the first.

    Lines break at spaces, between wide characters, and inside a word only where it is longer than a line.
    """
    later = indent if hanging is None else hanging
    longest = max(cells - max(len(indent), len(later)), 2)
    lines: list[str] = []
    for paragraph in text.split("\n"):
        start = later if lines else indent
        line, used = start, len(start)
        for piece, taken in _pieces(paragraph, longest):
            if used > len(start) and used + taken - (len(piece) - len(piece.rstrip(" "))) > cells:
                lines.append(line.rstrip(" "))
                start = later
                line, used = start, len(start)
            line += piece
            used += taken
        lines.append(line.rstrip(" "))
    return lines


@lru_cache(maxsize=8192)
def _cells(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _pieces(text: str, longest: int) -> Iterator[tuple[str, int]]:
    """Split a line where it may break: after a space, around a wide character, at `longest` cells."""
    piece, taken, wide_before = "", 0, False
    for character in text:
        cells = _cells(character)
        may_break = character not in _NEVER_FIRST and (cells == 2 or wide_before or piece.endswith(" "))
        if piece and cells and (may_break or taken + cells > longest):
            yield piece, taken
            piece, taken = "", 0
        piece += character
        taken += cells
        wide_before = cells == 2
    if piece:
        yield piece, taken
