"""Findings with one cause are one problem in every export: the head in full, the others under it."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from html import unescape
from pathlib import Path

import openpyxl
import pytest
from published import report_of

from checks.legal_basis import legal_basis
from model.export import csv as csv_export
from model.export import docx as docx_export
from model.export import html as html_export
from model.export import json as json_export
from model.export import md as md_export
from model.export import text as text_export
from model.export import xlsx as xlsx_export
from model.export.finding_groups import grouped
from model.export.paper import WorkingPaper
from model.export.problem import problems_of

PROBLEMS = 6
"""What is wrong in the planted sample; more findings than these report it."""


@pytest.fixture(scope="module")
def paper(samples: Path) -> WorkingPaper:
    report = report_of(samples / "dadukou-2021-planted.xlsx")
    return WorkingPaper(report, "en", "2026-03-01T08:00:00+00:00", "0.1.0")


def decoded(export: str | bytes) -> str:
    return export.decode() if isinstance(export, bytes) else export


def test_the_planted_sample_has_as_many_problems_as_faults(paper: WorkingPaper) -> None:
    groups = grouped(paper.report.findings)
    assert len(groups) == PROBLEMS < len(paper.report.findings)
    assert sum(1 + len(group.others) for group in groups) == len(paper.report.findings)
    for group in groups:
        assert group.head.group in {"", group.head.id}
        assert all(one.group == group.head.id for one in group.others)
        assert all(one.suspect == group.head.suspect for one in group.others)


def test_the_json_has_each_group_together_after_its_head(paper: WorkingPaper) -> None:
    findings = json.loads(json_export.render(paper))["findings"]
    heads: list[str] = []
    for finding in findings:
        if finding["group"] in {None, finding["id"]}:
            heads.append(finding["id"])
        else:
            assert finding["group"] == heads[-1]
    assert len(heads) == PROBLEMS


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_text_the_page_and_the_documents_list_the_others_under_their_head(
    paper: WorkingPaper, language: str
) -> None:
    translated = WorkingPaper(paper.report, language, paper.made_at, paper.version)  # type: ignore[arg-type]
    with zipfile.ZipFile(io.BytesIO(docx_export.render(translated))) as package:
        body = re.sub(r"<[^>]+>", "", package.read("word/document.xml").decode())
    for text in (
        *map(
            decoded,
            (text_export.render(translated), html_export.render(translated), md_export.render(translated)),
        ),
        body,
    ):
        for problem in problems_of(translated):
            if problem.others:
                heading = problem.others_heading.text(translated.language).rstrip(":：")
                after = text[text.index(heading) :] if heading in text else ""
                assert after, heading
                assert all(one.id in after for one in problem.others)


def test_the_workbook_and_the_list_have_the_others_below_their_head(paper: WorkingPaper) -> None:
    workbook = openpyxl.load_workbook(io.BytesIO(xlsx_export.render(paper)))
    sheet = workbook["Findings"]
    headings = [cell.value for cell in sheet[1]]
    finding, group = headings.index("ID") + 1, headings.index("Group") + 1
    heads = 0
    for row in range(2, sheet.max_row + 1):
        own, of = sheet.cell(row, finding).value, sheet.cell(row, group).value
        is_head = of in {None, own}
        heads += is_head
        assert sheet.row_dimensions[row].outlineLevel == (0 if is_head else 1)
    assert heads == PROBLEMS
    listed = list(csv.DictReader(io.StringIO(decoded(csv_export.render(paper)).lstrip("\ufeff"))))
    assert [one["ID"] for one in listed][: sheet.max_row - 1] == [
        sheet.cell(row, finding).value for row in range(2, sheet.max_row + 1)
    ]


def test_the_lists_for_programs_and_for_reports_number_the_problems_and_name_their_basis(
    paper: WorkingPaper,
) -> None:
    decided = replace(paper, basis=legal_basis())
    groups = grouped(paper.report.findings)
    numbers = {one.id: n for n, group in enumerate(groups, start=1) for one in (group.head, *group.others)}

    problems = json.loads(json_export.render(decided))["problems"]
    assert [each["number"] for each in problems] == [*range(1, PROBLEMS + 1)]
    assert {id_: each["number"] for each in problems for id_ in each["findings"]} == numbers
    assert [each["head"] for each in problems] == [group.head.id for group in groups]

    listed = list(csv.DictReader(io.StringIO(decoded(csv_export.render(decided)).lstrip("\ufeff"))))
    assert {one["ID"]: int(one["Problem no."]) for one in listed if one["ID"]} == numbers
    assert {one["ID"]: one["Basis"] for one in listed if one["ID"]} == {
        id_: each["basis"] for each in problems for id_ in each["findings"]
    }

    with zipfile.ZipFile(io.BytesIO(docx_export.render(decided))) as package:
        body = re.sub(r"<[^>]+>", "\n", package.read("word/document.xml").decode())
    for text in (
        decoded(md_export.render(decided)).replace("\\", ""),
        body,
        unescape(decoded(html_export.render(decided))),
    ):
        for each in problems:
            after = text[text.rindex(f"Problem {each['number']}") :]
            assert after.index(each["head"]) < after.index(f"Basis: {each['basis']}")
            assert all(id_ in after for id_ in each["findings"])
    assert {each["basis"][:10] for each in problems} > {"Arithmetic"}
