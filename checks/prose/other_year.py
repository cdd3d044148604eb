"""A sentence that states an amount of the disclosure names the disclosure's year.

Asked of sentences that begin with a year, perhaps behind the department's name, and state a total of the
whole disclosure (2021 年年初预算数 1780.03 万元). Another year is reported where the paragraph does not state
this year's amounts too, and for a budget where it is still to come; the year before only where the sentence
is compared with its own past, or states the same amount as the sentence of this year, or where the text
states that total for no year of its own. Comparisons, dates, balances carried over and projects of other
years are not such sentences. A text that states its totals for other years as often as for its own is not
asked. One warning a sentence.
"""

from __future__ import annotations

from checks.prose.evidence import text_finding
from checks.prose.own_totals import Statement, misdated, statements
from checks.prose.passages import proses
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Severity
from model.messages import check_message


def check(subject: Subject, outcome: Outcome) -> None:
    """Hold the years of the sentences that state totals against the disclosure's."""
    for prose in proses(subject):
        found = list(statements(prose))
        wrong = misdated(found, prose.year, is_budget=prose.stage == "budget")
        if wrong is None:
            why = check_message("which year the document is about is in doubt.")
            others = sum(each.year != prose.year for each in found)
            outcome.hold(len(found) - others)
            outcome.leave(prose.path, why, others)
            continue
        outcome.hold(len(found) - len(wrong))
        for each in wrong:
            outcome.report(_finding(each, prose.year or 0))


def _finding(stated: Statement, year: int) -> Finding:
    message = check_message(
        "{place}: the text states {total} of {wrong}, the disclosure is of {year}: {text}",
        total=stated.total,
        wrong=stated.year,
        year=year,
        **stated.here.values,
    )
    return text_finding(RULE, message, stated.here.spans, stated.here.text)


RULE = Rule(
    code="TX207",
    family="prose",
    title=check_message("A total is stated for another year"),
    severity=Severity.WARNING,
    basis="RELATIONS 38, 42",
    explanation=__doc__,
    check=check,
)
