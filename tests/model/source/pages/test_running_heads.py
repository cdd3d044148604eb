"""Running heads, feet and page numbers go; titles, units and amounts stay."""

from __future__ import annotations

import pytest

from model.source.pages.lines import Box, Line
from model.source.pages.page import Page, PageTable
from model.source.pages.paragraphs import without_running_heads

WIDTH, HEIGHT = 600.0, 800.0


def line(top: float, text: str, left: float = 80.0) -> Line:
    return Line(left, top, left + 10 * len(text), top + 10, text, 10.0)


def table(*columns: float) -> PageTable:
    return PageTable("t", Box(columns[0], 200, columns[-1], 400), list(columns), [200, 400], [[""]], [], {})


def page(number: int, *lines: Line, tables: tuple[PageTable, ...] = ()) -> Page:
    return Page(number, WIDTH, HEIGHT, sorted(lines, key=lambda line: line.top), list(tables))


def texts(pages: list[Page]) -> list[list[str]]:
    return [[line.text for line in page.lines] for page in without_running_heads(pages)]


@pytest.mark.parametrize(
    "number",
    ["3", "- 3 -", "— 12 —", "—1 2—", "第 3 页", "第3页 共20页", "3/20", "iv", "·7·", "第3页，共20页"],
)
def test_a_page_number_at_the_edge_goes(number: str) -> None:
    assert texts([page(1, line(400, "正文"), line(770, number))]) == [["正文"]]


@pytest.mark.parametrize("words", ["2026", "表3", "3.5", "1,234.00", "第三部分", "（3）"])
def test_what_is_no_page_number_stays_at_the_edge(words: str) -> None:
    assert texts([page(1, line(400, "正文"), line(770, words))]) == [["正文", words]]


def test_a_number_in_the_middle_of_the_page_stays() -> None:
    assert texts([page(1, line(400, "3"))]) == [["3"]]


def test_a_running_head_stays_on_its_first_page_only() -> None:
    pages = [
        page(number, line(20, "某局2026年度部门预算公开"), line(300 + number, "正文")) for number in range(4)
    ]
    assert texts(pages) == [["某局2026年度部门预算公开", "正文"], ["正文"], ["正文"], ["正文"]]


def test_a_second_running_line_below_the_first_goes_too() -> None:
    pages = [page(n, line(20, "部门预算"), line(35, "某局"), line(300 + n, "正文")) for n in range(3)]
    assert texts(pages)[1:] == [["正文"], ["正文"]]


def test_a_running_foot_above_the_page_number_goes() -> None:
    pages = [page(n, line(300 + n, "正文"), line(740, "某局"), line(770, f"{n + 1}")) for n in range(3)]
    assert texts(pages)[1:] == [["正文"], ["正文"]]


def test_a_title_that_a_table_repeats_over_its_pages_stays() -> None:
    pages = [page(n, line(20, "支出总表"), tables=(table(50, 200, 500),)) for n in range(5)]
    assert texts(pages) == [["支出总表"]] * 5


def test_the_year_above_the_title_of_every_table_stays() -> None:
    pages = [
        page(n, line(20, "2025 年度"), line(35, f"表{n}"), tables=(table(50, 200 + 30 * n, 500),))
        for n in range(4)
    ]
    assert texts(pages) == [["2025 年度", f"表{n}"] for n in range(4)]


def test_the_first_line_of_titles_stays_where_it_stands_between_two_tables_as_well() -> None:
    def below(*columns: float) -> PageTable:
        return PageTable(
            "t", Box(columns[0], 450, columns[-1], 600), list(columns), [450, 600], [[""]], [], {}
        )

    pages = [
        page(n, line(20, "某局"), line(35, f"表{n}"), tables=(table(50, 200 + 30 * n, 500),))
        for n in range(4)
    ]
    pages += [page(4, line(420, "某局"), line(435, "支出总表"), tables=(table(50, 500), below(50, 300, 500)))]
    assert texts(pages) == [*(["某局", f"表{n}"] for n in range(4)), ["某局", "支出总表"]]


def test_a_head_over_tables_of_three_kinds_goes() -> None:
    pages = [page(n, line(20, "某局公开"), tables=(table(50, 200 + 30 * n, 500),)) for n in range(4)]
    assert texts(pages) == [["某局公开"], [], [], []]


@pytest.mark.parametrize("unit", ["单位：万元", "金额单位：元", "编制单位：某局 单位：元"])
def test_a_line_that_states_the_unit_stays_wherever_it_stands(unit: str) -> None:
    pages = [page(n, line(20, unit), tables=(table(50, 200 + 30 * n, 500),)) for n in range(4)]
    assert texts(pages) == [[unit]] * 4


def test_the_same_words_at_another_height_are_no_running_head() -> None:
    pages = [page(n, line(20 + 30 * n, "某局"), line(300, "正文")) for n in range(4)]
    assert texts(pages) == [["某局", "正文"]] * 4


def test_two_pages_are_too_few_to_tell() -> None:
    pages = [page(n, line(20, "某局"), line(300, "正文")) for n in range(2)]
    assert texts(pages) == [["某局", "正文"]] * 2
