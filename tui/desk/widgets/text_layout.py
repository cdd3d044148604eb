"""Prose in lines: where each line of a paragraph begins and ends, with room for the marks in it."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from rich.cells import cell_len, get_character_cell_size

_CLOSING = frozenset("，。；：、！？）》」』”’％%,.;:!?)")
_MARK_CELLS = 1


class TextLine(NamedTuple):
    """A line of a paragraph: the paragraph's index, and the characters from `start` to before `end`."""

    paragraph: int
    start: int
    end: int


def text_lines(paragraph: int, text: str, marked: Collection[int], cells: int) -> list[TextLine]:
    """Return a paragraph in lines of at most `cells` cells; `marked` are the ends after which a mark takes one cell.

    A number or a word stays whole where that costs less than half a line.
    """
    if len(text) * 2 + len(marked) <= cells or cell_len(text) + len(marked) * _MARK_CELLS <= cells:
        return [TextLine(paragraph, 0, len(text))]
    lines: list[TextLine] = []
    start, used = 0, 0
    widths = [
        get_character_cell_size(character) + (_MARK_CELLS if index in marked else 0)
        for index, character in enumerate(text, 1)
    ]
    for index, needed in enumerate(widths):
        used += needed
        if used > cells and index > start:
            end = _break(text, start, index)
            lines.append(TextLine(paragraph, start, end))
            start, used = end, sum(widths[end : index + 1])
    lines.append(TextLine(paragraph, start, len(text)))
    return lines


def _break(text: str, start: int, index: int) -> int:
    """Return where a line that can hold the characters before `index` ends."""
    least = start + max((index - start) // 2, 1)
    end = index
    while end > least and (_is_joined(text[end - 1], text[end]) or text[end] in _CLOSING):
        end -= 1
    return end if end > least else index


def _is_joined(before: str, after: str) -> bool:
    """Return whether two characters belong to one number or one word."""
    return _is_wordlike(before) and _is_wordlike(after)


def _is_wordlike(character: str) -> bool:
    return character in ".,%" or (character.isascii() and character.isalnum())
