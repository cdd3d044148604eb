"""What a term of a relation comes to: the facts it names, the blank cell in its place, or why that is not decided.

Named are the facts of its table kinds that have its coordinates, sorted by the members it runs over.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from checks.relation.term import Missing, Term, in_both, is_pattern, term_words
from model.facts.cube import CODE_DIMENSIONS, WORD_DIMENSIONS, Facts
from model.lexicon.dimension import Dimension
from model.lexicon.lexicon import lexicon
from model.messages import Message, check_message
from model.reading.table import Table
from model.record import dataclass

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from model.disclosure import Disclosure

    Booleans = NDArray[np.bool_]
    Integers = NDArray[np.int64]
    import numpy as np


def heights(disclosure: Disclosure) -> dict[str, NDArray[np.int64]]:
    """Return by word dimension, for each table (row) and member (column), how far it lies above the table's, else -1.

    A table of the general budget may head its columns with fiscal money: the broader word then stands for its own.
    The last column is for members that are none of the lexicon's, such as projects.
    """
    shared = [_shared(table, disclosure.stage or "") for table in disclosure.tables]
    found = {}
    for name in WORD_DIMENSIONS:
        dimension = lexicon().dimensions[name]
        rows = np.full((len(shared), len(dimension.members) + 1), -1, dtype=np.int64)
        for row, each in zip(rows, shared, strict=True):
            for height, member in enumerate(_upwards(dimension, each[name])):
                row[dimension.number[member]] = height
        found[name] = rows
    return found


def _upwards(dimension: Dimension, member: str) -> Iterator[str]:
    """Yield a member and those above it; where no stage is known, a final figure stands before a budget's."""
    if dimension.name == "stage" and member == dimension.root:
        yield from (member, "final", "budget", "adjusted")
        return
    while member:
        yield member
        member = dimension.members[member].parent


def _shared(table: Table, stage: str) -> Mapping[str, str]:
    """Return what a table states of all its amounts, roots filled in."""
    shared = {name: lexicon().dimensions[name].root for name in WORD_DIMENSIONS}
    kind = lexicon().kind_named(table.kind)
    if kind is None:
        return shared
    shared.update({name: member for name, member in kind.means.items() if name in shared})
    source = lexicon().read(table.title).coordinates.get("source")
    if source:
        shared["source"] = lexicon().dimensions["source"].refine(shared["source"], source) or shared["source"]
    shared["stage"] = table.stage or stage or shared["stage"]
    return shared


NAMED = (*WORD_DIMENSIONS, *CODE_DIMENSIONS)
"""The dimensions that a term may name."""

ALL_CODES = "all"
"""How a term names the total over the codes of a classification."""

FOR_ALL = -1
"""The key of a term that is the same amount for every member the relation is asked for."""

_DEEPEST = 8
"""No dimension of words has more levels."""

_KEY_SPAN = 10**8
"""Members and codes are below this, so that two make one key."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The facts of a term by the key they belong to (sorted), with the place of their alternative among several."""

    fact: Integers
    key: Integers
    rank: Integers

    def of(self, key: int) -> tuple[Integers, Integers]:
        """Return the facts of a key with their ranks; a term that does not run over keys has them under FOR_ALL."""
        wanted = FOR_ALL if self.is_for_all else key
        start, stop = np.searchsorted(self.key, [wanted, wanted + 1])
        return self.fact[start:stop], self.rank[start:stop]

    @property
    def is_for_all(self) -> bool:
        """Whether the facts belong to every key."""
        return bool(len(self.key)) and int(self.key[0]) == FOR_ALL


@dataclass(frozen=True)
class TermPlaces:
    """A disclosure's tables by kind, and what each states of all its amounts."""

    disclosure: Disclosure

    @property
    def facts(self) -> Facts:
        """The cube."""
        return self.disclosure.cells

    def tables(self, term: Term) -> list[int]:
        """Return the numbers of the tables in which a term's amounts may stand."""
        every = range(len(self.disclosure.tables))
        return [n for n in every if not term.kinds or self.disclosure.tables[n].kind in term.kinds]

    def are_empty(self, term: Term) -> bool:
        """Return whether a table in which a term's amounts may stand is there, and none states any amount.

        A zero is stated, and may be a little more that was rounded away.
        """
        numbers = self.tables(term)
        return bool(numbers) and not bool(np.isin(self.facts.table[self.facts.stated], numbers).any())

    def lacks_unit(self, term: Term) -> bool:
        """Return whether a table in which a term's amounts may stand has amounts and states no unit."""
        tables = [self.disclosure.tables[number] for number in self.tables(term)]
        return bool(term.kinds) and any(table.unit is None and table.unbound for table in tables)

    @cached_property
    def _heights(self) -> dict[str, Integers]:
        return heights(self.disclosure)

    def select(self, term: Term, each: tuple[str, ...]) -> Selection:
        """Return the facts that a term names, in a relation that is asked for each member of `each`."""
        facts = self.facts
        chosen = self._in_tables(term)
        place = self._places_of_kinds(term, chosen)
        chosen, place = _filtered(self._of_year(term, chosen), chosen, place)
        if not chosen.size:
            return Selection(chosen, chosen, chosen)
        for name in sorted(NAMED, key=lambda name: name not in term.members):
            if not chosen.size:
                break
            if name in term.members:
                order = self._alternatives(name, term.members[name], chosen)
                chosen, place = _filtered(order >= 0, chosen, place * len(term.members[name]) + order)
            elif name in each:
                chosen, place = _filtered(facts.coordinates[name][chosen] > 0, chosen, place)
            else:
                order = self._by_default(name, chosen, without_table=not term.kinds)
                chosen, place = _filtered(order >= 0, chosen, place * _DEEPEST + order)
        key = self._keys(term, each, chosen)
        order = np.lexsort((chosen, key))
        return Selection(chosen[order], key[order], place[order])

    @cached_property
    def _by_table(self) -> tuple[Integers, NDArray[Any]]:
        """The facts of no single unit in the order of their tables, and those tables."""
        own = np.flatnonzero(self.facts.coordinates["unit"] == 0)
        table = self.facts.table[own]
        if not len(table) or (table[1:] >= table[:-1]).all():
            return own, table
        order = np.argsort(table, kind="stable")
        return own[order], table[order]

    def _in_tables(self, term: Term) -> Integers:
        """Return the facts of a term's tables."""
        order, table = self._by_table
        numbers = np.array(self.tables(term), dtype=np.int64)
        starts, stops = np.searchsorted(table, numbers), np.searchsorted(table, numbers + 1)
        parts = [order[start:stop] for start, stop in zip(starts, stops, strict=True)]
        return np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)

    def _places_of_kinds(self, term: Term, chosen: Integers) -> Integers:
        """Return for each fact the place of its table's kind among the term's."""
        kinds = [table.kind for table in self.disclosure.tables]
        places = [term.kinds.index(kind) if kind in term.kinds else 0 for kind in kinds]
        return np.array(places, dtype=np.int64)[self.facts.table[chosen]]

    def _of_year(self, term: Term, chosen: Integers) -> Booleans:
        mine = self.disclosure.year
        years = [mine or table.year or 0 for table in self.disclosure.tables]
        own = np.array(years, dtype=np.int64)[self.facts.table[chosen]]
        year = self.facts.coordinates["year"][chosen]
        return np.equal(np.where(year == 0, own, year) - own, term.year)

    def _by_default(self, name: str, chosen: Integers, *, without_table: bool) -> Integers:
        """Return for each fact how far its member lies above what its table states of all its amounts, -1 if beside."""
        numbers = self.facts.coordinates[name][chosen]
        if name in CODE_DIMENSIONS or (without_table and name != "stage"):
            return np.where(numbers == 0, 0, -1)
        heights = self._heights[name]
        above: Integers = heights[self.facts.table[chosen], np.minimum(numbers, heights.shape[1] - 1)]
        return above

    def _alternatives(self, name: str, members: tuple[str, ...], chosen: Integers) -> Integers:
        """Return for each fact the place of the first alternative that it is, -1 where it is none."""
        numbers = self.facts.coordinates[name][chosen]
        if name in CODE_DIMENSIONS:
            present, where = np.unique(numbers, return_inverse=True)
            codes = [str(number) if number else ALL_CODES for number in present.tolist()]
            return np.array([_place(code, members) for code in codes], dtype=np.int64)[where]
        if (name, members) not in self._orders:
            known = self.facts.members.numbers[name]
            self._orders[name, members] = np.array([_place(each, members) for each in known], dtype=np.int64)
        return self._orders[name, members][numbers]

    @cached_property
    def _orders(self) -> dict[tuple[str, tuple[str, ...]], Integers]:
        """By dimension and alternatives, the place of each member among them."""
        return {}

    def _keys(self, term: Term, each: tuple[str, ...], chosen: Integers) -> Integers:
        if not any(term.runs(name) for name in each):
            return np.full(len(chosen), FOR_ALL, dtype=np.int64)
        key = np.zeros(len(chosen), dtype=np.int64)
        for name in each:
            key = key * _KEY_SPAN + self.facts.coordinates[name][chosen]
        return key


def _filtered(keep: NDArray[np.bool_], chosen: Integers, place: Integers) -> tuple[Integers, Integers]:
    return chosen[keep], place[keep]


def _place(member: str, alternatives: tuple[str, ...]) -> int:
    for place, alternative in enumerate(alternatives):
        if member == alternative or (is_pattern(alternative) and _matches(alternative, member)):
            return place
    return -1


def _matches(pattern: str, member: str) -> bool:
    written = "".join({"*": ".*", "?": "."}.get(letter, re.escape(letter)) for letter in pattern)
    return re.fullmatch(written, member) is not None


@dataclass(frozen=True, slots=True)
class Resolved:
    """The facts whose sum a term is; where none states it, `blank` is the blank cell in its place (-1 for none)."""

    facts: tuple[int, ...]
    blank: int = -1

    @property
    def only(self) -> int:
        """The one fact or blank cell that the term is, -1 where it is a sum of several or is not there."""
        return self.facts[0] if len(self.facts) == 1 else -1 if self.facts else self.blank


@dataclass(frozen=True, slots=True)
class Unclear:
    """A term that is not decided, and why; `fact` is one that states it, -1 where none does."""

    why: Message
    fact: int = -1


def resolve(
    term: Term, fact: NDArray[np.int64], rank: NDArray[np.int64], each: tuple[str, ...], facts: Facts
) -> Resolved | Unclear:
    """Return what a term comes to, given its facts and the places of their alternatives."""
    stated = facts.stated[fact]
    if not stated.any():
        return _missing(term, fact)
    best = fact[stated & (rank == rank[stated].min())]
    if term.sums(each):
        return _sum(term, best, facts)
    return _one(term, [int(each) for each in best], facts)


def not_stated(term: Term) -> Message:
    """Return the reason for a relation of which a term is not stated."""
    return in_both(check_message("{term} is not stated.", term=""), term=term_words(term))


def without_unit(term: Term) -> Message:
    """Return the reason for a relation of which a term's table states no unit."""
    return in_both(check_message("{term}: the table states no unit.", term=""), term=term_words(term))


def _missing(term: Term, blanks: NDArray[np.int64]) -> Resolved | Unclear:
    if term.missing is Missing.ABSENT or (term.missing is Missing.BLANK and len(blanks)):
        return Resolved((), int(blanks[0]) if len(blanks) else -1)
    return Unclear(not_stated(term))


def _one(term: Term, candidates: list[int], facts: Facts) -> Resolved | Unclear:
    """Return the fact that states a term, the most precise of several that agree within rounding."""
    exact = min(candidates, key=lambda each: int(facts.half[each]))
    if not _agree([(int(facts.amount[each]), int(facts.half[each])) for each in candidates]):
        return _differently(term, exact)
    return Resolved((exact,))


def _sum(term: Term, candidates: NDArray[np.int64], facts: Facts) -> Resolved | Unclear:
    """Return the facts of one table that a pattern matches; several tables must agree on their sum."""
    tables: dict[int, list[int]] = {}
    for each in candidates.tolist():
        tables.setdefault(int(facts.table[each]), []).append(each)
    first = next(iter(tables.values()))
    for members in tables.values():
        repeated = Counter(tuple(int(axis[each]) for axis in facts.coordinates.values()) for each in members)
        if max(repeated.values()) > 1:
            why = check_message("{term} states the same coordinates more than once.", term="")
            return Unclear(in_both(why, term=term_words(term)), members[0])
    sums = [
        (sum(int(facts.amount[each]) for each in members), sum(int(facts.half[each]) for each in members))
        for members in tables.values()
    ]
    return Resolved(tuple(first)) if _agree(sums) else _differently(term, first[0])


def _agree(amounts: list[tuple[int, int]]) -> bool:
    """Return whether amounts, each with its half-width, may state the same money."""
    return max(amount - half for amount, half in amounts) <= min(amount + half for amount, half in amounts)


def _differently(term: Term, fact: int) -> Unclear:
    why = check_message("{term} is stated in several places, and differently.", term="")
    return Unclear(in_both(why, term=term_words(term)), fact)
