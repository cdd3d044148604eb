"""The pages of the rules are what their explanations and fixtures make."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from checks.rulebook import rules

DOCS = Path(__file__).resolve().parent.parent / "docs"


@pytest.fixture(scope="module")
def make_rule_pages() -> ModuleType:
    """The script docs/make_rule_pages.py."""
    spec = importlib.util.spec_from_file_location("make_rule_pages", DOCS / "make_rule_pages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_pages_are_what_the_script_makes(make_rule_pages: ModuleType) -> None:
    for name, text in make_rule_pages.pages().items():
        assert (DOCS / "rules" / name).read_text(encoding="utf-8") == text, (
            "run: python docs/make_rule_pages.py"
        )


def test_every_relation_that_a_basis_names_is_explained() -> None:
    page = (DOCS / "rules" / "relations.md").read_text(encoding="utf-8")
    cited = {number for rule in rules() for number in re.findall(r"\d+", rule.basis)}
    explained = set(re.findall(r'<a id="(\d+)"></a>\1 \|', page))
    assert explained == cited


def test_a_page_shows_both_languages_an_example_and_what_is_not_covered(make_rule_pages: ModuleType) -> None:
    page = make_rule_pages.pages()["RU101.md"]
    assert "类级科目" in page or "类等于" in page
    assert "| **6** | 210 | 卫生健康支出 | 17,236,430.61 |" in page
    assert "疑为两位数字颠倒" in page
    assert "表5!C6: two digits exchanged; 17,236,403.61 元 would reconcile." in page
    assert "a code printed twice" in page
