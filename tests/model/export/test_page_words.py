"""What stands on the pages of a PDF is named by its page in every report, not by the table that was read from it."""

from __future__ import annotations

import re
from itertools import accumulate
from pathlib import Path

import pytest
from drawn.pdf import A4, Page, width_of, write_pages
from engaged import dossier, words_of

from model.export.paper import WorkingPaper
from model.export.write import FORMATS, Format, render
from model.finding import Place

HEADINGS = ("科目编码", "科目名称", "合计", "基本支出", "项目支出")
FIRST = [
    ("", "合计", "600.00", "400.00", "200.00"),
    ("208", "社会保障和就业支出", "300.00", "200.00", "100.00"),
    ("20805", "行政事业单位养老支出", "300.00", "200.00", "100.00"),
    ("2080505", "机关事业单位基本养老保险缴费支出", "300.00", "200.00", "100.00"),
]
SECOND = [
    ("210", "卫生健康支出", "309.00", "200.00", "100.00"),
    ("21011", "行政事业单位医疗", "300.00", "200.00", "100.00"),
    ("2101101", "行政单位医疗", "300.00", "200.00", "100.00"),
]
"""On the second page the whole of the class is 9 more than its parts and its section."""


def ruled(page: Page, top: int, rows: list[tuple[str, ...]]) -> None:
    posts = list(accumulate((60, 180, 90, 90, 90), initial=40))
    for number in range(len(rows) + 1):
        page.rule((posts[0], top + 24 * number), (posts[-1], top + 24 * number), filled=False)
    for post in posts:
        page.rule((post, top), (post, top + 24 * len(rows)), filled=False)
    for number, cells in enumerate(rows):
        for left, right, words in zip(posts, posts[1:], cells, strict=False):
            start = right - 4 - width_of(words, 9) if words.endswith(".00") else left + 4
            page.text(start, top + 16 + 24 * number, words, 9)


@pytest.fixture(scope="module")
def over_two_pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A table that goes on over the page, its headings repeated."""
    first, second = Page(*A4), Page(*A4)
    first.text(200, 80, "某某局2025年部门支出预算总表", 14)
    first.text(460, 110, "单位：元", 10)
    ruled(first, 120, [HEADINGS, *FIRST])
    ruled(second, 60, [HEADINGS, *SECOND])
    path = tmp_path_factory.mktemp("pages") / "公开.pdf"
    write_pages(path, [first, second])
    return path


@pytest.fixture(scope="module")
def paper(over_two_pages: Path) -> WorkingPaper:
    return dossier(over_two_pages).paper


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "json"])
def test_every_report_names_a_cell_by_the_page_on_which_it_stands(paper: WorkingPaper, form: Format) -> None:
    words = words_of(f"a.{form}", render(paper, form))
    assert "309.00" in words
    assert re.search(r"第2页 表内 C\d", words)
    assert not re.search(r"\bpage \d", words)


def test_a_cell_is_named_by_its_page_alone_where_it_stands_on_one(paper: WorkingPaper) -> None:
    (path,) = paper.documents
    assert paper.place(Place(path, "page 1", 3, 2)) == "第1页 表内 C4"
    assert paper.place(Place("其他.xlsx", "page 1", 3, 2)) == "page 1!C4"
    assert paper.about("page 1!C2:C4 为空", (path,)) == "第1页 表内 C2:C4 为空"
    assert paper.about("page 1!C2", (path, "其他.xlsx")) == "page 1!C2"


def test_a_sheet_of_a_workbook_keeps_its_name(paper: WorkingPaper) -> None:
    (path,) = paper.documents
    assert paper.sheet("page 1", path) == "第1页"
    assert paper.sheet("page 12 table 3", path) == "第12页第3张表"
    assert paper.sheet("page 1", "其他.xlsx") == "page 1"
    assert paper.sheet("表2", path) == "表2"
