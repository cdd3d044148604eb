"""An audit without a screen: what it prints, what it writes, and how its exit status states what happened."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

import checks.rulebook
from checks.rulebook import rules
from checks.runner import judged
from model.disclosure import open_disclosures
from model.engagement.engagement import Engagement
from model.engagement.record import State
from tui.command.main import main

Audit = Callable[..., tuple[int, str, str]]


@pytest.fixture
def planted(tmp_path: Path, samples: Path) -> Path:
    """A copy of the sample with faults, in a folder of its own."""
    folder = tmp_path / "披露"
    folder.mkdir()
    return Path(shutil.copy(samples / "dadukou-2021-planted.xlsx", folder / "有错.xlsx"))


@pytest.fixture
def clean(tmp_path: Path, samples: Path) -> Path:
    """A copy of the sample without a fault, in a folder of its own."""
    folder = tmp_path / "无误"
    folder.mkdir()
    return Path(shutil.copy(samples / "dadukou-2021-budget.xlsx", folder / "无误.xlsx"))


@pytest.fixture
def audit(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Audit:
    """Run `yushen audit` in this process; return its status, output and errors."""
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.setenv("COLUMNS", "100")

    def run(*arguments: object) -> tuple[int, str, str]:
        status = main(["audit", *map(str, arguments)])
        out, err = capsysbinary.readouterr()
        return status, out.decode("utf-8"), err.decode("utf-8")

    return run


def test_a_disclosure_without_errors_ends_with_0(audit: Audit, clean: Path) -> None:
    status, out, err = audit(clean)
    assert (status, err) == (0, "")
    assert "Tables recognised: 11" in out
    assert "Ledger" in out


def test_a_disclosure_with_errors_ends_with_1_and_says_where(audit: Audit, planted: Path) -> None:
    status, out, err = audit(planted)
    assert (status, err) == (1, "")
    assert "表2 一般公共预算支出预算表!D11" in out
    assert "    ≠ 17,236,430.61  表2 一般公共预算支出预算表!D11" in out
    assert "\x1b" not in out


@pytest.mark.parametrize(("fail_on", "status"), [("error", 1), ("warning", 1), ("notice", 1), ("never", 0)])
def test_fail_on_decides_what_counts(audit: Audit, planted: Path, fail_on: str, status: int) -> None:
    assert audit(planted, "--fail-on", fail_on)[0] == status


def test_a_warning_counts_only_if_asked(audit: Audit, samples: Path, tmp_path: Path) -> None:
    path = shutil.copy(samples / "wansheng-2023-budget.xlsx", tmp_path)
    status, out, _ = audit(path, "--format", "json")
    severities = {finding["severity"] for finding in json.loads(out)["findings"]}
    assert severities == {"warning", "notice"}
    assert status == 0
    assert audit(path, "--fail-on", "warning")[0] == 1


def test_each_file_that_cannot_be_read_is_one_line_and_the_rest_is_audited(
    audit: Audit, planted: Path, tmp_path: Path
) -> None:
    bad = {
        "空.xlsx": b"",
        "假.xlsx": b"not a workbook",
        "截断.xlsx": planted.read_bytes()[:9000],
        "~$有错.xlsx": b"\x02\xe6\x9d\x8e" + b"\0" * 161,
    }
    for name, content in bad.items():
        (tmp_path / name).write_bytes(content)
    nothing = tmp_path / "空文件夹"
    nothing.mkdir()
    missing = tmp_path / "没有.xlsx"
    paths = [*(tmp_path / name for name in bad), missing, nothing, planted]
    status, out, err = audit(*paths, "--format", "json")
    lines = err.splitlines()
    assert status == 2
    assert len(lines) == 6
    for path in paths[:-1]:
        (line,) = [line for line in lines if line.startswith(f"yushen: {path}: ")]
        assert line.endswith(".")
        assert line.count(". ") >= 1
    assert [Path(document["path"]).name for document in json.loads(out)["documents"]] == ["有错.xlsx"]


def test_nothing_readable_at_all_ends_with_2(audit: Audit, tmp_path: Path) -> None:
    status, out, err = audit(tmp_path, "--lang", "zh")
    assert status == 2
    assert err.splitlines() == [
        f"yushen: {tmp_path}: 此文件夹中没有可以读取的文件。 请指定一个工作簿，或含有工作簿的文件夹。",
        "yushen: 没有审核任何内容：没有一份文件有审核结果。",
    ]
    assert out == ""
    assert "检查台账" not in out


def test_a_rule_that_fails_ends_with_3_and_the_others_still_ran(
    audit: Audit, clean: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    failing = replace(rules()[0], check=broken)
    monkeypatch.setattr(checks.rulebook, "rules", lambda: (failing, *rules()[1:]))
    status, out, err = audit(clean, clean.with_name("没有.xlsx"), "--format", "json")
    ledger = {line["rule"]: line for line in json.loads(out)["ledger"]}
    assert status == 3
    assert f"yushen: rule {failing.code} failed" in err
    assert ledger[failing.code]["failed"] == 1
    assert sum(line["consistent"] for line in ledger.values()) > 100


def test_the_format_follows_the_name_of_the_file(audit: Audit, planted: Path, tmp_path: Path) -> None:
    for name, start in (
        ("a.xlsx", b"PK"),
        ("a.json", b"{"),
        ("a.csv", b"\xef\xbb\xbf"),
        ("a", "预审 Yushen".encode()),
    ):
        status, out, err = audit(planted, "-o", tmp_path / name)
        assert (status, out, err) == (1, "", "")
        assert (tmp_path / name).read_bytes().startswith(start)
    audit(planted, "-o", tmp_path / "b.out", "--format", "json")
    assert json.loads((tmp_path / "b.out").read_bytes())["schema"] == 2


def test_a_source_is_not_written_over(audit: Audit, planted: Path) -> None:
    content = planted.read_bytes()
    status, _, err = audit(planted, "-o", planted)
    assert status == 2
    assert "one of the documents" in err
    assert planted.read_bytes() == content


def test_an_export_into_the_folder_is_no_document_of_the_next_audit(audit: Audit, planted: Path) -> None:
    export = planted.with_name("底稿.xlsx")
    for _ in range(2):
        status, _, err = audit(planted.parent, "-o", export)
        assert (status, err) == (1, "")
    documents = openpyxl.load_workbook(export)["Documents"]
    assert documents.max_row == 2


def test_a_workbook_goes_to_a_pipe_but_not_to_a_terminal(
    audit: Audit,
    clean: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    main(["audit", "--format", "xlsx", str(clean)])
    content = capsysbinary.readouterr().out
    assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames[0]
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    with pytest.raises(SystemExit) as ended:
        audit(clean, "--format", "xlsx")
    assert ended.value.code == 2
    assert b"needs -o FILE" in capsysbinary.readouterr().err


def test_decisions_are_in_the_export_and_the_engagement_is_only_read(audit: Audit, planted: Path) -> None:
    finding = json.loads(audit(planted, "--format", "json")[1])["findings"][0]
    engagement_file = planted.with_name("有错.xlsx.yushen")
    assert not engagement_file.exists()
    disposed(planted, [finding], State.DISMISSED, "已更正")
    content = engagement_file.read_bytes()
    out = audit(planted, "--format", "csv")[1]
    assert f"{finding['id']},{finding['rule']},error" in out
    assert ",dismissed,已更正,李," in out
    assert engagement_file.read_bytes() == content


def disposed(planted: Path, findings: list[dict[str, str]], state: State, reason: str = "已核实") -> None:
    report = judged(open_disclosures([planted])[0])[1]
    with Engagement.open(planted.with_name("有错.xlsx.yushen")) as engagement:
        engagement.remember(report, "李")
        for finding in findings:
            engagement.dispose(finding["id"], state, reason, "李")


@pytest.mark.parametrize("form", ["text", "json", "csv"])
def test_dismissed_findings_do_not_make_the_audit_fail_and_this_is_reported(
    audit: Audit, planted: Path, form: str
) -> None:
    findings = json.loads(audit(planted, "--format", "json")[1])["findings"]
    errors = [finding for finding in findings if finding["severity"] == "error"]
    first = [finding for finding in errors if finding["group"] == errors[0]["group"]]
    disposed(planted, [finding for finding in errors if finding not in first], State.DISMISSED)
    status, _, err = audit(planted, "--format", form)
    template = "{} findings that were dismissed in the engagement do not count for the exit status."
    assert (status, err) == (1, f"yushen: {template.format(len(errors) - len(first))}\n")
    disposed(planted, first, State.DISMISSED)
    status, out, err = audit(planted, "--format", form)
    assert (status, err) == (0, f"yushen: {template.format(len(errors))}\n")
    assert errors[0]["rule"] in out
    assert audit(planted, "--format", form, "--fail-on", "warning")[0] == 1
    assert audit(planted, "--format", form, "--fail-on", "never")[::2] == (0, "")


@pytest.mark.parametrize("state", [State.CONFIRMED, State.FOLLOW_UP])
def test_what_is_confirmed_or_to_be_followed_up_makes_it_fail(
    audit: Audit, planted: Path, state: State
) -> None:
    findings = json.loads(audit(planted, "--format", "json")[1])["findings"]
    disposed(planted, findings, state)
    assert audit(planted)[::2] == (1, "")


def test_an_engagement_that_cannot_be_read_is_reported_and_the_audit_goes_on(
    audit: Audit, planted: Path
) -> None:
    planted.with_name("有错.xlsx.yushen").write_bytes(b"something else")
    status, out, err = audit(planted)
    assert status == 2
    assert "not an engagement" in err
    assert "RU101" in out


def test_colours_are_for_terminals_that_were_not_asked_otherwise(
    audit: Audit, planted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[31m! RU101" in audit(planted)[1]
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in audit(planted)[1]


def test_files_that_belong_together_are_one_disclosure_unless_asked_otherwise(
    audit: Audit, planted: Path
) -> None:
    half = planted.with_name("其余.xlsx")
    for path, wanted in ((half, 1), (planted, 0)):
        book = openpyxl.load_workbook(planted)
        for number, name in enumerate(book.sheetnames):
            if number % 2 != wanted:
                del book[name]
        book.save(path)
    together = json.loads(audit(planted, half, "--format", "json")[1])
    alone = json.loads(audit(planted, half, "--format", "json", "--no-group")[1])
    assert _tested(alone) < _tested(together)


def _tested(report: dict[str, list[dict[str, int]]]) -> int:
    return sum(line["tested"] for line in report["ledger"])


def test_a_reader_that_goes_away_is_no_error(planted: Path) -> None:
    script = "import sys; from tui.command.main import main; sys.exit(main(sys.argv[1:]))"
    process = subprocess.Popen(
        [sys.executable, "-c", script, "audit", *[str(planted)] * 3, "--format", "json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    with process:
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_an_audit_never_imports_what_only_the_desk_needs(planted: Path) -> None:
    script = (
        "import sys; from tui.command.main import main; main(sys.argv[1:]);"
        "print(sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    for arguments in (["audit", str(planted), "--format", "json"], ["rules"]):
        process = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, text=True)
        assert "'tui'" in process.stderr
        for package in ("textual", "rich", "xlsxwriter", "markdown_it"):
            assert f"'{package}'" not in process.stderr
