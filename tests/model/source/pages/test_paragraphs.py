"""Lines of a page become whole paragraphs, however wide the page and wherever a line was broken."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.source.pages.lines import Glyph, Line, lines_of
from model.source.pages.paragraphs import margins_by_page, paragraphs_of

SIZE = 10.0
LEFT = 70.0
WORDS = "一般公共预算财政拨款支出决算年初数主要用于人员经费和项目开支"


def set_in_lines(paragraphs: list[str], width: int, *, page: int = 1, pitch: float = 18.0) -> list[Line]:
    """Print paragraphs with the first line two characters in, and `width` characters a line."""
    lines: list[Line] = []
    for paragraph in paragraphs:
        start, indent = 0, 2
        while start < len(paragraph):
            piece = paragraph[start : start + width - indent]
            left, top = LEFT + indent * SIZE, 100 + pitch * len(lines)
            lines.append(Line(left, top, left + SIZE * len(piece), top + SIZE, piece, SIZE, page=page))
            start, indent = start + len(piece), 0
    return lines


def joined(lines: list[Line]) -> list[str]:
    by_page: dict[int, list[Line]] = {}
    for line in lines:
        by_page.setdefault(line.page, []).append(line)
    return paragraphs_of(lines, margins_by_page((page, (595, 842), of) for page, of in by_page.items()))


SENTENCES = st.integers(60, 200).flatmap(
    lambda length: st.integers(0, len(WORDS) - 1).map(
        lambda start: (WORDS * 12)[start : start + length] + "。"
    )
)


@settings(max_examples=60)
@given(st.lists(SENTENCES, min_size=3, max_size=6), st.sampled_from([28, 40, 60]), st.floats(14, 34))
def test_what_was_broken_into_lines_is_whole_again(texts: list[str], width: int, pitch: float) -> None:
    assert joined(set_in_lines(texts, width, pitch=pitch)) == texts


@given(st.lists(SENTENCES, min_size=4, max_size=6), st.sampled_from([28, 40, 60]))
def test_a_paragraph_goes_on_over_the_end_of_the_page(texts: list[str], width: int) -> None:
    lines = set_in_lines(texts, width)
    half = len(lines) // 2
    paged = [line._replace(page=1 if index < half else 2) for index, line in enumerate(lines)]
    down = lines[half].top - 100
    moved = [
        line._replace(top=line.top - down, bottom=line.bottom - down) if line.page == 2 else line
        for line in paged
    ]
    assert joined(moved) == texts


@pytest.mark.parametrize(
    "heading",
    ["一、收入决算情况说明", "（一）总体情况", "3.公务接待费", "第二部分 部门预算表", "表1 收支总表"],
)
def test_a_heading_is_a_paragraph_of_its_own(heading: str) -> None:
    body = (WORDS * 4)[:90] + "。"
    assert joined(set_in_lines([body, heading, body, body], 40)) == [body, heading, body, body]


@pytest.mark.parametrize(
    "text",
    [
        "5、社会保障和就业支出（类）行政事业单位养老支出（款）行政单位离退休（项）。" + WORDS + "。",
        "1、一般公共服务支出（类）社会工作事务（款）其他社会工作事务支出（项）支出决算为202.24万元。",
    ],
)
@pytest.mark.parametrize("width", range(20, 36))
def test_a_numbered_line_that_goes_on_is_one_paragraph_wherever_it_breaks(text: str, width: int) -> None:
    body = (WORDS * 4)[:70] + "。"
    assert joined(set_in_lines([body, text, body, body], width)) == [body, text, body, body]


def test_a_line_that_is_short_because_a_number_did_not_fit_goes_on() -> None:
    lines = set_in_lines([(WORDS * 4)[:100] + "。"] * 3, 40)
    top = lines[-1].bottom + 8
    first = Line(
        LEFT + 20, top, LEFT + 340, top + 10, "年初预算为五百万元，支出决算数比上年增加的金额为", SIZE, page=1
    )
    rest = Line(LEFT, top + 18, LEFT + 200, top + 28, "16,355,371.97万元。", SIZE, page=1)
    assert joined([*lines, first, rest])[-1] == first.text + rest.text


def test_entries_of_a_list_of_contents_stay_apart_though_their_dots_fill_the_line() -> None:
    entries = [f"{name}、收支预算总表{'.' * 60}{page}" for name, page in zip("一二三四", "5678", strict=True)]
    lines = [
        Line(90, 100 + 20 * n, 520, 110 + 20 * n, entry, SIZE, page=1) for n, entry in enumerate(entries)
    ]
    assert joined(lines) == entries


def test_a_title_too_long_for_its_line_is_one_with_the_words_below_its_middle() -> None:
    body = set_in_lines([(WORDS * 4)[:100] + "。"] * 3, 40)
    title = Line(LEFT, 20, LEFT + 400, 34, "第三部分 某局2024年度部门决算情况", 14.0, page=1)
    rest = Line(LEFT + 186, 40, LEFT + 214, 54, "说明", 14.0, page=1)
    assert joined([title, rest, *body])[0] == title.text + rest.text


def test_titles_on_lines_of_their_own_stay_apart() -> None:
    body = set_in_lines([(WORDS * 4)[:100] + "。"] * 3, 40)
    title = Line(LEFT + 150, 20, LEFT + 250, 34, "第二部分", 14.0, page=1)
    rest = Line(LEFT + 140, 40, LEFT + 260, 54, "2026年度预算表", 14.0, page=1)
    assert joined([title, rest, *body])[:2] == [title.text, rest.text]


def test_a_bracket_that_is_never_closed_does_not_swallow_what_follows() -> None:
    body = (WORDS * 4)[:90] + "。"
    wrong = "其中（" + (WORDS * 4)[:95] + "。"
    assert joined(set_in_lines([wrong, "一、收入", body, body], 40)) == [wrong, "一、收入", body, body]


def glyph(left: float, middle: float, size: float, text: str) -> Glyph:
    return Glyph(left, middle - size / 2, left + size, middle + size / 2, text)


@pytest.mark.parametrize(
    ("text", "middle", "size"), [("，", 105.5, 3.7), ("%", 99.0, 22.0), ("％", 101.0, 22.0)]
)
def test_a_mark_of_another_size_belongs_to_its_line(text: str, middle: float, size: float) -> None:
    first = [glyph(70 + 11 * n, 100, 11, character) for n, character in enumerate("占本年支出合计")]
    second = [glyph(70 + 11 * n, 115, 11, character) for n, character in enumerate("比上年增加")]
    lines = lines_of([*first, glyph(70 + 11 * 7, middle, size, text), *second])
    assert [line.text for line in lines] == [f"占本年支出合计{text}", "比上年增加"]
    assert [line.size for line in lines] == [11, 11]


@pytest.mark.parametrize(
    "label", ["附表3", "表3", "公开03表", "部门：某局", "编制单位：某局", "单位：万元", "部门名称：某局"]
)
def test_what_names_the_body_or_the_unit_stands_below_a_title_as_a_line_of_its_own(label: str) -> None:
    lines = [
        Line(LEFT, 100 + 12 * n, LEFT + SIZE * len(text), 110 + 12 * n, text, SIZE, page=1)
        for n, text in enumerate(("公开03表", "2025年支出总表", label, "2025年收入总表"))
    ]
    assert joined(lines)[-2:] == [label, "2025年收入总表"]


def test_the_title_of_a_table_below_a_sentence_that_fills_its_line_is_a_line_of_its_own() -> None:
    sentence = "支出主要用于人员经费和项目。"
    prose = set_in_lines([sentence * 4, sentence * 5 + sentence[2:]], len(sentence) * 2)
    title = Line(LEFT, prose[-1].top + 18, LEFT + 110, prose[-1].top + 28, "2024年收支总表", SIZE, page=1)
    assert joined([*prose, title])[-1] == "2024年收支总表"


def test_a_unit_at_the_right_and_a_title_at_the_left_below_it_are_two_paragraphs() -> None:
    lines = set_in_lines([WORDS + "。"], 40)
    top = lines[-1].top + 18
    right = max(line.right for line in lines)
    lines.append(Line(right - 7 * SIZE, top, right, top + SIZE, "金额单位：万元", SIZE, page=1))
    lines.append(Line(LEFT, top + 16, LEFT + 6 * SIZE, top + 16 + SIZE, "收支预算总表", SIZE, page=1))
    assert joined(lines)[-2:] == ["金额单位：万元", "收支预算总表"]


def test_what_stands_alone_on_a_cover_does_not_go_on_over_the_page() -> None:
    cover = Line(200, 100, 200 + 15 * SIZE, 100 + SIZE, "2025年某某市数据局部门预算公开", SIZE, page=1)
    number = Line(LEFT, 40, LEFT + 6 * SIZE, 40 + SIZE, "部门公开表1", SIZE, page=2)
    assert joined([cover, number]) == [cover.text, number.text]
