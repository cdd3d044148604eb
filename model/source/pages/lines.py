"""Characters on a page become lines, and the lines of a cell become its text.

Places are points from the page's upper left corner, x to the right and y down.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from statistics import median
from typing import NamedTuple

_OVERLAP = 0.5
_TWICE = 0.3
_SPACE = 0.4
_WORD_SPACE = 0.15
_GAP = 2.0
_ROOM = 1.5
"""Fractions of a character's size: how much of two must overlap, how far apart what belongs together may be, and what
a line leaves free in its cell that was not broken at its edge."""
_FIRST_IDEOGRAPH = "\u3400"


class Glyph(NamedTuple):
    """A character and its box; `drawn` is the number of the object of the page that draws it, 0 for no known one."""

    left: float
    top: float
    right: float
    bottom: float
    text: str
    drawn: int = 0

    @property
    def middle(self) -> float:
        """Height of the box's middle."""
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        """Height of the box, nearly that of the type."""
        return self.bottom - self.top


class Ruling(NamedTuple):
    """A horizontal or vertical line: where it stands on one axis, and from where to where it runs on the other."""

    at: float
    start: float
    end: float


class Box(NamedTuple):
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float


def snapped(values: Iterable[float], tolerance: float) -> list[float]:
    """Return the values in order, with those as one (their mean) that lie within the tolerance of one another."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= tolerance:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


class Line(NamedTuple):
    """A line of text and its box. `size` is the height of its type; `gaps` counts the wide blanks within it.

    `runs` means that it stands on page after page, whatever stands there: a running head or foot.
    """

    left: float
    top: float
    right: float
    bottom: float
    text: str
    size: float
    gaps: int = 0
    page: int = 0
    runs: bool = False


def rows_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Return some characters in lines from the top down, each from left to right.

    A character belongs to the line that its height overlaps, however small or large it is.
    """
    rows: list[list[Glyph]] = []
    top = bottom = 0.0
    for glyph in sorted(glyphs, key=lambda g: (g.top + g.bottom, g.left)):
        shared = min(glyph.bottom, bottom) - max(glyph.top, top)
        if rows and shared >= _OVERLAP * min(glyph.bottom - glyph.top, bottom - top):
            rows[-1].append(glyph)
            share = 1 / len(rows[-1])
            top, bottom = top + share * (glyph.top - top), bottom + share * (glyph.bottom - bottom)
        else:
            rows.append([glyph])
            top, bottom = glyph.top, glyph.bottom
    return [sorted(row, key=lambda g: g.left) for row in rows]


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """Return the lines of some characters from the top down, with a space where they stand apart."""
    return [line_of(row) for row in rows_of(glyphs)]


def line_of(glyphs: list[Glyph]) -> Line:
    """Return characters that stand in one line, from left to right; what is drawn twice for bold type is one."""
    first = glyphs[0]
    text, gaps = first.text, 0
    size = _size(glyphs)
    for before, glyph in pairwise(glyphs):
        if glyph.text == before.text and glyph.left - before.left < _TWICE * (before.right - before.left):
            continue
        apart = glyph.left - before.right
        if apart > (_WORD_SPACE if _are_words(before, glyph) else _SPACE) * size:
            text += " "
            gaps += apart > _GAP * size
        text += glyph.text
    return Line(
        first.left,
        min(g.top for g in glyphs),
        max(g.right for g in glyphs),
        max(g.bottom for g in glyphs),
        text,
        size,
        gaps,
    )


def _size(glyphs: list[Glyph]) -> float:
    """Return the height of the type, by the ideographs if there are any: the boxes of other characters mislead."""
    ideographs = [glyph.bottom - glyph.top for glyph in glyphs if glyph.text >= _FIRST_IDEOGRAPH]
    if ideographs:
        return median(ideographs)
    return median([min(glyph.bottom - glyph.top, 2 * (glyph.right - glyph.left)) for glyph in glyphs])


def has_ideograph(text: str) -> bool:
    """Return whether a text shows the height of its type: numbers and marks alone do not."""
    return max(text) >= _FIRST_IDEOGRAPH


def _are_words(before: Glyph, glyph: Glyph) -> bool:
    """Return whether a space between two characters would be a Latin one, narrower than any in Chinese."""
    both = before.text + glyph.text
    return both.isascii() and (before.text.isalpha() or glyph.text.isalpha())


def has_room(lines: list[Line], width: float) -> bool:
    """Return whether all lines of a cell of some width leave room for more characters."""
    return width - max(line.right - line.left for line in lines) > _ROOM * lines[0].size


def cell_text(lines: list[Line], width: float = 0.0) -> str:
    """Return the text of a cell: its lines apart, but a number that was broken at the cell's edge in one piece.

    None was, but for one broken beside its point or comma, where all lines leave room in a cell of some `width`.
    """
    text, is_wide = "", has_room(lines, width)
    for line in lines:
        is_torn = text and (not is_wide or {text[-1], line.text[0]} & {",", "."})
        breaks = text and not (is_torn and _is_amount(text[-1]) and _is_amount(line.text[0]))
        text += "\n" + line.text if breaks else line.text
    return text


def _is_amount(character: str) -> bool:
    return character in "0123456789.,"
