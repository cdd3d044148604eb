"""Every export says which tables were read as an auditor mapped them, and what of a mapping does not fit."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from example_report import example_report
from jsonschema import Draft202012Validator

from model.export import json as json_export
from model.export import text as text_export
from model.export.document_grids import table_grid
from model.export.paper import WorkingPaper
from model.messages import message

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


def test_the_text_tells_it_beside_the_table(paper: WorkingPaper) -> None:
    lines = text_export.render(paper, 200).splitlines()
    told = [line for line in lines if "read as the auditor mapped it" in line]
    assert len(told) == 2
    assert told[1].endswith("read as the auditor mapped it  it has no column Z")
    assert "read as" not in text_export.render(replace(paper, report=example_report()), 200)


def test_the_table_of_tables_tells_it_among_the_reasons(paper: WorkingPaper) -> None:
    whys = [row[-1] for row in table_grid(paper).rows]
    assert whys[:3] == [
        "read as the auditor mapped it",
        "read as the auditor mapped it; it has no column Z",
        None,
    ]
