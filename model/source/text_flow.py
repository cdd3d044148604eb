"""Characters on a page become lines, and lines of prose become paragraphs again."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from model.source.pdf_geometry import Glyph

_SAME_LINE = 0.5
_SPACE = 0.4
_WORD_SPACE = 0.15
_INDENT = 1.0
_SHORT = 2.5
_LEADING = 1.4
_OTHER_TYPE = 0.15
"""Fractions of the height of the type: how far apart what belongs together may be."""


class Line(NamedTuple):
    """A line of text and its box."""

    left: float
    top: float
    right: float
    bottom: float
    text: str

    @property
    def size(self) -> float:
        """Height of the type."""
        return self.bottom - self.top


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """Return the lines of some characters from the top down, with a space where they stand apart."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: (g.middle, g.left)):
        last = rows[-1][-1] if rows else None
        if last is not None and glyph.middle - last.middle <= _SAME_LINE * min(glyph.size, last.size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [_line(sorted(row, key=lambda g: g.left)) for row in rows]


def _line(glyphs: list[Glyph]) -> Line:
    text = glyphs[0].text
    for before, glyph in pairwise(glyphs):
        if glyph.left - before.right > (_WORD_SPACE if _are_words(before, glyph) else _SPACE) * glyph.size:
            text += " "
        text += glyph.text
    return Line(
        glyphs[0].left,
        min(g.top for g in glyphs),
        max(g.right for g in glyphs),
        max(g.bottom for g in glyphs),
        text,
    )


def _are_words(before: Glyph, glyph: Glyph) -> bool:
    """Return whether a space between two characters would be a Latin one, narrower than any in Chinese."""
    both = before.text + glyph.text
    return both.isascii() and (before.text.isalpha() or glyph.text.isalpha())


def cell_text(glyphs: Iterable[Glyph]) -> str:
    """Return the text of a cell: its lines apart, but a number that was broken at the cell's edge in one piece."""
    text = ""
    for line in lines_of(glyphs):
        breaks = text and not (_is_amount(text[-1]) and _is_amount(line.text[0]))
        text += "\n" + line.text if breaks else line.text
    return text


def _is_amount(character: str) -> bool:
    return character in "0123456789.,"


def paragraphs_of(lines: list[Line]) -> list[str]:
    """Return the paragraphs of consecutive lines of prose, told by indents, short lines, gaps and sizes."""
    if not lines:
        return []
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    paragraphs = [lines[0].text]
    for before, line in pairwise(lines):
        if _begins(before, line, left, right):
            paragraphs.append(line.text)
        else:
            apart = " " if paragraphs[-1][-1].isascii() and line.text[0].isascii() else ""
            paragraphs[-1] += apart + line.text
    return paragraphs


def _begins(before: Line, line: Line, left: float, right: float) -> bool:
    """Return whether a line begins a paragraph; one that comes from the next page may stand above the last."""
    gap = line.top - before.bottom
    return (
        line.left > left + _INDENT * line.size
        or before.right < right - _SHORT * before.size
        or gap > _LEADING * line.size
        or abs(line.size - before.size) > _OTHER_TYPE * before.size
    )
