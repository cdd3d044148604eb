"""Reading words: a heading, a label or a title as a chain of the lexicon's words, every character accounted for."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import field
from functools import cache

from model.classification.codes import Domain
from model.lexicon.dimension import Dimension
from model.numbering import HAN
from model.pattern import pattern
from model.record import dataclass

ROLES = frozenset(
    {
        "total",
        "filler",
        "this_year",
        "code",
        "name",
        "label",
        "project_name",
        "unit_code",
        "unit_name",
        "ignore",
        "",
    }
)
CODE_DIMENSIONS = frozenset(Domain)
"""The dimensions whose members are codes of a classification; a word may name one code."""
COLUMN_ROLES = ROLES - {"total", "filler", "this_year", ""}

ALONE = "\N{SYMBOL FOR START OF TEXT}"
"""Begins the key of a word that counts only where a text states nothing else."""

Sizes = Mapping[str, tuple[int, ...]]
"""The lengths of a lexicon's words by their first character, the longest first."""

OF_WHICH = "其中"
"""What a line or a heading begins with that is a part of the one above."""

_DROPPED = pattern(r"[\s\"'“”‘’《》*:·]+")
_YEAR = pattern(r"(?<!\d)((?:19|20)\d{2})(?:年度?|(?!\d))")
_NUMBERING = pattern(rf"^(?:其中)?(?:\(?{HAN}\)?[、.]|\((?:{HAN}|\d+)\)|\d{{1,2}}[、.])")
_CIRCLED = {ord("①") + number: f"({number + 1})" for number in range(20)}
_BETWEEN_CHINESE = pattern(r"(?<=[一-鿿（）、，：”》]) (?=[一-鿿（）、，：“《])")
_UNIT_IN_BRACKETS = pattern(r"\((?:单位)?(?:亿元|万元|千元|元)\)")


@cache
def normalised(text: str) -> str:
    """Return `text` as the lexicon compares it: no spaces, quotes or colons; brackets and digits half-width.

    A number in a circle is one in brackets.
    """
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text.translate(_CIRCLED)))


def one_line(text: str) -> str:
    """Return a cell's text in one line; where a line ends between Chinese characters, none separates them."""
    return _BETWEEN_CHINESE.sub("", " ".join(text.split()))


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
    """What a text states: coordinates, column roles, the year it names, and what no word of the lexicon covers.

    `year_shift` is 0 for the document's own year and -1 for the year before; None where nothing is stated.
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


def sizes_of(words: Iterable[str]) -> Sizes:
    """Return the lengths of the words that begin with each character."""
    sizes: dict[str, set[int]] = {}
    for word in words:
        sizes.setdefault(word[:1], set()).add(len(word))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in sizes.items()}


def read_text(
    text: str, words: Mapping[str, Word], sizes: Sizes, dimensions: Mapping[str, Dimension]
) -> Reading:
    """Return what a text states; `sizes` are those of the words."""
    plain = _UNIT_IN_BRACKETS.sub("", normalised(text))
    years = _YEAR.findall(plain)
    plain = without_numbering(_YEAR.sub("", plain))
    alone = words.get(ALONE + plain)
    chain, unknown = ([alone], "") if alone else _chain(plain, words, sizes)
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


def _chain(plain: str, words: Mapping[str, Word], sizes: Sizes) -> tuple[list[Word], str]:
    """Return the chain of words that leaves the fewest characters uncovered, and what is left."""
    taken = _best_sizes(plain, words, sizes)
    chain: list[Word] = []
    unknown: list[str] = []
    position = 0
    while position < len(plain):
        size = taken[position]
        if size:
            chain.append(words[plain[position : position + size]])
        else:
            unknown.append(plain[position])
        position += size or 1
    return chain, "".join(unknown).strip("()、,，/-—")


def _best_sizes(plain: str, words: Mapping[str, Word], sizes: Sizes) -> list[int]:
    """Return for each position the length of the word to take there, 0 to leave the character uncovered."""
    length = len(plain)
    uncovered, pieces, taken = [0] * (length + 1), [0] * (length + 1), [0] * length
    for start in range(length - 1, -1, -1):
        best = (uncovered[start + 1] + 1, pieces[start + 1])
        for size in sizes.get(plain[start], ()):
            end = start + size
            if end <= length and plain[start:end] in words:
                choice = (uncovered[end], pieces[end] + 1)
                if choice < best:
                    best, taken[start] = choice, size
        uncovered[start], pieces[start] = best
    return taken
