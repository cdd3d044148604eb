"""The guides for those who add a rule, a word or a layout: what they show is what is there, and does what they say."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import model.lexicon.lexicon
from checks.rulebook import FAMILIES, rules
from model.datafile import DataFile
from model.lexicon.composition import ITS, LEVELS, PART
from model.lexicon.composition_file import DESCRIPTIONS, ITEMS, PLACES, SUBJECTS
from model.lexicon.dimension import Dimension
from model.lexicon.lexicon import lexicon, load_lexicon
from model.lexicon.prose_words import load_prose_words
from model.lexicon.reading import COLUMN_ROLES
from model.lexicon.vocabulary import AXES, Lexicon
from model.reading.drafting import draft_table
from model.reading.finishing import finish_table
from model.reading.opening import DocumentFacts
from model.source.book import CellValue, Sheet

REPOSITORY = Path(__file__).resolve().parent.parent
LAYOUT = (REPOSITORY / "docs/how-to-add-a-layout.md").read_text(encoding="utf-8")
LAYOUT_ZH = (REPOSITORY / "docs/how-to-add-a-layout.zh-CN.md").read_text(encoding="utf-8")
RULE = (REPOSITORY / "docs/how-to-add-a-rule.md").read_text(encoding="utf-8")
WORD = (REPOSITORY / "docs/how-to-add-a-lexicon-line.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"<!-- (\w+): (\S+) -->\n```\w+\n(.*?)\n```", re.DOTALL)


def blocks(text: str, what: str) -> list[tuple[str, str]]:
    """The files and the texts of a guide's marked blocks."""
    found = [(path, block) for kind, path, block in BLOCK.findall(text) if kind == what]
    assert found
    return found


@pytest.mark.parametrize(("path", "block"), blocks(RULE, "file"), ids=lambda value: value[:40])
def test_a_block_of_the_guide_to_rules_is_in_its_file(path: str, block: str) -> None:
    assert block in (REPOSITORY / path).read_text(encoding="utf-8")


def test_every_path_that_the_guides_name_is_there() -> None:
    named = set(re.findall(r"`((?:checks|tests|docs|model|samples)/[\w./-]+)`", RULE + WORD + LAYOUT))
    assert len(named) >= 5
    assert {path for path in named if not (REPOSITORY / path).exists()} == set()


def test_the_guide_names_the_letters_of_the_families() -> None:
    families = dict(re.findall(rf"\b([A-Z]{{2}}) ({'|'.join(FAMILIES)})\b", " ".join(RULE.split())))
    known = {rule.code[:2]: rule.family for rule in rules()}
    assert families == {letters: family for letters, family in known.items() if letters in families}
    assert {"RU", "AG", "BA", "CL", "WB"} <= set(families)


@pytest.fixture
def extended(tmp_path: Path) -> Lexicon:
    """The lexicon with the lines that the guide adds."""
    for path in Path(model.lexicon.lexicon.__file__).parent.glob("*.toml"):
        shutil.copy(path, tmp_path)
    for name, block in [*blocks(WORD, "append"), *blocks(LAYOUT, "append")]:
        with (tmp_path / name).open("a", encoding="utf-8") as file:
            file.write(f"\n{block}\n")
    return load_lexicon(tmp_path)


@pytest.mark.parametrize("text", ["自有资金安排", "本年单位自有资金", "自 有 资 金（万元）"])
def test_the_word_that_the_guide_adds_is_understood(extended: Lexicon, text: str) -> None:
    reading = extended.read(text)
    assert text in WORD
    assert reading.is_bound
    assert reading.coordinates == {"source": "other"}


def test_the_kind_that_the_guide_adds_is_recognised(extended: Lexicon) -> None:
    title = "某市2023年债务还本付息预算表"
    assert title in WORD
    kind = extended.kind_of(title)
    assert kind is not None
    assert kind.kind == "debt_service"
    assert kind.means["item"] in extended.dimensions["item"].members


FEES = ("合计", "事业收入", "教育收费")


def sources_of_fees(words: Lexicon) -> list[str]:
    """What the columns of a table of revenue mean that prints education fees beside business income."""
    rows: list[list[CellValue]] = [["收入总表", *[None] * 4], ["科目编码", "科目名称", *FEES]]
    rows += [["205", "教育支出", 30.0, 20.0, 10.0], ["20502", "普通教育", 30.0, 20.0, 10.0]]
    sheet = Sheet("表", rows)
    draft = draft_table(sheet, 0, range(len(rows)), words)
    table = finish_table(draft, sheet, 0, DocumentFacts(None, 2023, "budget", None), words)
    return [column.coordinates.get("source", "") for panel in table.panels for column in panel.columns]


def test_the_composition_that_the_guide_adds_is_read(extended: Lexicon) -> None:
    assert " | ".join(FEES) in LAYOUT
    assert blocks(LAYOUT, "append") == blocks(LAYOUT_ZH, "append")
    assert sources_of_fees(lexicon()) == ["", "business", "business_education"]
    assert sources_of_fees(extended) == ["", "business_other", "business_education"]


def test_the_guide_names_the_file_of_every_step(extended: Lexicon) -> None:
    for name in ("words", "tables", "composition", "bodies"):
        assert f"`{name}.toml`" in LAYOUT
        assert f"`{name}.toml`" in LAYOUT_ZH


def test_the_head_of_the_compositions_names_every_place_and_description() -> None:
    text = (Path(model.lexicon.lexicon.__file__).parent / "composition.toml").read_text(encoding="utf-8")
    head = text[: text.index("[[composition]]")]
    for word in (*SUBJECTS, *PLACES, *DESCRIPTIONS, *LEVELS, ITEMS, ITS, PART):
        assert re.search(rf"\b{word}\b", head), word


def test_the_word_of_sentences_that_the_guide_adds_is_understood(extended: Lexicon, tmp_path: Path) -> None:
    words = load_prose_words(DataFile(tmp_path / "prose.toml"), extended)
    sentence = "我局办公用房租金共计安排12.50万元"
    assert sentence in WORD
    reading = words.sentences.read(sentence.removesuffix("12.50万元"))
    assert reading.is_bound
    assert reading.coordinates == {"economic": "30214"}


def test_the_guide_names_every_list_and_direction_of_the_words_of_sentences() -> None:
    for name in (
        "filler",
        "heading",
        "reason",
        "result",
        "part",
        "compare",
        "up",
        "down",
        "flat",
        "above",
        "equal",
    ):
        assert f"`{name}`" in WORD, name


def test_the_guide_names_every_axis_role_and_file(extended: Lexicon) -> None:
    for name in (*AXES, *COLUMN_ROLES, "total", "filler"):
        assert f"`{name}`" in WORD, name
    for name in ("words", "tables", "forms", "prose", "dimensions", "composition"):
        assert f"`{name}.toml`" in WORD
    assert all(isinstance(dimension, Dimension) for dimension in extended.dimensions.values())
