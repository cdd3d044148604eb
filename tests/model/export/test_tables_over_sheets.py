"""Every export says in which sheets a table goes on, and names what was not understood by its own sheet."""

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
from model.finding import FurtherSheet

SCHEMA = Path(__file__).resolve().parents[3] / "docs" / "report.schema.json"
FURTHER = FurtherSheet("表2续", "A4:F9", ("C5", "D6"))


@pytest.fixture
def paper() -> WorkingPaper:
    """A paper whose first table goes on in another sheet, in which two amounts were not understood."""
    report = example_report()
    first, *others = report.documents[0].tables
    first = replace(first, extent="A1:F22", unbound=("C7",), continued=(FURTHER,))
    document = replace(report.documents[0], tables=(first, *others))
    return WorkingPaper(
        replace(report, documents=(document, *report.documents[1:])),
        "en",
        "2026-03-01T08:00:00+00:00",
        "0.1.0",
    )


def test_the_json_lists_the_further_sheets_and_keeps_the_contract(paper: WorkingPaper) -> None:
    content = json.loads(json_export.render(paper))
    tables = content["documents"][0]["tables"]
    assert (tables[0]["range"], tables[0]["unbound"]) == ("A1:F22", ["C7"])
    assert tables[0]["continued"] == [{"sheet": "表2续", "range": "A4:F9", "unbound": ["C5", "D6"]}]
    assert all("continued" not in table for table in tables[1:])
    validator = Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert list(validator.iter_errors(content)) == []
    tables[1]["continued"] = []
    assert len(list(validator.iter_errors(content))) == 1


def test_the_text_and_the_table_of_tables_name_them_with_their_sheet(paper: WorkingPaper) -> None:
    text = text_export.render(paper, 400)
    assert "A1:F22, 表2续!A4:F9" in text
    assert "not understood C7, 表2续!C5, 表2续!D6" in text
    row = table_grid(paper).rows[0]
    assert row[6] == "A1:F22, 表2续!A4:F9"
    assert row[8] == "C7, 表2续!C5, 表2续!D6"
