"""No export lets a formula, markup or a control character out, whatever the documents held."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from html.parser import HTMLParser
from xml.etree import ElementTree

import openpyxl
import pytest
from example_report import HOSTILE_TEXTS, hostile_report
from markdown_it import MarkdownIt

from model.engagement.finding_record import BilingualText, FindingRecord
from model.engagement.record import (
    Action,
    CellTarget,
    Change,
    Disposition,
    FindingTarget,
    LogEntry,
    Note,
    State,
)
from model.export.paper import WorkingPaper
from model.export.write import BINARY, FORMATS, Format, render
from model.export.xlsx import LONGEST_TEXT
from model.messages import LANGUAGES, Language

FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
CONTROL = re.compile(
    "[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


def hostile_paper(language: Language = "en") -> WorkingPaper:
    """A working paper in which the auditor's own words and the log are hostile too."""
    report = hostile_report()
    dispositions, notes, log, gone = {}, {}, [], []
    for number, (finding, text) in enumerate(zip(report.findings, HOSTILE_TEXTS, strict=True), start=1):
        target = FindingTarget(finding.id)
        dispositions[finding.id] = Disposition(finding.id, State.DISMISSED, text, text, text)
        notes[finding.id] = (Note(number, target, text, text, text),)
        cell = CellTarget(text, text, text, text)
        change = Change(("note", text), None, Note(1, cell, text, text, text))
        log.append(LogEntry(number, text, text, Action.ANNOTATE, cell, (change,)))
        both = BilingualText(text, text)
        gone.append(FindingRecord(text, text, text, both, both, text))
    return WorkingPaper(
        report=report,
        language=language,
        made_at="2026-03-01T08:00:00+00:00",
        version="0.1.0",
        dispositions=dispositions,
        finding_notes=notes,
        cell_notes=tuple(entry.new for entry in log if isinstance(entry.new, Note)),
        log=tuple(log),
        gone=tuple(gone),
    )


@pytest.mark.parametrize("form", [form for form in FORMATS if form not in BINARY])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_control_character_is_left_in_a_text_format(form: Format, language: Language) -> None:
    text = render(hostile_paper(language), form).decode("utf-8").removeprefix("\ufeff")
    assert CONTROL.findall(text) == []
    assert "\t" not in text


def test_no_cell_of_the_workbook_is_a_formula_a_link_or_too_long() -> None:
    book = openpyxl.load_workbook(io.BytesIO(render(hostile_paper(), "xlsx")))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert all(cell.hyperlink is None for cell in cells)
    texts = [cell for cell in cells if isinstance(cell.value, str)]
    assert max(len(cell.value) for cell in texts) == LONGEST_TEXT
    assert [cell.value for cell in texts if CONTROL.search(cell.value)] == []
    formulas = [cell for cell in texts if FORMULA.match(cell.value)]
    assert len(formulas) > 50
    assert all(cell.quotePrefix for cell in formulas)


def test_no_field_of_the_csv_can_be_taken_for_a_formula() -> None:
    content = render(hostile_paper(), "csv").decode("utf-8-sig")
    fields = [field for row in csv.reader(io.StringIO(content, newline="")) for field in row]
    begins_like_one = [field for field in fields if FORMULA.match(field)]
    assert {field for field in begins_like_one if not re.fullmatch(r"-\d+\.\d+", field)} == set()
    assert begins_like_one  # the negative amounts are numbers still
    assert "'=HYPERLINK(" in content.replace('""', '"')


def test_the_json_gives_every_text_back_but_for_what_was_cleaned() -> None:
    content = json.loads(render(hostile_paper(), "json"))
    assert content["findings"][0]["cells"][0]["value"] == HOSTILE_TEXTS[0]
    assert len(content["findings"]) == len(HOSTILE_TEXTS)


def test_the_page_has_no_tag_and_no_attribute_of_its_documents() -> None:
    class Reader(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.tags: set[str] = set()
            self.attributes: set[str] = set()
            self.links: set[str] = set()
            self.open: list[str] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.tags.add(tag)
            self.attributes.update(name for name, _ in attrs)
            self.links.update(value or "" for name, value in attrs if name == "href")
            if tag != "meta":
                self.open.append(tag)

        def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            assert tag == "meta"
            self.handle_starttag(tag, attrs)

        def handle_endtag(self, tag: str) -> None:
            assert self.open.pop() == tag

    page = Reader()
    page.feed(render(hostile_paper(), "html").decode("utf-8"))
    outline = {"html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "h3", "p", "section"}
    assert page.tags == outline | {"table", "tr", "th", "td", "nav", "ul", "li", "a"}
    assert page.attributes == {"lang", "charset", "http-equiv", "name", "content", "class", "id", "href"}
    assert all(re.fullmatch(r"#(problem|table)\d+", link) for link in page.links)
    assert page.open == []


def test_markdown_has_no_link_image_code_or_tag_of_its_documents() -> None:
    reader = MarkdownIt("gfm-like", {"html": True})
    tokens = reader.parse(render(hostile_paper(), "md").decode("utf-8"))
    kinds = {token.type.removesuffix("_open").removesuffix("_close") for token in tokens}
    blocks = {"heading", "inline", "paragraph", "bullet_list", "list_item"}
    assert kinds == blocks | {"table", "thead", "tbody", "tr", "th", "td"}
    inline = {child.type for token in tokens for child in token.children or []}
    assert inline <= {"text", "text_special"}


def test_the_document_has_no_element_that_acts_and_no_control_character() -> None:
    archive = zipfile.ZipFile(io.BytesIO(render(hostile_paper(), "docx")))
    assert archive.testzip() is None
    elements = list(ElementTree.fromstring(archive.read("word/document.xml")).iter())
    names = {element.tag.partition("}")[2] for element in elements}
    structure = {"document", "body", "p", "pPr", "pStyle", "r", "rPr", "b", "t", "br", "jc"}
    tables = {"tbl", "tblPr", "tblStyle", "tblW", "tblLayout", "tblGrid", "gridCol", "tr", "trPr", "tc"}
    page = {"sectPr", "pgSz", "pgMar"}
    assert names <= structure | tables | page | {"tcPr", "tcW", "cantSplit", "tblHeader"}
    texts = [element.text or "" for element in elements if element.tag.endswith("}t")]
    assert [text for text in texts if CONTROL.search(text)] == []
    assert any("<script>alert(1)</script>" in text for text in texts)
    assert "TargetMode" not in archive.read("word/_rels/document.xml.rels").decode()


def test_the_text_breaks_no_line_that_it_did_not_mean_to_break() -> None:
    text = render(hostile_paper(), "text").decode("utf-8")
    assert "line one␊line two␊=3" in re.sub(r"\n\s*", "", text)
