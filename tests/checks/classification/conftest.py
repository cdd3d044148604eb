"""A disclosure by hand, asked of one rule."""

from __future__ import annotations

import pytest
from code_tables import Ask

from checks.rule import Outcome, Rule, Subject
from model.disclosure import disclosure_of
from model.finding import LedgerLine
from model.source.book import Book, Sheet


@pytest.fixture
def ask() -> Ask:
    """Ask a rule of a book of sheets; the ledger accounts for all that was tested."""

    def asked(rule: Rule, *sheets: Sheet) -> Outcome:
        outcome = Outcome(LedgerLine(rule.code))
        rule.check(Subject(disclosure_of([Book("book.xlsx", "0" * 64, "xlsx", list(sheets))])), outcome)
        assert outcome.line.inconsistent >= len(outcome.findings)
        ids = [finding.id for finding in outcome.findings]
        assert len(set(ids)) == len(ids)
        for finding in outcome.findings:
            assert "{" not in finding.message.text("en")
            assert finding.message.text("zh") != finding.message.text("en")
            assert finding.cells
        return outcome

    return asked
