"""Relations between facts named one by one: a balance, an "at most", a crosswalk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from checks.mechanism.relations import Relations, beyond_limit, largest, no_relations
from model.facts.cube import Facts
from model.money import LIMIT
from model.record import dataclass

if TYPE_CHECKING:
    from numpy.typing import NDArray


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
