"""All that a floor can say is there in Chinese with the same places, and the compiled catalogues are up to date."""

from __future__ import annotations

import io
import re
import string

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from message_templates import FLOORS, REPOSITORY, Template, templates

from checks.rulebook import rules
from tui.command.rules import paragraphs

SAME_IN_CHINESE = frozenset({"SHA-256"})
FOLLOWED = ("model", "checks")
"""Floors whose templates are all found by following the code; the desk's data has a test of its own."""


def catalogue(floor: str) -> Catalog:
    with (REPOSITORY / floor / "locale/zh_CN/LC_MESSAGES/yushen.po").open("rb") as file:
        return read_po(file)


def wanted(floor: str) -> set[str]:
    """Return what the floor's catalogue must hold: its templates, and the pages of the rules."""
    found = {template.text for template in templates() if template.floor == floor and template.text}
    if floor == "checks":
        for rule in rules():
            found |= {rule.basis} if rule.explanation_zh else {rule.basis, *paragraphs(rule.explanation)}
    return found - SAME_IN_CHINESE


@pytest.mark.parametrize("floor", FLOORS)
def test_every_template_has_a_chinese_wording(floor: str) -> None:
    translations = {message.id: message.string for message in catalogue(floor) if message.id}
    missing = sorted(text for text in wanted(floor) if not translations.get(text))
    assert missing == []
    assert len(wanted(floor)) > 20


@pytest.mark.parametrize("floor", FOLLOWED)
def test_no_wording_is_left_of_a_template_that_is_gone(floor: str) -> None:
    known = wanted(floor) | SAME_IN_CHINESE
    left = sorted(message.id for message in catalogue(floor) if message.id and message.id not in known)
    assert left == []


@pytest.mark.parametrize("floor", FOLLOWED)
def test_every_template_of_the_code_was_found_out(floor: str) -> None:
    unknown = {template.module for template in templates() if template.floor == floor and not template.text}
    assert unknown == set()


@pytest.mark.parametrize("floor", FLOORS)
def test_wordings_have_the_places_of_their_templates(floor: str) -> None:
    for message in catalogue(floor):
        if message.id and message.id not in _pages():
            assert _places(message.id) == _places(message.string), message.id


@pytest.mark.parametrize("floor", FLOORS)
def test_wordings_are_chinese_and_none_is_fuzzy(floor: str) -> None:
    for message in catalogue(floor):
        if message.id:
            assert not message.fuzzy, message.id
            assert message.string == message.string.strip() or message.id != message.id.strip(), message.id
    chinese = [message for message in catalogue(floor) if re.search("[一-鿿]", message.string)]
    assert len(chinese) > 0.95 * (len(catalogue(floor)) - 1)


@pytest.mark.parametrize("floor", FLOORS)
def test_compiled_catalogue_is_up_to_date(floor: str) -> None:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(floor))
    path = REPOSITORY / floor / "locale/zh_CN/LC_MESSAGES/yushen.mo"
    assert path.read_bytes() == compiled.getvalue(), f"run: pybabel compile -d {floor}/locale -D yushen"


@pytest.mark.parametrize("floor", ["model", "checks"])
def test_catalogue_is_sorted_by_file(floor: str) -> None:
    files = [message.locations[0][0] for message in catalogue(floor) if message.id]
    assert files == sorted(files)


@pytest.mark.parametrize("floor", FLOORS)
def test_a_finding_a_warning_and_a_tag_have_a_word_each(floor: str) -> None:
    """疑点 is a finding and nothing else, 警示 a warning, 标签 a tag; 标记 is a mark."""
    for message in catalogue(floor):
        words = set(re.findall("[a-z]+", message.id.lower()))
        if words & {"warning", "warnings"} and not words & {"finding", "findings"}:
            assert "疑点" not in message.string, message.id
        if "警示" in message.string:
            assert words & {"warning", "warnings"}, message.id
        if words & {"tag", "tags", "tagged"}:
            assert "标签" in message.string, message.id


def test_a_template_is_followed_through_names_dictionaries_and_fields() -> None:
    found = {(template.floor, template.module) for template in templates()}
    assert ("checks", "checks/mechanism/rollup.py") in found
    assert (
        Template(
            "checks",
            "checks/diagnosis/clerical_errors.py",
            "{here}: one digit; {right} {unit} would reconcile.",
        )
        in templates()
    )
    assert any(template.text.startswith("{place} ({label}): expenditure") for template in templates())


def _pages() -> set[str]:
    return {text for rule in rules() for text in paragraphs(rule.explanation)}


def _places(template: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(template) if name is not None)
