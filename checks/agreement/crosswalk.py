"""The departments' economic items that feed a government economic item add up to it.

The same expenditure is printed by the departments' economic classification (301, 302, ...) and by the government's
(501, 502, ...). In an administrative unit each government item is the sum of fixed departments' items. Institutions
use 505 and 506 instead, so the rule is asked only where neither stands in the table. An item that a table lists more
than once is not checked: each row may be a part of it.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from checks.mechanism.keys import pack
from checks.mechanism.relations import NamedRelation, relate
from checks.mechanism.rollup import report_rollup
from checks.rule import Outcome, Rule, Subject
from model.classification.tables import UnitKind, fed_by
from model.facts.cube import DIMENSIONS, Facts
from model.finding import Severity
from model.messages import check_message

INSTITUTION_CODES = (505, 506)


def check(subject: Subject, outcome: Outcome) -> None:
    """Hold each government item against the departments' items that feed it."""
    report_rollup(RULE, relate(subject.cells, _relations(subject.cells, outcome)), subject, outcome)


def _relations(facts: Facts, outcome: Outcome) -> list[NamedRelation]:
    economic, government = facts.coordinates["economic"], facts.coordinates["government"]
    chosen = np.flatnonzero(facts.stated & ((economic != 0) ^ (government != 0)))
    if not chosen.size or not government[chosen].any() or not economic[chosen].any():
        return []
    others = [name for name in DIMENSIONS if name not in {"economic", "government"}]
    key = pack([facts.coordinates[name][chosen] for name in others])
    departments: dict[int, dict[int, int]] = defaultdict(dict)
    governments: dict[int, dict[int, int]] = defaultdict(dict)
    listed: set[tuple[int, int]] = set()
    for fact, place in zip(chosen.tolist(), key.tolist(), strict=True):
        if economic[fact]:
            departments[place].setdefault(int(economic[fact]), fact)
            continue
        first = governments[place].setdefault(int(government[fact]), fact)
        if first != fact and facts.table[first] == facts.table[fact]:
            listed.add((place, int(government[fact])))
    for place, member in listed:
        why = check_message("the table lists the item more than once: each row may be a part of it.")
        outcome.leave("", why)
        del governments[place][member]
    named: list[NamedRelation] = []
    for place, items in governments.items():
        fed = [code for code in items if code >= 10_000]
        if place not in departments or not fed:
            continue
        if any(code // 100 in INSTITUTION_CODES for code in fed):
            why = check_message("505 or 506 is printed: an institution's items feed them, not these.")
            outcome.leave("", why, len(fed))
            continue
        named.extend(_relations_of(items, fed, departments[place]))
    return named


def _relations_of(items: dict[int, int], fed: list[int], departments: dict[int, int]) -> list[NamedRelation]:
    relations = []
    for code in fed:
        sources = [int(source) for source in fed_by(str(code), UnitKind.ORGAN)]
        parts = tuple(departments[source] for source in sources if source in departments)
        if parts:
            relations.append(NamedRelation(items[code], parts))
    return relations


RULE = Rule(
    code="AG103",
    family="agreement",
    title=check_message("A government economic item is not the sum of the departments' items that feed it"),
    severity=Severity.WARNING,
    basis="RELATIONS 16",
    explanation=__doc__,
    check=check,
)
