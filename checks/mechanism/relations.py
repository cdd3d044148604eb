"""Relations: stated wholes against computed sums, their allowances and verdicts, many at a time.

Some are named one by one: a balance, an "at most", a crosswalk.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from model.facts.cube import Facts
from model.money import LIMIT
from model.record import dataclass

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]
    Booleans = NDArray[np.bool_]

_NEAR = LIMIT * (1 - 1e-6)
"""Sizes are added up as doubles, so what comes near the limit counts as beyond it."""


def beyond_limit(relation: NDArray[np.signedinteger[Any]], amount: Integers, count: int) -> Booleans:
    """Mark the relations, `count` of them, whose amounts may add up to the limit or more.

    `amount` are those of the parts, one for each value of `relation`; their signs do not matter.
    """
    if not amount.size or largest(amount) * amount.size < LIMIT:
        return np.zeros(count, dtype=np.bool_)
    sizes = np.bincount(relation, weights=np.abs(amount.astype(np.float64)), minlength=count)
    marked: Booleans = sizes >= _NEAR
    return marked


def rows_beyond_limit(amounts: Integers) -> Booleans:
    """Mark the rows of a table of amounts that may add up to the limit or more."""
    if not amounts.size or largest(amounts) * amounts.shape[1] < LIMIT:
        return np.zeros(len(amounts), dtype=np.bool_)
    marked: Booleans = np.abs(amounts.astype(np.float64)).sum(axis=1) >= _NEAR
    return marked


def largest(amount: Integers) -> int:
    """Return the size of the largest amount, exact; 0 where there is none."""
    return max(abs(int(amount.max())), abs(int(amount.min()))) if amount.size else 0


CONSISTENT, ROUNDING, INCONSISTENT, NOT_CHECKED = range(4)
"""Verdicts as they stand in a verdict column."""


class Relation(NamedTuple):
    """One row of `Relations`, in Python's own numbers, with its parts and how often each counts."""

    number: int
    parts: list[int]
    weights: list[int]
    verdict: int
    whole: int
    stated: int
    computed: int
    allowance: int
    at_most: bool
    blank: bool

    @property
    def difference(self) -> int:
        """By how much the whole states more than its parts."""
        return self.stated - self.computed


@dataclass(frozen=True)
class Relations:
    """Relations of one rule, a row each.

    `whole` is the fact that states the whole, `computed` the sum of its parts, `allowance` the half-widths of the
    whole and the parts together, all in ten-thousandths of 元; `at_most` marks those whose parts are not known to be
    complete (parts <= whole); `blank` those whose whole is a blank cell. `part_relation` and `part_fact` are pairs:
    which fact is a part of which relation; `part_weight` how often it counts, once where it is None. `too_large` marks
    those whose parts do not fit 64 bits together; `unparted` are the facts that state a whole of which every printed
    part is blank: nothing can be added up against them, and they have no row here.
    """

    whole: Integers
    stated: Integers
    computed: Integers
    allowance: Integers
    at_most: Booleans
    blank: Booleans
    doubtful: Booleans
    part_relation: Integers
    part_fact: Integers
    why_doubtful: str = ""
    part_weight: Integers | None = field(default=None)
    too_large: Booleans | None = field(default=None)
    unparted: Integers = field(default_factory=lambda: np.empty(0, dtype=np.int64))

    def __len__(self) -> int:
        return len(self.whole)

    @cached_property
    def verdict(self) -> Integers:
        """The verdict of each relation. A doubtful relation that does not hold, and one too large, is not checked."""
        difference = self.stated - self.computed
        excess = np.where(self.at_most, -difference, np.abs(difference))
        verdict = np.full(len(self), INCONSISTENT, dtype=np.int64)
        verdict[excess <= self.allowance] = ROUNDING
        verdict[(difference == 0) | (self.at_most & (difference >= 0))] = CONSISTENT
        verdict[self.blank & (self.computed != 0)] = INCONSISTENT
        verdict[(verdict == INCONSISTENT) & self.doubtful] = NOT_CHECKED
        if self.too_large is not None:
            verdict[self.too_large] = NOT_CHECKED
        return verdict

    @cached_property
    def _by_relation(self) -> tuple[Integers, list[int]]:
        """The positions of the parts, those of one relation together, and where each relation's begin."""
        order = np.argsort(self.part_relation, kind="stable")
        return order, np.searchsorted(self.part_relation[order], np.arange(len(self) + 1)).tolist()

    def rows(self, numbers: Integers) -> Iterator[Relation]:
        """Yield some relations, in the order of their numbers given."""
        columns = (
            self.verdict,
            self.whole,
            self.stated,
            self.computed,
            self.allowance,
            self.at_most,
            self.blank,
        )
        listed = (column[numbers].tolist() for column in columns)
        for number, *values in zip(numbers.tolist(), *listed, strict=True):
            yield Relation(number, self.parts(number).tolist(), self.weights(number), *values)

    @cached_property
    def inexact(self) -> dict[int, Relation]:
        """The relations that do not hold exactly, or are not checked, by number."""
        return {each.number: each for each in self.rows(np.flatnonzero(self.verdict != CONSISTENT))}

    def parts(self, relation: int) -> Integers:
        """Return the facts that are parts of a relation."""
        order, begins = self._by_relation
        return self.part_fact[order[begins[relation] : begins[relation + 1]]]

    def weights(self, relation: int) -> list[int]:
        """Return how often each part of a relation counts, in the order of `parts`."""
        order, begins = self._by_relation
        start, stop = begins[relation], begins[relation + 1]
        if self.part_weight is None:
            return [1] * (stop - start)
        return [int(weight) for weight in self.part_weight[order[start:stop]].tolist()]

    @cached_property
    def _of_fact(self) -> tuple[Integers, Integers]:
        facts = np.concatenate([self.whole, self.part_fact])
        relations = np.concatenate([np.arange(len(self), dtype=np.int64), self.part_relation])
        order = np.argsort(facts, kind="stable")
        return facts[order], relations[order]

    def of_fact(self, fact: int) -> Integers:
        """Return the relations that a fact is the whole or a part of."""
        facts, relations = self._of_fact
        start, stop = np.searchsorted(facts, [fact, fact + 1])
        return relations[start:stop]


def no_relations() -> Relations:
    """Return an empty set of relations."""
    none = np.empty(0, dtype=np.int64)
    flags = np.empty(0, dtype=np.bool_)
    return Relations(none, none, none, none, flags, flags, flags, none, none)


@dataclass(frozen=True, slots=True)
class NamedRelation:
    """A fact that states a whole, the facts that should make it, and whether they are all of it.

    `weights` are how often each part counts, negative where it is taken off; each counts once where there are none.
    """

    whole: int
    parts: tuple[int, ...]
    at_most: bool = False
    doubtful: bool = False
    weights: tuple[int, ...] = ()


def relate(facts: Facts, named: list[NamedRelation]) -> Relations:
    """Return named relations as relation columns."""
    if not named:
        return no_relations()
    whole = np.array([relation.whole for relation in named], dtype=np.int64)
    counts = [len(relation.parts) for relation in named]
    part_relation = np.repeat(np.arange(len(named), dtype=np.int64), counts)
    part_fact = np.array([part for relation in named for part in relation.parts], dtype=np.int64)
    each_once = [relation.weights or (1,) * len(relation.parts) for relation in named]
    weight = np.array([each for weights in each_once for each in weights], dtype=np.int64)
    computed = np.zeros(len(named), dtype=np.int64)
    amounts = np.where(facts.stated[part_fact], facts.amount[part_fact], 0)
    too_large = beyond_limit(part_relation, _size(amounts, weight), len(named))
    np.add.at(computed, part_relation, weight * np.where(too_large[part_relation], 0, amounts))
    halves = np.zeros(len(named), dtype=np.int64)
    np.add.at(halves, part_relation, np.abs(weight) * facts.half[part_fact])
    return Relations(
        whole=whole,
        stated=facts.amount[whole],
        computed=computed,
        allowance=facts.half[whole] + halves,
        at_most=np.array([relation.at_most for relation in named], dtype=np.bool_),
        blank=~facts.stated[whole],
        doubtful=np.array([relation.doubtful for relation in named], dtype=np.bool_),
        part_relation=part_relation,
        part_fact=part_fact,
        part_weight=weight,
        too_large=too_large,
    )


def _size(amounts: NDArray[np.int64], weight: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how much each part counts, cut off at the limit of 64 bits."""
    if largest(amounts) * largest(weight) < LIMIT:
        return weight * amounts
    wide = np.abs(weight.astype(np.float64) * amounts)
    return np.minimum(wide, float(LIMIT)).astype(np.int64)
