"""What the general budget, the government funds and state capital pay is at most the whole expenditure, code by code.

A code's expenditure from each budget stands in a table of its own, the whole in 支出总表. Each code's and nature's
parts are at most the whole; they are equal to it where the totals of these tables show that nothing else pays.

Basis: RELATIONS 12, 13, 25.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from checks.mechanism.named import NamedRelation, relate
from checks.mechanism.relations import pack
from checks.mechanism.rollup_findings import Wording, tell_rollup
from checks.rule import Outcome, Rule, Subject
from model.facts.cube import DIMENSIONS, Facts
from model.finding import Severity
from model.lexicon.lexicon import lexicon
from model.messages import check_message

PARTS = ("general", "fund", "state_capital")
CODES = ("function", "economic", "government")

_WORDING = Wording(
    inconsistent="{place} ({label}): stated {stated} {unit}, but the single budgets pay {computed}; "
    "difference {difference}.",
    rounding="{place} ({label}): stated {stated} {unit}, the single budgets pay {computed}; "
    "rounding explains {difference}.",
    at_most="{place} ({label}): stated {stated} {unit}, but the single budgets already pay {computed}.",
)


def check(subject: Subject, outcome: Outcome) -> None:
    """Hold each code's expenditure from the single budgets against its whole expenditure."""
    named = _relations(subject.facts)
    tell_rollup(RULE, relate(subject.facts, named), subject, outcome, _WORDING)


def _relations(facts: Facts) -> list[NamedRelation]:
    numbers = lexicon().dimensions["source"].number
    whole_number, part_numbers = numbers["all"], [numbers[part] for part in PARTS]
    source = facts.coordinates["source"]
    chosen = np.flatnonzero(
        facts.stated
        & np.isin(source, [whole_number, *part_numbers])
        & (facts.coordinates["flow"] == lexicon().dimensions["flow"].number["expenditure"])
        & (facts.coordinates["item"] == 0)
    )
    if not chosen.size:
        return []
    key = pack([facts.coordinates[name][chosen] for name in DIMENSIONS if name != "source"])
    by_key: dict[int, dict[int, int]] = defaultdict(dict)
    for fact, place in zip(chosen.tolist(), key.tolist(), strict=True):
        by_key[place].setdefault(int(source[fact]), fact)
    whole_facts = [sides for sides in by_key.values() if whole_number in sides and len(sides) > 1]
    complete = {
        _period(facts, sides[whole_number])
        for sides in whole_facts
        if _reconciles(facts, sides, whole_number)
    }
    return [
        NamedRelation(
            sides[whole_number],
            tuple(sides[part] for part in part_numbers if part in sides),
            at_most=_period(facts, sides[whole_number]) not in complete,
        )
        for sides in whole_facts
    ]


def _period(facts: Facts, fact: int) -> tuple[int, int]:
    return int(facts.coordinates["year"][fact]), int(facts.coordinates["stage"][fact])


def _reconciles(facts: Facts, sides: dict[int, int], whole: int) -> bool:
    """Tell whether a total of all codes and uses is exactly what the single budgets pay."""
    fact = sides[whole]
    if any(facts.coordinates[name][fact] for name in (*CODES, "nature", "unit")):
        return False
    paid = sum(int(facts.amount[part]) for number, part in sides.items() if number != whole)
    return paid == int(facts.amount[fact])


RULE = Rule(
    code="AG102",
    family="agreement",
    title=check_message("The single budgets pay more, or less, than the whole expenditure of a code"),
    severity=Severity.ERROR,
    basis="RELATIONS 12, 13, 25",
    explanation=__doc__,
    check=check,
)
