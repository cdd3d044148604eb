"""A reading that mends a table and cannot be taken: then the first one is in doubt, and the other is offered."""

from __future__ import annotations

from collections.abc import Iterable

from checks.advocate.case import Case, Defence
from checks.advocate.settling import Settled
from checks.advocate.tally import reported_of
from checks.mechanism.evidence import place_of
from model.messages import check_message

_READS_BADLY = check_message(
    "this table did not add up as it was read first, and is at odds with one that was read anew."
)


def offered(state: Settled, case: Case) -> Iterable[Defence]:
    """Defend what would hold under a reading that is offered, and what fails against a table that reads badly."""
    for table, offer in sorted(state.offers.items()):
        found = [
            each for each in case.open if table in each.tables and reported_of(each.finding) in offer.mended
        ]
        if found:
            places = tuple(place_of(case.subject, each.facts[0]) for each in found[:1] if each.facts)
            keys = frozenset(each.key for each in found)
            yield Defence(table, offer.candidate.why, keys, places, is_of_table=offer.is_of_table)
    for each in case.open:
        table = state.anew.get(reported_of(each.finding), -1)
        if table >= 0:
            yield Defence(table, _READS_BADLY, frozenset({each.key}))
