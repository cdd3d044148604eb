"""What every rule is: one file, one code, its basis, a page, a title in both languages."""

from __future__ import annotations

import importlib
import re
from dataclasses import replace
from pathlib import Path

import pytest

from checks.rule import Rule
from checks.rulebook import FAMILIES, rule_of, rules

REPOSITORY = Path(__file__).resolve().parent.parent.parent
CODE = re.compile(r"[A-Z]{2}\d{3}")


def all_rules() -> pytest.MarkDecorator:
    return pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)


@all_rules()
def test_explanation_says_what_must_hold_and_the_basis_is_given_once(rule: Rule) -> None:
    assert len(rule.explanation.strip().splitlines()[0]) > 40
    assert re.fullmatch(r"RELATIONS \d+(, \d+)*", rule.basis)
    assert "Basis:" not in rule.explanation + rule.explanation_zh


@all_rules()
def test_title_is_a_line_in_both_languages(rule: Rule) -> None:
    chinese, english = rule.title.text("zh"), rule.title.text("en")
    assert chinese != english
    assert re.search("[一-鿿]", chinese)
    assert not english.endswith(".")
    assert len(english) < 90


@all_rules()
def test_rule_has_a_fixture_file_and_a_page(rule: Rule) -> None:
    assert (REPOSITORY / "tests/checks/fixtures" / f"{rule.code}.toml").is_file()
    assert (REPOSITORY / "docs/rules" / f"{rule.code}.md").is_file()


def test_no_fixture_or_page_is_left_of_a_rule_that_is_gone() -> None:
    codes = {rule.code for rule in rules()}
    assert {path.stem for path in (REPOSITORY / "tests/checks/fixtures").glob("*.toml")} == codes
    assert {path.stem for path in (REPOSITORY / "docs/rules").glob("[A-Z][A-Z][0-9]*.md")} == codes


def test_codes_are_unique_and_name_their_family() -> None:
    codes = [rule.code for rule in rules()]
    assert len(set(codes)) == len(codes)
    assert all(CODE.fullmatch(code) for code in codes)
    prefixes = {(rule.family, rule.code[:2]) for rule in rules()}
    assert len({family for family, _ in prefixes}) == len(prefixes) == len({prefix for _, prefix in prefixes})
    assert {family for family, _ in prefixes} == set(FAMILIES)


def test_rules_come_by_family_and_code() -> None:
    order = [(FAMILIES.index(rule.family), rule.code) for rule in rules()]
    assert order == sorted(order)


def test_every_module_with_a_rule_is_found() -> None:
    folders = [REPOSITORY / "checks" / family for family in FAMILIES]
    modules = {
        f"checks.{path.parent.name}.{path.stem}"
        for folder in folders
        for path in folder.glob("*.py")
        if re.search(r"^RULES? = ", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    loaded = [importlib.import_module(module) for module in modules]
    found = {
        id(rule) for each in loaded for rule in (*getattr(each, "RULES", ()), getattr(each, "RULE", None))
    }
    found.discard(id(None))
    assert found == {id(rule) for rule in rules() if rule.family != "relation"}


def test_every_relation_file_is_a_rule() -> None:
    files = list((REPOSITORY / "checks" / "relation").glob("*.toml"))
    assert len(files) == len([rule for rule in rules() if rule.family == "relation"]) > 15


def test_the_pages_of_relations_are_in_both_languages() -> None:
    for rule in rules():
        if rule.family == "relation":
            assert re.search("[一-鿿]", rule.explanation_zh)


def test_two_rules_with_one_code_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.import_module
    twin = replace(rules()[0], family="balance")

    def import_module(name: str) -> object:
        module = real(name)
        return type("twin", (), {"RULE": twin}) if name == "checks.balance.totals" else module

    monkeypatch.setattr(importlib, "import_module", import_module)
    with pytest.raises(ValueError, match=rules()[0].code):
        rules.__wrapped__()


def test_a_rule_is_found_by_its_code_in_any_case() -> None:
    assert rule_of("ru101") is rule_of("RU101") is not None
    assert rule_of("RU999") is None
