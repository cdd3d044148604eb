"""Asking one rule: what it found, or that it failed itself."""

from __future__ import annotations

from collections.abc import Callable

from checks.rule import Outcome, Rule
from checks.rulebook import RuleBook
from model.finding import LedgerLine, NotChecked
from model.messages import check_message


def ask(rule: Rule, question: Callable[[Outcome], None], book: RuleBook) -> Outcome:
    """Return what a rule answers to a question, graded as the book says; one that raises is its own result."""
    outcome = Outcome(LedgerLine(rule.code))
    try:
        question(outcome)
    except Exception as error:
        import logging

        logging.getLogger(__name__).exception("rule %s failed", rule.code)
        outcome = Outcome(LedgerLine(rule.code, failed=1))
        why = check_message(
            "the rule itself failed ({kind}); this is a defect of Yushen.", kind=type(error).__name__
        )
        outcome.line.reasons.append(NotChecked(rule.code, why))
    book.grade(rule, outcome)
    return outcome
