"""The words of sentences: a mistake in prose.toml ends in one line that names the file, the line and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from model.datafile import DataFile
from model.errors import InvalidDataError
from model.lexicon.lexicon import lexicon
from model.lexicon.prose_words import FILE, load_prose_words, prose_words

SOUND = """filler = ["为", "安排"]
heading = [
  "总体", "结构",
  "规模",
]
reason = ["由于"]
purpose = ["用于"]
result = ["所以"]
part = ["其中"]

[compare]
up = ["增加", "增长"]
down = ["减少"]
flat = ["持平"]
above = ["大于"]
below = ["小于"]
equal = ["等于"]

[[word]]
says = ["收支安排"]
means = { flow = "revenue" }
"""


@dataclass(frozen=True)
class Mistake:
    """What is written in place of what, the line (from 1) that the error must name, and what it says."""

    sound: str
    spoilt: str
    line: int
    message: str


MISTAKES = {
    "not TOML": Mistake('reason = ["由于"]', 'reason = ["由于"', 7, "is not valid TOML"),
    "a list that is not there": Mistake('reason = ["由于"]\n', "", 1, "reason is missing."),
    "a list that is empty": Mistake('part = ["其中"]', "part = []", 9, "part is missing."),
    "a list misspelt": Mistake("reason = ", "reasons = ", 6, "reasons is not known here."),
    "a list that is a text": Mistake('["由于"]', '"由于"', 6, "reason must be a list of texts."),
    "a word twice in a list, print aside": Mistake(
        '"规模",', '"规模", "结 构",', 4, "结 构 is defined twice."
    ),
    "an empty word": Mistake('"规模",', '"",', 4, "a text of the list is empty."),
    "a direction that is not there": Mistake('equal = ["等于"]\n', "", 11, "equal is missing."),
    "a direction misspelt": Mistake("down =", "downward =", 13, "downward is not known here."),
    "a word of two directions": Mistake('above = ["大于"]', 'above = ["增长"]', 15, "增长 is defined twice."),
    "directions that are a list": Mistake(
        SOUND[SOUND.index("[compare]") : SOUND.index("[[word]]")],
        "[[compare]]\nup = []\n\n",
        11,
        "compare must be a table { name = value }.",
    ),
    "a word without a meaning there is": Mistake(
        'flow = "revenue"', 'flow = "income"', 21, "flow = income is not a coordinate."
    ),
    "a word twice": Mistake(
        'says = ["收支安排"]', 'says = ["收支安排", "收支安排"]', 20, "收支安排 is defined twice."
    ),
    "words that are no list of entries": Mistake(
        "[[word]]", "[word]", 19, "word must be written as [[word]]."
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_reported_with_its_line(name: str) -> None:
    mistake = MISTAKES[name]
    text = SOUND.replace(mistake.sound, mistake.spoilt)
    assert text != SOUND
    with pytest.raises(InvalidDataError) as caught:
        load_prose_words(DataFile(Path("prose.toml"), text), lexicon())
    assert mistake.message in caught.value.what.text("en")
    assert caught.value.place == f"prose.toml:{mistake.line}"
    assert caught.value.what.text("zh") != caught.value.what.text("en")


def test_a_sound_file_is_read() -> None:
    words = load_prose_words(DataFile(Path("prose.toml"), SOUND), lexicon())

    assert words.sentences.read("收支安排").coordinates == {"flow": "revenue"}
    assert words.compare["增长"] == "up"
    assert words.headings.read("总体结构").is_bound
    assert not words.sentences.read("总体结构").is_bound


def test_the_shipped_file_has_no_mistake() -> None:
    assert load_prose_words(DataFile(FILE), lexicon()).compare == prose_words().compare


def test_no_filler_of_sentences_carries_a_difference() -> None:
    words = prose_words().sentences

    for word in ("追加", "结余", "上年", "收入", "支出", "财政拨款"):
        reading = words.read(word)
        assert reading.coordinates or not reading.is_bound or "filler" not in reading.roles, word
