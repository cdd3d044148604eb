"""Whole disclosures that nobody published: drawn department, true figures, forms of provinces written from memory.

No fault is in them, so whatever is found in one is false; of one that is put in, the place is known. The amounts, the
departments and the places are made up.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from made_up_department import department, printed
from made_up_document import Block, filled, form, names, written

from checks.runner import audit
from model.disclosure import Disclosure, open_disclosures
from model.finding import Finding, Severity

FORMS = {name: form(name) for name in names()}
SEEDS = (1, 2)
LEFT_OUT = "CO101"
"""The rule that a table is not there: a form here has a few of the tables that must be published."""


def opened(blocks: list[Block], folder: Path) -> Disclosure:
    disclosures, troubles = open_disclosures([written(blocks, folder / "disclosure.html")])
    assert not troubles
    (disclosure,) = disclosures
    return disclosure


def accusations(disclosure: Disclosure) -> list[Finding]:
    grave = (Severity.ERROR, Severity.WARNING)
    found = audit([disclosure]).findings
    return [finding for finding in found if finding.severity in grave and finding.rule != LEFT_OUT]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", FORMS)
def test_a_disclosure_without_a_fault_is_accused_of_none(name: str, seed: int, tmp_path: Path) -> None:
    disclosure = opened(filled(FORMS[name], department(seed)), tmp_path)

    assert [(finding.rule, finding.message) for finding in accusations(disclosure)] == []


@pytest.mark.parametrize("name", FORMS)
def test_what_it_is_of_and_all_its_amounts_and_sentences_are_understood(name: str, tmp_path: Path) -> None:
    of = FORMS[name]
    disclosure = opened(filled(of, department(3)), tmp_path)

    found = (disclosure.department, disclosure.year, disclosure.stage)
    assert found == (of["department"], of["year"], of["stage"])
    assert [cell for table in disclosure.tables for cell in table.unbound] == []
    (document,) = disclosure.documents
    assert [claim.phrase for claim in document.claims if not claim.is_bound] == []


@pytest.mark.parametrize("name", FORMS)
def test_a_total_that_is_not_the_sum_is_found_in_its_cell(name: str, tmp_path: Path) -> None:
    blocks = filled(FORMS[name], department(4))
    row = next(row for row in _rows(blocks) if row[0] == "206")
    at = next(column for column, text in enumerate(row) if "." in text)
    row[at] = wrong = printed(round(float(row[at]) * 100) + 2700)

    found = accusations(opened(blocks, tmp_path))

    assert any(cell.value.replace(",", "") == wrong for finding in found for cell in finding.cells)


@pytest.mark.parametrize("name", FORMS)
def test_a_rate_that_is_not_true_is_found_in_its_sentence(name: str, tmp_path: Path) -> None:
    blocks = filled(FORMS[name], department(5))
    at, sentence = next(
        (number, block)
        for number, block in enumerate(blocks)
        if isinstance(block, str) and "基本支出" in block
    )
    start = sentence.index("占", sentence.index("基本支出"))
    end = sentence.index("%", start) + 1
    blocks[at] = f"{sentence[:start]}占88.88%{sentence[end:]}"

    found = accusations(opened(blocks, tmp_path))

    assert any("88.88%" in span.text for finding in found for span in finding.spans)


def _rows(blocks: list[Block]) -> list[list[str]]:
    return [row for block in blocks if not isinstance(block, str) for row in block]
