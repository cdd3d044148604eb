"""Money brought or carried forward may count on one side only: in a whole and not in its parts, or in one table of two.

A table of the year's appropriation and one of all that is spent have the same title in many disclosures. What lies
between their totals is then printed as brought forward, and the differences of the classes add up to it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from checks.advocate.case import Accusation, Case, Defence
from checks.mechanism.agreement import pairs_of
from checks.mechanism.evidence import place_of
from checks.mechanism.relations import Relation
from model.classification.codes import Domain, level_of
from model.facts.cube import Facts
from model.lexicon.lexicon import lexicon
from model.messages import Message, check_message
from model.record import dataclass

if TYPE_CHECKING:
    from numpy.typing import NDArray

FORWARD = check_message(
    "the difference is what {cell} states as brought forward, whole or less what is carried forward: it may count on "
    "one side only.",
    cell="",
)

_BUDGETS = frozenset({"general", "fund", "state_capital"})
"""Each brings forward money of its own; what another brought forward explains nothing of its sums."""


@dataclass(frozen=True, slots=True)
class _Difference:
    """What one table states more than others: by how much, of which code, and the facts that state it."""

    accusation: Accusation
    own: tuple[int, ...]
    amount: int
    allowance: int
    code: str


class BroughtForward:
    """The amounts that are stated as money brought or carried forward, found once for all sums."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        stated = np.flatnonzero(_is_brought_forward(facts) & facts.stated & (facts.amount != 0))
        self._stated: NDArray[np.int64] = stated
        self._amounts = np.abs(facts.amount[stated])
        net = list(_net(facts, stated))
        self._net: NDArray[np.int64] = np.array([fact for fact, _ in net], dtype=np.int64)
        self._net_amounts = np.array([abs(amount) for _, amount in net], dtype=np.int64)

    def explains(self, failed: Relation) -> int:
        """What is lacking, or is too much, is stated in one of the tables as brought forward, of the same budget."""
        return self.between([failed.whole, *failed.parts], failed.difference, failed.allowance)

    def between(
        self,
        own: Sequence[int],
        difference: int,
        allowance: int,
        *,
        of_code: bool = False,
        of_all: bool = False,
        net: bool = False,
    ) -> int:
        """Return the fact that states the difference as brought forward, -1 for none.

        It stands in a table of `own` facts, or in any table in a line of the code of the first of them, or of no code.
        With `net` it may also be less what the same table carries forward.
        """
        facts = self._facts
        near = self._stated[np.abs(self._amounts - abs(difference)) <= allowance]
        if net:
            near = np.append(near, self._net[np.abs(self._net_amounts - abs(difference)) <= allowance])
        if not near.size:
            return -1
        there = np.isin(facts.table[near], facts.table[list(own)])
        if of_code:
            function = facts.coordinates[Domain.FUNCTION]
            there |= function[near] == (0 if of_all else function[own[0]])
        near = near[there & ~np.isin(near, own)]
        budget = facts.coordinate(own[0]).get("source", "")
        if budget in _BUDGETS:
            own_money = [budget, f"carryover_{budget}"]
            undivided = ["carryover", "carryover_fiscal"] if of_code else []
            numbers = facts.members.numbers["source"]
            members = [numbers.get(each, -1) for each in own_money + undivided]
            near = near[np.isin(facts.coordinates["source"][near], members)]
        return int(near[0]) if near.size else -1


def brought_forward(case: Case) -> Iterable[Defence]:
    """Defend the amounts of tables of which one leaves out what the other states as brought forward."""
    by_tables: dict[tuple[str, frozenset[int]], list[_Difference]] = defaultdict(list)
    for each in _differences(case):
        tables = frozenset(case.facts.table[list(each.own)].tolist())
        by_tables[each.accusation.finding.rule, tables].append(each)
    stated = BroughtForward(case.facts)
    for found in by_tables.values():
        yield from _left_out(case, stated, found)


def _differences(case: Case) -> Iterator[_Difference]:
    """Yield what tables state differently: two that should agree, and sums over several."""
    facts = case.facts
    for accusation in case.open:
        failed = accusation.sum
        if failed is not None and len(accusation.tables) > 1:
            own = (failed.whole, *failed.parts)
            yield _Difference(accusation, own, failed.difference, failed.allowance, _code(facts, own[0]))
        for pair in pairs_of(accusation.group) if accusation.group else ():
            one, other = sorted(pair, key=lambda fact: int(facts.table[fact]))
            amount = int(facts.amount[one] - facts.amount[other])
            if facts.table[one] != facts.table[other] and amount:
                allowance = int(facts.half[one] + facts.half[other])
                yield _Difference(accusation, (one, other), amount, allowance, _code(facts, one))


def _code(facts: Facts, fact: int) -> str:
    return facts.coordinate(fact).get(Domain.FUNCTION, "")


def _left_out(case: Case, stated: BroughtForward, found: list[_Difference]) -> Iterator[Defence]:
    """Defend what is stated differently of all codes where the differences of the classes add up to that of the total.

    Where no class is stated in both, that of the total is enough, and where no total is, the classes' sum is its own.
    Else each code by itself, where it is stated as brought forward of that code, or where all that is is its own.
    """
    classes = [each.amount for each in found if each.code and level_of(each.code) == 1]
    totals = [each for each in found if not each.code]
    if not totals and classes:
        allowance = sum(each.allowance for each in found)
        totals = [replace(found[0], amount=sum(classes), allowance=allowance, code="")]
    for total in totals:
        allowance = total.allowance * (len(classes) + 1)
        of_pairs = all(each.accusation.sum is None for each in found)
        fact = stated.between(total.own, total.amount, allowance, of_code=True, of_all=True, net=of_pairs)
        opposed = any(each * total.amount < 0 for each in classes)
        adds_up = not classes or abs(sum(classes) - total.amount) <= allowance
        if fact >= 0 and not opposed and adds_up:
            yield _defence(case, fact, found)
            return
    for each in found:
        asked = (each.own, each.amount, each.allowance)
        fact = stated.between(*asked, of_code=True) if each.code else -1
        if each.code and fact < 0:
            fact = stated.between(*asked, of_code=True, of_all=True)
        if fact >= 0:
            yield _defence(case, fact, [each])


def _defence(case: Case, fact: int, found: list[_Difference]) -> Defence:
    place = place_of(case.subject, fact)
    why = Message(FORWARD.template, (("cell", place.text),), FORWARD.floor)
    keys = frozenset(each.accusation.key for each in found)
    return Defence(int(case.facts.table[found[0].own[0]]), why, keys, (place,))


def _net(facts: Facts, stated: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Yield totals brought forward, with the amount less what their table carries forward of the same money."""
    whole = stated[facts.coordinates[Domain.FUNCTION][stated] == 0]
    carried = [int(fact) for fact in whole if facts.coordinate(int(fact)).get("flow") == "carry_out"]
    for out in carried:
        money = facts.coordinate(out).get("source", "").removesuffix("_all")
        for fact in whole[facts.table[whole] == facts.table[out]].tolist():
            brought = facts.coordinate(fact).get("source", "").removeprefix("carryover").removeprefix("_")
            if fact != out and brought in {money, "" if money == "fiscal" else money}:
                yield fact, int(facts.amount[fact] - facts.amount[out])


def _is_brought_forward(facts: Facts) -> NDArray[np.bool_]:
    """Mark the facts that state money brought or carried forward."""
    source, flow = lexicon().dimensions["source"], lexicon().dimensions["flow"]
    forward = [source.number[member] for member in source.members if source.is_under(member, "carryover")]
    marked: NDArray[np.bool_] = np.isin(facts.coordinates["source"], forward)
    return marked | np.equal(facts.coordinates["flow"], flow.number["carry_out"])
