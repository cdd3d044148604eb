"""Money brought or carried forward may count on one side only: in a whole and not in its parts, or in one table of two.

A table of the year's appropriation and one of all that is spent have the same title in many disclosures. What lies
between their totals is then printed as brought forward, and the differences of the classes add up to it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from checks.advocate.accusation import Accusation
from checks.advocate.case import Case, Defence
from checks.mechanism.agreement import pairs_of
from checks.mechanism.evidence import place_of
from checks.mechanism.relations import Relation
from model.classification.codes import Domain, level_of
from model.facts.cube import Facts
from model.lexicon.lexicon import lexicon
from model.messages import Message, check_message

if TYPE_CHECKING:
    from numpy.typing import NDArray

FORWARD = check_message(
    "the difference is what {cell} states as brought forward: it may count on one side only.", cell=""
)

_BUDGETS = frozenset({"general", "fund", "state_capital"})
"""Each brings forward money of its own; what another brought forward explains nothing of its sums."""

_Difference = tuple[Accusation, int, int]
"""Two facts of different tables that should agree, and what accuses them."""


class BroughtForward:
    """The amounts that are stated as money brought or carried forward, found once for all sums."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        stated = np.flatnonzero(_is_brought_forward(facts) & facts.stated & (facts.amount != 0))
        self._stated: NDArray[np.int64] = stated
        self._amounts = np.abs(facts.amount[stated])

    def explains(self, failed: Relation) -> int:
        """What is lacking, or is too much, is stated in one of the tables as brought forward, of the same budget."""
        return self.between([failed.whole, *failed.parts], failed.difference, failed.allowance)

    def between(self, own: Sequence[int], difference: int, allowance: int) -> int:
        """Return the fact that states the difference as brought forward in a table of `own` facts, -1 for none."""
        facts = self._facts
        near = self._stated[np.abs(self._amounts - abs(difference)) <= allowance]
        if not near.size:
            return -1
        near = near[np.isin(facts.table[near], facts.table[own]) & ~np.isin(near, own)]
        budget = facts.coordinate(own[0]).get("source", "")
        if budget in _BUDGETS:
            members = (
                facts.members.numbers["source"].get(each, -1) for each in (budget, f"carryover_{budget}")
            )
            near = near[np.isin(facts.coordinates["source"][near], list(members))]
        return int(near[0]) if near.size else -1


def brought_forward(case: Case) -> Iterable[Defence]:
    """Defend the amounts of two tables of which one leaves out what the other states as brought forward."""
    differing: dict[tuple[int, int], list[_Difference]] = defaultdict(list)
    facts = case.facts
    for accusation in case.open:
        for pair in pairs_of(accusation.group) if accusation.group else ():
            one, other = sorted(pair, key=lambda fact: int(facts.table[fact]))
            tables = int(facts.table[one]), int(facts.table[other])
            if tables[0] != tables[1] and facts.amount[one] != facts.amount[other]:
                differing[tables].append((accusation, one, other))
    stated = BroughtForward(facts)
    for found in differing.values():
        yield from _left_out(case, stated, found)


def _left_out(case: Case, stated: BroughtForward, found: list[_Difference]) -> Iterator[Defence]:
    """Defend what two tables state differently where the differences of the classes add up to that of the totals."""
    facts = case.facts
    by_level: dict[int, dict[tuple[int, int], int]] = defaultdict(dict)
    for _, one, other in found:
        code = facts.coordinate(one).get(Domain.FUNCTION, "")
        level = level_of(code) if code else 0
        by_level[level][one, other] = int(facts.amount[one] - facts.amount[other])
    for (one, other), difference in by_level[0].items():
        classes = list(by_level[1].values())
        allowance = int(facts.half[one] + facts.half[other]) * (len(classes) + 1)
        fact = stated.between([one, other], difference, allowance)
        if (
            fact < 0
            or abs(sum(classes) - difference) > allowance
            or any(each * difference < 0 for each in classes)
        ):
            continue
        place = place_of(case.subject, fact)
        keys = frozenset(accusation.key for accusation, _, _ in found)
        why = Message(FORWARD.template, (("cell", place.text),), FORWARD.floor)
        yield Defence(int(facts.table[one]), why, keys, (place,))
        return


def _is_brought_forward(facts: Facts) -> NDArray[np.bool_]:
    """Mark the facts that state money brought or carried forward."""
    source, flow = lexicon().dimensions["source"], lexicon().dimensions["flow"]
    forward = [source.number[member] for member in source.members if source.is_under(member, "carryover")]
    marked: NDArray[np.bool_] = np.isin(facts.coordinates["source"], forward)
    return marked | np.equal(facts.coordinates["flow"], flow.number["carry_out"])
