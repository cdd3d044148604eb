"""Claims of published budgets and accounts, drawn by lot and read on the page: none is bound wrongly."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from published import opened

from model.disclosure import Document
from model.reading.prose.claim import Claim, Measure

EXPECTED = tomllib.loads((Path(__file__).parent / "cities_claims.toml").read_text(encoding="utf-8"))


def printed_at(document: Document) -> tuple[str, dict[int, Claim]]:
    """The text of a document without blanks, and its claims by the place in it where their figures begin."""
    text = ""
    begins: dict[int, int] = {}
    lines = {paragraph.number: paragraph.text for paragraph in document.book.paragraphs}
    for number, line in lines.items():
        begins[number] = len(text)
        text += "".join(line.split())
    places = {
        begins[claim.paragraph] + len("".join(lines[claim.paragraph][: claim.start].split())): claim
        for claim in document.claims
        if claim.measure is not Measure.DIRECTION
    }
    return text, places


def without_own(coordinates: dict[str, str], document: Document) -> dict[str, str]:
    usual = {"year": str(document.year), "stage": document.stage}
    return {name: member for name, member in coordinates.items() if usual.get(name) != member}


def expected(line: dict[str, Any]) -> tuple[str, dict[str, str]]:
    """The measure and the coordinates that a line of the file gives."""
    return next((name, line[name]) for name in Measure if name in line)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_claim_has_the_subject_that_the_page_gives_it(name: str, shared: Path) -> None:
    folders = (shared / "disclosures" / folder for folder in ("cities", "real", "."))
    path = next((folder / name for folder in folders if (folder / name).is_file()), None)
    if path is None:
        pytest.skip(f"{name} is not here")
    document = opened(path).documents[0]
    text, places = printed_at(document)

    for line in EXPECTED[name]["claims"]:
        words = line["words"] + line["text"]
        assert words in text, f"{words} is not printed in one piece"
        claim = places[text.index(words) + len(line["words"])]
        coordinates = claim.coordinates
        against = {each: member for each, member in claim.base.items() if coordinates.get(each) != member}
        assert claim.is_bound, words
        assert (claim.measure.value, without_own(dict(coordinates), document)) == expected(line), words
        assert line.get("against", against) == against, words
        without = [each for each in coordinates if claim.base and each not in claim.base]
        assert line.get("without", without) == without, words


def test_four_hundred_claims_are_expected() -> None:
    assert sum(len(document["claims"]) for document in EXPECTED.values()) >= 400
