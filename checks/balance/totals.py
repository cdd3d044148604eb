"""In a two-sided table the revenue total equals the expenditure total.

收入总计 holds what came in, what was brought forward and the balances used; 支出总计 holds what goes out and what is
carried forward. Where the expenditure side prints no total of its own beyond 本年支出, that is compared, unless
something is carried forward.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from checks.mechanism.relations import NamedRelation, relate
from checks.mechanism.rollup import Wording, report_rollup
from checks.rule import Outcome, Rule, Subject
from model.facts.cube import Facts
from model.finding import Severity
from model.lexicon.lexicon import lexicon
from model.messages import check_message

_WORDING = Wording(
    inconsistent="{place} ({label}): expenditure {stated} {unit}, revenue {computed}; difference {difference}.",
    rounding="{place} ({label}): expenditure {stated} {unit}, revenue {computed}; rounding explains {difference}.",
)


def check(subject: Subject, outcome: Outcome) -> None:
    """Compare the two totals of each table that prints both."""
    report_rollup(RULE, relate(subject.cells, _balances(subject.cells)), subject, outcome, _WORDING)


def _balances(facts: Facts) -> list[NamedRelation]:
    flows = lexicon().dimensions["flow"].number
    sources = lexicon().dimensions["source"].number
    totals = np.flatnonzero(
        facts.stated
        & np.isin(facts.coordinates["source"], [sources["all"], sources["fiscal_all"]])
        & np.all(
            [
                facts.coordinates[name] == 0
                for name in ("nature", "item", "unit", "function", "economic", "government")
            ],
            axis=0,
        )
    )
    found: dict[tuple[int, ...], dict[int, int]] = defaultdict(dict)
    for fact in totals.tolist():
        place = (
            int(facts.table[fact]),
            *(int(facts.coordinates[name][fact]) for name in ("source", "year", "stage")),
        )
        found[place].setdefault(int(facts.coordinates["flow"][fact]), fact)
    named = []
    for sides in found.values():
        revenue = sides.get(flows["revenue"])
        outlay = sides.get(flows["outlay"])
        if outlay is None and not any(flows[name] in sides for name in ("carry_out", "distribution")):
            outlay = sides.get(flows["expenditure"])
        if revenue is not None and outlay is not None:
            named.append(NamedRelation(outlay, (revenue,)))
    return named


RULE = Rule(
    code="BA101",
    family="balance",
    title=check_message("The revenue total and the expenditure total differ"),
    severity=Severity.ERROR,
    basis="RELATIONS 10, 12, 22, 24",
    explanation=__doc__,
    check=check,
)
