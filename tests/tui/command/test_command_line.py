"""The words of the command line: which command, which language, which files."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import tui.desk.app
from checks.rulebook import rules
from model.messages import LANGUAGES
from tui.command.main import main
from tui.command.paths import inputs
from tui.command.rules import paragraphs
from tui.command.terminal import print_text
from tui.command.words import language_of


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[Path], str]]:
    """Make believe that there is a terminal, and record what the desk is opened with instead of opening it."""
    opened: list[tuple[list[Path], str]] = []

    def run_desk(paths: list[Path], language: str, *_: object) -> int:
        opened.append((paths, language))
        return 0

    monkeypatch.setattr(tui.desk.app, "run_desk", run_desk)
    monkeypatch.setattr("tui.command.terminal.is_there", lambda: True)
    return opened


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, "zh"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "C.UTF-8"}, "zh"),
        ({"LANG": "POSIX"}, "zh"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "zh_TW"}, "zh"),
        ({"LC_ALL": "", "LANG": "zh_SG"}, "zh"),
        ({"LANG": "de_DE"}, "en"),
        ({}, "zh"),
    ],
)
def test_the_language_is_that_of_the_locale_and_chinese_where_it_names_none(
    environment: dict[str, str], language: str
) -> None:
    assert language_of(environment) == language


def test_a_path_opens_the_desk_on_its_files(
    terminal: list[tuple[list[Path], str]], tmp_path: Path, samples: Path
) -> None:
    sample = samples / "dadukou-2021-budget.xlsx"
    assert main([str(sample)]) == 0
    assert main(["--lang", "zh", str(sample), str(tmp_path / "没有.xlsx")]) == 0
    assert main([]) == 0
    assert terminal == [([sample], "en"), ([sample, tmp_path / "没有.xlsx"], "zh"), ([], "en")]


def test_a_folder_without_documents_does_not_open_the_desk(
    terminal: list[tuple[list[Path], str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path)]) == 2
    assert terminal == []
    assert str(tmp_path) in capsys.readouterr().err


def test_without_a_terminal_the_desk_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "yushen audit" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [["--lang", "zh", "audit"], ["--lang=zh", "audit"], ["audit", "--lang", "zh"], ["audit", "--lang=zh"]],
)
def test_the_language_may_stand_before_or_after_the_command(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "缺少 PATH" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--nosuch"], "无法识别 --nosuch"),
        (["audit", "x", "--format", "doc"], "--format：'doc' 不在"),
        (["audit", "x", "-o"], "-o/--output 须带一个值"),
        (["audit", "x", "--x\x1b[31m"], "无法识别 --x␛[31m"),
    ],
)
def test_a_faulty_command_line_is_explained_in_chinese(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--lang", "zh", *arguments])
    assert ended.value.code == 2
    err = capsys.readouterr().err
    assert message in err
    assert "\x1b" not in err


@pytest.mark.parametrize("command", [[], ["audit"], ["rules"]])
@pytest.mark.parametrize(("language", "heading"), [("zh", "用法"), ("en", "Usage")])
def test_every_command_has_help_in_both_languages(
    command: list[str], language: str, heading: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*command, "--lang", language, "--help"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith(f"{heading}: yushen")


def test_the_version_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("yushen ")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_is_listed_and_explained(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "--lang", language]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [rule.code for rule in rules()]
    for rule in rules():
        assert main(["rules", rule.code.lower(), "--lang", language]) == 0
        printed = capsys.readouterr().out
        assert printed.startswith(rule.code)
        assert len(printed.splitlines()) > 4


def test_a_rules_page_is_printed_without_its_line_breaks() -> None:
    assert paragraphs("What\nholds.\n\nWhy.\n") == ["What holds.", "Why."]


def test_an_unknown_rule_is_reported(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "XX\x1b999"]) == 2
    err = capsys.readouterr().err
    assert "XX␛999" in err
    assert "\x1b" not in err


def test_a_folder_stands_for_the_documents_in_it(tmp_path: Path) -> None:
    for name in (
        "b/2.xls",
        "b/.隐藏/3.xlsx",
        "b/~$2.xls",
        "b/2.xls.yushen",
        "b/图.png",
        "b/.c.xlsx",
        "1.XLSX",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    found = inputs([tmp_path])
    assert [path.relative_to(tmp_path).as_posix() for path in found.files] == ["1.XLSX", "b/2.xls"]
    assert found.troubles == ()


def test_a_file_named_twice_is_opened_once(tmp_path: Path) -> None:
    one, alias = tmp_path / "1.xlsx", tmp_path / "z.xlsx"
    one.touch()
    alias.symlink_to(one)
    assert inputs([one, tmp_path, alias, tmp_path / "." / "1.xlsx"]).files == (one,)


def test_a_file_that_is_named_is_tried_whatever_its_ending(tmp_path: Path) -> None:
    lock = tmp_path / "~$1.xlsx"
    lock.touch()
    assert inputs([lock]).files == (lock,)


def test_what_the_terminal_cannot_show_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="gbk"))
    print_text("差额 ≠ ␛\n")
    sys.stdout.flush()
    assert raw.getvalue().decode("gbk") == "差额 ≠ ?\n"


def test_ctrl_c_ends_in_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("tui.command.audit.run_audit", interrupted)
    assert main(["audit", "a.xlsx"]) == 130
    assert capsys.readouterr().err == "yushen: Stopped.\n"
