"""Columns that are not what their headings say, by what they hold."""

from __future__ import annotations

from books import book, sheet

from model.disclosure import disclosure_of
from model.reading.table import Table

HEAD = "某局2021年部门收入总表\n单位：万元\n"


def read(text: str) -> Table:
    """The table of one sheet; codes and line numbers are text."""
    (table,) = disclosure_of([book(sheet(HEAD + text, text_columns=("A", "B", "C")))]).tables
    return table


def amount_columns(table: Table) -> list[int]:
    return [column.column for panel in table.panels for column in panel.columns]


def test_numbers_that_count_the_lines_are_no_amounts() -> None:
    table = read("项目\t收入\t预算数\n本年收入\t1\t9.00\n事业收入\t2\t4.00\n其他收入\t3\t5.00")
    assert amount_columns(table) == [2]
    table = read("项目\t收入\t预算数\n本年收入\t2\t9.00\n事业收入\t2\t4.00\n其他收入\t3\t5.00")
    assert amount_columns(table) == [1, 2]


def test_amounts_under_a_heading_that_names_codes_are_listed() -> None:
    rows = "208\t社会保障和就业支出\t9.50\t9.50\n210\t卫生健康支出\t3.25\t3.25"
    table = read("科目编码\t科目名称\t款收入\t合计\n" + rows)
    assert amount_columns(table) == [3]
    assert [(cell.row, cell.column) for cell in table.unbound] == [(3, 2), (4, 2)]
