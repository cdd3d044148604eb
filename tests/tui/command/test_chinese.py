"""Everything that the engagement, the exports and the command line say is there in Chinese."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import model
import tui
from checks.rule import Rule
from checks.rulebook import rules
from model.messages import translate
from tui.command.main import main
from tui.command.rules import explained, paragraphs

CALLS = {"message": "model", "command_message": "tui", "say": "tui"}
SAME_IN_CHINESE = {"SHA-256"}
FOLDERS = [
    Path(model.__path__[0]) / "engagement",
    Path(model.__path__[0]) / "export",
    Path(tui.__path__[0]) / "command",
]


def templates(folder: Path) -> Iterator[tuple[str, str]]:
    """Give the floor and the template of every message that a folder's modules make."""
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args or not isinstance(node.args[0], ast.Constant):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in CALLS and isinstance(node.args[0].value, str):
                yield CALLS[name], node.args[0].value


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_message_has_a_chinese_wording_with_the_same_values(folder: Path) -> None:
    found = list(templates(folder))
    assert found
    for floor, template in found:
        translated = translate("zh", template, floor)
        assert translated != template or template in SAME_IN_CHINESE
        assert sorted(_fields(translated)) == sorted(_fields(template)), template


def _fields(template: str) -> list[str]:
    return [part.partition("}")[0] for part in template.split("{")[1:]]


@pytest.mark.parametrize(
    "command", ["", "audit", "rules", "compare", "facts", "papers", "verify", "merge", "catalogue"]
)
def test_the_help_of_each_command_is_all_in_chinese(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([*filter(None, [command]), "--help", "--lang", "zh"])
    lines = [line for line in capsys.readouterr().out.splitlines() if line.strip()]
    english = re.compile(r"(?:[a-z]+ ){3}[a-z]+")
    assert [line for line in lines if english.search(line)] == []


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_every_page_of_a_rule_is_printed_in_chinese(rule: Rule) -> None:
    explanation = explained(rule, "zh")
    assert explanation
    assert [text for text in explanation if text in paragraphs(rule.explanation)] == []
