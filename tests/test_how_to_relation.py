"""The guide to relations of one's own: its example is asked of a sample and says what the guide prints."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from checks.rule_files import RuleFiles
from checks.rulebook import FAMILIES, rule_book, rules
from model.lexicon.lexicon import lexicon
from tui.command.main import main

DOCS = Path(__file__).resolve().parent.parent / "docs"
GUIDES = {"en": "how-to-write-a-relation.md", "zh": "how-to-write-a-relation.zh-CN.md"}
FILE = re.compile(r"<!-- file: (\S+) -->\n```toml\n(.*?)```", re.DOTALL)
COMMAND = re.compile(r"```\n(yushen audit .*)\n```")
OUTPUT = re.compile(r"<!-- output -->\n```\n(.*?)```", re.DOTALL)


def text(language: str) -> str:
    return (DOCS / GUIDES[language]).read_text(encoding="utf-8")


@pytest.mark.parametrize("language", GUIDES)
def test_the_example_says_what_the_guide_prints(
    language: str,
    samples: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    page = text(language)
    ((name, example),) = FILE.findall(page)
    (command,), (output,) = COMMAND.findall(page), OUTPUT.findall(page)
    (tmp_path / name).write_text(example, encoding="utf-8")
    (tmp_path / "samples").symlink_to(samples)
    monkeypatch.chdir(tmp_path)
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(variable, str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "120")
    assert main([*shlex.split(command)[1:], "--lang", language]) == 0
    printed = capsys.readouterr().out
    assert output in printed
    assert re.search(r"^  ZD001 +1 +1 ", printed, re.MULTILINE)


def test_both_guides_have_one_example_and_one_form() -> None:
    assert FILE.findall(text("en")) == FILE.findall(text("zh"))
    for language in GUIDES:
        named = set(re.findall(r"`([a-z_]+)`", text(language)))
        assert named >= {"left", "right", "is", "each", "stage", "when", "table", "weight", "may_be", "year"}


def test_the_guides_name_every_kind_that_holds_amounts_and_only_members_that_are() -> None:
    kinds = {kind.kind for kind in lexicon().kinds} - {"contents", "units", "social_insurance"}
    members = {member for dimension in lexicon().dimensions.values() for member in dimension.members}
    for language in GUIDES:
        table = text(language)[text(language).index("| | | | |") :]
        assert set(re.findall(r"`([a-z_]+)` \| ", table)) >= kinds
        flows = [
            line for line in text(language).splitlines() if re.match(r"\| `(flow|source|nature|item)`", line)
        ]
        named = {word for line in flows for word in re.findall(r"`([a-z_]+)`", line.split("|", 2)[2])}
        assert named <= members


@pytest.mark.parametrize("name", ["guide.md", "guide.zh-CN.md"])
def test_the_guide_s_settings_are_understood_and_its_families_are_all(name: str, tmp_path: Path) -> None:
    guide = (DOCS / name).read_text(encoding="utf-8")
    (settings,) = re.findall(r"<!-- settings -->\n```toml\n(.*?)```", guide, re.DOTALL)
    path = tmp_path / "settings.toml"
    path.write_text(settings, encoding="utf-8")
    book, troubles = rule_book(RuleFiles(settings=path))
    assert troubles == []
    assert {"WB101", "CL103"} <= {rule.code for rule in book.asked}
    assert len(book.asked) < len(rules())
    assert [family for family in (*FAMILIES, "own") if family not in guide] == []


def test_every_severity_and_switch_is_explained_in_both_guides() -> None:
    from checks.rulebook import VALUES

    for name in ("guide.md", "guide.zh-CN.md"):
        guide = (DOCS / name).read_text(encoding="utf-8")
        assert all(f"`{value}`" in guide for value in VALUES)
