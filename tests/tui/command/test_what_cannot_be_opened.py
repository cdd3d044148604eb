"""Paths and outputs that cannot be opened: each ends in one clear line and status 2, and the rest is still audited."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import model.reading.drafting
from tui.command.main import main
from tui.command.paths import inputs

REPOSITORY = Path(__file__).resolve().parents[3]
AUDIT = "import sys; from tui.command.main import main; sys.exit(main(sys.argv[1:]))"
posix = pytest.mark.skipif(os.name != "posix", reason="named pipes and devices are a POSIX thing")


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


@pytest.fixture
def sample(samples: Path) -> str:
    return str(samples / "dadukou-2021-budget.xlsx")


def reported(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().err.splitlines()


@posix
def test_a_pipe_and_a_device_are_refused_before_anything_reads_them(
    tmp_path: Path, sample: str, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / "pipe.xlsx")
    assert main(["audit", "--format", "json", str(tmp_path / "pipe.xlsx"), "/dev/zero", sample]) == 2
    lines = reported(capsys)
    assert [line.split(": ")[1] for line in lines] == [str(tmp_path / "pipe.xlsx"), "/dev/zero"]
    assert all("not an ordinary file" in line for line in lines)


@posix
def test_a_pipe_in_a_folder_is_reported_and_the_documents_beside_it_are_found(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xlsx")
    (tmp_path / "book.xlsx").touch()
    found = inputs([tmp_path])
    assert found.files == (tmp_path / "book.xlsx",)
    assert [trouble.place for trouble in found.troubles] == [str(tmp_path / "pipe.xlsx")]


@posix
@pytest.mark.parametrize("option", ["--settings", "--relations", "--mapping"])
def test_a_pipe_for_a_file_of_the_user_s_is_refused(
    option: str, tmp_path: Path, sample: str, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    assert main(["audit", "--format", "json", option, str(tmp_path / "pipe.toml"), sample]) == 2
    assert ["not an ordinary file" in line for line in reported(capsys)] == [True]


@pytest.mark.parametrize("name", ["长" * 100 + ".xlsx", "a" * 300 + ".xlsx", "a\0b.xlsx"])
def test_a_name_that_no_disk_holds_is_reported(
    name: str, tmp_path: Path, sample: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", "--format", "json", str(tmp_path / name), sample]) == 2
    assert len(reported(capsys)) == 1


def test_an_output_with_a_name_that_no_disk_holds_is_reported(
    tmp_path: Path, sample: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["audit", "-o", str(tmp_path / ("a" * 300 + ".json")), sample]) == 2
    (line,) = reported(capsys)
    assert "could not be written" in line


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("auditt", "There is no command or file auditt; did you mean “yushen audit”?"),
        ("export", "There is no command or file export; did you mean “yushen papers”?"),
        ("zzzz", "There is no command or file zzzz."),
        ("nofile.xlsx", "nofile.xlsx: there is no such file or folder."),
    ],
)
def test_what_is_neither_a_command_nor_a_file_is_reported_before_any_screen_opens(
    word: str, message: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.command.terminal.is_there", lambda: True)
    assert main([word]) == 2
    out, err = capsys.readouterr()
    assert (out, err) == ("", f"yushen: {message}\n")


def test_a_command_mistyped_before_a_file_is_reported_too(
    sample: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.command.terminal.is_there", lambda: True)
    assert main(["audti", sample]) == 2
    (line,) = reported(capsys)
    assert "yushen audit" in line


@pytest.mark.parametrize("form", ["text", "html", "md"])
def test_where_no_document_could_be_read_nothing_looks_like_a_clean_result(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty, broken = tmp_path / "empty.xlsx", tmp_path / "broken.pdf"
    empty.touch()
    broken.write_bytes(b"%PDF-1.7\n%%EOF\n")
    assert main(["audit", "--format", form, str(empty), str(broken)]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines()[-1] == "yushen: Nothing was audited: no document has a result."


def test_a_broken_pdf_is_not_sent_to_a_spreadsheet_program(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nno objects\n%%EOF\n")
    assert main(["audit", str(broken)]) == 2
    line = reported(capsys)[0]
    assert "PDF reader" in line
    assert ".xlsx" not in line


@pytest.mark.parametrize(
    ("asked", "name", "words"),
    [
        ((), "x.pdf", (".pdf", ".docx")),
        (("--format", "csv"), "a.xlsx", (".xlsx", ".csv")),
        (("--format", "text"), "a.pdf", (".pdf", ".txt")),
    ],
)
def test_a_name_that_says_another_format_than_is_written_is_refused(
    asked: tuple[str, ...],
    name: str,
    words: tuple[str, ...],
    tmp_path: Path,
    sample: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["audit", *asked, "-o", str(tmp_path / name), sample]) == 2
    (line,) = reported(capsys)
    assert all(word in line for word in words)
    assert not (tmp_path / name).exists()
    assert main(["facts", *asked, "-o", str(tmp_path / name), sample]) == 2 if "text" not in asked else True


@pytest.mark.parametrize("command", ["audit", "papers"])
@pytest.mark.parametrize("option", ["--settings", "--relations"])
def test_without_a_settings_file_that_was_named_nothing_is_audited(
    command: str, option: str, tmp_path: Path, sample: str, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "zz.xlsx"
    assert main([command, option, str(tmp_path / "no.toml"), "-o", str(target), sample]) == 2
    (line,) = reported(capsys)
    assert "no.toml" in line
    assert not target.exists()


def test_a_folder_that_cannot_be_looked_into_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "open").mkdir()
    (tmp_path / "open" / "book.xlsx").touch()
    (tmp_path / "shut").mkdir()
    scandir = os.scandir

    def refusing(path: str) -> object:
        if Path(path).name == "shut":
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    found = inputs([tmp_path])
    assert found.files == (tmp_path / "open" / "book.xlsx",)
    (line,) = (trouble.line("en") for trouble in found.troubles)
    assert line.startswith(f"{tmp_path / 'shut'}: There is no permission to read it.")


def test_a_path_that_may_not_be_looked_at_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(path: Path, **_: object) -> os.stat_result:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "stat", refusing)
    found = inputs([tmp_path / "shut" / "book.xlsx"])
    assert found.files == ()
    assert ["no permission" in str(trouble) for trouble in found.troubles] == [True]


@pytest.mark.parametrize("arguments", [["audit", ""], ["audit", "-o", "", "x.xlsx"], [""]])
def test_an_empty_name_is_no_path(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "an empty name is no path" in reported(capsys)[-1]


@posix
@pytest.mark.parametrize("form", ["text", "json"])
def test_an_output_that_is_full_is_one_line(form: str, sample: str) -> None:
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [sys.executable, "-c", AUDIT, "audit", "--format", form, sample],
            cwd=REPOSITORY,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert ended.returncode == 2
    assert len(ended.stderr.splitlines()) == 1
    assert "No space left on device" in ended.stderr


@posix
def test_an_output_that_is_closed_is_reported_and_a_file_is_still_written(
    sample: str, tmp_path: Path
) -> None:
    command = f"exec {sys.executable} -c '{AUDIT}' audit --lang en"
    paper = tmp_path / "paper.json"
    closed, written = (
        subprocess.run(
            ["sh", "-c", f"{command} {more} {sample} >&-"],
            cwd=REPOSITORY,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        for more in ("--format json", f"-o {paper}")
    )
    assert closed.returncode == 2
    assert "standard output is closed" in closed.stderr
    assert (written.returncode, written.stderr) == (0, "")
    assert paper.read_bytes().startswith(b"{")


def broken(*_: object, **__: object) -> None:
    raise ZeroDivisionError


def test_a_document_whose_recognition_breaks_down_is_one_line_and_the_others_are_audited(
    samples: Path, sample: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = model.reading.drafting.draft_book
    monkeypatch.setattr(
        model.reading.drafting,
        "draft_book",
        lambda book, *more: broken() if "planted" in book.path else draft(book, *more),
    )
    planted = str(samples / "dadukou-2021-planted.xlsx")
    assert main(["audit", "--no-group", "--format", "text", planted, sample]) == 2
    output = capsys.readouterr()
    (line,) = output.err.splitlines()
    assert line.startswith(f"yushen: {planted}: The recognition of its tables broke down (ZeroDivisionError)")
    assert "dadukou-2021-budget.xlsx" in output.out


def test_a_document_whose_findings_cannot_be_weighed_is_one_line_and_never_passes(
    sample: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("checks.diagnosis.suspect.diagnose", broken)
    assert main(["audit", "--format", "json", sample.replace("budget", "planted")]) == 2
    line, nothing = reported(capsys)
    assert nothing == "yushen: Nothing was audited: no document has a result."
    assert "The weighing of what was found broke down (ZeroDivisionError)" in line


def test_a_command_that_breaks_down_is_one_line_of_its_own_status(
    sample: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tui.command.audit._deliver", broken)
    assert main(["audit", "--format", "json", sample]) == 2
    (line,) = reported(capsys)
    assert "broke down (ZeroDivisionError)" in line


def test_the_place_in_the_program_is_shown_with_debug_alone(sample: str) -> None:
    code = f"import tui.command.audit as audit; audit._deliver = lambda *_: 1 / 0; {AUDIT}"
    shown = [
        subprocess.run(
            [sys.executable, "-c", code, "audit", "--format", "json", *more, sample],
            cwd=REPOSITORY,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        ).stderr
        for more in ([], ["--debug"])
    ]
    assert ["Traceback" in each for each in shown] == [False, True]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every name is a text")
def test_a_document_whose_name_is_no_utf_8_goes_through_every_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + "/预算.txt".encode("gbk")))
    lines = (
        "甲局2024年部门预算",
        "2024年部门支出总表",
        "单位：元",
        "科目编码\t科目名称\t合计\t基本支出\t项目支出",
        "\t合计\t360.50\t210.25\t150.25",
        "201\t一般公共服务支出\t100.00\t50.00\t50.00",
        "210\t卫生健康支出\t110.50\t60.25\t50.25",
    )
    path.write_text("\n".join(lines), encoding="utf-8")
    for form in ("json", "text", "csv", "xlsx", "html", "md", "docx"):
        paper = tmp_path / f"paper.{form}"
        assert main(["audit", "--format", form, "-o", str(paper), str(path)]) == 1
        assert paper.stat().st_size
    assert main(["facts", "-o", str(tmp_path / "facts.csv"), str(path)]) == 0
    assert main(["facts", "-o", str(tmp_path / "facts.xlsx"), str(path)]) == 0
    assert main(["papers", "-o", str(tmp_path / "papers"), str(path)]) in {0, 1}
    assert list((tmp_path / "papers").glob("*.xlsx"))
    assert main(["compare", str(path), str(path)]) in {0, 1}
    assert "broke down" not in capsys.readouterr().err
