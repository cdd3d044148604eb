"""A sentence that states an amount of the disclosure names the disclosure's year.

Asked of sentences that begin with a year, perhaps behind the department's name, and state a total of the
whole disclosure (2021 年年初预算数 1780.03 万元). Another year is reported where the paragraph does not state
this year's amounts too, and for a budget where it is still to come; the year before only where the sentence
is compared with its own past, or states the same amount as the sentence of this year, or where the text
states that total for no year of its own. Comparisons, dates, balances carried over and projects of other
years are not such sentences. A text that states its totals for other years as often as for its own is not
asked. One warning a sentence.

Basis: RELATIONS 38, 42.
"""

from __future__ import annotations

import re

from checks.prose.own_totals import Statement, statements
from checks.prose.passages import Prose, prose_finding, proses, span_place
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Severity
from model.messages import check_message

_OWN_LEAST = 2
_STAYED = ("持平", "无变化", "无增减", "一致", "相同", "不变")


def check(subject: Subject, outcome: Outcome) -> None:
    """Hold the years of the sentences that state totals against the disclosure's."""
    for prose in proses(subject):
        found = list(statements(prose))
        year = prose.document.year or subject.disclosure.year
        own = [each for each in found if each.year == year]
        others = [each for each in found if each.year != year]
        outcome.hold(len(own))
        if others and (year is None or len(own) < _OWN_LEAST or len(own) <= len(others)):
            why = check_message("which year the document is about is in doubt.")
            outcome.leave(prose.path, why, len(others))
            continue
        for each in others:
            is_budget = (prose.document.stage or subject.disclosure.stage) == "budget"
            if _claims_to_be_own(each, own, year or 0, is_budget=is_budget):
                outcome.report(_finding(prose, each, year or 0))
            else:
                outcome.hold()


def _claims_to_be_own(stated: Statement, own: list[Statement], year: int, *, is_budget: bool) -> bool:
    """Tell whether a statement of another year stands where the disclosure's own should."""
    if any(each.line is stated.line for each in own):
        return False
    if abs(stated.year - year) > 1 or (is_budget and stated.year > year):
        return True
    text = stated.line.text[stated.end :]
    compared = re.search(rf"(?:[与比较同]|相较){stated.year}年|[与比较同](?:上|去|前一)年", text)
    is_own_past = compared is not None and f"{year}年" not in text[: compared.start()]
    if is_own_past or any(_is_same(stated, each) for each in own):
        return True
    return f"{year}年" not in stated.line.text and all(each.total != stated.total for each in own)


def _is_same(stated: Statement, own: Statement) -> bool:
    """Tell whether two years are said of one amount, which no sentence says to have stayed the same."""
    stayed = any(word in line.text for word in _STAYED for line in (stated.line, own.line))
    is_zero = not re.search(r"[1-9]", stated.amount)
    return (stated.total, stated.amount) == (own.total, own.amount) and not (stayed or is_zero)


def _finding(prose: Prose, stated: Statement, year: int) -> Finding:
    spans = prose.spans(stated.line, stated.start, stated.end)
    message = check_message(
        "{place}: the text states {total} of {wrong}, the disclosure is of {year}: {text}",
        place=span_place(spans),
        total=stated.total,
        wrong=stated.year,
        year=year,
        text=stated.line.quoted(stated.start, stated.end),
    )
    return prose_finding(RULE, spans, message, stated.line.text[stated.start : stated.end])


RULE = Rule(
    code="TX207",
    family="prose",
    title=check_message("A total is stated for another year"),
    severity=Severity.WARNING,
    basis="RELATIONS 38, 42",
    explanation=__doc__,
    check=check,
)
