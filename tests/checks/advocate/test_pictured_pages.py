"""A page that is a picture may hold what a table beside it lacks, and a table that seems missing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from books import book, sheet
from hearing import HEADINGS, accused, reasons, table

from checks.runner import audit
from model.disclosure import disclosure_of
from model.finding import Report
from model.source.book import Sheet, SheetPart, Skipped
from model.source.causes import SKIPPED

LACKS = """
	合计	300.00	250.00	50.00
208	社会保障和就业支出	100.00	100.00
20805	行政事业单位养老支出	100.00	100.00
"""
REST = "210\t卫生健康支出\t200.00\t150.00\t50.00\n21011\t行政事业单位医疗\t200.00\t150.00\t50.00"


def pages(*sheets: Sheet, pictures: tuple[int, ...] = ()) -> Report:
    read = book(*sheets, path="某局2021年部门预算.pdf", container="pdf")
    skipped = [Skipped(f"page {page}", SKIPPED["page-without-text"]) for page in pictures]
    return audit([disclosure_of([replace(read, skipped=skipped)])])


def test_a_table_may_go_on_in_a_page_that_is_a_picture() -> None:
    report = pages(table(LACKS, name="page 2"), pictures=(3,))
    assert accused(report) == []
    assert reasons(report) == ["page 3 was not read: the table may go on there."]


def test_a_table_may_begin_in_a_page_that_is_a_picture() -> None:
    at_foot = f"{LACKS.strip(chr(10)).partition(chr(10))[2]}\n\t合计\t300.00\t250.00\t50.00"
    report = pages(table(at_foot, name="page 4"), pictures=(3,))
    assert accused(report) == []
    assert reasons(report) == ["page 3 was not read: the table may go on there."]


def test_a_table_that_goes_over_a_page_that_is_a_picture_lacks_what_stands_there() -> None:
    total = table(LACKS.replace("300.00\t250.00", "330.00\t280.00"), name="page 2")
    rest = sheet(REST, "page 4")
    parts = (SheetPart(0, total, 0), SheetPart(total.height, rest, 0))
    whole = replace(total, rows=[*total.rows, *rest.rows], pieces=parts)
    assert reasons(pages(whole, pictures=(3,))) == ["page 3 was not read: the table may go on there."]
    assert "RU101" in accused(pages(whole))


@pytest.mark.parametrize("picture", [1, 4, 9])
def test_a_picture_that_is_not_beside_the_table_explains_nothing(picture: int) -> None:
    whole = table(f"{LACKS}{REST}".replace("300.00\t250.00\t50.00", "300.00\t250.00\t51.00"), name="page 6")
    report = pages(table(LACKS, name="page 2"), whole, pictures=(picture,) if picture != 1 else ())
    assert "RU101" in accused(report)


def test_a_row_whose_columns_do_not_add_up_lacks_nothing_that_a_picture_holds() -> None:
    slip = f"{LACKS}{REST}".replace("210\t卫生健康支出\t200.00\t150.00", "210\t卫生健康支出\t200.00\t130.00")
    report = pages(table(slip, name="page 2"), pictures=(3,))
    assert "RU104" in accused(report)


def test_what_is_too_much_stands_beside_a_picture() -> None:
    slip = LACKS.replace("300.00\t250.00\t50.00", "90.00\t90.00\t")
    report = pages(table(slip, headings=HEADINGS, name="page 2"), pictures=(3,))
    assert "RU101" in accused(report)
