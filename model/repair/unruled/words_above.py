"""Headings in plain lines: what was broken at a cell's edge is put together again, word by word.

A heading of two lines comes out as 财政拨款收 in one line and 入 two lines further down, each among the pieces of the
other columns. Pieces are joined downwards into words of the lexicon so that all of them are used up. The order of the
columns is known only of those that share a line.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from model.lexicon.lexicon import Lexicon, normalised
from model.repair.unruled.joining import Piece, joined_words
from model.repair.unruled.printed_line import PrintedLine

_PIECES_OF_CODE = frozenset({"类", "款", "项"})
_SUMS = ("合计", "总计", "小计")


@dataclass(frozen=True, slots=True, eq=False)
class HeadingWord:
    """A heading of a column of amounts, the pieces it was put together from, and what it means."""

    text: str
    pieces: tuple[Piece, ...]
    coordinates: Mapping[str, str]

    def stands_before(self, other: HeadingWord) -> bool:
        """Tell whether it is printed left of another in a line that both share."""
        return any(
            mine.line == its.line and mine.place < its.place for mine in self.pieces for its in other.pieces
        )


def heading_words(
    lines: Sequence[PrintedLine], shared: Mapping[str, str], lexicon: Lexicon
) -> list[HeadingWord] | None:
    """Return the headings of the amounts in an order that the lines allow, None where pieces are left over.

    `shared` is what all amounts of the table share: a heading that says no more names a group of columns.
    """
    pieces = [
        Piece(row, place, token)
        for row, line in enumerate(lines)
        if not _PIECES_OF_CODE.issuperset(line.text.split()) or len(line.text) == 1
        for place, token in enumerate(line.text.split())
        if not _is_label(token, lexicon)
    ]
    joined = joined_words(pieces, lexicon)
    if joined is None:
        return None
    words = [
        HeadingWord(text, chain, lexicon.read(text).coordinates)
        for text, chain in ((_text(chain), chain) for chain in joined)
        if not _is_label(text, lexicon)
    ]
    return _in_order(_with_groups([word for word in words if not _is_group(word, shared, lexicon)], lexicon))


def _text(chain: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in chain)


def _is_label(text: str, lexicon: Lexicon) -> bool:
    reading = lexicon.read(text)
    return text not in _PIECES_OF_CODE and reading.is_bound and bool(reading.column_role)


def _is_group(word: HeadingWord, shared: Mapping[str, str], lexicon: Lexicon) -> bool:
    """Tell whether a heading says no more than the title does, or nothing at all."""
    if normalised(word.text).endswith(_SUMS):
        return False
    return all(
        dimension in shared and lexicon.dimensions[dimension].is_under(shared[dimension], member)
        for dimension, member in word.coordinates.items()
        if dimension != "stage"
    )


def _with_groups(words: list[HeadingWord], lexicon: Lexicon) -> list[HeadingWord]:
    """Give a 小计 the heading above it whose parts follow it in its line."""
    named = list(words)
    for word in words:
        parts = [other for other in words if word.stands_before(other)]
        if normalised(word.text) != "小计" or not parts:
            continue
        group = next((other for other in named if _holds(other, parts[0], lexicon)), None)
        if group is not None:
            named.remove(group)
            whole = replace(word, text=group.text + word.text, coordinates=group.coordinates)
            named[named.index(word)] = whole
    return named


def _holds(group: HeadingWord, part: HeadingWord, lexicon: Lexicon) -> bool:
    """Tell whether a heading of an upper line names the whole that another is a part of."""
    if not group.coordinates or group.pieces[-1].line >= part.pieces[0].line:
        return False
    return all(
        part.coordinates.get(dimension, member) != member
        and lexicon.dimensions[dimension].is_under(part.coordinates[dimension], member)
        for dimension, member in group.coordinates.items()
    )


def _in_order(words: list[HeadingWord]) -> list[HeadingWord]:
    """Return the words so that none stands after one that it is printed before."""
    ordered: list[HeadingWord] = []
    rest = list(words)
    while rest:
        first = next(
            (word for word in rest if not any(other.stands_before(word) for other in rest)),
            rest[0],
        )
        ordered.append(first)
        rest.remove(first)
    return ordered
