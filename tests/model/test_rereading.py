"""A table read anew takes the old one's place among the cells; what sentences state stays behind these."""

from __future__ import annotations

from books import book, sheet

from model.disclosure import Disclosure, disclosure_of
from model.rereading import with_table

BUDGET = """
2021年收支总表
单位：万元
收入\t\t支出\t
项目\t预算数\t项目\t预算数
一般公共预算拨款收入\t10.00\t社会保障和就业支出\t10.00
收入总计\t10.00\t支出总计\t10.00
"""


def disclosure() -> Disclosure:
    return disclosure_of([book(sheet(BUDGET), prose="2021年收入总计10.00万元，支出总计10.00万元。")])


def test_another_reading_of_a_table_leaves_the_facts_of_sentences_behind_those_of_cells() -> None:
    one = disclosure()
    assert len(one.facts) > len(one.cells) > 0
    other = with_table(one, 0, one.tables[0])
    assert other.cells.table.tolist() == one.cells.table.tolist()
    assert other.facts.amount.tolist() == one.facts.amount.tolist()
