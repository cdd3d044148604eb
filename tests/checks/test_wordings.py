"""The wordings that the rules on prose look for are data: a new one is found, a mistake ends in one line."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import checks.prose.wordings
from checks.prose.wordings import load_wordings, wordings
from model.errors import InvalidDataError

SHIPPED = Path(checks.prose.wordings.__file__).with_name("wordings.toml")
MISTAKES = {
    "not TOML": ("[[reason]]\nsays = [", 2, "is not valid TOML"),
    "a header that is not known": ('[[excuse]]\nsays = ["天气"]', 1, "excuse"),
    "a key that is not known": ('[[reason]]\nsays = ["理由是"]\nwhy = "so"', 3, "why is not known here"),
    "no list": ('[[share]]\nsays = "占了"', 2, "says must be a list of texts"),
    "nothing listed": ("[[share]]\nsays = []", 2, "says is missing"),
    "an empty text": ('[[template]]\nsays = ["（样表）", " "]', 2, "found everywhere"),
    "a choice of three": ('[[choice]]\nsays = ["增加", "减少", "持平"]', 2, "A choice has two words, not 3"),
    "a word that is there": ('[[share]]\nsays = ["增长"]', 2, "增长 is listed twice"),
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A copy of the shipped file that may be written to."""
    return Path(shutil.copy(SHIPPED, tmp_path))


def append(file: Path, text: str) -> int:
    """Write text at the end of a file and return the number of the line after which it begins."""
    before = file.read_text(encoding="utf-8")
    file.write_text(f"{before}\n{text}\n", encoding="utf-8")
    return len(before.splitlines()) + 1


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_names_its_line_and_what_it_is(mistake: str, file: Path) -> None:
    text, line, message = MISTAKES[mistake]
    above = append(file, text)
    with pytest.raises(InvalidDataError) as raised:
        load_wordings(file)
    assert message in str(raised.value)
    assert raised.value.place == f"wordings.toml:{above + line}"


def test_a_wording_that_is_added_is_known_half_width_and_without_spaces(file: Path) -> None:
    append(file, '[[template]]\nsays = ["（样 表）"]')
    assert set(load_wordings(file).templates) - set(wordings().templates) == {"(样表)"}


def test_the_longest_word_is_tried_first() -> None:
    for words in (wordings().reasons, wordings().totals, wordings().shares):
        assert [len(word) for word in words] == sorted(map(len, words), reverse=True)


def test_the_head_of_the_file_names_every_header_and_key() -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    head = "\n".join(line for line in text.splitlines() if line.startswith("#"))
    body = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    headers = set(re.findall(r"^\[\[(\w+)\]\]", body, re.MULTILINE))
    keys = set(re.findall(r"^(\w+) =", body, re.MULTILINE))
    assert headers == set(re.findall(r"\[\[(\w+)\]\]", head))
    assert {key for key in keys if not re.search(rf"\b{key}\b", head)} == set()


def test_what_the_guide_adds_is_found_in_a_text(file: Path) -> None:
    guide = (SHIPPED.parents[2] / "docs" / "how-to-add-a-wording.md").read_text(encoding="utf-8")
    block = re.search(r"<!-- append: wordings.toml -->\n```toml\n(.*?)\n```", guide, re.DOTALL)
    assert block is not None
    append(file, block[1])
    assert "(样表,请删除)" in load_wordings(file).templates


def test_the_guide_names_every_header_of_the_file() -> None:
    guide = (SHIPPED.parents[2] / "docs" / "how-to-add-a-wording.md").read_text(encoding="utf-8")
    headers = set(re.findall(r"^\[\[(\w+)\]\]", SHIPPED.read_text(encoding="utf-8"), re.MULTILINE))
    assert headers == set(re.findall(r"`\[\[(\w+)\]\]`", guide))
