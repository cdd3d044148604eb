"""What stands on the pages of a PDF is named by its page in every report, not by the table that was read from it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from engaged import dossier, words_of
from paged_example import write_over_two_pages

from model.export.paper import WorkingPaper
from model.export.write import FORMATS, Format, render
from model.finding import Place


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
