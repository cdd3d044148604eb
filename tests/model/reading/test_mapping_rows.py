"""What an auditor says of rows: total, subtotal, unit, part, ignored or data, whatever their labels read like."""

from __future__ import annotations

from pathlib import Path

import pytest
from books import book, sheet

from model.disclosure import disclosure_of
from model.errors import InvalidDataError
from model.lexicon.lexicon import lexicon
from model.mapping.mapping import TableMapping, parse_mappings, typed_rows
from model.reading.table import LabelledRow, Table

TITLE = "某局2021年部门支出总表"
TEXT = f"""{TITLE}
单位：元
科目编码\t科目名称\t合计\t基本支出\t项目支出
**\t**\t1\t2\t3
\t合计\t600.00\t500.00\t100.00
\t机关本级\t300.00\t260.00\t40.00
208\t社会保障和就业支出\t300.00\t260.00\t40.00
\t信息平台\t300.00\t240.00\t60.00
210\t卫生健康支出\t300.00\t240.00\t60.00
"""


def read(*rows: tuple[int, str]) -> Table:
    said = TableMapping(title=TITLE, sheet="表1", rows=rows)
    (table,) = disclosure_of([book(sheet(TEXT, "表1"))], [said]).tables
    return table


def row(table: Table, number: int) -> LabelledRow | None:
    return next((each for each in table.panels[0].rows if each.row == number), None)


def test_a_row_is_a_total_a_unit_a_part_or_a_subtotal_as_it_is_said() -> None:
    table = read((4, "total"), (5, "unit"), (7, "part"), (8, "subtotal"))
    assert table.why is None
    total, unit, part, subtotal = (row(table, number) for number in (4, 5, 7, 8))
    assert total is not None
    assert total.coordinates == {}
    assert unit is not None
    assert unit.coordinates == {"unit": "机关本级"}
    assert part is not None
    assert part.coordinates["item"] == "part:信息平台"
    assert part.coordinates["function"] == "208"
    assert subtotal is not None
    assert (subtotal.code, dict(subtotal.coordinates)) == (
        "",
        {"unit": "机关本级", "item": "part:卫生健康支出"},
    )


def test_an_ignored_row_has_no_amounts_and_a_row_of_data_has() -> None:
    assert row(read((4, "ignored")), 4) is None
    for said in ((), ((3, "data"),)):
        table = read(*said)
        read_at = {cell.row for cell in table.unbound} | {each.row for each in table.panels[0].rows}
        assert (3 in read_at) is bool(said)


def test_a_row_outside_the_table_is_told() -> None:
    table = read((99, "total"))
    assert table.why is not None
    assert table.why.text("en") == "the mapping speaks of row 100, which the table does not have"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('"x" = "total"', "are no rows"),
        ('"5" = "sum"', "5 = sum is not known. It may be: data"),
        ('"5" = 1', "5 must be text in quotes"),
        ('"5:7" = "unit"\n"6" = "part"', "given twice"),
        ('"1:5000" = "part"', "are no rows"),
    ],
)
def test_what_is_said_wrongly_of_rows_is_told_with_its_line(written: str, told: str) -> None:
    text = f'[[table]]\ntitle = "甲表"\n[table.rows]\n{written}\n'
    with pytest.raises(InvalidDataError, match=told) as error:
        parse_mappings(text, Path("m.toml"), lexicon())
    assert "m.toml:" in str(error.value)


def test_rows_are_typed_in_one_line() -> None:
    assert typed_rows("5 subtotal, 7:8 unit") == ((4, "subtotal"), (6, "unit"), (7, "unit"))
    assert typed_rows("５ total，７ part") == ((4, "total"), (6, "part"))
    assert typed_rows("") == ()
    assert typed_rows("5 sum") is None
    assert typed_rows("total") is None
