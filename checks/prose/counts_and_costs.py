"""Receptions and travels that cost money are counted, and those that are counted cost money.

公务接待 and 因公出国（境） of one year: where the text gives a cost and counts (批次, 人次, 团组), a cost without any
count and a count without a cost are slips. Vehicles are not asked: those that are kept need not be bought.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from checks.mechanism.stated import CitedClaim, statements_of
from checks.prose.evidence import phrase_values, span_of, text_finding
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Severity
from model.messages import check_message
from model.reading.prose.claim import Measure

_COUNTED = ("reception", "reception_domestic", "reception_foreign", "overseas")


def check(subject: Subject, outcome: Outcome) -> None:
    """Hold the counts of each item against its cost."""
    statements = subject.once(statements_of)
    costs, counts = _by_item(statements.of(Measure.AMOUNT)), _by_item(statements.of(Measure.COUNT))
    for key in sorted(costs.keys() & counts.keys()):
        cost = max(costs[key], key=lambda cited: cited.claim.amount)
        count = max(counts[key], key=lambda cited: cited.claim.amount)
        if bool(cost.claim.amount) == bool(count.claim.amount):
            outcome.hold()
        else:
            outcome.report(_finding(cost, count))


def _by_item(claims: Iterable[CitedClaim]) -> dict[tuple[str, ...], list[CitedClaim]]:
    """Return claims by document, item, year and stage."""
    found: dict[tuple[str, ...], list[CitedClaim]] = defaultdict(list)
    for cited in claims:
        where = cited.claim.coordinates
        if where.get("item") in _COUNTED:
            path = cited.document.book.path
            found[path, where["item"], where.get("year", ""), where.get("stage", "")].append(cited)
    return found


def _finding(cost: CitedClaim, count: CitedClaim) -> Finding:
    message = check_message(
        "{place}: “{phrase}”, but {other} says “{label}”: a cost needs a count, and a count a cost.",
        **phrase_values(cost, count),
    )
    spans = (span_of(cost), span_of(count))
    return text_finding(RULE, message, spans, coordinates=cost.claim.coordinates)


RULE = Rule(
    code="TX111",
    family="prose",
    title=check_message("A cost without a count, or a count without a cost"),
    severity=Severity.WARNING,
    basis="RELATIONS 37",
    explanation=__doc__,
    check=check,
)
