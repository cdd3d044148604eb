"""A workbook that LibreOffice prints to pages states what it stated: the same document by another road."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.styles import Border
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from checks.runner import audit
from model.disclosure import Disclosure, open_disclosures
from model.finding import Severity

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "dadukou-2021-budget.xlsx"
HIGH = 34
"""Points of a row: each long table then goes on over several pages."""


def printed(tmp_path: Path, *, lines: bool) -> Disclosure:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    workbook = load_workbook(SAMPLE)
    for sheet in workbook:
        assert isinstance(sheet, Worksheet)
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        for row in range(1, sheet.max_row + 1):
            sheet.row_dimensions[row].height = HIGH
        for cell in (cell for cells in sheet.iter_rows() for cell in cells if not lines):
            cell.border = Border()
    workbook.save(tmp_path / "printed.xlsx")
    command = [
        office,
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
    ]
    subprocess.run(
        [*command, "pdf", "--outdir", tmp_path, tmp_path / "printed.xlsx"], check=True, timeout=120
    )
    (disclosure,) = open_disclosures([tmp_path / "printed.pdf"])[0]
    return disclosure


def stated(disclosure: Disclosure) -> Counter[tuple[object, ...]]:
    facts = disclosure.facts
    return Counter(
        (int(facts.amount[fact]), *sorted(facts.coordinate(fact).items()))
        for fact in range(len(facts))
        if facts.stated[fact] and facts.amount[fact]
    )


@pytest.mark.parametrize(("lines", "share"), [(True, 0.98), (False, 0.4)])
def test_pages_state_what_the_workbook_states_and_are_accused_of_nothing(
    lines: bool, share: float, tmp_path: Path
) -> None:
    (original,) = open_disclosures([SAMPLE])[0]
    before, after = stated(original), stated(disclosure := printed(tmp_path, lines=lines))
    report = audit([disclosure])

    assert not after - before
    assert (before & after).total() >= share * before.total()
    assert [finding.rule for finding in report.findings if finding.severity is Severity.ERROR] == []
    assert (disclosure.department, disclosure.year) == (original.department, original.year)
