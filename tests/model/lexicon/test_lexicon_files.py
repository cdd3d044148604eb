"""A mistake in the lexicon's files ends in one line that names the file, the line, and what to do."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

import model.lexicon.lexicon
from model.errors import InvalidDataError
from model.lexicon.lexicon import load_lexicon

SHIPPED = Path(model.lexicon.lexicon.__file__).parent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the lexicon's files that may be spoilt."""
    for path in SHIPPED.glob("*.toml"):
        shutil.copy(path, tmp_path)
    return tmp_path


@dataclass(frozen=True)
class Mistake:
    """Text written at the end of a file, the line of it (from 1) that the error must name, and what it says."""

    file: str
    text: str
    line: int
    message: str


def composition(*lines: str) -> str:
    """One line of composition.toml with its reason."""
    return "\n".join(["[[composition]]", *lines, 'why = "reason"', 'example = "example"'])


MISTAKES = {
    "not TOML": Mistake("words.toml", "[[word]]\nsays = [", 2, "is not valid TOML"),
    "a member that is not there": Mistake(
        "words.toml",
        '[[word]]\nsays = ["新词"]\nmeans = { source = "moon" }',
        3,
        "source = moon is not a coordinate.",
    ),
    "a dimension that is not there": Mistake(
        "words.toml",
        '[[word]]\nsays = ["新词"]\nmeans = { sauce = "fund" }',
        3,
        "sauce = fund is not a coordinate.",
    ),
    "a code that is none": Mistake(
        "words.toml", '[[word]]\nsays = ["新词"]\nmeans = { economic = "三零一" }', 3, "is not a coordinate."
    ),
    "a role that is not there": Mistake(
        "words.toml", '[[word]]\nsays = ["新词"]\nrole = "boss"', 3, "boss is not a role."
    ),
    "a word defined twice, print aside": Mistake(
        "words.toml", '[[word]]\nsays = ["新词", "合 计"]\nrole = "total"', 2, "合 计 is defined twice."
    ),
    "no spelling": Mistake("words.toml", '[[word]]\nmeans = { source = "fund" }', 1, "says is missing."),
    "no spelling in the list": Mistake("words.toml", "[[word]]\nsays = []", 2, "says is missing."),
    "a spelling without its brackets": Mistake(
        "words.toml", '[[word]]\nsays = "新词"', 2, "says must be a list of texts."
    ),
    "a spelling that is no text": Mistake(
        "words.toml", "[[word]]\nsays = [3]", 2, "says must be a list of texts."
    ),
    "a key misspelt": Mistake(
        "words.toml", '[[word]]\nsays = ["新词"]\nmean = { source = "fund" }', 3, "mean is not known here."
    ),
    "meanings that are a text": Mistake(
        "words.toml",
        '[[word]]\nsays = ["新词"]\nmeans = "fund"',
        3,
        "means must be a table { name = value }.",
    ),
    "a year that is no number": Mistake(
        "words.toml",
        '[[word]]\nsays = ["新词"]\nmeans = { year = "last" }',
        3,
        "year = last is not a coordinate.",
    ),
    "a kind of table without its axis": Mistake(
        "tables.toml",
        '[[table]]\nkind = "new"\nzh = "新表"\nen = "new"\nany = ["新表"]',
        1,
        "axis is missing.",
    ),
    "an axis that is not there": Mistake(
        "tables.toml",
        '[[table]]\nkind = "new"\nzh = "新表"\nen = "new"\nany = ["新表"]\naxis = "code"',
        6,
        "code is not an axis.",
    ),
    "a kind with a member that is not there": Mistake(
        "tables.toml",
        '[[table]]\nkind = "new"\nzh = "新表"\nen = "new"\naxis = "codes"\nany = ["新表"]\nmeans = { nature = "moon" }',
        7,
        "nature = moon is not a coordinate.",
    ),
    "a kind that fits every title": Mistake(
        "tables.toml",
        '[[table]]\nkind = "new"\nzh = "新表"\nen = "new"\naxis = "codes"',
        2,
        "new has no words: it would fit every title.",
    ),
    "a form's label without its meaning": Mistake(
        "forms.toml", '[[amount]]\nsays = ["新词"]', 1, "means is missing."
    ),
    "a form's label that is there twice": Mistake(
        "forms.toml",
        '[[amount]]\nsays = ["当年预算"]\nmeans = { flow = "expenditure" }',
        2,
        "当年预算 is defined twice.",
    ),
    "a parent that is not above": Mistake(
        "dimensions.toml",
        '[new.members]\nany = { zh = "", en = "" }\ntwig = { zh = "枝", en = "twig", parent = "branch" }',
        3,
        "the parent branch of twig is not defined above it.",
    ),
    "a member without its name": Mistake(
        "dimensions.toml",
        '[new.members]\nany = { zh = "", en = "" }\ntwig = { zh = "枝", parent = "any" }',
        3,
        "en is missing.",
    ),
    "a member with a key misspelt": Mistake(
        "dimensions.toml",
        '[new.members]\nany = { zh = "", en = "" }\ntwig = { zh = "枝", en = "twig", parrent = "any" }',
        3,
        "parrent is not known here.",
    ),
    "a partition of what is no member": Mistake(
        "dimensions.toml",
        '[new.members]\nany = { zh = "", en = "" }\n\n[[new.partitions]]\nwhole = "any"\nparts = ["leaf"]',
        6,
        "leaf is not a member of new.",
    ),
    "a composition of what is none": Mistake(
        "composition.toml",
        composition('of = ["cell"]', "means = { flow = 'outlay' }"),
        2,
        "cell is nothing that is composed.",
    ),
    "a composition at a place that is none": Mistake(
        "composition.toml",
        composition('of = ["row"]', 'behind = { flow = "*" }', "means = { flow = 'outlay' }"),
        3,
        "behind is not known here.",
    ),
    "a composition without its reason": Mistake(
        "composition.toml", '[[composition]]\nof = ["row"]\nmeans = { flow = "" }', 1, "why is missing."
    ),
    "a composition that means nothing": Mistake(
        "composition.toml",
        composition('of = ["row"]'),
        1,
        "It must say what it means, or that it is unclear.",
    ),
    "a composition with a member that is not there": Mistake(
        "composition.toml",
        composition('of = ["row"]', 'below = { source = ["under moon"] }', 'means = { nature = "project" }'),
        3,
        "source = under moon is not a coordinate.",
    ),
    "a composition that means what is no member": Mistake(
        "composition.toml",
        composition('of = ["row"]', 'below = { source = "fund" }', 'means = { nature = "moon" }'),
        4,
        "nature = moon is not a coordinate.",
    ),
    "a composition that gives a member of no dimension for many at once": Mistake(
        "composition.toml",
        composition('of = ["row"]', 'below = { source = "fund" }', 'means = { source = { all = "moon" } }'),
        4,
        "source = moon is not a coordinate.",
    ),
    "a composition in a table that is none": Mistake(
        "composition.toml",
        composition('of = ["row"]', 'where = { axis = "code" }', 'means = { nature = "project" }'),
        3,
        "axis = code is not known here.",
    ),
    "a composition by a role that is none": Mistake(
        "composition.toml",
        composition('of = ["row"]', 'this = { role = "boss" }', 'means = { nature = "project" }'),
        3,
        "role = boss is not known here.",
    ),
    "a composition that takes from no other": Mistake(
        "composition.toml",
        composition('of = ["row"]', 'means = { nature = "its" }'),
        3,
        "There is no other line whose meaning it could take.",
    ),
    "a composition between one end only": Mistake(
        "composition.toml",
        composition('of = ["row"]', 'between = { source = "fund" }', 'means = { nature = "project" }'),
        3,
        "between needs above.",
    ),
    "a row within a title": Mistake(
        "composition.toml",
        composition('of = ["row"]', 'within = { source = "fund" }', 'means = { source = { all = "fund" } }'),
        2,
        "within is the place of a word, and of nothing else.",
    ),
    "a heading that is composed by more than members": Mistake(
        "composition.toml",
        composition('of = ["heading"]', 'below = { source = "fund" }', 'means = { source = "general" }'),
        4,
        "A heading or a word is composed by members alone: of what stands below it.",
    ),
    "a panel that means money": Mistake(
        "composition.toml",
        composition('of = ["panel"]', 'this = { flow = "revenue" }', 'means = { flow = "outlay" }'),
        4,
        "A panel is composed to an axis, and nothing else is.",
    ),
    "a heading that is composed in some tables only": Mistake(
        "composition.toml",
        composition(
            'of = ["heading"]',
            'where = { axis = "codes" }',
            'below = { source = "fund" }',
            'means = { source = { all = "fund" } }',
        ),
        5,
        "A heading or a word is composed by members alone: of what stands below it.",
    ),
    "a composition whose meaning is a list": Mistake(
        "composition.toml",
        composition('of = ["row"]', 'means = { source = ["fund"] }'),
        3,
        "is not a coordinate.",
    ),
    "a description that is no table": Mistake(
        "composition.toml",
        composition('of = ["column"]', 'beside = ["fund"]', 'means = { source = "all" }'),
        3,
        "beside must be a table { name = value }, or a list of such.",
    ),
    "a partition complete with what is no part of it": Mistake(
        "dimensions.toml",
        '[new.members]\nany = { zh = "", en = "" }\nleaf = { zh = "叶", en = "leaf", parent = "any" }\n'
        '[[new.partitions]]\nwhole = "any"\nparts = ["leaf"]\ncomplete = [["leaves"]]',
        7,
        "leaves is not a member of new.",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_reported_with_its_line(name: str, folder: Path) -> None:
    mistake = MISTAKES[name]
    path = folder / mistake.file
    above = len(path.read_text(encoding="utf-8").splitlines())
    with path.open("a", encoding="utf-8") as file:
        file.write(mistake.text + "\n")
    with pytest.raises(InvalidDataError) as caught:
        load_lexicon(folder)
    assert caught.value.place == f"{mistake.file}:{above + mistake.line}"
    assert mistake.message in caught.value.what.text("en")
    assert caught.value.remedy.text("zh") != caught.value.remedy.text("en")
    assert caught.value.what.text("zh") != caught.value.what.text("en")


def test_the_shipped_files_have_no_mistake(folder: Path) -> None:
    words = load_lexicon(folder)
    assert len(words.words) > 200
    assert len(words.kinds) > 10
    assert {"flow", "stage", "source", "nature", "item"} <= set(words.dimensions)


def test_every_member_that_a_partition_or_a_context_names_is_there(folder: Path) -> None:
    for dimension in load_lexicon(folder).dimensions.values():
        for partition in dimension.partitions.values():
            assert set(partition.parts) <= set(dimension.members)
            assert partition.silent <= set(partition.parts)
            assert not partition.closing or partition.closing in partition.parts
        for readings in (*dimension.within.values(), *dimension.below.values()):
            assert set(readings) | set(readings.values()) <= set(dimension.members)
