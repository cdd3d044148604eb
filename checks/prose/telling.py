"""How a message tells a claim beside what it is held against: its words, its amount, and those of the other."""

from __future__ import annotations

import re

from checks.mechanism.evidence import label_of
from checks.mechanism.stated import Said, Stated
from checks.prose.evidence import place_text, unit_told, where
from checks.rule import Subject
from model.money import Unit, format_amount

_LONGEST = 40


def phrase_of(said: Said) -> str:
    """Return a claim's words, from its subject to its figure, in one line; the last of a long one."""
    plain = re.sub(r"\s+", "", said.claim.phrase).strip("*，,；;、：:")
    return plain if len(plain) <= _LONGEST else f"…{plain[-_LONGEST:]}"


def told_values(subject: Subject, said: Said, other: Stated) -> dict[str, str]:
    """Return what a message says of a claim and of the statement that it is held against, in the claim's unit."""
    claim = said.claim
    unit, there = claim.unit or Unit.YUAN, unit_told(subject, other)
    return {
        "place": place_text(said),
        "phrase": phrase_of(said),
        "other": where(subject, other),
        "label": phrase_of(other.said) if other.said else label_of(subject, other.fact),
        "expected": f"{format_amount(other.amount, there)} {there.label}",
        "difference": format_amount(claim.amount - other.amount, unit),
        "unit": unit.label,
    }
