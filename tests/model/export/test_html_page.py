"""The page as a browser has it: well formed, nothing fetched, what is chosen shown, all of it in print."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
import xlsxwriter
from hostile.workbook import write_hostile_workbook
from office import text_of_pdf, without_blanks

from checks.legal_basis import legal_basis
from checks.runner import audit
from model.disclosure import open_disclosures
from model.engagement.record import Disposition, State
from model.export.excerpt import MOST_ROWS, Excerpt, excerpts_of
from model.export.html import render
from model.export.paper import WorkingPaper
from model.export.problem import problems_of
from model.finding import CellEvidence, Place, Role
from model.messages import LANGUAGES, Language
from model.money import Unit, format_amount

MADE_AT = "2026-03-01T08:00:00+00:00"


def paper_of(source: Path, language: Language = "zh") -> WorkingPaper:
    """The paper of one document; of its problems the first is confirmed and the second dismissed."""
    disclosures, troubles = open_disclosures([source])
    assert troubles == []
    documents = {document.book.path: document for each in disclosures for document in each.documents}
    paper = WorkingPaper(
        audit(disclosures), language, MADE_AT, "0.1.0", basis=legal_basis(), documents=documents
    )
    states = (State.CONFIRMED, State.DISMISSED)
    decided = {
        finding.id: Disposition(finding.id, state, "", "王", MADE_AT)
        for state, problem in zip(states, problems_of(paper), strict=False)
        for finding in problem.findings
    }
    return replace(paper, dispositions=decided)


@pytest.fixture(scope="module")
def planted(samples: Path) -> WorkingPaper:
    return paper_of(samples / "dadukou-2021-planted.xlsx")


def excerpts(paper: WorkingPaper) -> list[Excerpt]:
    return [excerpt for problem in problems_of(paper) for excerpt in excerpts_of(problem, paper)]


def element(paper: WorkingPaper) -> ElementTree.Element:
    return ElementTree.fromstring(render(paper).decode("utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_well_formed_to_a_strict_parser(planted: WorkingPaper, language: Language) -> None:
    page = element(replace(planted, language=language))
    assert page.tag == "html"
    assert len(page.findall(".//section")) == len(problems_of(planted))
    ids = [each.get("id") for each in page.iter() if each.get("id")]
    assert len(ids) == len(set(ids))
    labels = {each.get("for") for each in page.iter("label")}
    assert labels == {each.get("id") for each in page.iter("input")}


def test_the_page_of_a_hostile_workbook_is_well_formed_and_names_nothing_outside(tmp_path: Path) -> None:
    paper = paper_of(write_hostile_workbook(tmp_path / "x.xlsx"))
    assert excerpts(paper)
    page = element(paper)
    assert {each.tag for each in page.iter()}.isdisjoint(
        {"script", "link", "img", "iframe", "object", "form"}
    )
    assert {name for each in page.iter() for name in each.attrib if name.startswith("on")} == set()
    assert all(each.get("href", "#").startswith("#") for each in page.iter())
    (policy,) = (each for each in page.iter("meta") if each.get("http-equiv") == "Content-Security-Policy")
    assert "default-src 'none'" in policy.get("content", "")


def test_a_problem_shows_its_rows_under_their_headings_with_its_cells_framed(planted: WorkingPaper) -> None:
    first, *_ = excerpts_of(problems_of(planted)[0], planted)
    headings = [cell.text for row in first.rows if row.is_heading for cell in row.cells]
    assert {"科目编码", "科目名称", "小计", "基本支出"} <= set(headings)
    rows = {row.number: row.cells for row in first.rows}
    assert [cell.text for cell in rows["11"][:3]] == ["210", "卫生健康支出", "17,236,430.61"]
    assert [cell.text for row in first.rows for cell in row.cells if cell.is_marked] == [
        "17,800,310.13",
        "17,236,430.61",
    ]
    assert "10,162,408.72" in [cell.text for row in first.rows for cell in row.cells if cell.is_used]
    page = element(planted)
    marked = page.findall(".//section[@id='problem1']//td[@class='n marked']")
    assert [each.text for each in marked][:2] == ["17,800,310.13", "17,236,430.61"]


def test_a_hidden_row_is_quoted_as_hidden(tmp_path: Path, samples: Path) -> None:
    import openpyxl

    book = openpyxl.load_workbook(samples / "dadukou-2021-planted.xlsx")
    sheet = next(each for each in book if each.title.startswith("表2"))
    sheet.row_dimensions[11].hidden = True
    book.save(tmp_path / "隐.xlsx")
    paper = paper_of(tmp_path / "隐.xlsx")
    numbers = [row.number for each in excerpts(paper) for row in each.rows]
    assert "11（隐藏）" in numbers
    assert "12" in numbers


def test_of_many_rows_a_dozen_is_quoted_those_it_is_about_among_them_and_the_rest_counted(
    tmp_path: Path,
) -> None:
    source = tmp_path / "多.xlsx"
    workbook = xlsxwriter.Workbook(source)
    sheet = workbook.add_worksheet("支出")
    sheet.write_string(0, 0, "2025年部门支出预算总表")
    sheet.write_string(1, 2, "单位：元")
    for column, text in enumerate(("科目编码", "科目名称", "合计")):
        sheet.write_string(2, column, text)
    codes = [("201", "一般公共服务支出", 999.0), *((f"201{n:02}", f"款{n}", 10.0) for n in range(1, 31))]
    for row, (code, name, amount) in enumerate(codes, start=3):
        sheet.write_string(row, 0, code)
        sheet.write_string(row, 1, name)
        sheet.write_number(row, 2, amount)
    workbook.close()
    paper = paper_of(source)
    place = Place(str(source), "支出", 3, 2)
    cells = tuple(
        CellEvidence(replace(place, row=3 + n), Role.PART if n else Role.STATED, "10.00", 100000)
        for n in range(31)
    )
    head = replace(paper.report.findings[0], cells=cells, group="", suspect=replace(place, row=33))
    (problem,) = problems_of(replace(paper, report=replace(paper.report, findings=(head,))))
    (excerpt,) = excerpts_of(problem, paper)
    data = [row for row in excerpt.rows if not row.is_heading]
    assert (len(data), excerpt.left_out) == (MOST_ROWS, 31 - MOST_ROWS)
    assert [row.number for row in data if any(cell.is_marked for cell in row.cells)] == ["4", "34"]


def test_without_the_documents_nothing_is_quoted(planted: WorkingPaper) -> None:
    bare = replace(planted, documents={})
    assert excerpts(bare) == []
    assert 'class="excerpt"' not in render(bare).decode("utf-8")


def printed(page: bytes, folder: Path) -> tuple[str, str]:
    """Return the text that a browser prints of a page, and what it logged of the network."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        pytest.skip("no Chromium is installed")
    source, target, log = folder / "page.html", folder / "page.pdf", folder / "net.json"
    source.write_bytes(page)
    command = [
        browser,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--no-first-run",
        "--host-resolver-rules=MAP * ~NOTFOUND",
        f"--user-data-dir={folder / 'profile'}",
        f"--log-net-log={log}",
        f"--print-to-pdf={target}",
        source.as_uri(),
    ]
    subprocess.run(command, check=True, timeout=120, capture_output=True)
    return without_blanks(text_of_pdf(target)), log.read_text(encoding="utf-8")


@pytest.mark.parametrize("chosen", ["", "warning", "dismissed"])
def test_a_browser_fetches_nothing_and_prints_every_finding_whatever_is_chosen(
    planted: WorkingPaper, tmp_path: Path, chosen: str
) -> None:
    page = render(planted).decode("utf-8")
    if chosen:
        page = page.replace(' checked="checked"', "").replace(
            f'id="{chosen}"', f'id="{chosen}" checked="checked"'
        )
        assert f'id="{chosen}" checked' in page
    text, log = printed(page.encode("utf-8"), tmp_path)
    for finding in planted.report.findings:
        assert finding.id in text
        for amount in (finding.stated, finding.computed, finding.difference):
            if amount is not None:
                assert format_amount(amount, finding.unit or Unit.YUAN).lstrip("-+") in text
    assert requests_in(log) == set()


BROWSERS_OWN = re.compile(
    r"(?:^|\.)(?:google|googleapis|gvt1|gstatic|googleusercontent|chromium)\.(?:com|org)$"
)
"""The hosts that the browser asks of itself, for its clock, its dictionaries and its updates."""


def requests_in(log: str) -> set[str]:
    """The addresses that a page asked for; what the browser asks of its maker's hosts is not the page's."""
    asked = {
        event["params"]["url"]
        for event in json.loads(log)["events"]
        if isinstance(event.get("params", {}).get("url"), str)
    }
    outside = {url for url in asked if re.match(r"(?:https?|wss?|ftp):", url)}
    return {url for url in outside if not BROWSERS_OWN.search(urlsplit(url).hostname or "")}


def test_a_browser_that_fetches_is_noticed(tmp_path: Path) -> None:
    page = b'<!DOCTYPE html><html><body><img src="https://outside.example/x.png" alt=""/>x</body></html>'
    _, log = printed(page, tmp_path)
    assert "https://outside.example/x.png" in requests_in(log)
