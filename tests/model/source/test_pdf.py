"""PDF documents: published tables cell by cell, joined over pages; hand-made ones line by line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hostile.portable import rule, text, write_pdf

from model.errors import UnreadableSourceError
from model.source.book import Book, Merge, Sheet
from model.source.causes import CAUSES, SKIPPED
from model.source.reading import open_book

# The transcriptions keep two rows for title and unit above each table.
TITLE_ROWS = 2


def plain(value: object) -> str:
    """A value as it would be printed without separators, spaces and line breaks."""
    if isinstance(value, float):
        return f"{value:.2f}"
    shown = str(value or "").replace("\n", "").replace(" ", "")
    digits = shown.replace(",", "")
    return f"{float(digits):.2f}" if digits.replace(".", "", 1).isdigit() else shown


def differences(read: Sheet, transcribed: Sheet, offset: int = TITLE_ROWS) -> list[tuple[int, int, str, str]]:
    height = max(read.height, transcribed.height - offset)
    width = max(read.width, transcribed.width)
    pairs = [
        (row, column, plain(read.value(row, column)), plain(transcribed.value(row + offset, column)))
        for row in range(height)
        for column in range(width)
    ]
    return [pair for pair in pairs if pair[2] != pair[3]]


@pytest.mark.parametrize(
    ("name", "slips"),
    [
        ("putuo-office-2025-budget", {}),
        # The transcription left out the totals that stand alone on a page of their own.
        ("wanli-2024-budget", {"page 11": 69, "page 16": 69}),
        ("wanli-2025-budget", {"page 14": 69}),
        # The transcription took the table's contents page for its first rows.
        ("welfare-2024-budget", {"page 10": None}),
    ],
)
def test_every_cell_of_a_published_pdf_is_what_its_transcription_says(
    shared: Path, name: str, slips: dict[str, int | None]
) -> None:
    folder = shared / "disclosures" / "real"
    book, transcribed = open_book(folder / f"{name}.pdf"), open_book(folder / f"{name}.xlsx")
    assert len(book.sheets) == len(transcribed.sheets)
    for read, expected in zip(book.sheets, transcribed.sheets, strict=True):
        if read.name in slips and slips[read.name] is None:
            continue
        assert {row for row, *_ in differences(read, expected)} == {
            r for n, r in slips.items() if n == read.name
        }
        assert plain(read.caption[-2]) == plain(expected.value(0, 0))
        assert read.formats is None


def test_prose_that_lines_broke_is_whole_again(shared: Path) -> None:
    book = open_book(shared / "disclosures" / "real" / "putuo-office-2025-budget.pdf")
    texts = [paragraph.text for paragraph in book.paragraphs]
    assert "三、政府采购预算情况" in texts
    assert (
        "2025年本部门政府采购预算34万元，其中：政府采购货物预算0万元、政府采购工程预算0万元、政府采购服务预算34万元。"
    ) in texts


def table_page(*rows: tuple[str, str], top: float = 300) -> str:
    """A table of two columns, each row 20 high."""
    bottom = top - 20 * len(rows)
    lines = "".join(rule(100, top - 20 * n, 500, top - 20 * n) for n in range(len(rows) + 1))
    lines += "".join(rule(x, bottom, x, top) for x in (100, 300, 500))
    return lines + "".join(
        text(110, top - 15 - 20 * n, left) + text(310, top - 15 - 20 * n, right)
        for n, (left, right) in enumerate(rows)
    )


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_ruled_table_is_a_sheet_with_the_line_above_as_its_caption(tmp_path: Path, rotate: int) -> None:
    page = text(200, 350, "Table 1") + table_page(("Item", "Amount"), ("208", "1,234.50"))
    book = open_book(write_pdf(tmp_path / "a.pdf", [page], rotate=rotate))
    sheet = book.sheets[0]
    assert sheet.rows == [["Item", "Amount"], ["208", "1,234.50"]]
    assert (sheet.name, sheet.caption) == ("page 1", ("Table 1",))
    assert [p.text for p in book.paragraphs] == ["Table 1"]


def test_a_table_goes_on_over_pages_without_its_repeated_heading_and_the_page_numbers(tmp_path: Path) -> None:
    first = table_page(("Item", "Amount"), ("208", "1.00")) + text(295, 20, "- 1 -")
    second = table_page(("Item", "Amount"), ("210", "2.00"), top=380) + text(295, 20, "- 2 -")
    book = open_book(write_pdf(tmp_path / "a.pdf", [first, second]))
    assert [sheet.rows for sheet in book.sheets] == [[["Item", "Amount"], ["208", "1.00"], ["210", "2.00"]]]
    assert book.paragraphs == []


def test_a_title_between_two_tables_keeps_them_apart(tmp_path: Path) -> None:
    first, second = table_page(("Item", "A"), ("1", "2")), table_page(("Item", "B"), ("3", "4"))
    book = open_book(write_pdf(tmp_path / "a.pdf", [first, text(200, 350, "Table 2") + second]))
    assert [sheet.caption for sheet in book.sheets] == [(), ("Table 2",)]


def test_a_cell_over_two_columns_and_one_over_two_rows_are_merges(tmp_path: Path) -> None:
    lines = rule(100, 300, 500, 300) + rule(200, 280, 500, 280) + rule(100, 260, 500, 260)
    posts = "".join(rule(x, 260, x, 300) for x in (100, 200, 500)) + rule(350, 260, 350, 280)
    page = (
        lines
        + posts
        + text(110, 275, "Code")
        + text(210, 285, "Total")
        + text(210, 265, "Basic")
        + text(360, 265, "P")
    )
    sheet = open_book(write_pdf(tmp_path / "a.pdf", [page])).sheets[0]
    assert sheet.rows == [["Code", "Total", None], [None, "Basic", "P"]]
    assert set(sheet.merges) == {Merge(0, 0, 1, 0), Merge(0, 1, 0, 2)}


def test_a_table_without_its_outer_posts_keeps_its_outer_columns(tmp_path: Path) -> None:
    page = rule(100, 300, 500, 300) + rule(100, 280, 500, 280) + rule(100, 260, 500, 260)
    page += rule(200, 260, 200, 300) + rule(350, 260, 350, 300)
    page += "".join(text(x, y, f"{x}") for x in (110, 210, 360) for y in (285, 265))
    assert open_book(write_pdf(tmp_path / "a.pdf", [page])).sheets[0].rows == [["110", "210", "360"]] * 2


def test_an_amount_broken_at_the_edge_of_its_cell_is_in_one_piece(tmp_path: Path) -> None:
    page = table_page(("Amount", "Name")).replace(text(110, 285, "Amount"), "")
    page += text(110, 291, "1,234,") + text(110, 282, "567.89")
    assert open_book(write_pdf(tmp_path / "a.pdf", [page])).sheets[0].rows == [["1,234,567.89", "Name"]]


def refused(path: Path) -> str:
    with pytest.raises(UnreadableSourceError) as caught:
        open_book(path)
    return caught.value.what.template


def test_a_pdf_without_text_says_so(tmp_path: Path) -> None:
    picture = "/XObject <</I <</Type /XObject /Subtype /Image>>>>"
    path = write_pdf(tmp_path / "scan.pdf", ["q 100 0 0 100 0 0 cm /I Do Q"], resources=picture)
    assert refused(path) == CAUSES["no-text"][0]


def test_a_page_that_is_a_picture_is_named_among_pages_of_text(tmp_path: Path) -> None:
    image = "q 100 0 0 100 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \xff EI Q"
    numbered, sealed = f"{image} {text(290, 30, '- 3 -')}", f"{image} {text(100, 100, 'Words')}"
    pages = [text(100, 100, "Words"), image, numbered, sealed, "", text(290, 30, "6")]
    book: Book = open_book(write_pdf(tmp_path / "a.pdf", pages))
    assert [(skipped.sheet, skipped.why) for skipped in book.skipped] == [
        ("page 2", SKIPPED["page-without-text"]),
        ("page 3", SKIPPED["page-without-text"]),
    ]


def test_text_recognised_from_a_scanned_page_is_read_and_the_page_is_named(tmp_path: Path) -> None:
    image = "q 600 0 0 400 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \xff EI Q"
    recognised = f"{image} q 3 Tr {text(100, 100, 'Recognised')} Q {text(290, 30, '3')}"
    over_letterhead = f"{image} {text(100, 100, 'Words')}"
    hidden = f"q 3 Tr {text(100, 100, 'Hidden')} Q"
    book = open_book(
        write_pdf(tmp_path / "a.pdf", [text(100, 100, "Words"), over_letterhead, recognised, hidden])
    )
    assert [(skipped.sheet, skipped.why) for skipped in book.skipped] == [
        ("page 3", SKIPPED["recognised-text"])
    ]
    assert "Recognised" in [paragraph.text for paragraph in book.paragraphs]


def test_a_pdf_with_a_password_says_so(tmp_path: Path) -> None:
    zeros = "00" * 32
    encrypt = f"/Encrypt <</Filter /Standard /V 1 /R 2 /O <{zeros}> /U <{zeros}> /P -4>> /ID [<00> <00>]"
    path = write_pdf(tmp_path / "locked.pdf", [text(1, 1, "x")], encrypt=encrypt)
    assert refused(path) == CAUSES["encrypted"][0]


def test_what_only_begins_like_a_pdf_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7\nnothing more")
    assert refused(path) == CAUSES["damaged"][0]
