"""Reading words: a heading, a label or a title as a chain of the lexicon's words, every character accounted for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from model.classification.codes import Domain
from model.lexicon.dimension import Dimension

ROLES = frozenset(
    {"total", "filler", "code", "name", "label", "project_name", "unit_code", "unit_name", "ignore", ""}
)
CODE_DIMENSIONS = frozenset(Domain)
"""The dimensions whose members are codes of a classification; a word may name one code."""
COLUMN_ROLES = ROLES - {"total", "filler", ""}

_DROPPED = re.compile(r"[\s\"'“”‘’《》*:·]+")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:年度?|(?!\d))")
_NUMBERING = re.compile(r"^(?:\(?[一二三四五六七八九十]+\)?[、.]|\([一二三四五六七八九十\d]+\)|\d{1,2}[、.])")
_UNIT_IN_BRACKETS = re.compile(r"\((?:单位)?(?:亿元|万元|千元|元)\)")


@cache
def normalised(text: str) -> str:
    """Return `text` as the lexicon compares it: no spaces, quotes or colons; brackets and digits half-width."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text))


def without_numbering(text: str) -> str:
    """Return a normalised label without its leading 一、 (一) 1. or 其中."""
    return _NUMBERING.sub("", text)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the lexicon: the coordinates it means, the role of a column it heads, the shift of the year."""

    means: Mapping[str, str]
    role: str
    year_shift: int | None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says: coordinates, column roles, the year it names, and what no word of the lexicon covers.

    `year_shift` is 0 for the document's own year and -1 for the year before; None where nothing is said.
    """

    coordinates: Mapping[str, str] = field(default_factory=dict)
    roles: frozenset[str] = frozenset()
    year: int | None = None
    year_shift: int | None = None
    unknown: str = ""
    contradicts: bool = False

    @property
    def column_role(self) -> str:
        """The role of a column with this heading, "" for a column of amounts."""
        return next(iter(sorted(self.roles & COLUMN_ROLES)), "")

    @property
    def is_bound(self) -> bool:
        """Whether every character is accounted for and nothing contradicts."""
        return not self.unknown and not self.contradicts


def read_text(
    text: str, words: Mapping[str, Word], longest: int, dimensions: Mapping[str, Dimension]
) -> Reading:
    """Return what a text says; `longest` is the length of the longest word."""
    plain = _UNIT_IN_BRACKETS.sub("", normalised(text))
    years = _YEAR.findall(plain)
    plain = without_numbering(_YEAR.sub("", plain))
    chain, unknown = _chain(plain, words, longest)
    coordinates, contradicts = _together(chain, dimensions)
    shifts = [word.year_shift for word in chain if word.year_shift is not None]
    return Reading(
        coordinates,
        frozenset(word.role for word in chain if word.role),
        int(years[0]) if years else None,
        shifts[-1] if shifts else None,
        unknown,
        contradicts or len(set(years)) > 1,
    )


def _together(chain: list[Word], dimensions: Mapping[str, Dimension]) -> tuple[dict[str, str], bool]:
    """Return the coordinates that the words of a chain mean together, and whether two of them contradict."""
    coordinates: dict[str, str] = {}
    contradicts = False
    for word in chain:
        for dimension, member in word.means.items():
            if dimension in CODE_DIMENSIONS:
                coordinates[dimension] = member
                continue
            outer = coordinates.get(dimension, dimensions[dimension].root)
            refined = dimensions[dimension].refine(outer, member)
            contradicts = contradicts or refined is None
            coordinates[dimension] = refined or member
    return coordinates, contradicts


def _chain(plain: str, words: Mapping[str, Word], longest: int) -> tuple[list[Word], str]:
    """Return the chain of words that leaves the fewest characters uncovered, and what is left."""
    sizes = _best_sizes(plain, words, longest)
    chain: list[Word] = []
    unknown: list[str] = []
    position = 0
    while position < len(plain):
        size = sizes[position]
        if size:
            chain.append(words[plain[position : position + size]])
        else:
            unknown.append(plain[position])
        position += size or 1
    return chain, "".join(unknown).strip("()、,，/-—")


def _best_sizes(plain: str, words: Mapping[str, Word], longest: int) -> list[int]:
    """Return for each position the length of the word to take there, 0 to leave the character uncovered."""
    length = len(plain)
    best: list[tuple[int, int, int]] = [(0, 0, 0)] * (length + 1)
    for start in range(length - 1, -1, -1):
        uncovered, pieces, _ = best[start + 1]
        choice = (uncovered + 1, pieces, 0)
        for size in range(min(longest, length - start), 0, -1):
            if plain[start : start + size] in words:
                after = best[start + size]
                choice = min(choice, (after[0], after[1] + 1, size), key=lambda item: (item[0], item[1]))
        best[start] = choice
    return [size for _, _, size in best[:-1]]
