"""One disclosure saved in every container says the same: workbooks old and new, texts, a page, a Word file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from checks.runner import audit
from model.disclosure import Disclosure, open_disclosures
from model.source.book import Book
from model.source.reading import open_book
from tests.convert import write_csv, write_docx, write_html, write_ods, write_spreadsheet_xml

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
TYPED_ONLY = {"WB101", "PE108"}
"""Rules that only a container which distinguishes numbers from text, or never loses a cell, can answer."""

Facts = Counter[tuple[object, ...]]


def _facts(disclosure: Disclosure) -> Facts:
    """Count what is stated: the kind of table, the amount and its coordinates."""
    facts = disclosure.facts
    return Counter(
        (
            disclosure.tables[int(facts.table[index])].kind,
            int(facts.amount[index]),
            *sorted(facts.coordinate(index).items()),
        )
        for index in range(len(facts))
        if facts.stated[index]
    )


def _findings(disclosure: Disclosure) -> Counter[tuple[object, ...]]:
    report = audit([disclosure])
    return Counter(
        (finding.rule, finding.severity, finding.stated, finding.computed, len(finding.cells))
        for finding in report.findings
        if finding.rule not in TYPED_ONLY
    )


def _csv_folder(book: Book, path: Path) -> None:
    path.mkdir()
    for number, sheet in enumerate(book.sheets):
        write_csv(sheet, path / f"{number:02d}.csv")


@cache
def _original(name: str) -> tuple[Book, Facts, Counter[tuple[object, ...]]]:
    path = SAMPLES / f"{name}.xlsx"
    disclosures, _ = open_disclosures([path])
    return open_book(path), _facts(disclosures[0]), _findings(disclosures[0])


@pytest.mark.parametrize("name", ["dadukou-2021-planted", "wansheng-2023-budget", "nanchong-2020-budget"])
@pytest.mark.parametrize(
    ("suffix", "write"),
    [
        ("ods", write_ods),
        ("xml", write_spreadsheet_xml),
        ("html", write_html),
        ("docx", write_docx),
        ("csv", _csv_folder),
    ],
)
def test_the_same_facts_and_findings(
    name: str, suffix: str, write: Callable[[Book, Path], None], tmp_path: Path
) -> None:
    book, facts, findings = _original(name)
    path = tmp_path / f"{name}.{suffix}"
    write(book, path)
    paths = sorted(path.iterdir()) if path.is_dir() else [path]

    disclosures, troubles = open_disclosures(paths)

    assert troubles == []
    assert len(disclosures) == 1
    assert _facts(disclosures[0]) == facts
    assert _findings(disclosures[0]) == findings


def test_an_old_workbook_says_the_same_as_the_new_one() -> None:
    _, facts, findings = _original("dadukou-2021-budget")
    disclosures, _ = open_disclosures([SAMPLES / "dadukou-2021-budget.xls"])

    assert _facts(disclosures[0]) == facts
    assert _findings(disclosures[0]) == findings
