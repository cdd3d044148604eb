"""What has no sheet in its file is named as a reader finds it, not by what was read from it: page, table or line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from convert import write_docx
from engaged import dossier, words_of
from paged_example import write_over_two_pages

from model.export.paper import WorkingPaper
from model.export.write import FORMATS, Format, render
from model.finding import Place
from model.source.book import Book, Sheet


@pytest.fixture(scope="module")
def over_two_pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A table that goes on over the page, its headings repeated."""
    return write_over_two_pages(tmp_path_factory.mktemp("pages") / "公开.pdf")


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


ROWS = (
    ("合计", "", "32.00"),
    ("201", "一般公共服务支出", "12.00"),
    ("20101", "人大事务", "11.00"),
    ("2010101", "行政运行", "11.00"),
    ("205", "教育支出", "20.00"),
    ("20502", "普通教育", "20.00"),
    ("2050201", "学前教育", "8.00"),
    ("2050202", "小学教育", "12.00"),
)


@pytest.fixture(scope="module")
def without_sheets(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A table in a text and one in a document."""
    folder = tmp_path_factory.mktemp("without-sheets")
    (folder / "公开.txt").write_text(
        "2025年部门预算\n\n部门收入总表\n单位：万元\n| 科目编码 | 科目名称 | 合计 |\n| --- | --- | --- |\n"
        + "".join(f"| {code} | {name} | {amount} |\n" for code, name, amount in ROWS),
        encoding="utf-8",
    )
    heads = [["部门收入总表", "", "单位：万元"], ["科目编码", "科目名称", "合计"]]
    write_docx(Book("", "", "docx", sheets=[Sheet("", [*heads, *map(list, ROWS)])]), folder / "公开.docx")
    return folder / "公开.txt", folder / "公开.docx"


def test_a_cell_of_a_text_or_a_document_is_named_by_the_line_or_the_table(
    without_sheets: tuple[Path, Path],
) -> None:
    text, document = (dossier(path).paper for path in without_sheets)
    named = words_of("a.txt", render(text, "text"))
    assert "第5行起的表 C4" in named
    assert "line 5" not in named
    named = words_of("a.txt", render(document, "text"))
    assert "第1张表 C4" in named
    assert "table 1" not in named
