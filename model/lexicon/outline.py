"""Lines that print names and no codes: which code of a classification each means, by its name and its place.

A name alone seldom identifies a code: 行政运行 stands under a hundred 款. Its place does: a line stands under the last
line of a level above its own. Where lines are set in, the indent states which line that is; where they are not, it is
the nearest line under which the classification knows the name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from model.classification.catalogue import Catalogue, catalogue, normal_name
from model.classification.codes import Domain, level_of, parent_of
from model.lexicon.lexicon import normalised, without_numbering
from model.record import dataclass

_FEWEST_CLASSES = 3
_SHORTEST_CUT = 6
"""Characters that must be left of a name which the edge of its cell cut."""


class OutlineLine(NamedTuple):
    """A line by its row, the name it prints, and by how many half-characters that is set in."""

    row: int
    name: str
    indent: int


@dataclass(frozen=True, slots=True)
class Outline:
    """The codes that lines mean, by row; `domain` is the classification that knows most of them.

    `heads` are the rows of lines that it does not know and that head a list of their own: a unit's, or the total.
    """

    domain: Domain
    codes: Mapping[int, str]
    heads: frozenset[int] = frozenset()

    @property
    def is_sure(self) -> bool:
        """Whether these are more than names that happen to be known: one stands under another, or three are 类."""
        known = set(self.codes.values())
        classes = sum(level_of(code) == 1 for code in known)
        return any(parent_of(code) in known for code in known) or classes >= _FEWEST_CLASSES


def outline_of(lines: Sequence[OutlineLine], domains: Iterable[Domain], year: int | None = None) -> Outline:
    """Return the outline by the classification that knows most of the lines, the first of those that know as many.

    Of several codes with a name that of the year is taken.
    """
    found = [(domain, _codes(lines, domain, year)) for domain in domains]
    domain, codes = max(found, key=lambda pair: len(pair[1]))
    return Outline(domain, codes, _heads(lines, codes))


def _heads(lines: Sequence[OutlineLine], codes: Mapping[int, str]) -> frozenset[int]:
    """Return the rows that head a list of their own: unknown names above the first 类 of all, or above one again."""
    heads: set[int] = set()
    seen: set[str] = set()
    for line, follower in pairwise(lines):
        code = codes.get(follower.row, "")
        if line.row in codes:
            seen.add(codes[line.row])
        elif level_of(code) == 1 and (not seen or code in seen):
            heads.add(line.row)
    return frozenset(heads)


def _codes(lines: Sequence[OutlineLine], domain: Domain, year: int | None) -> dict[int, str]:
    below = _names_below(catalogue(), domain, year)
    codes: dict[int, str] = {}
    last = ""
    open_lines: list[tuple[int, str]] = []
    for line in lines:
        plain = normalised(line.name)
        name = without_numbering(plain)
        while open_lines and open_lines[-1][0] >= line.indent:
            open_lines.pop()
        above = [code for _, code in reversed(open_lines)] if line.indent else []
        code = _code_of(name, _places(above, last, numbered=name != plain), below)
        if code:
            codes[line.row] = last = code
            open_lines.append((line.indent, code))
    return codes


def _places(above: Sequence[str], last: str, *, numbered: bool) -> list[str]:
    """Return the codes under which a line may stand, the likeliest first; "" is that of a 类.

    `above` are the lines that are set in less, the nearest first; `last` is the last line that had a code.
    """
    near = [last[:length] for length in (5, 3) if len(last) >= length]
    if last and last not in near and level_of(last) < 3:
        near.insert(0, last)
    order = ["", *above, *near] if numbered and not above else [*above, *near, ""]
    return list(dict.fromkeys(order))


def _code_of(name: str, places: Sequence[str], below: Mapping[str, Mapping[str, str]]) -> str:
    """Return the code of a name, print aside, under the first of the places that has it, "" where none has."""
    plain = normal_name(name)
    names = [below.get(place, {}) for place in places] if plain else []
    for known in names:
        if plain in known:
            return known[plain]
    for known in names if len(plain) >= _SHORTEST_CUT else ():
        cut = {code for full, code in known.items() if full.startswith(plain)}
        if len(cut) == 1:
            return cut.pop()
    return ""


@lru_cache(maxsize=16)
def _names_below(known: Catalogue, domain: Domain, year: int | None) -> Mapping[str, Mapping[str, str]]:
    """Return the codes of a classification by the code above and the name, print aside; those of the year go first."""
    named = [(code, entry) for code, entries in known.codes(domain).items() for entry in entries]
    named.sort(key=lambda each: not each[1].valid(year) or (year is None and each[1].to_year is not None))
    below: dict[str, dict[str, str]] = {}
    for code, entry in named:
        below.setdefault(parent_of(code), {}).setdefault(normal_name(entry.name), code)
    return below
