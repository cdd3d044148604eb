"""How a rule tells a claim beside what it is held against: its words, its printed figure, the amounts of both."""

from __future__ import annotations

import re

from checks.mechanism.evidence import label_of, place_of, unit_of
from checks.prose.evidence import place_text
from checks.prose.statements import Said, Stated
from checks.rule import Subject
from model.finding import SpanEvidence
from model.money import Unit, format_amount

_LONGEST = 40


def phrase_of(said: Said) -> str:
    """Return a claim's words, from its subject to its figure, in one line; the last of a long one."""
    plain = re.sub(r"\s+", "", said.claim.phrase).strip("*，,；;、：:")
    return plain if len(plain) <= _LONGEST else f"…{plain[-_LONGEST:]}"


def span_of(said: Said) -> SpanEvidence:
    """Return the printed figure of a claim as evidence."""
    claim = said.claim
    return SpanEvidence(said.document.book.path, claim.paragraph, claim.start, claim.end, claim.text)


def told_values(subject: Subject, said: Said, other: Stated) -> dict[str, str]:
    """Return what a message says of a claim and of the statement that it is held against, in the claim's unit."""
    claim = said.claim
    unit = claim.unit or Unit.YUAN
    if other.said:
        place, label = place_text(other.said), phrase_of(other.said)
        there = other.said.claim.unit or Unit.YUAN
    else:
        cell = place_of(subject, other.fact)
        place, label = f"{cell.sheet}!{cell.cell}", label_of(subject, other.fact)
        there = unit_of(subject, other.fact) or Unit.YUAN
    return {
        "place": place_text(said),
        "phrase": phrase_of(said),
        "other": place,
        "label": label,
        "expected": f"{format_amount(other.amount, there)} {there.label}",
        "difference": format_amount(claim.amount - other.amount, unit),
        "unit": unit.label,
    }
