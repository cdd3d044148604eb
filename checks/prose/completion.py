"""A completion rate is the outlay over the budget: 完成预算 98.5 percent of 100.00 is 98.50.

The budget is the one that the words mean, 年初预算 or the adjusted one (全年预算, 调整预算), as sentences or cells
state it. Each figure may be any that rounds to what is printed; one whose last place was cut off is a notice. A rate
of a budget of zero is reported. A budget that is not stated, or stated in two ways, is not asked; 0 percent of
nothing is right.
"""

from __future__ import annotations

import re

from checks.mechanism.stated import CitedClaim, Stated, Statements, statements_of
from checks.prose.evidence import (
    cells_of,
    claim_finding,
    place_text,
    quoted_values,
    spans_of,
    where,
)
from checks.prose.mending import figures_of, fits, mends, ratio_finding, ratio_values
from checks.prose.operands import UNNAMED, amounts, contradict, own_amount
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Severity
from model.messages import Message, check_message
from model.pattern import pattern
from model.reading.prose.claim import Measure, Provenance

_OTHER = pattern(r"占(?!(?:年初|年度|全年|本年|当年|调整|调整后的?)?(?:预算|计划))")


def check(subject: Subject, outcome: Outcome) -> None:
    """Hold each completion rate against the outlay and the budget."""
    statements = subject.once(statements_of)
    for cited in statements.of(Measure.COMPLETION):
        own = own_amount(statements, cited)
        if isinstance(own, Message):
            outcome.leave(place_text(cited), own)
        elif cited.claim.base == cited.claim.coordinates or _OTHER.search(
            re.sub(r"\s", "", cited.claim.phrase)
        ):
            outcome.leave(place_text(cited), check_message("it may be a share of another budget."))
        else:
            _ask(subject, outcome, statements, cited, own)


def _ask(subject: Subject, outcome: Outcome, statements: Statements, cited: CitedClaim, own: Stated) -> None:
    claim = cited.claim
    stated = amounts(statements, claim.base)
    budgets = [budget for budget in stated if budget.amount > 0]
    if any(fits(own, budget, claim) for budget in budgets) or (not own.amount and not claim.amount):
        outcome.hold()
    elif not stated:
        outcome.leave(place_text(cited), check_message("the budget is not stated."))
    elif claim.provenance is Provenance.CHAPTER:
        outcome.leave(place_text(cited), UNNAMED)
    elif not budgets and any(fits(own, budget, claim) for budget in stated):
        outcome.leave(place_text(cited), check_message("the budget is zero, of which there is no rate."))
    elif not budgets:
        outcome.report(_of_nothing(subject, cited, own, stated[0]))
    elif contradict(stated):
        outcome.leave(place_text(cited), check_message("the budget is stated in two ways."))
    else:
        finding = _finding(subject, cited, own, min(budgets, key=lambda one: one.half))
        outcome.fail_to_follow(finding, mends(statements, cited, own, budgets), figures_of(cited))


def _finding(subject: Subject, cited: CitedClaim, own: Stated, budget: Stated) -> Finding:
    message = check_message(
        "{place}: “{words}”, yet {part} of a budget of {whole} ({unit}) is {computed}.",
        **ratio_values(subject, cited, own, budget),
    )
    return ratio_finding(RULE, subject, cited, own, budget, message, Severity.ERROR)


def _of_nothing(subject: Subject, cited: CitedClaim, own: Stated, budget: Stated) -> Finding:
    message = check_message(
        "{place}: “{words}”, yet {other} states a budget of 0, of which there is no rate.",
        other=where(subject, budget),
        **quoted_values(cited, own.cited),
    )
    spans = spans_of((cited, own.cited, budget.cited))
    return claim_finding(RULE, cited, message, Severity.WARNING, spans, cells_of(subject, (own, budget)))


RULE = Rule(
    code="TX105",
    family="prose",
    title=check_message("A completion rate is not the outlay over the budget"),
    severity=Severity.WARNING,
    basis="RELATIONS 32",
    explanation=__doc__,
    check=check,
)
