"""Every export says which tables were read as an auditor mapped them, and what of a mapping does not fit."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from example_report import example_report
from jsonschema import Draft202012Validator

from model.engagement.engagement import Engagement
from model.export import json as json_export
from model.export import text as text_export
from model.export.document_grids import table_grid
from model.export.grids import all_grids
from model.export.paper import WorkingPaper, working_paper
from model.mapping.mapping import TableMapping
from model.messages import message
from model.money import Unit
from model.reading.table import Choice, Score

SCHEMA = Path(__file__).resolve().parents[3] / "docs" / "report.schema.json"


@pytest.fixture
def paper() -> WorkingPaper:
    """A paper of which the first table was mapped, the second so that a part of it does not fit."""
    report = example_report()
    first, second, *others = report.documents[0].tables
    tables = (replace(first, mapped=True), replace(second, mapped=True, why=message("it has no column Z")))
    document = replace(report.documents[0], tables=(*tables, *others))
    report = replace(report, documents=(document, *report.documents[1:]))
    return WorkingPaper(report, "en", "2026-03-01T08:00:00+00:00", "0.1.0")


def test_the_json_marks_mapped_tables_and_keeps_the_contract(paper: WorkingPaper) -> None:
    content = json.loads(json_export.render(paper))
    tables = content["documents"][0]["tables"]
    assert [table.get("mapped") for table in tables] == [True, True, None, None, None]
    validator = Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert list(validator.iter_errors(content)) == []
    tables[2]["mapped"] = False
    assert len(list(validator.iter_errors(content))) == 1


def test_a_reading_that_was_taken_or_is_offered_is_reported_with_its_reasons() -> None:
    report = example_report()
    mapping = TableMapping(title="表", columns=((3, "基本支出"), (4, "")), rows=((6, "unit"), (7, "unit")))
    choice = Choice(mapping, message("row {row} may be the total.", row=7), Score(20, 8), Score(22, 0), 9, 2)
    first, *others = report.documents[0].tables
    document = replace(report.documents[0], tables=(replace(first, choice=choice), *others))
    doubts = tuple(replace(doubt, mapping=mapping, tried=9, not_tried=2) for doubt in report.doubts)
    report = replace(report, documents=(document, *report.documents[1:]), doubts=doubts)
    chosen = WorkingPaper(report, "en", "2026-03-01T08:00:00+00:00", "0.1.0")
    content = json.loads(json_export.render(chosen))
    validator = Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert list(validator.iter_errors(content)) == []
    mapped = {"title": "表", "columns": {"D": "基本支出", "E": ""}, "rows": {"7:8": "unit"}}
    assert content["documents"][0]["tables"][0]["reading"] == {
        "why": "row 7 may be the total.",
        "first": {"tested": 20, "failed": 8},
        "now": {"tested": 22, "failed": 0},
        "tried": 9,
        "not_tried": 2,
        "mapping": mapped,
    }
    assert doubts
    assert all(doubt["mapping"] == mapped for doubt in content["doubts"])
    text = text_export.render(chosen, 400)
    assert "read anew: at first 8 of 20 relations failed, so 0 of 22; 9 readings tried, 2 not" in text


def test_the_text_states_it_beside_the_table(paper: WorkingPaper) -> None:
    lines = text_export.render(paper, 200).splitlines()
    mapped_lines = [line for line in lines if "read as the auditor mapped it" in line]
    assert len(mapped_lines) == 2
    assert mapped_lines[1].endswith("read as the auditor mapped it  it has no column Z")
    assert "read as" not in text_export.render(replace(paper, report=example_report()), 200)


def test_the_table_of_tables_states_it_among_the_reasons(paper: WorkingPaper) -> None:
    whys = [row[-1] for row in table_grid(paper).rows]
    assert whys[:3] == [
        "read as the auditor mapped it",
        "read as the auditor mapped it; it has no column Z",
        None,
    ]


def test_who_stated_what_of_a_table_is_in_the_working_paper(tmp_path: Path) -> None:
    mapping = TableMapping(
        title="一览",
        sheet="附表",
        kind="expenditure",
        unit=Unit.WAN,
        year=2021,
        stage="budget",
        headings=range(3, 5),
        columns=((3, "基本支出"), (5, "")),
    )
    with Engagement.open(tmp_path / "a.yushen", now=lambda: "2026-03-01T08:00:00+00:00") as engagement:
        engagement.map_table(mapping, "李")
        engagement.map_table(TableMapping(sheet="表9", kind="of_before"), "王")
        engagement.map_table(TableMapping(title="一览", sheet="附表"), "王")
        paper = working_paper(example_report(), engagement, "en", "2026-03-01T08:00:00+00:00", "0.1.0")
    table = next(each for each in all_grids(paper) if each.name == "Mappings")
    mapped = "expenditure by use; 万元; 2021; budget; headings in rows 4:5; D: 基本支出; F: no amount"
    rows = [(row[0], *row[2:]) for row in table.rows]
    assert rows == [
        (1, "李", "一览", "附表", mapped),
        (2, "王", "", "表9", "of_before"),
        (3, "王", "一览", "附表", "taken back"),
    ]
