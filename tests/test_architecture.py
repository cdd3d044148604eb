"""The page on the architecture names the rooms and the files as they are, in both languages alike."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
FILE = re.compile(r"`((?:\w+/)*\w+\.(?:py|toml))`")
ROOM = re.compile(r"`((?:model|checks|tui)(?:/\w+)*)/?`")
PAGES = ("architecture.md", "architecture.zh-CN.md")


def page(name: str) -> str:
    return (REPOSITORY / "docs" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_every_file_and_room_that_the_page_names_is_there(name: str) -> None:
    text = page(name)
    floors = [
        path for floor in ("model", "checks", "tui", "tests") for path in (REPOSITORY / floor).rglob("*.*")
    ]
    files = {path.relative_to(REPOSITORY).as_posix() for path in floors}

    assert len(FILE.findall(text)) > 20
    assert [
        each for each in FILE.findall(text) if not any(f"/{file}".endswith(f"/{each}") for file in files)
    ] == []
    assert [each for each in ROOM.findall(text) if not (REPOSITORY / each).is_dir()] == []


def test_both_languages_name_the_same_files() -> None:
    english, chinese = ({*FILE.findall(page(name))} for name in PAGES)
    assert english == chinese
