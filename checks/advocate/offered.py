"""A reading that mends a table and cannot be taken: then the first one is in doubt, and the other is offered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from checks.advocate.case import Case, Defence
from checks.advocate.settling import Offer
from checks.advocate.tally import told_of
from checks.mechanism.evidence import place_of


def offered(offers: Mapping[int, Offer], case: Case) -> Iterable[Defence]:
    """Defend what would hold under a reading that is offered; `offers` are by table."""
    for table, offer in sorted(offers.items()):
        found = [each for each in case.open if table in each.tables and told_of(each.finding) in offer.mended]
        if found:
            places = tuple(place_of(case.subject, each.facts[0]) for each in found[:1] if each.facts)
            keys = frozenset(each.key for each in found)
            yield Defence(table, offer.candidate.why, keys, places, is_of_table=offer.is_of_table)
