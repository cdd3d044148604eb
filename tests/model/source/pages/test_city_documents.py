"""Published documents of thirteen cities: every table that goes on is one, and nothing of a page is lost."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from model.source.book import Book, Sheet
from model.source.pages.page import Page, page_of
from model.source.pdf_page import DrawnPage
from model.source.reading import open_book

EXAMPLES = (
    "001-1a990155",
    "002-0e0df07d",
    "003-10b50f71",
    "004-5c6aea1e",
    "005-3efdfa22",
    "006-003a9804",
    "008-e488d331",
    "014-744286f0",
    "015-4a8c7eea",
    "017-ac7c3a0f",
    "020-321a5fee",
    "021-703275cb",
    "025-06874f6f",
)
"""One document of each city."""

JOINED = {
    "004-5c6aea1e": {"page 12": (39, 2), "page 16": (39, 2), "page 19": (53, 2)},
    "006-003a9804": {"page 14": (28, 1), "page 16": (35, 1), "page 22": (29, 1), "page 30": (19, 1)},
    "008-e488d331": {"page 22": (50, 1), "page 30": (42, 1), "page 39": (25, 2)},
    "020-321a5fee": {"page 16": (42, 2), "page 24": (27, 1), "page 34": (31, 3)},
    "025-06874f6f": {"page 8": (34, 1), "page 10": (42, 1), "page 12": (39, 1), "page 16": (46, 1)},
}
"""Rows of tables that go on, and how many further pages they have, counted on the pages."""

AMOUNT = re.compile(r"-?\d[\d,]*\.\d+")
SPACES = str.maketrans("", "", " \n\u3000\u00a0")


@cache
def opened(path: Path) -> Book:
    if not path.is_file():
        pytest.skip(f"{path.name} is not here")
    return open_book(path)


@cache
def drawn(path: Path) -> tuple[Page, ...]:
    document = PdfDocument(path)
    return tuple(page_of(index + 1, DrawnPage(document[index])) for index in range(len(document)))


def document(shared: Path, name: str) -> Path:
    return shared / "disclosures" / "cities" / f"{name}.pdf"


def title(sheet: Sheet) -> str:
    """The last line above a table that names it."""
    named = [
        line for line in sheet.caption if not re.search(r"单位[:：]|部门名称|^[(（]\d{4}年度[)）]$", line)
    ]
    return named[-1] if named else ""


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_amount_of_the_pages_stands_in_a_table_once(shared: Path, name: str) -> None:
    book = opened(document(shared, name))
    pages = drawn(document(shared, name))
    printed = Counter(text for page in pages for table in page.tables for row in table.rows for text in row)
    kept = Counter(
        text for sheet in book.sheets for row in sheet.rows for text in row if isinstance(text, str)
    )
    assert {text: count for text, count in kept.items() if AMOUNT.fullmatch(text)} == {
        text: count for text, count in printed.items() if AMOUNT.fullmatch(text)
    }


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_line_outside_the_tables_stands_in_a_paragraph_but_page_numbers(
    shared: Path, name: str
) -> None:
    prose = "".join(paragraph.text for paragraph in opened(document(shared, name)).paragraphs).translate(
        SPACES
    )
    lines = {line.text.translate(SPACES) for page in drawn(document(shared, name)) for line in page.lines}
    lost = {line for line in lines if line not in prose}
    assert all(re.fullmatch(r"[-—–]*\d{1,3}[-—–]*", line) for line in lost)


@pytest.mark.parametrize("name", [name for name in EXAMPLES if not name.startswith(("017", "025"))])
def test_no_table_is_torn(shared: Path, name: str) -> None:
    """Two tables in a row under one title would be a torn one; the forms of projects repeat theirs."""
    titles = [title(sheet) for sheet in opened(document(shared, name)).sheets]
    assert "" not in titles
    assert [one for one, other in pairwise(titles) if one == other] == []


@pytest.mark.parametrize("name", JOINED)
def test_tables_that_go_on_have_all_their_rows(shared: Path, name: str) -> None:
    sheets = {sheet.name: sheet for sheet in opened(document(shared, name)).sheets}
    found = {page: (sheets[page].height, len(sheets[page].breaks)) for page in JOINED[name]}
    assert found == JOINED[name]


def test_turned_pages_read_from_left_to_right(shared: Path) -> None:
    book = opened(document(shared, "025-06874f6f"))
    assert [title(sheet) for sheet in book.sheets[:3]] == [
        "收支总体情况表",
        "收入总体情况表",
        "支出总体情况表",
    ]
    assert book.sheets[1].caption[-1].endswith("单位：万元")


def test_levels_that_only_the_indent_shows_are_told(shared: Path) -> None:
    sheet = next(s for s in opened(document(shared, "008-e488d331")).sheets if s.name == "page 30")
    levels = {sheet.rows[row][0]: sheet.indent(row, 0) for row in range(4, 10)}
    assert levels == {
        "一般公共服务支出": 0,
        "社会工作事务": 2,
        "其他社会工作事务支出": 4,
        "其他一般公共服务支出": 4,
        "国防支出": 0,
    }


@pytest.mark.parametrize("name", ["putuo-finance-2024-final", "putuo-social-work-2024-final"])
def test_the_numbered_items_of_portrait_pages_are_whole_paragraphs(shared: Path, name: str) -> None:
    texts = [
        paragraph.text for paragraph in opened(shared / "disclosures" / "real" / f"{name}.pdf").paragraphs
    ]
    items = [text for text in texts if "（类）" in text and text[0].isdigit()]
    assert len(items) == {"putuo-finance-2024-final": 11, "putuo-social-work-2024-final": 9}[name]
    assert all("支出决算为" in text and text.endswith("。") for text in items)
    assert [int(text.partition("、")[0]) for text in items] == list(range(1, len(items) + 1))
