"""Which facts are proven: they stand in a relation that holds and states more than 0 = 0."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from checks.mechanism.agreement import Agreements
from checks.mechanism.relations import INCONSISTENT
from checks.rule import Outcome
from model.facts.cube import Facts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Booleans = NDArray[np.bool_]


def proven_facts(facts: Facts, outcomes: Sequence[Outcome], *, within_tables: bool = False) -> Booleans:
    """Mark the facts that stand in some relation which holds and is not trivial.

    A sum speaks where its whole is equal to its parts, and not 0 = 0; a part that is 0 or blank in it is proven as
    well. Several tables that agree speak where the amount is not 0. With `within_tables` only sums of one table count.
    """
    return proving_relations(facts, outcomes, within_tables=within_tables) > 0


def proving_relations(
    facts: Facts, outcomes: Sequence[Outcome], *, within_tables: bool = False
) -> NDArray[np.int64]:
    """Return in how many relations each fact stands that hold and are not trivial; see `proven_facts`."""
    counts = np.zeros(len(facts), dtype=np.int64)
    for outcome in outcomes:
        for relations in outcome.relations:
            exact = np.abs(relations.stated - relations.computed) <= relations.allowance
            holds = (relations.verdict < INCONSISTENT) & exact & (relations.stated != 0) & ~relations.blank
            if within_tables:
                apart = (
                    facts.table[relations.part_fact] != facts.table[relations.whole][relations.part_relation]
                )
                holds[relations.part_relation[apart]] = False
            np.add.at(counts, relations.whole[holds], 1)
            np.add.at(counts, relations.part_fact[holds[relations.part_relation]], 1)
        alike = [*outcome.agreements, *(each for each in outcome.of_text if isinstance(each, Agreements))]
        for groups in () if within_tables else alike:
            holds = (groups.verdict < INCONSISTENT)[groups.group] & (facts.amount[groups.members] != 0)
            np.add.at(counts, groups.members[holds], 1)
    return counts
