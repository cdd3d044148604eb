"""Published forms as extracted text, cells between tabs and nothing merged: read by kind, and accused of nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from published_forms import layout

from checks.runner import audit
from model.disclosure import open_disclosures
from model.finding import Severity

NAMES = (
    "beijing-budget",
    "beijing-final",
    "central-budget",
    "hebei-budget",
    "national-final",
    "tianjin-budget",
)
TOP = 3
"""Rows of a sheet within which a line of one cell stands above the table."""


def lines_of(sheet: Mapping[str, Any]) -> Iterator[str]:
    rows = [[cell.strip() for cell in line.split("|")] for line in sheet["cells"].strip("\n").split("\n")]
    width = max(map(len, rows))
    for number, cells in enumerate(rows):
        filled = [cell for cell in cells if cell]
        yield (
            filled[0]
            if len(filled) == 1 and number < TOP
            else "\t".join([*cells, *[""] * (width - len(cells))])
        )


def written(of: Mapping[str, Any], path: Path) -> Path:
    stage = {"budget": "预算", "final": "决算"}[of["stage"]]
    parts = ["\n".join(lines_of(sheet)) for sheet in of["sheet"]]
    path.write_text("\n\n\n".join([f"{of['department']}{of['year']}年部门{stage}", *parts]), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", NAMES)
def test_a_form_in_text_is_read_and_accused_of_nothing(name: str, tmp_path: Path) -> None:
    of = layout(name)
    (disclosure,), troubles = open_disclosures([written(of, tmp_path / f"{name}.txt")])
    assert not troubles
    assert [table.kind for table in disclosure.tables] == [sheet["kind"] for sheet in of["sheet"]]
    report = audit([disclosure])
    messages = [f.message.text("en") for f in report.findings if f.severity is not Severity.NOTICE]
    assert messages == []
    assert not [line.rule for line in report.ledger if line.failed]
