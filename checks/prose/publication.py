"""A disclosure is published within 20 days of its approval.

Asked where a document states one day of publication (公开时间) and one day on which the finance department approved its
budget or accounts (批复). The law counts 20 days from the approval. One warning a document.

Basis: RELATIONS 43.
"""

from __future__ import annotations

from checks.prose.dates import Dated, approvals, publications
from checks.prose.passages import Prose, prose_finding, proses, span_place
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Severity
from model.messages import check_message

_DAYS = 20


def check(subject: Subject, outcome: Outcome) -> None:
    """Count the days from approval to publication."""
    for prose in proses(subject):
        published, approved = publications(prose), approvals(prose)
        if not published and not approved:
            continue
        if len({each.day for each in published}) != 1 or len({each.day for each in approved}) != 1:
            why = check_message("the text does not state one day of approval and one of publication.")
            outcome.leave(prose.path, why)
            continue
        days = (published[0].day - approved[0].day).days
        if days < 0:
            outcome.leave(prose.path, check_message("the day of publication is before that of approval."))
        elif days > _DAYS:
            outcome.report(_finding(prose, approved[0], published[0], days))
        else:
            outcome.hold()


def _finding(prose: Prose, approved: Dated, published: Dated, days: int) -> Finding:
    first = prose.spans(published.line, published.start, published.end)
    second = prose.spans(approved.line, approved.start, approved.end)
    message = check_message(
        "{place}: published on {published}, {days} days after the approval on {approved} ({other}).",
        place=span_place(first),
        published=published.day.isoformat(),
        days=days,
        approved=approved.day.isoformat(),
        other=span_place(second),
    )
    return prose_finding(RULE, (*first, *second), message)


RULE = Rule(
    code="TX208",
    family="prose",
    title=check_message("Published more than 20 days after approval"),
    severity=Severity.WARNING,
    basis="RELATIONS 43",
    explanation=__doc__,
    check=check,
)
