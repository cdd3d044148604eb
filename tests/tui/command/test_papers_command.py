"""The working papers without a screen: what is written, what engagement and templates change, and the status."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from checks.runner import audit
from model.disclosure import open_disclosures
from model.engagement.engagements import Engagements
from model.engagement.record import State
from model.export.papers.word_package import form_document
from model.export.papers.word_parts import paragraph, run
from tui.command.main import main

Papers = Callable[..., tuple[int, str, str]]


@pytest.fixture
def planted(tmp_path: Path, samples: Path) -> Path:
    """A copy of the sample with faults, in a folder of its own; its first problem is confirmed."""
    folder = tmp_path / "披露"
    folder.mkdir()
    copy = Path(shutil.copy(samples / "dadukou-2021-planted.xlsx", folder / "有错.xlsx"))
    disclosures, _ = open_disclosures([copy])
    report = audit(disclosures)
    with Engagements.open([[str(copy)]]) as engagements:
        engagements.remember(report)
        engagements.dispose(report.findings[0].id, State.CONFIRMED, "", "王审计")
    return copy


@pytest.fixture
def papers(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Papers:
    """Run `yushen papers` in this process; return its status, output and errors."""
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")

    def write(*arguments: object) -> tuple[int, str, str]:
        status = main(["papers", *map(str, arguments), "--lang", "zh"])
        out, err = capsysbinary.readouterr()
        return status, out.decode("utf-8"), err.decode("utf-8")

    return write


def form(path: Path, words: str) -> Path:
    path.write_bytes(form_document(paragraph(run(words)), "zh"))
    return path


def first_words(folder: Path, named: str) -> str:
    (path,) = (each for each in folder.iterdir() if named in each.name)
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        return archive.read("word/document.xml").decode("utf-8")


def test_every_paper_is_written_into_the_folder_and_named_on_standard_output(
    papers: Papers, planted: Path, tmp_path: Path
) -> None:
    status, out, err = papers(planted, "-o", tmp_path / "文书")
    assert (status, err) == (0, "")
    written = {path.name for path in (tmp_path / "文书").iterdir()}
    assert {Path(line).name for line in out.splitlines()} == written
    assert {name.rpartition(".")[2] for name in written} == {"docx", "xlsx", "html", "md", "csv", "json"}


def test_only_the_confirmed_problem_reaches_every_paper_and_report(
    papers: Papers, planted: Path, tmp_path: Path
) -> None:
    status, _, _ = papers(planted, "-o", tmp_path / "文书", "--only", "confirmed", "--per", "problem")
    assert status == 0
    content = json.loads((tmp_path / "文书" / "审核报告.json").read_text(encoding="utf-8"))
    assert [problem["number"] for problem in content["problems"]] == [1]
    assert content["not_shown"] > 0
    assert len([path for path in (tmp_path / "文书").iterdir() if "取证单" in path.name]) == 1
    for name in ("审核报告.html", "审核报告.md", "审核报告.csv"):
        text = (tmp_path / "文书" / name).read_text(encoding="utf-8-sig")
        assert f"另有 {content['not_shown']} 个问题未列" in text


def test_a_template_of_each_form_is_filled_in_and_two_of_one_form_are_refused(
    papers: Papers, planted: Path, tmp_path: Path
) -> None:
    sheet = form(tmp_path / "单.docx", "本单位取证单 {{编号}}")
    other = form(tmp_path / "稿.docx", "本单位底稿 {{索引号}}")
    status, _, err = papers(planted, "-o", tmp_path / "文书", "--template", sheet, "--template", other)
    assert (status, err) == (0, "")
    assert "本单位取证单 001" in first_words(tmp_path / "文书", "取证单")
    assert "本单位底稿 001" in first_words(tmp_path / "文书", "底稿")
    status, _, err = papers(planted, "-o", tmp_path / "又", "--template", sheet, "--template", sheet)
    assert status == 2
    assert "同一种文书" in err
    assert not (tmp_path / "又").exists()


def test_a_placeholder_that_is_not_known_is_named_and_nothing_is_written(
    papers: Papers, planted: Path, tmp_path: Path
) -> None:
    wrong = form(tmp_path / "错.docx", "{{编号}} {{审计组长}}")
    status, out, err = papers(planted, "-o", tmp_path / "文书", "--template", wrong)
    assert (status, out) == (2, "")
    assert "审计组长" in err
    assert not (tmp_path / "文书").exists()


def fill_in(ledger: Path, words: str) -> None:
    """Write in the first row of a ledger, as the audited unit does."""
    book = openpyxl.load_workbook(ledger)
    sheet = book.active
    place = {cell.value: cell.column for cell in sheet[3]}
    sheet.cell(4, place["整改情况"]).value = words
    book.save(ledger)


def test_a_ledger_that_somebody_filled_in_is_not_written_over_and_the_line_says_what_to_do(
    papers: Papers, planted: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "文书"
    ledger = folder / "问题清单和整改台账.xlsx"
    papers(planted, "-o", folder)
    fill_in(ledger, "已更正")
    before = {path: path.read_bytes() for path in folder.iterdir()}
    status, out, err = papers(planted, "-o", folder)
    assert (status, out) == (2, "")
    assert len(err.splitlines()) == 1
    assert all(words in err for words in (str(ledger), "--take", "--replace"))
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_what_was_filled_in_is_taken_in_first_and_stands_in_the_new_ledger(
    papers: Papers, planted: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "文书"
    ledger = folder / "问题清单和整改台账.xlsx"
    papers(planted, "-o", folder)
    fill_in(ledger, "已更正")
    status, _, _ = papers(planted, "--take", ledger, "-o", folder)
    assert status == 0
    assert "已更正" in [cell.value for cell in openpyxl.load_workbook(ledger).active[4]]
    status, _, err = papers(planted, "-o", folder)
    assert (status, err) == (0, "")


def test_a_ledger_that_is_replaced_all_the_same_is_moved_and_named(
    papers: Papers, planted: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "文书"
    ledger = folder / "问题清单和整改台账.xlsx"
    papers(planted, "-o", folder)
    fill_in(ledger, "已更正")
    filled = ledger.read_bytes()
    status, _, err = papers(planted, "-o", folder, "--replace")
    assert status == 0
    assert (folder / "已被取代的文书" / "1" / ledger.name).read_bytes() == filled
    assert ledger.name in err
    assert "已更正" not in [cell.value for cell in openpyxl.load_workbook(ledger).active[4]]


def test_what_stands_in_the_place_of_the_ledger_and_is_none_is_not_written_over(
    papers: Papers, planted: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "文书"
    folder.mkdir()
    ledger = folder / "问题清单和整改台账.xlsx"
    ledger.write_bytes(b"\x00 no workbook")
    status, out, err = papers(planted, "-o", folder)
    assert (status, out) == (2, "")
    assert str(ledger) in err
    assert ledger.read_bytes() == b"\x00 no workbook"


def test_papers_of_an_earlier_run_are_moved_and_named_and_other_files_stay(
    papers: Papers, planted: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "文书"
    papers(planted, "-o", folder, "--per", "problem", "--all")
    old = {path.name: path.read_bytes() for path in folder.iterdir() if "取证单" in path.name}
    assert len(old) > 1
    (folder / "会议纪要-审计取证单006.docx").write_bytes(b"mine")
    status, out, err = papers(planted, "-o", folder)
    assert status == 0
    written = {Path(line).name for line in out.splitlines()}
    assert {path.name for path in folder.iterdir() if path.is_file()} == {
        *written,
        "会议纪要-审计取证单006.docx",
    }
    moved = {path.name: path.read_bytes() for path in (folder / "已被取代的文书" / "1").iterdir()}
    assert moved.items() >= old.items()
    assert all(name in err for name in moved)


def test_where_nothing_is_confirmed_one_line_says_that_only_the_internal_papers_were_written(
    papers: Papers, samples: Path, tmp_path: Path
) -> None:
    copy = Path(shutil.copy(samples / "dadukou-2021-planted.xlsx", tmp_path / "有错.xlsx"))
    status, out, err = papers(copy, "-o", tmp_path / "文书")
    assert status == 0
    assert len(err.splitlines()) == 1
    assert "--all" in err
    assert "取证单" not in out
    assert "底稿" in out
    status, out, err = papers(copy, "-o", tmp_path / "文书", "--all")
    assert (status, "取证单" in out) == (0, True)


def test_without_a_folder_and_without_a_ledger_to_take_in_it_is_reported_what_is_missing(
    papers: Papers, planted: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    with pytest.raises(SystemExit) as ended:
        papers(planted)
    assert ended.value.code == 2
    out, err = capsysbinary.readouterr()
    assert out == b""
    assert "缺少 -o DIR" in err.decode("utf-8")


def test_all_and_only_the_confirmed_ones_together_are_refused(
    papers: Papers, planted: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    with pytest.raises(SystemExit) as ended:
        papers(planted, "-o", "x", "--all", "--only", "confirmed")
    assert ended.value.code == 2
    assert "--only 不能与 --all 同时使用" in capsysbinary.readouterr().err.decode("utf-8")


def test_the_same_papers_written_again_move_nothing(papers: Papers, planted: Path, tmp_path: Path) -> None:
    folder = tmp_path / "文书"
    papers(planted, "-o", folder)
    assert papers(planted, "-o", folder)[2] == ""
    assert all(path.is_file() for path in folder.iterdir())
