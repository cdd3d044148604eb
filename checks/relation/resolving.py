"""What a term comes to: the facts that state it, the blank cell in its place, or why it cannot be told."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from checks.relation.term import Missing, Term, in_both, term_words
from model.facts.cube import Facts
from model.messages import Message, check_message
from model.record import dataclass

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


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
    """A term that cannot be told, and why; `fact` is one that states it, -1 where none does."""

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
