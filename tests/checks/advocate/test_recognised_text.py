"""A figure that a program recognised from a scanned page may be misread: what disagrees there is in doubt."""

from __future__ import annotations

from dataclasses import replace

from books import book
from hearing import HEADINGS, accused, reasons, table

from checks.runner import audit
from model.disclosure import disclosure_of
from model.finding import Report, Severity
from model.source.book import Skipped
from model.source.causes import SKIPPED

MISREAD = """
	合计	300.00	250.00	50.00
208	社会保障和就业支出	100.00	100.00
20805	行政事业单位养老支出	100.00	100.00
210	卫生健康支出	200.00	130.00	50.00
21011	行政事业单位医疗	200.00	150.00	50.00
"""
WHY = "the text of page 2 was recognised from a picture of it: a figure may be misread."


def pages(*recognised: int) -> Report:
    read = book(
        table(MISREAD, headings=HEADINGS, name="page 2"), path="某局2021年部门预算.pdf", container="pdf"
    )
    skipped = [Skipped(f"page {page}", SKIPPED["recognised-text"]) for page in recognised]
    return audit([disclosure_of([replace(read, skipped=skipped)])])


def test_what_disagrees_on_a_page_whose_text_was_recognised_is_in_doubt() -> None:
    report = pages(1, 2)
    assert accused(report) == []
    assert reasons(report) == [WHY]
    assert {cell.place.sheet for cell in report.doubts[0].cells} == {"page 2"}


def test_what_disagrees_on_a_page_that_draws_its_text_is_an_error() -> None:
    assert accused(pages(1, 3)) == accused(pages()) != []


def test_sentences_that_disagree_in_a_file_with_recognised_pages_are_not_checked() -> None:
    prose = "2021年支出预算300万元，比上年增加50万元，增长90%。"

    def raised(*skipped: Skipped) -> Report:
        read = book(prose=prose, path="某局2021年部门预算.pdf", container="pdf")
        return audit([disclosure_of([replace(read, skipped=skipped)])])

    (found,) = (each for each in raised().findings if each.rule == "TX106")
    assert found.spans
    scanned = raised(Skipped("page 2", SKIPPED["recognised-text"]))
    assert [each for each in scanned.findings if each.severity is not Severity.NOTICE] == []
    (line,) = (each for each in scanned.ledger if each.rule == "TX106")
    assert line.inconsistent == 0
    assert [each.why.text("en") for each in line.reasons] == [WHY]
