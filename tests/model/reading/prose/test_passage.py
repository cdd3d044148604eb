"""Passages: lines that a page broke are one sentence again, and every character keeps its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.reading.prose.passage import Passage, half_width, is_heading, passages
from model.source.book import Paragraph

LINES = st.lists(
    st.text(alphabet="一、（1）.其中收入支出０１２3万元%，。；：#* \u3000[bookmark: _Toc1]", max_size=60),
    max_size=12,
)


def paragraphs(lines: list[str]) -> list[Paragraph]:
    return [Paragraph(number, line) for number, line in enumerate(lines, 1)]


@given(LINES)
def test_every_paragraph_is_in_one_passage_in_its_order(lines: list[str]) -> None:
    printed = paragraphs(lines)

    assert [each for passage in passages(printed) for each in passage.paragraphs] == printed


@given(LINES, st.data())
def test_every_character_keeps_its_place(lines: list[str], data: st.DataObject) -> None:
    for passage in passages(paragraphs(lines)):
        whole = "".join(paragraph.text for paragraph in passage.paragraphs)
        assert len(passage.text) == len(whole)
        if not whole:
            continue
        start = data.draw(st.integers(0, len(whole) - 1))
        end = data.draw(st.integers(start + 1, len(whole)))
        number, first, last = passage.place(start, end)
        there = lines[number - 1][first:last]
        assert there
        assert passage.printed(start, end) == whole[start:end]
        assert passage.printed(start, end).startswith(there)


@given(st.text(max_size=80))
def test_making_digits_half_width_keeps_the_length(text: str) -> None:
    assert len(half_width(text)) == len(text)


def joined(*lines: str) -> list[Passage]:
    return passages(paragraphs(list(lines)))


def test_a_sentence_that_a_page_broke_is_one_passage() -> None:
    (passage,) = joined(
        "社会保障和就业支出 25.84 万元，占 5.22%；卫生健康支出",
        "449.49 万元,占 90.86%; 住房保障支出 19.38 万元。",
    )

    start = passage.text.index("449.49")
    assert passage.place(start, start + 9) == (2, 0, 9)


def test_a_sentence_that_ends_and_a_numbered_line_are_passages_of_their_own() -> None:
    assert (
        len(
            joined(
                "2021年度收入总计453.90万元，支出总计464.09万元。", "与2020年相比，收入总计增加36.56万元。"
            )
        )
        == 2
    )
    assert len(joined("主要用于以下方面的经费支出，具体内容的情况包括如下各项", "1.基本支出10万元。")) == 2


@pytest.mark.parametrize(
    "text",
    [
        "## 二、收入决算情况说明",
        "（一）因公出国（境）费",
        "**八、政府性基金预算支出决算情况说明**",
        "一般公共预算当年拨款规模变化情况",
        "第二部分 2021 年度部门决算情况说明",
    ],
)
def test_a_short_line_that_is_numbered_or_named_is_a_heading(text: str) -> None:
    assert is_heading(half_width(text))


@pytest.mark.parametrize(
    "text",
    [
        "公务用车运行维护费支出 0 万元。",
        "1.5万元用于办公",
        "（一）收入预算：2021年年初预算数1780.03万元，其中",
        "南充市医疗保障局",
    ],
)
def test_a_sentence_with_an_amount_or_a_name_is_no_heading(text: str) -> None:
    assert not is_heading(half_width(text))
