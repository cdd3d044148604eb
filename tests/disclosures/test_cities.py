"""The published budgets of thirteen cities: whose they are, and what is raised of them, judged on the page.

In cities.toml a judged finding is [rule, page, words]: the words and amounts that its message or its evidence holds,
all of them, and the page of the PDF on which they were read. What is true is listed; nothing else may be an error.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from published import opened, report_of

from model.disclosure import open_disclosures
from model.finding import Finding, Severity

EXPECTED = tomllib.loads((Path(__file__).parent / "cities.toml").read_text(encoding="utf-8"))
CITIES = [name for name in EXPECTED if name.startswith("cities/")]

Judged = tuple[str, tuple[str, ...]]


def raised(path: Path, severity: Severity) -> list[Finding]:
    return [finding for finding in report_of(path).findings if finding.severity is severity]


def judged(name: str, severity: Severity) -> list[Judged]:
    return [(rule, tuple(words)) for rule, _, *words in EXPECTED[name].get(f"{severity}s", [])]


def tables_of(name: str) -> list[list[str]]:
    tables: list[list[str]] = EXPECTED[name].get("tables", [])
    return tables


def doubted(name: str) -> list[Judged]:
    return [(rule, tuple(words)) for rule, _, *words in EXPECTED[name].get("doubted", [])]


def is_of(finding: Finding, one: Judged) -> bool:
    rule, words = one
    cells = (f"{cell.value} {cell.label}" for cell in finding.cells)
    spans = (span.text for span in finding.spans)
    text = "".join("".join((finding.message.text("zh"), *cells, *spans)).split())
    return finding.rule == rule and all("".join(word.split()) in text for word in words)


def not_judged_true(path: Path, name: str, severity: Severity) -> list[str]:
    known = [*judged(name, severity), *doubted(name)]
    return [
        f"{path.stem} {finding.rule} {finding.message.text('zh')}"
        for finding in raised(path, severity)
        if not any(is_of(finding, one) for one in known)
    ]


@pytest.mark.parametrize("name", EXPECTED)
def test_a_document_says_whose_it_is_and_of_which_year_and_stage(name: str, shared: Path) -> None:
    disclosure = opened(shared / "disclosures" / name)
    found = {"department": disclosure.department, "year": disclosure.year, "stage": disclosure.stage}

    assert found == {key: EXPECTED[name].get(key) for key in found}


@pytest.mark.parametrize("name", CITIES)
def test_every_table_has_the_kind_and_the_unit_that_its_page_says(name: str, shared: Path) -> None:
    disclosure = opened(shared / "disclosures" / name)
    misread = EXPECTED[name].get("misread", {})
    sheets = disclosure.documents[0].book.sheets
    found = [
        [table.kind or "", table.unit.label if table.unit else "", sheets[table.sheet].name]
        for table in disclosure.tables
    ]
    expected = [[misread.get(place, kind), unit, place] for kind, unit, place in tables_of(name)]

    assert found == expected


@pytest.mark.parametrize("name", CITIES)
@pytest.mark.parametrize("severity", [Severity.ERROR, Severity.WARNING])
def test_nothing_is_raised_that_is_not_true(name: str, severity: Severity, shared: Path) -> None:
    assert not_judged_true(shared / "disclosures" / name, name, severity) == []


@pytest.mark.parametrize("name", CITIES)
@pytest.mark.parametrize("severity", [Severity.ERROR, Severity.WARNING])
def test_what_is_true_is_raised(name: str, severity: Severity, shared: Path) -> None:
    findings = raised(shared / "disclosures" / name, severity)

    missing = [one for one in judged(name, severity) if not any(is_of(each, one) for each in findings)]

    assert missing == []


@pytest.mark.parametrize("name", [name for name in CITIES if "doubted" in EXPECTED[name]])
def test_what_is_true_but_doubted_is_shown_with_its_doubt(name: str, shared: Path) -> None:
    report = report_of(shared / "disclosures" / name)
    shown = {rule for doubt in report.doubts for rule, _ in doubt.rules}

    for one in doubted(name):
        assert one[0] in shown or any(is_of(finding, one) for finding in report.findings)


def test_pages_that_are_pictures_are_reported_as_unreadable(shared: Path) -> None:
    disclosures, (trouble,) = open_disclosures([shared / "disclosures/cities/015-ea2c022d.pdf"])

    assert not disclosures
    assert "no text layer" in str(trouble)
