"""Tables of contents: their numbering and their titles, from sheets and from lines of prose."""

from __future__ import annotations

from pathlib import Path

import pytest
from books import book, sheet
from hypothesis import given
from hypothesis import strategies as st

from checks.mechanism.contents import Contents, contents_of, kind_of_entry
from model.disclosure import disclosure_of, open_disclosures
from model.lexicon.lexicon import lexicon
from model.numbering import Mark, number_of_numeral


def contents_in(path: Path) -> Contents:
    ((disclosure,), _) = open_disclosures([path])
    (contents,) = contents_of(disclosure.documents[0].book, disclosure.documents[0].tables)
    return contents


def in_prose(*lines: str) -> list[Contents]:
    disclosure = disclosure_of([book(sheet("无\n表"), prose="\n".join(lines), container="txt")])
    return contents_of(disclosure.documents[0].book, ())


def test_the_contents_of_wansheng_list_seventeen_tables_of_known_kinds(samples: Path) -> None:
    contents = contents_in(samples / "wansheng-2023-budget.xlsx")
    assert [entry.marks[0].number for entry in contents.entries] == list(range(1, 18))
    assert [kind_of_entry(entry, lexicon()) for entry in contents.entries][:4] == [
        "totals",
        "revenue",
        "expenditure",
        "fiscal_totals",
    ]
    assert all(kind_of_entry(entry, lexicon()) for entry in contents.entries)


def test_the_contents_of_luojiang_skip_three(shared: Path) -> None:
    contents = contents_in(shared / "disclosures" / "luojiang-2021-final.txt")
    numbers = [mark.number for entry in contents.entries for mark in entry.marks if mark.style == "一、"]
    assert numbers[2:6] == [1, 2, 4, 5]
    assert contents.entries[-1].title == "国有资本经营预算财政拨款支出决算表"


def test_the_contents_of_a_pdf_are_lines_of_prose(shared: Path) -> None:
    contents = contents_in(shared / "disclosures" / "real" / "wanli-2024-budget.pdf")
    tables = [entry.title for entry in contents.entries if entry.names_table]
    assert len(tables) == 10
    assert tables[1] == "2024年部门财务收支预算总表"
    assert contents.sheet == -1


def test_leaders_and_pages_are_no_part_of_a_title() -> None:
    (contents,) = in_prose(
        "目  录", "一、部门主要职能 ………………… 3", "二、2021年收入总表.......12", "三、名词解释 5"
    )
    assert [entry.title for entry in contents.entries] == ["部门主要职能", "2021年收入总表", "名词解释"]
    assert [entry.paragraph for entry in contents.entries] == [2, 3, 4]


def test_contents_end_at_the_first_line_of_prose() -> None:
    (contents,) = in_prose("目录", "一、职能", "二、机构", "本部门的主要职能如下所述。", "三、不在目录中")
    assert len(contents.entries) == 2


def test_a_stray_piece_of_a_line_does_not_end_them() -> None:
    (contents,) = in_prose("目录", "一、职能", "2024", "二、机构", "“ ”", "三、名词解释")
    assert len(contents.entries) == 3


def test_a_text_without_contents_has_none() -> None:
    assert in_prose("一、职能", "二、机构") == []


@given(st.integers(1, 99))
def test_a_numeral_reads_as_it_is_written(number: int) -> None:
    assert number_of_numeral(Mark("一、", number, 0).written().removesuffix("、")) == number
    assert number_of_numeral(str(number)) == number


@pytest.mark.parametrize("text", ["", "百", "一二", "十十", "二三十", "甲"])
def test_what_is_no_numeral_reads_as_nothing(text: str) -> None:
    assert number_of_numeral(text) == 0


def test_the_number_of_a_table_is_not_that_of_the_year_behind_it() -> None:
    (contents,) = in_prose(
        "目录", "表1 2026年部门收支总表", "表12 2026年项目支出表", "附表2 2026年部门收入总表"
    )
    assert [entry.marks[0].number for entry in contents.entries] == [1, 12, 2]
    assert [entry.title for entry in contents.entries] == [
        "2026年部门收支总表",
        "2026年项目支出表",
        "2026年部门收入总表",
    ]


def test_tables_numbered_below_another_are_not_that_table_again() -> None:
    (contents,) = in_prose(
        "目录", "表1 部门收支总表", "表1-1 部门收入总表", "表1-2 部门支出总表", "表2 财政拨款收支总表"
    )
    assert [entry.marks[0].number for entry in contents.entries if entry.marks] == [1, 2]
