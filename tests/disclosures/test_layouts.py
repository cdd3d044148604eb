"""The forms of provinces that are not among the shared documents: read whole, accused of nothing, and checked."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from published_forms import cells_of, is_amount, layout, names, within, write

from checks.runner import audit
from model.disclosure import Disclosure, open_disclosures
from model.finding import Severity

Cell = tuple[int, int]
LAYOUTS = {name: layout(name) for name in names()}
WITH_A_QUICK_FAULT = frozenset(list(LAYOUTS)[::4])
FAULTS = [
    pytest.param(
        name,
        fault,
        id=f"{name}-{fault['cell']}",
        marks=[pytest.mark.slow] if number or name not in WITH_A_QUICK_FAULT else [],
    )
    for name, of in LAYOUTS.items()
    for number, fault in enumerate(of.get("fault", ()))
]


def opened(name: str, folder: Path, changed: dict[str, str] | None = None) -> Disclosure:
    disclosures, troubles = open_disclosures([write(LAYOUTS[name], folder / f"{name}.xlsx", changed)])
    assert not troubles
    assert len(disclosures) == 1
    return disclosures[0]


@cache
def sound(name: str) -> Disclosure:
    with TemporaryDirectory() as folder:
        return opened(name, Path(folder))


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_table_is_recognised_and_every_number_bound_but_those_listed(name: str) -> None:
    of = LAYOUTS[name]
    disclosure = sound(name)
    found = [
        (table.kind, table.unit.label if table.unit else "", table.year or 0) for table in disclosure.tables
    ]
    assert found == [(sheet["kind"], sheet["unit"], sheet["year"]) for sheet in of["sheet"]]
    assert (disclosure.department, disclosure.year, disclosure.stage) == (
        of.get("department"),
        of["year"],
        of["stage"],
    )
    assert {
        sheet["name"]: accounted(disclosure, number, sheet) for number, sheet in enumerate(of["sheet"])
    } == {sheet["name"]: (set(), set()) for sheet in of["sheet"]}


def accounted(disclosure: Disclosure, number: int, sheet: dict[str, str]) -> tuple[set[Cell], set[Cell]]:
    """Return a sheet's numbers that are neither bound nor listed, and those that are both.

    A bound number is an amount of the cube, or the change of two amounts.
    """
    table, facts = disclosure.tables[number], disclosure.facts
    numbers = {
        (row, column)
        for row, column, text in cells_of(sheet)
        if row >= table.first_data_row and is_amount(text)
    }
    bound = {
        (int(facts.row[index]), int(facts.column[index]))
        for index in range(len(facts))
        if facts.table[index] == number and facts.stated[index]
    }
    changes = {
        (row.row, change.column) for panel in table.panels for row in panel.rows for change in panel.changes
    }
    listed = set(within(sheet.get("unbound", ""))) & numbers
    return numbers - bound - changes - listed, (bound | changes) & listed


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_sound_disclosure_is_accused_of_nothing(name: str) -> None:
    report = audit([sound(name)])
    reported = [
        (f.rule, f.title.text("en"), f.message.text("en"))
        for f in report.findings
        if f.severity is not Severity.NOTICE
    ]
    expected = LAYOUTS[name].get("warnings", [])
    assert [each for each in reported if each[0] not in expected] == []
    assert not [line.rule for line in report.ledger if line.failed]


@pytest.mark.parametrize(("name", "fault"), FAULTS)
def test_a_wrong_amount_is_reported_by_the_rules_that_see_it(
    name: str, fault: dict[str, str], tmp_path: Path
) -> None:
    report = audit([opened(name, tmp_path, {fault["cell"]: fault["to"]})])
    errors = {finding.rule for finding in report.findings if finding.severity is Severity.ERROR}
    assert set(fault["rules"]) <= errors
