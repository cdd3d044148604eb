"""What a page shows, whichever way it lies: glyphs and rules get one turn, and what is hidden is not read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hostile.portable import rule, text, write_pdf

from model.source.book import Sheet
from model.source.causes import SKIPPED
from model.source.reading import open_book

ROWS = [["Item", "Amount"], ["208", "1,234.50"], ["210", "7.25"]]
TURNS = {0: "", 90: "0 1 -1 0 400 0 cm", 180: "-1 0 0 -1 600 400 cm", 270: "0 -1 1 0 0 400 cm"}
"""What turns the drawing on its page of 600 by 400 points, so that all of it stays on the page."""


def table(left: float = 100, top: float = 300, rows: list[list[str]] = ROWS) -> str:
    bottom = top - 20 * len(rows)
    lines = "".join(rule(left, top - 20 * n, left + 300, top - 20 * n) for n in range(len(rows) + 1))
    posts = "".join(rule(x, bottom, x, top) for x in (left, left + 150, left + 300))
    words = "".join(
        text(left + 10 + 150 * column, top - 15 - 20 * row, word)
        for row, cells in enumerate(rows)
        for column, word in enumerate(cells)
    )
    return lines + posts + words


def only_sheet(path: Path) -> Sheet:
    (sheet,) = open_book(path).sheets
    return sheet


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("drawn", TURNS)
def test_a_table_is_read_upright_whichever_way_it_is_drawn_and_the_page_is_turned(
    tmp_path: Path, rotate: int, drawn: int
) -> None:
    page = f"q {TURNS[drawn]} {text(200, 350, 'Table 1')}{table()} Q"
    sheet = only_sheet(write_pdf(tmp_path / "a.pdf", [page], rotate=rotate))
    assert sheet.rows == ROWS
    assert sheet.caption == ("Table 1",)


def test_a_label_that_lies_on_its_side_stands_in_its_cell(tmp_path: Path) -> None:
    lying = "q 0 1 -1 0 130 250 cm " + text(0, 0, "Side") + "Q "
    page = table(rows=[["", "Amount of all"], ["", "1,234.50"], ["", "7.25"]]) + lying
    page = page.replace(rule(100, 280, 400, 280), rule(250, 280, 400, 280))
    page = page.replace(rule(100, 260, 400, 260), rule(250, 260, 400, 260))
    sheet = only_sheet(write_pdf(tmp_path / "a.pdf", [page]))
    assert sheet.rows == [["Side", "Amount of all"], [None, "1,234.50"], [None, "7.25"]]


def test_text_that_a_clip_path_hides_is_not_read(tmp_path: Path) -> None:
    shown = "q 100 320 300 20 re W n " + text(110, 325, "shown") + text(110, 200, "hidden") + "Q "
    book = open_book(write_pdf(tmp_path / "a.pdf", [shown + text(110, 100, "free")]))
    assert [paragraph.text for paragraph in book.paragraphs] == ["shown", "free"]


def test_a_clip_path_cuts_a_line_where_it_ends(tmp_path: Path) -> None:
    page = "q 100 320 60 20 re W n " + text(100, 325, "0123456789" * 3) + "Q"
    (paragraph,) = open_book(write_pdf(tmp_path / "a.pdf", [page])).paragraphs
    assert "0123456789" in paragraph.text
    assert len(paragraph.text) < 15


def test_a_clip_path_within_a_form_hides_in_the_forms_own_coordinates(tmp_path: Path) -> None:
    form = "0 0 60 20 re W n " + text(5, 5, "in") + text(5, 60, "out")
    resources = "/XObject <</X 9 0 R>>"
    path = write_pdf(tmp_path / "a.pdf", ["q 1 0 0 1 200 200 cm /X Do Q", "", ""], resources=resources)
    body = path.read_bytes().decode("latin-1")
    font = "/Resources <</Font <</F1 <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>>>>>"
    head = f"<</Type /XObject /Subtype /Form /BBox [0 0 300 300] {font} /Length {len(form)}>>"
    added = f"9 0 obj\n{head}\nstream\n{form}\nendstream\nendobj\n"
    path.write_bytes((added + body[body.index("1 0 obj") :]).join(["%PDF-1.4\n", ""]).encode("latin-1"))
    assert [paragraph.text for paragraph in open_book(path).paragraphs] == ["in"]


def test_text_beyond_the_edge_of_the_page_is_not_read(tmp_path: Path) -> None:
    page = text(100, 300, "on the page") + text(700, 300, "beside it") + text(100, -50, "below it")
    book = open_book(write_pdf(tmp_path / "a.pdf", [page]))
    assert [paragraph.text for paragraph in book.paragraphs] == ["on the page"]


def test_a_watermark_across_the_page_is_left_out_and_listed(tmp_path: Path) -> None:
    mark = "q 0.7 0.7 -0.7 0.7 150 150 cm " + text(0, 0, "DRAFT ONLY") + "Q "
    book = open_book(
        write_pdf(tmp_path / "a.pdf", [text(100, 300, "1. words") + mark, mark + text(90, 90, "2. more")])
    )
    assert [paragraph.text for paragraph in book.paragraphs] == ["1. words", "2. more"]
    assert [(skipped.sheet, skipped.why) for skipped in book.skipped] == [("page 1", SKIPPED["slanted-text"])]


def test_bold_type_that_is_drawn_twice_is_read_once(tmp_path: Path) -> None:
    page = text(100, 300, "bold 1,100.00") + text(100.4, 300, "bold 1,100.00")
    book = open_book(write_pdf(tmp_path / "a.pdf", [page]))
    assert [paragraph.text for paragraph in book.paragraphs] == ["bold 1,100.00"]


def test_how_far_a_text_is_set_in_is_told_by_where_the_page_prints_it(tmp_path: Path) -> None:
    page = table(rows=[["", "1.00"], ["", "2.00"], ["", "3.00"], ["", "4.00"]])
    page += (
        text(104, 285, "class") + text(114, 265, "section") + text(124, 245, "item") + text(104, 225, "class")
    )
    sheet = only_sheet(write_pdf(tmp_path / "a.pdf", [page]))
    indents = [sheet.indent(row, 0) for row in range(4)]
    assert indents[0] == indents[3] == 0
    assert 0 < indents[1] < indents[2]
    assert [sheet.indent(row, 1) for row in range(4)] == [0, 0, 0, 0]


def test_a_text_in_the_middle_of_its_cell_is_not_set_in(tmp_path: Path) -> None:
    page = table(rows=[["", "1.00"], ["", "2.00"], ["", "3.00"]])
    page += text(161, 285, "Total") + text(104, 265, "class") + text(104, 245, "class")
    sheet = only_sheet(write_pdf(tmp_path / "a.pdf", [page]))
    assert [sheet.indent(row, 0) for row in range(3)] == [0, 0, 0]
