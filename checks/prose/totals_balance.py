"""The total of revenue in the text is the total of expenditure.

收入总计 and 支出总计 hold what was brought forward and what is carried on, so they are equal. Where the two differ, the
text often means 本年合计: the finding says so when it gives these as well, and names the money brought forward and
carried on that closes the gap, when the text gives that. Asked of all money, of fiscal appropriation and of each
budget; sums that the text does not call totals may differ, and are not asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from checks.mechanism.relations import INCONSISTENT, NamedRelation, relate
from checks.mechanism.rollup import changes_of
from checks.mechanism.stated import CitedClaim, Statements, statements_of
from checks.prose.evidence import phrase_values, place_text, span_of, text_finding, with_amounts
from checks.rule import Outcome, Rule, Subject
from model.disclosure import Document
from model.finding import Finding, Severity
from model.messages import Message, check_message
from model.money import Unit, format_amount
from model.pattern import pattern
from model.reading.prose.claim import Claim, Measure

_CALLED_TOTAL = pattern("总计|总数|总预算|总决算|总收入|总支出")
_SOURCES = ("", "fiscal_all", "general_all", "fund_all", "state_capital_all")
_FLOWS = ("revenue", "outlay")
_BROUGHT = pattern(r"(?:上年|年初|\d{4}年)\s*(?:财政拨款)?(?:结转|结余)")
_CARRIED = pattern(r"年末结转|结转(?:到|下年|至)|结余")


def check(subject: Subject, outcome: Outcome) -> None:
    """Hold the two totals of each document, of all money and of each budget's, against each other."""
    statements = subject.once(statements_of)
    for document in subject.disclosure.documents:
        for source in _SOURCES:
            revenues, outlays = (_stated(statements, document, flow, source) for flow in _FLOWS)
            if revenues and outlays:
                _ask(subject, outcome, revenues, outlays)


def _ask(
    subject: Subject, outcome: Outcome, revenues: Sequence[CitedClaim], outlays: Sequence[CitedClaim]
) -> None:
    """Hold the first two that are called totals against each other; sums of the year may truly differ."""
    revenue, outlay = (next(filter(_is_called_total, claims), None) for claims in (revenues, outlays))
    if revenue is None or outlay is None:
        outcome.leave(place_text(revenues[0]), check_message("the text does not call both of them totals."))
        return
    balance = relate(subject.facts, [NamedRelation(revenue.fact, (outlay.fact,))])
    outcome.of_text.append(balance)
    if balance.verdict[0] < INCONSISTENT:
        outcome.hold()
    else:
        finding, (relation,) = _finding(revenue, outlay), balance.inexact.values()
        outcome.fail_in_text(finding, changes_of(relation, subject.facts), finding.allowance or 0)


def _stated(statements: Statements, document: Document, flow: str, source: str) -> list[CitedClaim]:
    """Return the sentences of a document that state a flow of its own year and stage, of all money or of a source."""
    if document.year is None:
        return []
    coordinates = {"flow": flow, "source": source, "year": str(document.year), "stage": document.stage or ""}
    stated = statements.in_prose({name: member for name, member in coordinates.items() if member})
    return [one.cited for one in stated if one.cited is not None and one.cited.document is document]


def _is_called_total(cited: CitedClaim) -> bool:
    return _CALLED_TOTAL.search(re.sub(r"\s", "", cited.claim.phrase)) is not None


def _finding(revenue: CitedClaim, outlay: CitedClaim) -> Finding:
    one, other = revenue.claim, outlay.claim
    unit = one.unit or Unit.YUAN
    source, year = (one.coordinates.get(name, "") for name in ("source", "year"))
    message, spans = _message(revenue, outlay, unit), (span_of(revenue), span_of(outlay))
    found = text_finding(RULE, message, spans, kind=source, coordinates={"year": year})
    return with_amounts(found, one.amount, other.amount, one.half + other.half, unit)


def _message(revenue: CitedClaim, outlay: CitedClaim, unit: Unit) -> Message:
    values = {
        **phrase_values(revenue, outlay),
        "difference": format_amount(revenue.claim.amount - outlay.claim.amount, unit),
        "unit": unit.label,
    }
    closing = _closing(revenue, outlay.claim.amount - revenue.claim.amount)
    if closing:
        values |= {"brought": format_amount(closing[0], unit), "carried": format_amount(closing[1], unit)}
        return check_message(
            "{place}: “{phrase}”, but {other} says “{label}”; difference {difference} {unit}. They are the year's own "
            "sums (合计), not totals: {brought} brought forward and {carried} carried on close the gap.",
            **values,
        )
    return check_message(
        "{place}: “{phrase}”, but {other} says “{label}”; difference {difference} {unit}: totals are equal.",
        **values,
    )


def _closing(revenue: CitedClaim, gap: int) -> tuple[int, int] | None:
    """Return the one pair of amounts, brought forward and carried on, whose difference is the gap; None for none.

    An explanation only, so that amounts are taken by their words whether they are bound or not.
    """
    claims = [
        claim for claim in revenue.document.claims if claim.measure is Measure.AMOUNT and claim.amount > 0
    ]
    brought = {claim.amount for claim in claims if _states(_BROUGHT, claim)}
    carried = {claim.amount for claim in claims if _states(_CARRIED, claim)}
    pairs = [(one, one - gap) for one in brought if one - gap in carried]
    return pairs[0] if len(pairs) == 1 else None


def _states(words: re.Pattern[str], claim: Claim) -> bool:
    return bool(words.search(re.sub(r"\s+", "", claim.phrase)))


RULE = Rule(
    code="TX112",
    family="prose",
    title=check_message("The totals of revenue and expenditure in the text differ"),
    severity=Severity.WARNING,
    basis="RELATIONS 22, 30",
    explanation=__doc__,
    check=check,
)
