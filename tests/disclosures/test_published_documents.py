"""The published documents: every table recognised, nearly every amount bound, nothing falsely accused."""

from __future__ import annotations

import tomllib
from pathlib import Path

import numpy as np
import pytest
from published import opened, report_of

from model.finding import Severity
from model.layout.cells import is_number

EXPECTED = tomllib.loads((Path(__file__).parent / "expectations.toml").read_text(encoding="utf-8"))
CAN_FAIL_TO_BIND = 0.01


@pytest.mark.parametrize("name", EXPECTED)
def test_every_table_is_recognised_with_its_kind_unit_and_year(name: str, shared: Path) -> None:
    disclosure = opened(shared / "disclosures" / name)

    found = [
        [table.kind, table.unit.label if table.unit else "", table.year or 0] for table in disclosure.tables
    ]

    assert found == EXPECTED[name]["tables"]


@pytest.mark.parametrize("name", EXPECTED)
def test_the_document_says_whose_it_is(name: str, shared: Path) -> None:
    disclosure = opened(shared / "disclosures" / name)
    expected = EXPECTED[name]

    assert disclosure.department == expected.get("department")
    assert disclosure.year == expected.get("year")
    assert disclosure.stage == expected.get("stage")


def test_at_most_one_number_in_a_hundred_of_recognised_tables_is_unbound(shared: Path) -> None:
    bound = unbound = 0
    for name in EXPECTED:
        disclosure = opened(shared / "disclosures" / name)
        recognised = [number for number, table in enumerate(disclosure.tables) if table.kind]
        facts = disclosure.facts
        bound += int(np.count_nonzero(facts.stated & np.isin(facts.table, recognised)))
        unbound += sum(len(disclosure.tables[number].unbound) for number in recognised)

    assert bound > 3_000
    assert unbound <= (bound + unbound) * CAN_FAIL_TO_BIND


@pytest.mark.parametrize("name", EXPECTED)
def test_every_number_under_a_heading_of_amounts_is_bound_or_listed(name: str, shared: Path) -> None:
    disclosure = opened(shared / "disclosures" / name)
    facts = disclosure.facts
    places = set(zip(facts.table.tolist(), facts.row.tolist(), facts.column.tolist(), strict=True))

    for number, table in enumerate(disclosure.tables):
        sheet = disclosure.documents[table.document].book.sheets[table.sheet]
        listed = {(cell.row, cell.column) for cell in table.unbound}
        for panel in table.panels:
            shifts = {row.row: row.shift for row in panel.rows}
            for column in panel.columns:
                for row in range(table.first_data_row, table.bottom + 1):
                    printed = column.column - shifts.get(row, 0)
                    if is_number(sheet.value(row, printed)):
                        assert (number, row, column.column) in places or (row, printed) in listed


@pytest.mark.parametrize("name", EXPECTED)
def test_no_published_document_is_accused_of_an_error(name: str, shared: Path) -> None:
    report = report_of(shared / "disclosures" / name)

    assert [
        finding.message.text("en") for finding in report.findings if finding.severity is Severity.ERROR
    ] == []
    assert [line.rule for line in report.ledger if line.failed] == []
