"""The suspect: the cell whose change would mend most of the relations that fail."""

from __future__ import annotations

from checks.rule import Outcome, Subject
from model.finding import Finding


def diagnose(subject: Subject, outcomes: list[Outcome]) -> list[Finding]:
    """Return all findings with their suspect cell and the likeliest slip."""
    return [finding for outcome in outcomes for finding in outcome.findings]
