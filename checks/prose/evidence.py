"""Claims as evidence: the words of a claim, the cells beside it, and the finding that rests on both."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from checks.mechanism.evidence import cell_evidence, fingerprint, label_of, place_of, unit_of
from checks.mechanism.stated import CitedClaim, Stated, Statements, statements_of
from checks.rule import Rule, Subject
from model.finding import CellEvidence, Finding, Role, Severity, SpanEvidence, Verdict
from model.intervals import ONE
from model.messages import Message
from model.money import Unit, format_amount
from model.reading.prose.claim import Claim
from model.reading.prose.figures import PERCENT

_QUOTED = 90
_PHRASE_LONGEST = 40


def span_of(cited: CitedClaim) -> SpanEvidence:
    """Return the words of a claim, from its subject to its figure, as the paragraph prints them."""
    claim = cited.claim
    start = claim.end - len(claim.phrase)
    text = paragraph_of(cited)
    if start < 0 or text[start : claim.end] != claim.phrase:
        return cited.span
    return SpanEvidence(cited.document.book.path, claim.paragraph, start, claim.end, claim.phrase)


def paragraph_of(cited: CitedClaim) -> str:
    """Return the text of the paragraph in which a claim ends, "" where there is none."""
    paragraphs = cited.document.book.paragraphs
    at = bisect_left(paragraphs, cited.claim.paragraph, key=lambda each: each.number)
    return (
        paragraphs[at].text if at < len(paragraphs) and paragraphs[at].number == cited.claim.paragraph else ""
    )


def spans_of(claims: Iterable[CitedClaim | None]) -> tuple[SpanEvidence, ...]:
    """Return the spans of claims, each once, in their order."""
    return tuple(dict.fromkeys(span_of(cited) for cited in claims if cited is not None))


def cells_of(subject: Subject, stated: Iterable[Stated]) -> tuple[CellEvidence, ...]:
    """Return the cells among statements, each once."""
    facts = dict.fromkeys(one.fact for one in stated if one.is_cell)
    return tuple(cell_evidence(subject, fact, Role.OTHER, 0) for fact in facts)


def place_text(cited: CitedClaim) -> str:
    """Return a claim's place as a message states it."""
    return f"¶{cited.claim.paragraph}"


def where(subject: Subject, stated: Stated) -> str:
    """Return the place of a statement: its paragraph or its cell."""
    if stated.cited is not None:
        return place_text(stated.cited)
    place = place_of(subject, stated.fact)
    return place.text


def quoted(cited: CitedClaim, about: CitedClaim | None = None) -> str:
    """Return the sentence's words from the amount that a claim speaks of to the claim itself."""
    claim = cited.claim
    end = span_of(cited)
    if about is None or about.claim.paragraph != claim.paragraph or about.document is not cited.document:
        return end.text
    words = paragraph_of(cited)[min(span_of(about).start, end.start) : claim.end]
    return words if len(words) <= _QUOTED else f"{about.claim.phrase} … {claim.phrase}"


def quoted_values(cited: CitedClaim, about: CitedClaim | None) -> dict[str, str]:
    """Return what a message states of a claim: its place, and the words from its amount to itself."""
    return {"place": place_text(cited), "words": quoted(cited, about)}


def phrase_of(cited: CitedClaim) -> str:
    """Return a claim's words, from its subject to its figure, in one line; the last of a long one."""
    plain = re.sub(r"\s+", "", cited.claim.phrase).strip("*，,；;、：:")
    return plain if len(plain) <= _PHRASE_LONGEST else f"…{plain[-_PHRASE_LONGEST:]}"


def phrase_values(cited: CitedClaim, other: CitedClaim | None = None) -> dict[str, str]:
    """Return what a message states of a claim, and of another one that it is held against: its place and its words."""
    values = {"place": place_text(cited), "phrase": phrase_of(cited)}
    return values if other is None else {**values, "other": place_text(other), "label": phrase_of(other)}


def printed_unit(subject: Subject, stated: Stated) -> Unit:
    """Return the unit in which a statement is printed."""
    if stated.cited is not None:
        return stated.cited.claim.unit or Unit.YUAN
    return unit_of(subject, stated.fact) or Unit.YUAN


def disagreement_values(subject: Subject, cited: CitedClaim, other: Stated) -> dict[str, str]:
    """Return what a message states of a claim and of the statement that it disagrees with, in the claim's unit."""
    claim = cited.claim
    unit, there = claim.unit or Unit.YUAN, printed_unit(subject, other)
    return {
        **phrase_values(cited),
        "other": where(subject, other),
        "label": phrase_of(other.cited) if other.cited else label_of(subject, other.fact),
        "expected": f"{format_amount(other.amount, there)} {there.label}",
        "difference": format_amount(claim.amount - other.amount, unit),
        "unit": unit.label,
    }


def grade(statements: Statements, cited: CitedClaim, fails: Callable[[Stated, Stated], bool]) -> Severity:
    """Return error where cells state both the subject and what it is held against and no two of them fit.

    A claim whose subject its words do not name is a warning at most.
    """
    if not cited.claim.provenance.is_certain:
        return Severity.WARNING
    own, base = statements.in_tables(cited.claim.coordinates), statements.in_tables(cited.claim.base)
    certain = bool(own and base) and all(fails(one, other) for one in own for other in base)
    return Severity.ERROR if certain else Severity.WARNING


def is_cut(claim: Claim, part: int, whole: int) -> bool:
    """Return whether a percentage with decimals is part / whole with its last place cut off, and not rounded."""
    place = PERCENT // 10**claim.decimals
    return claim.decimals > 0 and abs(part) * ONE // abs(whole) // place * place == abs(claim.amount)


def held_finding(
    rule: Rule,
    subject: Subject,
    cited: CitedClaim,
    message: Message,
    severity: Severity,
    stated: Sequence[Stated],
    quoted_claims: Sequence[CitedClaim | None],
) -> Finding:
    """Return the finding of a claim held against statements; its cells are theirs and those of the same coordinates.

    `quoted_claims` are the sentences that it quotes.
    """
    known = subject.once(statements_of)
    claim = cited.claim
    cells = [*stated, *known.in_tables(claim.coordinates), *known.in_tables(claim.base)]
    return claim_finding(rule, cited, message, severity, spans_of(quoted_claims), cells_of(subject, cells))


def claim_finding(
    rule: Rule,
    cited: CitedClaim,
    message: Message,
    severity: Severity,
    spans: tuple[SpanEvidence, ...],
    cells: tuple[CellEvidence, ...] = (),
) -> Finding:
    """Return a finding about a claim; its id is of the subject, of what it is held against and of the measure."""
    claim = cited.claim
    base = [f"{name}={member}" for name, member in sorted(claim.base.items())]
    found = text_finding(rule, message, spans, str(claim.measure), *base, coordinates=claim.coordinates)
    return replace(found, severity=severity, cells=cells)


def text_finding(
    rule: Rule,
    message: Message,
    spans: tuple[SpanEvidence, ...],
    *words: str,
    kind: str = "",
    coordinates: Mapping[str, str] = MappingProxyType({}),
) -> Finding:
    """Return a finding of a rule on the text; its id is of a kind, of coordinates and of `words`."""
    return Finding(
        id=fingerprint(rule.code, kind, dict(coordinates), *words),
        rule=rule.code,
        severity=rule.severity,
        verdict=Verdict.INCONSISTENT,
        title=rule.title,
        message=message,
        spans=spans,
    )


def with_amounts(
    finding: Finding, stated: int, computed: int, allowance: int, unit: Unit | None, relation: str = "="
) -> Finding:
    """Return a finding with the equation that does not hold; the amounts are in ten-thousandths of 元."""
    return replace(
        finding,
        stated=stated,
        computed=computed,
        difference=stated - computed,
        allowance=allowance,
        relation=relation,
        unit=unit,
    )
