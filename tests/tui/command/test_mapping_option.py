"""An audit with mappings: those of a file that is named, and those that the engagement keeps."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from model.engagement.engagement import Engagement
from model.engagement.location import beside
from model.mapping.mapping import TableMapping
from model.money import Unit
from tui.command.main import main

Audit = Callable[..., tuple[int, str, str]]

MAPPING = """\
[[table]]
title = "2020年情况一览"
kind = "general_expenditure"
unit = "元"
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))


@pytest.fixture
def destroyed(samples: Path, tmp_path: Path) -> Path:
    """The sample with faults, the title of its second table replaced by one that says nothing."""
    path = Path(shutil.copy(samples / "dadukou-2021-planted.xlsx", tmp_path / "改名.xlsx"))
    workbook = openpyxl.load_workbook(path)
    sheet = workbook.worksheets[1]
    sheet["A1"], sheet["A2"] = None, "2021年情况一览"
    sheet.title = "附页"
    workbook.save(path)
    return path


@pytest.fixture
def mapping(tmp_path: Path) -> Path:
    path = tmp_path / "映射.toml"
    path.write_text(MAPPING, encoding="utf-8")
    return path


@pytest.fixture
def audit(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Audit:
    """Run `yushen audit` in this process; return its status, output and errors."""
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments: object) -> tuple[int, str, str]:
        status = main(["audit", *map(str, arguments)])
        out, err = capsysbinary.readouterr()
        return status, out.decode("utf-8"), err.decode("utf-8")

    return run


def second_table(out: str) -> dict[str, Any]:
    table: dict[str, Any] = json.loads(out)["documents"][0]["tables"][1]
    return table


def faulty_cells(out: str) -> set[tuple[str, str]]:
    findings = json.loads(out)["findings"]
    return {(cell["sheet"], cell["cell"]) for finding in findings for cell in finding["cells"]}


def test_a_mapping_file_makes_a_table_recognised_and_its_fault_found(
    audit: Audit, destroyed: Path, mapping: Path
) -> None:
    status, out, err = audit(destroyed, "--format", "json")
    assert (second_table(out)["kind"], second_table(out)["facts"], err) == ("", 0, "")
    assert ("附页", "D11") not in faulty_cells(out)
    status, out, err = audit(destroyed, "--mapping", mapping, "--format", "json")
    assert (status, err) == (1, "")
    assert second_table(out)["mapped"] is True
    assert second_table(out)["facts"] > 50
    assert ("附页", "D11") in faulty_cells(out)


def test_the_text_says_which_table_was_mapped(audit: Audit, destroyed: Path, mapping: Path) -> None:
    _, out, _ = audit(destroyed, "--mapping", mapping)
    (line,) = [line for line in out.splitlines() if "as the auditor mapped it" in line]
    assert "附页  2021年情况一览" in line


def test_a_mapping_file_that_cannot_be_used_ends_the_command_with_its_line(
    audit: Audit, destroyed: Path, mapping: Path, tmp_path: Path
) -> None:
    mapping.write_text(MAPPING.replace("元", "圆"), encoding="utf-8")
    status, out, err = audit(destroyed, "--mapping", mapping)
    assert (status, out) == (2, "")
    assert err.startswith("yushen: 映射.toml:4: unit = 圆 is not known. It may be: 元, ")
    status, _, err = audit(destroyed, "--mapping", tmp_path / "没有.toml", "--lang", "zh")
    assert status == 2
    assert "没有.toml: 文件无法读取" in err


def test_a_mapping_of_no_table_is_reported_and_the_rest_is_audited(
    audit: Audit, destroyed: Path, mapping: Path, tmp_path: Path
) -> None:
    other = tmp_path / "另一.toml"
    other.write_text('[[table]]\nsheet = "无此表"\nkind = "fund"\n', encoding="utf-8")
    status, out, err = audit(destroyed, "--mapping", other, "--mapping", mapping, "--format", "json")
    assert status == 2
    assert err.startswith("yushen: 另一.toml:1: No table has the title")
    assert len(err.splitlines()) == 1
    assert second_table(out)["mapped"] is True


@pytest.mark.parametrize("form", ["json", "text", "csv"])
def test_what_the_engagement_keeps_is_applied_before_what_is_given(
    audit: Audit, destroyed: Path, mapping: Path, form: str
) -> None:
    stored = TableMapping(title="2021年情况一览", kind="general_expenditure", unit=Unit.WAN)
    with Engagement.open(beside(destroyed)) as engagement:
        engagement.map_table(stored, "李")
    content = beside(destroyed).read_bytes()
    status, out, err = audit(destroyed, "--mapping", mapping, "--format", form)
    assert (status, err) == (1, "")
    assert beside(destroyed).read_bytes() == content
    if form == "json":
        assert second_table(out)["unit"] == "万元"
    else:
        assert "附页!D11" in out


def test_an_engagement_that_cannot_be_read_is_reported_once(
    audit: Audit, destroyed: Path, mapping: Path
) -> None:
    beside(destroyed).write_bytes(b"something else")
    status, out, err = audit(destroyed, "--mapping", mapping)
    assert status == 2
    assert len(err.splitlines()) == 1
    assert "as the auditor mapped it" in out


def test_help_explains_the_option_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    for command in (["audit"], []):
        for language, help_line in (("en", "a mapping file: what the tables are"), ("zh", "映射文件")):
            with pytest.raises(SystemExit):
                main([*command, "--lang", language, "--help"])
            out = capsys.readouterr().out
            assert "--mapping FILE" in out
            assert help_line in out


def test_the_desk_is_opened_with_the_mappings_or_not_at_all(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], destroyed: Path, mapping: Path
) -> None:
    opened: list[tuple[TableMapping, ...]] = []

    def run_desk(_paths: object, _language: str, mappings: tuple[TableMapping, ...], *_: object) -> int:
        opened.append(mappings)
        return 0

    monkeypatch.setattr("tui.desk.app.run_desk", run_desk)
    monkeypatch.setattr("tui.command.terminal.is_there", lambda: True)
    assert main(["--mapping", str(mapping), str(destroyed)]) == 0
    assert [each.title for each in opened[0]] == ["2020年情况一览"]
    mapping.write_text("[[table]]", encoding="utf-8")
    assert main(["--mapping", str(mapping), str(destroyed)]) == 2
    assert "映射.toml:1: " in capsys.readouterr().err
    assert len(opened) == 1


def test_without_an_engagement_no_database_is_loaded(destroyed: Path, mapping: Path) -> None:
    script = (
        "import sys; from tui.command.main import main; main(sys.argv[1:]);"
        "print('sqlite3' in sys.modules, file=sys.stderr)"
    )
    arguments = ["audit", str(destroyed), "--mapping", str(mapping), "--format", "json"]
    process = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, text=True)
    assert process.stderr == "False\n"
