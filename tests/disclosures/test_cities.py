"""The published budgets of thirteen cities: whose they are, and what is raised of them, judged on the page."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest

from checks.runner import audit
from model.disclosure import Disclosure, open_disclosures
from model.finding import Report

EXPECTED = tomllib.loads((Path(__file__).parent / "cities.toml").read_text(encoding="utf-8"))


@cache
def opened(path: Path) -> tuple[Disclosure, Report]:
    """Return a document's disclosure and what is raised about it; each file is opened once for all tests."""
    disclosures, troubles = open_disclosures([path])
    assert not troubles
    return disclosures[0], audit(disclosures)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_document_says_whose_it_is_and_of_which_year_and_stage(name: str, shared: Path) -> None:
    disclosure, _ = opened(shared / "disclosures" / name)
    said = {"department": disclosure.department, "year": disclosure.year, "stage": disclosure.stage}

    assert said == {key: EXPECTED[name].get(key) for key in said}


def test_pages_that_are_pictures_are_said_to_be_unreadable(shared: Path) -> None:
    disclosures, (trouble,) = open_disclosures([shared / "disclosures/cities/015-ea2c022d.pdf"])

    assert not disclosures
    assert "no text layer" in str(trouble)
