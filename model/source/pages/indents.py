"""How far the texts of a table's columns are set in, by where the page prints them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from model.source.pages.page import Inset, Place

_CENTRED = 0.6
_SAME_LEVEL = 0.5
_FEWEST_LEFT = 2
"""Fractions of a character, and how many texts must begin at one place to show that a column is set from the left."""


def indents(rows: Sequence[Sequence[str]], insets: Mapping[Place, Inset]) -> dict[Place, int]:
    """Return by how many half-characters each text is set in from the leftmost of its column, if at all.

    A text in the middle of its cell is not set in, nor is a number.
    """
    by_column: dict[int, list[tuple[int, Inset]]] = defaultdict(list)
    for (row, column), inset in insets.items():
        if _is_label(rows[row][column]):
            by_column[column].append((row, inset))
    found: dict[Place, int] = {}
    for column, entries in by_column.items():
        for row, halves in _of_column(entries):
            found[row, column] = halves
    return found


def _is_label(text: str) -> bool:
    return any(character.isalpha() for character in text)


def _of_column(entries: list[tuple[int, Inset]]) -> list[tuple[int, int]]:
    """Return the rows of a column whose texts are set in, and by how much."""
    left = [inset for _, inset in entries if not _is_centred(inset)]
    if len(left) < _FEWEST_LEFT:
        return []
    edge = min(inset.left for inset in left)
    set_in: list[tuple[int, int]] = []
    for row, inset in entries:
        halves = round((inset.left - edge) / (inset.size / 2))
        if halves > 0 and (not _is_centred(inset) or _stands_among(inset, left)):
            set_in.append((row, halves))
    return set_in


def _is_centred(inset: Inset) -> bool:
    return inset.left > inset.size and abs(inset.left - inset.right) <= _CENTRED * inset.size


def _stands_among(inset: Inset, others: Sequence[Inset]) -> bool:
    """Return whether other texts that are set from the left begin at the same place."""
    near = sum(abs(other.left - inset.left) <= _SAME_LEVEL * inset.size for other in others)
    return near >= _FEWEST_LEFT
