"""Pieces of headings joined downwards into words, so that none is left over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from model.lexicon.lexicon import Lexicon, lexicon, normalised

_MOST_PIECES = 4
"""Lines that one heading may be broken into."""
_MOST_STEPS = 20_000


class Piece(NamedTuple):
    """A piece of a heading: its line, its place in the line, and its text."""

    line: int
    place: int
    text: str


def joined_words(pieces: Sequence[Piece], words: Lexicon) -> list[tuple[Piece, ...]] | None:
    """Return the pieces joined into words of the lexicon, None where they cannot all be used up."""
    return _Cover(words).cover(list(pieces), [])


class _Cover:
    def __init__(self, words: Lexicon) -> None:
        self._lexicon = words
        self._steps = 0

    def cover(self, rest: list[Piece], done: list[tuple[Piece, ...]]) -> list[tuple[Piece, ...]] | None:
        """Return `done` and the words that use up `rest`, the upper pieces first."""
        if not rest:
            return done
        self._steps += 1
        if self._steps > _MOST_STEPS:
            return None
        for chain in self._chains((rest[0],), rest[1:]):
            if any(_cross(chain, other) for other in done):
                continue
            left = [piece for piece in rest if piece not in chain]
            covered = self.cover(left, [*done, chain])
            if covered is not None:
                return covered
        return None

    def _chains(self, chain: tuple[Piece, ...], rest: Sequence[Piece]) -> Iterator[tuple[Piece, ...]]:
        """Yield the words that begin with a chain of pieces, each in a line below the one before; the longest first."""
        text = "".join(piece.text for piece in chain)
        if len(chain) < _MOST_PIECES and normalised(text) in _beginnings():
            for position, piece in enumerate(rest):
                if piece.line > chain[-1].line:
                    yield from self._chains((*chain, piece), rest[position + 1 :])
        if normalised(text) in self._lexicon.words or (len(chain) == 1 and self._lexicon.read(text).is_bound):
            yield chain


def _cross(one: tuple[Piece, ...], other: tuple[Piece, ...]) -> bool:
    """Tell whether two words change sides between lines that both share."""
    sides = {mine.place < its.place for mine in one for its in other if mine.line == its.line}
    return len(sides) > 1


@cache
def _beginnings() -> frozenset[str]:
    """Return all beginnings of the lexicon's words."""
    return frozenset(word[:end] for word in lexicon().words for end in range(1, len(word)))
