"""What the sentences of the published documents claim: every claim with its place, its subject and its base."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from published import opened

from model.disclosure import Document
from model.reading.prose.claim import Claim, Measure

EXPECTED = tomllib.loads((Path(__file__).parent / "claims.toml").read_text(encoding="utf-8"))
TEXTS = [name for name in EXPECTED if name.endswith(".txt")]
BOUND_AT_LEAST = 0.95


def document_of(path: Path) -> Document:
    return opened(path).documents[0]


def explained(document: Document, name: str) -> Iterator[Claim]:
    """The claims of the sections that explain the figures."""
    sections = EXPECTED[name]["sections"]
    return (
        claim
        for claim in document.claims
        if any(first <= claim.paragraph <= last for first, last in sections)
    )


def own(coordinates: dict[str, str], document: Document) -> dict[str, str]:
    """Coordinates without the document's year and stage."""
    usual = {"year": str(document.year), "stage": document.stage}
    return {name: member for name, member in coordinates.items() if usual.get(name) != member}


def written(claim: Claim, document: Document) -> dict[str, Any]:
    """A claim as claims.toml writes it."""
    line: dict[str, Any] = {
        "at": [claim.paragraph, claim.start, claim.end],
        "text": claim.text,
        claim.measure.value: own(dict(claim.coordinates), document),
    }
    if claim.measure is Measure.SHARE:
        line["of"] = own(dict(claim.base), document)
    elif claim.base:
        coordinates = claim.coordinates
        line["against"] = {
            name: member for name, member in claim.base.items() if coordinates.get(name) != member
        }
    if claim.direction:
        line["told"] = claim.direction
    return line


@pytest.mark.parametrize("name", EXPECTED)
def test_every_claim_has_the_subject_that_an_auditor_gives_it_and_no_other_is_bound(
    name: str, shared: Path
) -> None:
    document = document_of(shared / "disclosures" / name)

    found = [written(claim, document) for claim in explained(document, name) if claim.is_bound]

    assert found == EXPECTED[name]["claims"]


@pytest.mark.parametrize("name", EXPECTED)
def test_what_a_claim_points_at_is_printed_there(name: str, shared: Path) -> None:
    document = document_of(shared / "disclosures" / name)
    lines = {paragraph.number: paragraph.text for paragraph in document.book.paragraphs}

    for claim in document.claims:
        there = lines[claim.paragraph][claim.start : claim.end]
        assert claim.text.startswith(there)
        assert there


@pytest.mark.parametrize("name", EXPECTED)
def test_nearly_every_amount_of_the_explanatory_sections_is_bound(name: str, shared: Path) -> None:
    claims = explained(document_of(shared / "disclosures" / name), name)
    amounts = [claim for claim in claims if claim.measure is Measure.AMOUNT]

    assert len(amounts) > 20
    assert sum(claim.is_bound for claim in amounts) >= BOUND_AT_LEAST * len(amounts)


def test_an_amount_without_a_subject_says_why_in_both_languages(shared: Path) -> None:
    document = document_of(shared / "disclosures" / "luojiang-2021-final.txt")

    reasons = [claim.why for claim in document.claims if claim.why]

    assert len(reasons) > 20
    assert all(why.text("zh") != why.text("en") for why in reasons)


def test_the_list_of_expectations_is_long_enough_to_mean_something() -> None:
    assert sum(len(EXPECTED[name]["claims"]) for name in TEXTS) >= 150
