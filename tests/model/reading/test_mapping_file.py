"""A mapping file reads back as what was written, and every fault in one names its line."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.datafile import LONGEST_FILE
from model.errors import InvalidDataError
from model.lexicon.lexicon import lexicon
from model.mapping.mapping import (
    ROW_ROLES,
    TableMapping,
    column_of,
    in_force,
    load_mappings,
    mapping_text,
    one_line,
    parse_mappings,
    rows_of,
)
from model.messages import LANGUAGES, Language
from model.money import Unit
from model.source.book import column_letters
from model.text import clean_line

WRITTEN = """\
# 手工写的映射
[[table]]
title = "2021年情况一览"
sheet = "附表"
kind = "expenditure"   # 支出总表
unit = "万元"
year = 2021
stage = "budget"
headings = "４：5"
[table.columns]
A = "科目编码"
d = "本年预算数 / 基本支出"
AA = ""

[[table]]
sheet = "表9"
kind = "fund"
"""


def read(text: str, tmp_path: Path) -> tuple[TableMapping, ...]:
    path = tmp_path / "映射.toml"
    path.write_text(text, encoding="utf-8")
    return load_mappings(path, lexicon())


def test_a_file_written_by_hand_is_read(tmp_path: Path) -> None:
    first, second = read(WRITTEN, tmp_path)
    assert first == TableMapping(
        title="2021年情况一览",
        sheet="附表",
        kind="expenditure",
        unit=Unit.WAN,
        year=2021,
        stage="budget",
        headings=range(3, 5),
        columns=((0, "科目编码"), (3, "本年预算数 / 基本支出"), (26, "")),
    )
    assert second == TableMapping(sheet="表9", kind="fund")
    assert (first.place, second.place) == ("映射.toml:2", "映射.toml:15")


def test_what_is_left_empty_says_nothing(tmp_path: Path) -> None:
    first, _ = read(WRITTEN.replace('"万元"', '""').replace('"budget"', '""'), tmp_path)
    assert (first.unit, first.stage) == (None, None)


@pytest.mark.parametrize("text", ["\ufeff" + WRITTEN, WRITTEN.replace("\n", "\r\n")])
def test_a_file_saved_by_a_windows_editor_is_read(tmp_path: Path, text: str) -> None:
    path = tmp_path / "m.toml"
    path.write_bytes(text.encode())
    assert len(load_mappings(path, lexicon())) == 2


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ('kind = "expenditure"', 'kind = "支出"', 5, "kind = 支出 is not known"),
        ('kind = "fund"', 'kind = "支出"', 17, "kind = 支出 is not known"),
        ('unit = "万元"', 'unit = "百元"', 6, "unit = 百元 is not known"),
        ("year = 2021", 'year = "2021"', 7, "must be a year"),
        ("year = 2021", "year = 21", 7, "must be a year"),
        ("year = 2021", "year = true", 7, "must be a year"),
        ('stage = "budget"', 'stage = "预算"', 8, "stage = 预算 is not known"),
        ('headings = "４：5"', 'headings = "5:4"', 9, "5:4 are no rows"),
        ('headings = "４：5"', "headings = 4", 9, "must be text"),
        ('A = "科目编码"', 'A1 = "科目编码"', 11, "A1 is no column"),
        ('AA = ""', 'D = "合计"', 13, "given twice"),
        ('AA = ""', 'AAAA = ""', 13, "AAAA is no column"),
        ('AA = ""', "AA = 1", 13, "AA must be text"),
        ('A = "科目编码"', 'A = "不知所云"', 11, "No word of the lexicon covers 不知所云"),
        ('A = "科目编码"', 'A = "——"', 11, "No word of the lexicon covers ——"),
        ("基本支出", "基本支出 / 奇怪", 12, "奇怪"),
        ('sheet = "附表"', 'shet = "附表"', 4, "shet is not known here"),
        ('sheet = "表9"', 'title = "2021年"', 15, "names no table"),
        ('sheet = "表9"', 'sheet = "附 表"\ntitle = "情况一览"', 15, "mapped above already"),
        ('kind = "fund"', "", 15, "says nothing of its table"),
        ("[table.columns]", "columns = 1\n[table.other]", 11, "other is not known here"),
        ("# 手工写的映射", "units = 1", 1, "units is not known here"),
        ('title = "2021年情况一览"', 'title = "2021年情况一览', 3, "is not valid TOML"),
    ],
)
def test_a_fault_names_its_line(tmp_path: Path, old: str, new: str, line: int, told: str) -> None:
    assert WRITTEN.count(old) == 1
    with pytest.raises(InvalidDataError) as error:
        read(WRITTEN.replace(old, new), tmp_path)
    assert error.value.place == f"映射.toml:{line}"
    assert told in str(error.value)
    assert error.value.line("zh") != error.value.line("en")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "maps no table"),
        (b"# nothing\n", "maps no table"),
        ("[[table]]\nsheet = '表'".encode("gb18030"), "not text in UTF-8"),
        (b"table = 1", "written as [[table]]"),
        (b"a" * (LONGEST_FILE + 1), "too long"),
        (b"a = " + b"[" * 5_000, "is not valid TOML"),
        (b"a = " + b"9" * 5_000, "is not valid TOML"),
    ],
)
def test_what_is_no_mapping_file_ends_in_one_line(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "m.toml"
    path.write_bytes(content)
    with pytest.raises(InvalidDataError) as error:
        load_mappings(path, lexicon())
    assert told in str(error.value)
    assert len(str(error.value).splitlines()) == 1


@pytest.mark.parametrize("name", ["没有.toml", "."])
def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(InvalidDataError, match=r"cannot be read|not an ordinary file"):
        load_mappings(tmp_path / name, lexicon())


def test_nothing_of_a_file_acts_on_the_terminal(tmp_path: Path) -> None:
    (mapping,) = read('[[table]]\ntitle = "a\\u001b[31m\\u202eb"\nkind = "fund"\n', tmp_path)
    assert mapping.title == clean_line("a\x1b[31m\u202eb")
    with pytest.raises(InvalidDataError) as error:
        read('[[table]]\n"\\u001b]0;x" = 1\n', tmp_path)
    assert str(error.value).isprintable()


def test_for_next_year_the_years_become_remarks(tmp_path: Path) -> None:
    before = read(WRITTEN, tmp_path)
    text = mapping_text(before, "zh", years=False)
    assert "# year = 2021" in text
    assert read(text, tmp_path) == (replace(before[0], year=None), before[1])


def test_the_remarks_tell_what_a_kind_is_called() -> None:
    mapping = TableMapping(sheet="表9", kind="expenditure", columns=((1, ""),))
    assert 'kind = "expenditure"  # 支出总表\n' in mapping_text([mapping], "zh")
    assert 'kind = "expenditure"  # expenditure by use\n' in mapping_text([mapping], "en")
    assert 'B = ""  # 不是金额\n' in mapping_text([mapping], "zh")


@pytest.mark.parametrize("name", ["formats.md", "formats.zh-CN.md"])
def test_the_documentation_shows_a_mapping_file_that_loads_and_names_every_kind(name: str) -> None:
    page = (Path(__file__).resolve().parents[3] / "docs" / name).read_text(encoding="utf-8")
    (shown,) = re.findall("```toml\n(.*?)```", page, re.DOTALL)
    (mapping,) = parse_mappings(shown, Path(name), lexicon())
    assert [words for _, words in mapping.columns][-2:] == ["本年预算数 / 项目支出", ""]
    assert [kind.kind for kind in lexicon().kinds if f"`{kind.kind}`" not in page] == []


LINES = st.text(max_size=40).map(one_line)
WORDS = st.sampled_from(["", "科目编码", "基本支出", "上年预算数", "本年预算数 / 项目支出", "小计", "备注"])
ROWS = st.tuples(st.integers(0, 999), st.integers(1, 9)).map(lambda pair: range(pair[0], pair[0] + pair[1]))
MAPPINGS = st.builds(
    TableMapping,
    title=LINES,
    sheet=LINES,
    kind=st.sampled_from([kind.kind for kind in lexicon().kinds]),
    unit=st.none() | st.sampled_from(Unit),
    year=st.none() | st.integers(1949, 2199),
    stage=st.sampled_from([None, "budget", "final"]),
    headings=st.none() | ROWS,
    columns=st.dictionaries(st.integers(0, 16_383), WORDS, max_size=4).map(
        lambda c: tuple(sorted(c.items()))
    ),
    rows=st.dictionaries(st.integers(0, 40), st.sampled_from(ROW_ROLES), max_size=9).map(
        lambda rows: tuple(sorted(rows.items()))
    ),
).filter(lambda mapping: any(mapping.key))


@given(st.lists(MAPPINGS, max_size=4).map(in_force), st.sampled_from(LANGUAGES))
def test_what_is_written_reads_back_the_same(mappings: tuple[TableMapping, ...], language: Language) -> None:
    text = mapping_text(mappings, language)
    assert parse_mappings(text, Path("m.toml"), lexicon()) == mappings
    assert parse_mappings(text.encode().decode(), Path("m.toml")) == mappings


@given(st.integers(0, 16_383))
def test_letters_and_numbers_of_columns_are_each_other_s(column: int) -> None:
    assert column_of(column_letters(column)) == column
    assert column_of(column_letters(column).lower()) == column


@given(st.text(max_size=12))
def test_no_text_breaks_the_reading_of_letters_or_rows(text: str) -> None:
    assert column_of(text) is None or column_of(text) in range(16_384)
    assert rows_of(text) is None or len(rows_of(text) or ()) > 0
