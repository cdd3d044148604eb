"""Texts: which lines are tables, what stands above them, and in which encoding they may come."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.errors import UnreadableSourceError
from model.source.book import Book
from model.source.causes import CAUSES
from model.source.reading import open_book

TEXT = "一、收入\n\n表 1\n单位：元\n\n科目\t预算数\t\n合计\t1,234.50\t\n\n说明：\u202e无\n"


def read(tmp_path: Path, text: str, encoding: str = "utf-8", name: str = "说明.txt") -> Book:
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    return open_book(path)


def test_lines_with_tabs_are_a_table_and_the_lines_above_it_its_caption(tmp_path: Path) -> None:
    book = read(tmp_path, TEXT)
    sheet = book.sheets[0]
    assert (sheet.name, sheet.first_line) == ("line 6", 6)
    assert sheet.rows == [["科目", "预算数", None], ["合计", "1,234.50", None]]
    assert sheet.caption == ("一、收入", "表 1", "单位：元")
    assert [(p.number, p.text) for p in book.paragraphs] == [
        (1, "一、收入"),
        (3, "表 1"),
        (4, "单位：元"),
        (9, "说明：␦无"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "gb18030", "utf-32"])
def test_the_encoding_is_found(tmp_path: Path, encoding: str) -> None:
    assert read(tmp_path, TEXT, encoding).sheets[0].rows[1] == ["合计", "1,234.50", None]


def test_a_byte_that_is_no_character_is_shown_and_does_not_spoil_the_encoding(tmp_path: Path) -> None:
    path = tmp_path / "说明.txt"
    path.write_bytes("部门预算情况说明".encode() * 100 + b"\xff\n" + "合计\t1".encode())
    book = open_book(path)
    assert book.paragraphs[0].text == "部门预算情况说明" * 100 + "␚"
    assert book.sheets[0].rows == [["合计", "1"]]


def test_prose_that_begins_with_a_tab_stays_prose(tmp_path: Path) -> None:
    line = "\t2025年年初预算数1780.03万元，其中：一般公共预算拨款1780.03万元，收入较去年增加101.26万元。\n"
    book = read(tmp_path, line * 3)
    assert book.sheets == []
    assert len(book.paragraphs) == 3


def test_a_markdown_table_keeps_its_rows_at_their_lines(tmp_path: Path) -> None:
    book = read(tmp_path, "## 表一\n\n| 科目 | 金额 |\n|---|--:|\n| 合计 | 1.00 |\n", name="说明.md")
    assert book.sheets[0].rows == [[" 科目 ", " 金额 "], [], [" 合计 ", " 1.00 "]]
    assert book.sheets[0].caption == ("表一",)


def test_a_table_with_a_cell_a_line_is_put_together(tmp_path: Path) -> None:
    text = "\t项目\n\t数量\n\t价值\n\n\t资产\n总额\n\t——\n\t34.45\n\n\t车辆\n\t3\n\t15.61\n\n\n八、名词解释\n"
    book = read(tmp_path, text)
    assert book.sheets[0].rows == [
        ["项目", "数量", "价值"],
        ["资产\n总额", "——", "34.45"],
        ["车辆", "3", "15.61"],
    ]
    assert [p.text for p in book.paragraphs] == ["八、名词解释"]


def test_rows_torn_apart_by_empty_lines_are_joined_to_the_width_of_the_table(tmp_path: Path) -> None:
    head = "\t一级\n\t二级\n\t指标值\n\t依据\n\n"
    torn = "\t产出\n\n\t数量\n\t≥90\n\n\t计划\n\n\n"
    book = read(tmp_path, head + torn + torn + torn)
    assert book.sheets[0].rows[1:] == [["产出", "数量", "≥90", "计划"]] * 3


def test_every_amount_of_the_published_texts_is_in_a_cell_or_a_paragraph(shared: Path) -> None:
    for path in sorted((shared / "disclosures").glob("*.txt")):
        book = open_book(path)
        read_text = "".join(p.text for p in book.paragraphs)
        read_text += "".join(
            str(cell) for sheet in book.sheets for row in sheet.rows for cell in row if cell is not None
        )
        expected = path.read_text(encoding="utf-8")
        assert sorted(_digits(read_text)) == sorted(_digits(expected))


def _digits(text: str) -> list[str]:
    return [character for character in text if character.isdigit()]


def test_the_tables_of_the_published_texts_begin_at_their_lines(shared: Path) -> None:
    path = shared / "disclosures" / "dadukou-2021-budget.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    for sheet in open_book(path).sheets:
        for offset, row in enumerate(sheet.rows):
            cells = lines[sheet.first_line - 1 + offset].split("\t")
            assert [cell or "" for cell in row] == [cell.strip() and cell for cell in cells]


@pytest.mark.parametrize(
    ("name", "content", "cause"),
    [
        ("a.xls", b"\x89PNG\r\n\x1a\n" + bytes(50), "picture"),
        ("a.rar", b"Rar!\x1a\x07\x01\x00" + bytes(50), "packed"),
        ("a.doc", b"{\\rtf1\\ansi}", "rich-text"),
        ("a.xls", b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n", "web-archive"),
        ("a.conf", b"root:x:0:0\n", "unknown"),
        ("a.txt", bytes(range(256)) * 20, "unknown"),
        ("a.xml", b"<?xml version='1.0'?><data/>", "unknown"),
    ],
)
def test_what_is_no_disclosure_says_what_it_is(tmp_path: Path, name: str, content: bytes, cause: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableSourceError) as caught:
        open_book(tmp_path / name)
    assert caught.value.what.template == CAUSES[cause][0]
