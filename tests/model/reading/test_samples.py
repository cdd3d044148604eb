"""What is recognised in every sheet of the three samples, and what some of their amounts are."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from model.disclosure import Disclosure, open_disclosures
from model.facts.cube import Facts
from model.reading.table import Table
from model.source.book import Sheet, address

EXPECTED = tomllib.loads((Path(__file__).parent / "samples.toml").read_text(encoding="utf-8"))
DOCUMENTS = {
    "dadukou-2021-budget.xlsx": ("重庆市大渡口区医疗保障局", 2021, None),
    "nanchong-2020-budget.xlsx": ("南充市医疗保障局", 2020, "万元"),
    "wansheng-2023-budget.xlsx": ("重庆市万盛经济技术开发区医疗保障事务中心", 2023, "万元"),
}
"""The department, the year and the unit of each; dadukou prints 元 and, in its targets, 万元."""
EACH = pytest.mark.parametrize(
    ("name", "sheet"), [(name, sheet) for name in EXPECTED for sheet in EXPECTED[name]]
)


@cache
def disclosure(path: Path) -> Disclosure:
    ((one,), troubles) = open_disclosures([path])
    assert troubles == []
    return one


def found(samples: Path, name: str, sheet: str) -> tuple[int, Table, Sheet, Facts]:
    one = disclosure(samples / name)
    sheets = one.documents[0].book.sheets
    number = next(n for n, table in enumerate(one.tables) if sheets[table.sheet].name == sheet)
    return number, one.tables[number], sheets[one.tables[number].sheet], one.facts


@EACH
def test_a_sheet_is_recognised_with_all_its_numbers(samples: Path, name: str, sheet: str) -> None:
    number, table, cells, facts = found(samples, name, sheet)
    stated = int(np.count_nonzero((facts.table == number) & facts.stated))
    numbers = sum(isinstance(value, float) for row in cells.rows for value in row)
    other = numbers - stated - len(table.unbound)
    unit = table.unit.label if table.unit else ""
    assert [table.kind, unit, table.year, stated, len(table.unbound), other] == EXPECTED[name][sheet]
    assert table.stage == "budget"


@pytest.mark.parametrize("name", EXPECTED)
def test_the_document_says_whose_it_is_and_every_sheet_is_a_table_or_skipped(
    samples: Path, name: str
) -> None:
    one = disclosure(samples / name)
    (document,) = one.documents
    unit = document.unit.label if document.unit else None
    assert (document.department, document.year, unit) == DOCUMENTS[name]
    assert document.stage == "budget"
    tables = {document.book.sheets[table.sheet].name for table in one.tables}
    assert tables == set(EXPECTED[name])
    skipped = {part.sheet for part in document.book.skipped}
    assert tables | skipped == {sheet.name for sheet in document.book.sheets}
    assert not tables & skipped


@EACH
def test_no_cell_is_two_facts_and_every_fact_is_a_cell_with_its_value(
    samples: Path, name: str, sheet: str
) -> None:
    number, table, cells, facts = found(samples, name, sheet)
    chosen = np.flatnonzero(facts.table == number).tolist()
    places = [(int(facts.row[fact]), int(facts.column[fact])) for fact in chosen]
    assert len(set(places)) == len(places)
    for fact, place in zip(chosen, places, strict=True):
        value = cells.value(*place)
        assert isinstance(value, float) == bool(facts.stated[fact]), address(*place)
        if isinstance(value, float) and table.unit:
            assert int(facts.amount[fact]) == round(value * table.unit.value), address(*place)
        else:
            assert facts.amount[fact] == facts.half[fact] == 0


def test_the_pages_without_labels_say_why_their_amounts_are_unbound(samples: Path) -> None:
    for sheet in ("表2-2 财政拨款支出预算表 第二页", "表2-2 财政拨款支出预算表 第三页"):
        _, table, cells, _ = found(samples, "nanchong-2020-budget.xlsx", sheet)
        assert {cell.why.text("en") for cell in table.unbound} == {"its rows carry no code and no name here"}
        assert all(isinstance(cells.value(cell.row, cell.column), float) for cell in table.unbound)


AMOUNTS = [
    ("dadukou-2021", "表4", "K7", "item=vehicle_running source=general year=2021 flow=expenditure"),
    ("dadukou-2021", "表4", "G7", "item=three_public source=general year=2021 flow=expenditure"),
    ("dadukou-2021", "表4", "A7", "item=three_public source=general year=2020 flow=expenditure"),
    ("dadukou-2021", "表1", "E16", "function=210 source=general year=2021 flow=expenditure"),
    ("dadukou-2021", "表2", "D11", "function=210 source=general year=2021 flow=expenditure"),
    ("dadukou-2021", "表3", "E25", "economic=30211 source=general nature=running year=2021 flow=expenditure"),
    ("dadukou-2021", "表6", "D39", "year=2021 flow=outlay"),
    ("dadukou-2021", "表7", "E20", "function=2101506 source=general year=2021 flow=revenue"),
    ("dadukou-2021", "表9", "B8", "item=goods year=2021 flow=expenditure"),
    ("dadukou-2021", "表11", "B9", "item=project:医保基金监管 nature=project year=2021 flow=expenditure"),
    ("dadukou-2021", "表11", "D9", "item=project:医保基金监管 nature=project year=2020 flow=expenditure"),
    ("nanchong-2020", "表1-3", "G7", "unit=社保科 nature=basic year=2020 flow=expenditure"),
    ("nanchong-2020", "表1-3", "G9", "function=208 nature=basic year=2020 flow=expenditure"),
    ("nanchong-2020", "表2-1", "B13", "source=carryover_fiscal year=2020 flow=revenue"),
    (
        "nanchong-2020",
        "表3-2",
        "G11",
        "function=2080505 government=501 source=general year=2020 flow=expenditure",
    ),
    (
        "nanchong-2020",
        "表3-2",
        "I12",
        "function=210 government=50102 source=general year=2020 flow=expenditure",
    ),
    (
        "nanchong-2020",
        "表3-5",
        "G9",
        "function=21015 nature=project source=general year=2020 flow=expenditure",
    ),
    ("wansheng-2023", "表五", "C23", "function=2101501 source=general year=2022 flow=expenditure"),
    (
        "wansheng-2023",
        "表七",
        "C7",
        "government=50101 source=general nature=basic year=2023 flow=expenditure",
    ),
    ("wansheng-2023", "表十一", "C8", "function=2296013 source=fund year=2023 flow=expenditure"),
    ("wansheng-2023", "表十四", "E4", "item=procurement source=general year=2023 flow=expenditure"),
]


@pytest.mark.parametrize(("name", "start", "cell", "said"), AMOUNTS, ids=lambda value: value)
def test_an_amount_has_the_coordinates_that_title_row_and_column_give_it(
    samples: Path, name: str, start: str, cell: str, said: str
) -> None:
    name = f"{name}-budget.xlsx"
    sheet = next(sheet for sheet in EXPECTED[name] if sheet.split(" ")[0] == start)
    number, _, _, facts = found(samples, name, sheet)
    fact = next(
        fact
        for fact in np.flatnonzero(facts.table == number).tolist()
        if address(int(facts.row[fact]), int(facts.column[fact])) == cell
    )
    expected = dict(pair.split("=") for pair in said.split(" "))
    assert facts.coordinate(fact) == {**expected, "stage": "budget"}
