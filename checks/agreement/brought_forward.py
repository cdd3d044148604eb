"""Two ways of stating what a budget pays: with the money it brought forward, or apart from it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from model.facts.cube import DIMENSIONS, Facts
from model.lexicon.lexicon import lexicon


def differ_by_what_was_brought_forward(facts: Facts, members: Sequence[int]) -> bool:
    """Tell whether facts of one budget state two amounts that differ by what the budget brought forward.

    A list of projects may print 本年拨款 and 结转 apart where the table of the budget states them in one. The money
    brought forward must be stated with the same coordinates but for its source, and be the difference.
    """
    source = lexicon().dimensions["source"]
    brought = source.number.get(source.below["carryover"].get(_name(facts, members[0]), ""), -1)
    amounts = facts.amount[list(members)]
    if brought < 0 or len(set(amounts.tolist())) != 2:
        return False
    same = np.flatnonzero(facts.stated & (facts.coordinates["source"] == brought))
    for name in DIMENSIONS:
        if name != "source" and same.size:
            of_name = facts.coordinates[name]
            same = same[of_name[same] == of_name[members[0]]]
    least, most = members[int(amounts.argmin())], members[int(amounts.argmax())]
    difference = facts.amount[most] - facts.amount[least]
    allowance = facts.half[most] + facts.half[least] + facts.half[same]
    return bool(np.any(np.abs(facts.amount[same] - difference) <= allowance))


def _name(facts: Facts, fact: int) -> str:
    return facts.coordinate(fact).get("source", "")
