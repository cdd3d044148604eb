"""Every word of the desk is there in Chinese."""

from __future__ import annotations

import re

import pytest
from desk_wording import templates

from model.messages import translate


@pytest.mark.parametrize("template", sorted(templates()))
def test_the_template_is_translated_in_chinese_with_the_same_places(template: str) -> None:
    translated = translate("zh", template, "tui")
    if re.search(r"[\u4e00-\u9fff]", template) is None:
        assert re.search(r"[\u4e00-\u9fff]", translated), f"{template!r} has no Chinese"
    assert sorted(re.findall(r"{\w+}", translated)) == sorted(re.findall(r"{\w+}", template))


def test_the_collection_itself_finds_words_in_sources_and_data() -> None:
    found = templates()
    assert {
        "Reading",
        "hidden row",
        "confirm",
        "where it differs",
        "This cell stands in no code tree.",
    } <= found
    assert len(found) > 200
