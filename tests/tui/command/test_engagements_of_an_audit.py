"""An audit of a folder counts every document's own engagement, skips its own exports, and keeps versions apart."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from model.disclosure import open_disclosures
from model.engagement.engagement import Engagement
from model.engagement.engagements import Engagements
from model.engagement.location import beside, locate
from model.engagement.record import CellTarget, FindingTarget, State
from tui.command.main import main


@pytest.fixture(autouse=True)
def homes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))


@pytest.fixture
def folder(samples: Path, tmp_path: Path) -> Path:
    """Two departments' budgets in one folder, each with planted faults."""
    folder = tmp_path / "披露"
    folder.mkdir()
    shutil.copy(samples / "dadukou-2021-planted.xlsx", folder / "甲.xlsx")
    book = openpyxl.load_workbook(folder / "甲.xlsx")
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and "医疗保障局" in cell.value:
                    cell.value = cell.value.replace("医疗保障局", "民政局")
    book.save(folder / "乙.xlsx")
    return folder


def audited(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, object], str]:
    capsys.readouterr()
    status = main(["audit", "--lang", "en", "--format", "json", *arguments])
    printed = capsys.readouterr()
    return status, json.loads(printed.out), printed.err


def decide_all(path: Path) -> None:
    """Dismiss every finding of one document, in its own engagement."""
    from checks.runner import audit

    disclosures, _ = open_disclosures([path])
    report = audit(disclosures)
    with Engagement.open(beside(path)) as engagement:
        engagement.remember(report)
        for finding in report.findings:
            engagement.dispose(finding.id, State.DISMISSED, "误报", "李")
        engagement.annotate(FindingTarget(report.findings[0].id), "批注", "李")
        document = report.documents[0]
        engagement.annotate(CellTarget(document.path, document.sha256, "表1", "A1"), "单元格批注", "李")


def test_every_document_s_own_engagement_counts(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("甲.xlsx", "乙.xlsx"):
        decide_all(folder / name)
    status, report, printed = audited(capsys, str(folder))
    findings = report["findings"]
    assert isinstance(findings, list)
    assert len(findings) > 4
    assert {each["decision"]["state"] for each in findings} == {"dismissed"}
    assert status == 0
    assert "were dismissed" in printed
    documents = report["documents"]
    assert isinstance(documents, list)
    assert {Path(each["engagement"]).name for each in documents} == {"甲.xlsx.yushen", "乙.xlsx.yushen"}
    notes = report["notes"]
    assert isinstance(notes, list)
    assert [(each["cell"], each["text"]) for each in notes] == [("A1", "单元格批注")] * 2
    assert sum(len(each["notes"]) for each in findings) == 2


def test_notes_on_cells_stand_in_text_and_csv_and_the_summary_counts_what_was_dismissed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decide_all(folder / "甲.xlsx")
    main(["audit", "--lang", "en", str(folder / "甲.xlsx")])
    text = capsys.readouterr().out
    assert "表1!A1  单元格批注" in text
    assert "! error 0" in text
    assert "dismissed " in text.splitlines()[-1]
    main(["audit", "--lang", "en", "--format", "csv", str(folder / "甲.xlsx")])
    assert "单元格批注 (李" in capsys.readouterr().out


def test_a_decision_on_other_amounts_makes_the_audit_fail_again(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decide_all(folder / "甲.xlsx")
    book = openpyxl.load_workbook(folder / "甲.xlsx")
    changed = 0
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == 17236430.61:
                    cell.value, changed = 17236530.61, changed + 1
    assert changed
    book.save(folder / "甲.xlsx")
    status, report, _ = audited(capsys, str(folder / "甲.xlsx"))
    findings = report["findings"]
    assert isinstance(findings, list)
    again = [each["decision"] for each in findings if each["decision"] and "lapsed" in each["decision"]]
    assert status == 1
    assert again
    assert again[0]["state"] == "open"
    assert again[0]["lapsed"]["state"] == "dismissed"


def test_an_engagement_of_several_files_is_found_whichever_is_opened(folder: Path) -> None:
    first, second = folder / "甲.xlsx", folder / "乙.xlsx"
    path = locate([first, second]).path
    with Engagements.open([[str(first), str(second)]]) as engagements:
        engagements.remember(_report_on(first, second))
        engagements.dispose("F", State.CONFIRMED, "", "李")
    assert locate([second]).path == path
    assert locate([second, first]).path == path
    renamed = second.rename(folder / "改名.xlsx")
    assert locate([renamed]).path == path


def _report_on(*paths: Path) -> object:
    from hashlib import sha256

    from model.finding import DocumentSummary, Report

    documents = tuple(
        DocumentSummary(str(path), sha256(path.read_bytes()).hexdigest(), None, None, None, None)
        for path in paths
    )
    return Report(documents, (), ())


@pytest.mark.parametrize("name", ["底稿.xlsx", "底稿.docx", "底稿.html", "底稿.txt", "底稿.csv"])
def test_what_yushen_wrote_is_skipped_and_reported(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (folder / "乙.xlsx").unlink()
    main(["audit", str(folder), "-o", str(folder / name)])
    (folder / name).rename(folder / f"另存{name}")
    status, report, printed = audited(capsys, str(folder))
    documents = report["documents"]
    assert isinstance(documents, list)
    assert [Path(each["path"]).name for each in documents] == ["甲.xlsx"]
    assert f"另存{name}" in printed
    assert "Yushen wrote them" in printed
    assert status == 1


def test_an_original_and_its_correction_are_two_versions_and_compared(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "乙.xlsx").unlink()
    book = openpyxl.load_workbook(folder / "甲.xlsx")
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == 17236430.61:
                    cell.value = 17236403.61
    book.save(folder / "甲（更正）.xlsx")
    disclosures, _ = open_disclosures([folder / "甲.xlsx", folder / "甲（更正）.xlsx"])
    assert len(disclosures) == 2
    _, report, printed = audited(capsys, str(folder))
    assert "two versions of one disclosure" in printed
    assert "17,236,430.61 → 17,236,403.61" in printed
    alone = audited(capsys, str(folder / "甲.xlsx"))[1]
    findings, of_original = report["findings"], alone["findings"]
    assert isinstance(findings, list)
    assert isinstance(of_original, list)
    assert len(findings) <= 2 * len(of_original)
