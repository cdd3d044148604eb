"""Relations and settings on the command line: asked, shown in the ledger, and reported where they are wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tui.command.main import main

Run = Callable[..., tuple[int, str, str]]

RELATION = """\
[[rule]]
code = "ZD001"
severity = "error"
title = { zh = "公务接待费不大于车辆运行费", en = "Reception is at most vehicle running" }
explanation = { zh = "本单位的自查要求。", en = "A requirement of our own." }

[[rule.relation]]
left = [{ table = "three_public", item = "vehicle_running" }]
is = "<="
right = [{ table = "three_public", item = "reception" }]
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(folder))
    return folder / "yushen"


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `yushen` in this process; return its status, output and errors."""
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.setenv("COLUMNS", "200")

    def called(*arguments: object) -> tuple[int, str, str]:
        status = main([str(argument) for argument in arguments])
        out, err = capsysbinary.readouterr()
        return status, out.decode("utf-8"), err.decode("utf-8")

    return called


@pytest.fixture
def relation(tmp_path: Path) -> Path:
    path = tmp_path / "自定.toml"
    path.write_text(RELATION, encoding="utf-8")
    return path


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    path = tmp_path / "settings.toml"
    path.write_text('[rules]\nZD001 = "warning"\nRU101 = "off"\n', encoding="utf-8")
    return path


def test_an_own_relation_is_asked_and_stands_in_the_ledger(run: Run, samples: Path, relation: Path) -> None:
    sample = samples / "dadukou-2021-budget.xlsx"
    assert run("audit", sample)[0] == 0
    status, out, err = run("audit", "--relations", relation, "--format", "json", sample)
    report = json.loads(out)
    assert (status, err) == (1, "")
    (finding,) = report["findings"]
    assert (finding["rule"], finding["severity"]) == ("ZD001", "error")
    assert finding["title"] == "Reception is at most vehicle running"
    assert (finding["stated"], finding["computed"]) == ("10000.00", "97800.00")
    assert report["ledger"][-1] == {
        "rule": "ZD001",
        "tested": 1,
        "consistent": 0,
        "rounding": 0,
        "inconsistent": 1,
        "not_checked": 0,
        "failed": 0,
        "remarks": [],
    }


def test_settings_change_severities_and_say_so_in_every_export(
    run: Run, samples: Path, relation: Path, settings: Path, tmp_path: Path
) -> None:
    asked = ("--relations", relation, "--settings", settings, samples / "dadukou-2021-budget.xlsx")
    status, out, _ = run("audit", *asked)
    assert status == 0
    assert "? ZD001 Reception is at most vehicle running" in out
    assert "    ZD001: warning instead of error, by settings.toml:2." in out
    assert "    RU101: switched off by settings.toml:3." in out
    report = json.loads(run("audit", "--format", "json", *asked)[1])
    remarks = {line["rule"]: line["remarks"] for line in report["ledger"]}
    assert remarks["ZD001"] == ["warning instead of error, by settings.toml:2."]
    for form in ("xlsx", "html", "md", "docx"):
        path = tmp_path / f"底稿.{form}"
        assert run("audit", "-o", path, *asked)[0] == 0
        if form == "xlsx":
            sheet = openpyxl.load_workbook(path)["Rules that tested nothing"]
            cells = {cell.value for row in sheet.iter_rows() for cell in row}
            assert "switched off by settings.toml:3." in cells
        elif form != "docx":
            assert "switched off by settings.toml:3" in path.read_text(encoding="utf-8").replace("\\", "")


def test_the_configuration_folder_is_used_without_being_named(run: Run, samples: Path, home: Path) -> None:
    (home / "relations").mkdir(parents=True)
    (home / "relations" / "自定.toml").write_text(RELATION, encoding="utf-8")
    (home / "settings.toml").write_text('[rules]\nZD001 = "notice"\n', encoding="utf-8")
    status, out, err = run("audit", samples / "dadukou-2021-budget.xlsx")
    assert (status, err) == (0, "")
    assert "~ ZD001" in out
    assert "ZD001: notice instead of error, by settings.toml:2." in out


def test_a_bad_file_is_one_line_and_the_rest_goes_on(
    run: Run, samples: Path, relation: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "坏.toml"
    bad.write_text(RELATION.replace("three_public", "三公"), encoding="utf-8")
    odd = tmp_path / "settings.toml"
    odd.write_text('[rules]\nRU999 = "off"\nRU101 = "off"\n', encoding="utf-8")
    asked = ("audit", "--relations", bad, "--relations", relation, "--settings", odd)
    status, out, err = run(*asked, samples / "dadukou-2021-budget.xlsx")
    lines = err.splitlines()
    assert status == 2
    assert lines[0].startswith("yushen: 坏.toml:8: 三公 is no kind of table.")
    assert lines[1].startswith("yushen: settings.toml:2: There is no rule RU999.")
    assert len(lines) == 2
    assert "! ZD001" in out
    assert "RU101: switched off" in out


def test_rules_lists_own_relations_with_the_severity_that_is_set(
    run: Run, relation: Path, settings: Path
) -> None:
    status, out, err = run("rules", "--relations", relation, "--settings", settings)
    lines = out.splitlines()
    assert (status, err) == (0, "")
    assert lines[-1].split() == [
        "ZD001",
        "?",
        "warning",
        "Reception",
        "is",
        "at",
        "most",
        "vehicle",
        "running",
    ]
    assert next(line for line in lines if line.startswith("RU101")).split()[1:3] == ["-", "off"]


def test_rules_explains_an_own_relation(run: Run, relation: Path, settings: Path) -> None:
    status, out, _ = run("rules", "--relations", relation, "--settings", settings, "zd001")
    assert status == 0
    assert out.splitlines() == [
        "ZD001 Reception is at most vehicle running",
        "? warning",
        "warning instead of error, by settings.toml:2.",
        "",
        "A requirement of our own.",
        "",
        "Basis: 自定.toml:1",
        "Law: Arithmetic relation: it rests on the department's own figures",
    ]
    chinese = run("rules", "--lang", "zh", "--relations", relation, "zd001")[1]
    assert "本单位的自查要求。" in chinese


def test_rules_reports_a_bad_file_and_lists_the_rest(run: Run, tmp_path: Path) -> None:
    status, out, err = run("rules", "--relations", tmp_path / "none.toml")
    assert status == 2
    assert err.count("\n") == 1
    assert "none.toml: The file cannot be read (No such file or directory). Check its name and place." in err
    assert out.startswith("RU101")


def test_a_shipped_relation_is_explained_in_the_language_of_the_run(run: Run) -> None:
    assert "机关运行经费是行政单位" in run("--lang", "zh", "rules", "XR111")[1]
    assert "what administrative units" in run("rules", "XR111")[1]
