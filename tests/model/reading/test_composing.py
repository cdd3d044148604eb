"""The interpreter of composition.toml: what each place asks of what stands there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.datafile import DataFile
from model.lexicon.composition import Composition, Element, Where
from model.lexicon.composition_file import load_compositions
from model.lexicon.lexicon import lexicon
from model.reading.composing import Arrangement, compose
from model.reading.drafting import draft_table
from model.reading.finishing import finish_table
from model.reading.opening import DocumentFacts
from model.source.book import CellValue, Sheet

LETTERS = {"g": "general", "f": "fund", "c": "carryover", "d": "carryover_general", "s": "special"}


def loaded(*lines: str) -> tuple[Composition, ...]:
    """The composition of rows that these lines of the data file make."""
    text = "\n".join(["[[composition]]", 'of = ["row"]', *lines, 'why = "reason"', 'example = "example"'])
    return load_compositions(DataFile(Path("composition.toml"), text), lexicon().dimensions)


def composed(letters: str, *lines: str, equal: bool = True) -> str:
    """Return what sources in their order mean, by LETTERS; `!` is none that is understood, `-` says none."""
    of = [{"source": LETTERS[letter]} if letter in LETTERS else {} for letter in letters]
    elements = [
        Element(number, each, (letter,))
        for number, (each, letter) in enumerate(zip(of, letters, strict=True))
    ]
    arrangement = Arrangement(
        elements,
        np.arange(len(elements), dtype=np.int32),
        lambda text: lexicon().read(text).roles,
        states=lambda at: letters[at] != "f",
        alike=lambda one, other: equal,
    )
    compose(arrangement, loaded(*lines), "row", Where())
    letter_of = {source: letter for letter, source in LETTERS.items()}
    meant = [arrangement.elements[number] for number in arrangement.number]
    return "".join(
        "!" if each.unclear else letter_of[each.coordinates["source"]] if each.coordinates else "-"
        for each in meant
    )


THIS, MEANS = 'this = { source = "general" }', 'means = { source = "special" }'


@pytest.mark.parametrize(
    ("place", "printed", "meant"),
    [
        ('below = { source = "carryover" }', "gcggfg", "gcssfg"),
        ('since = { source = "carryover" }', "gcgfg", "gcsfs"),
        ('above = { source = "carryover" }', "gfgcc", "sfscc"),
        ('above = { source = "carryover" }', "cgfgc", "cgfgc"),
        ('above = { source = "general" }', "gfg", "sfg"),
        ('above = { source = ["fund", "carryover"], filled = true }', "gf", "gf"),
        ('above = { source = ["fund", "carryover"], filled = true }', "gfc", "sfc"),
        ('before = { source = "carryover" }', "gfgc", "gfsc"),
        ('after = { source = "carryover" }', "cgg", "csg"),
        ('beside = { source = "carryover" }', "gfgc", "sfsc"),
        ('beside = { source = "carryover" }', "gfg", "gfg"),
        ('beside = { source = "under carryover" }', "gfd", "sfd"),
        ('beside = [{ source = "carryover" }, { source = "fund" }]', "gc", "gc"),
        ('beside = [{ source = "carryover" }, { source = "fund" }]', "gcf", "scf"),
        ('apart = { source = "carryover" }', "gfg", "sfs"),
        ('apart = { source = "carryover" }', "gfgc", "gfgc"),
        ('apart = { source = "*" }', "gg-", "ss-"),
        ('beside = { source = "" }', "gg-", "ss-"),
    ],
)
def test_a_line_is_composed_where_the_other_stands_at_the_place(place: str, printed: str, meant: str) -> None:
    assert composed(printed, THIS, place, MEANS) == meant


@pytest.mark.parametrize(
    ("printed", "meant"), [("gffc", "sffc"), ("gfdc", "gfdc"), ("gc", "gc"), ("gcfc", "gcfc")]
)
def test_between_asks_all_down_to_the_last_that_above_speaks_of(printed: str, meant: str) -> None:
    places = ('above = { source = "carryover" }', 'between = { source = "fund" }')
    assert composed(printed, THIS, *places, MEANS) == meant


def test_what_a_line_takes_over_is_what_the_other_says() -> None:
    line = 'this = { source = "" }', 'below = { source = "*" }', 'means = { source = "its" }'
    assert composed("-g--f-", *line) == "-gggff"


def test_what_a_line_no_longer_says_or_what_is_unclear_is_left_out() -> None:
    assert composed("gf", THIS, 'means = { source = "" }') == "-f"
    assert composed("gf", THIS, "unclear = true") == "!f"


def test_many_members_are_composed_at_once() -> None:
    many = 'means = { source = { general = "carryover_general", carryover = "fund" } }'
    assert composed("gcfs", many) == "dffs"


def test_amounts_that_differ_are_not_alike() -> None:
    line = THIS, 'after = { source = "general", alike = true }', MEANS
    assert composed("ggg", *line) == "gss"
    assert composed("ggg", *line, equal=False) == "ggg"


@given(st.text(alphabet="gfcs-", max_size=12))
def test_below_is_the_nearest_that_is_not_such_a_line_itself(letters: str) -> None:
    meant = composed(letters, THIS, 'below = { source = "carryover" }', 'means = { source = "fund" }')
    above = ""
    for letter, now in zip(letters, meant, strict=True):
        assert now == ("f" if letter == "g" and above == "c" else letter)
        above = above if letter == "g" else letter


@given(st.lists(st.sampled_from("gfc"), max_size=30))
def test_lines_that_print_the_same_are_one_question_and_mean_what_each_would_alone(
    letters: list[str],
) -> None:
    elements = [
        Element(number, {"source": LETTERS[letter]}, (letter,)) for number, letter in enumerate("gfc")
    ]
    number = np.array(["gfc".index(letter) for letter in letters], dtype=np.int32)
    arrangement = Arrangement(elements, number, lambda _: frozenset())
    line = THIS, 'below = { source = "carryover" }', MEANS
    compose(arrangement, loaded(*line), "row", Where())
    assert len(arrangement.elements) <= 4
    together = [arrangement.elements[each].coordinates["source"] for each in arrangement.number]
    assert together == [LETTERS[letter] for letter in composed("".join(letters), *line)]


def test_a_row_that_is_unclear_where_it_stands_is_listed_with_its_amounts() -> None:
    line = 'this = { source = "general" }', 'below = { source = "fund" }', "unclear = true"
    words = replace(lexicon(), compositions=loaded(*line))
    rows: list[list[CellValue]] = [["收入总表", None], ["项目", "2023年预算数"]]
    rows += [["一般公共预算", 1.0], ["政府性基金", 2.0], ["一般公共预算", 3.0]]
    sheet = Sheet("表", rows)
    draft = draft_table(sheet, 0, range(len(rows)), words)
    table = finish_table(draft, sheet, 0, DocumentFacts(None, 2023, "budget", None), words)
    assert [row.row for panel in table.panels for row in panel.rows] == [2, 3]
    assert [(cell.row, cell.column) for cell in table.unbound] == [(4, 1)]
