"""Tables become facts: exact amounts, their precision, their coordinates; and what becomes none says why."""

from __future__ import annotations

import numpy as np
import pytest
from books import book, sheet
from hypothesis import given
from hypothesis import strategies as st

from model.disclosure import Disclosure, disclosure_of
from model.facts.cube import DIMENSIONS, Members, join
from model.lexicon.lexicon import lexicon
from model.money import Unit

HEAD = "某局2021年一般公共预算支出表\n单位：{unit}\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n"


def opened(*texts: str, **how: object) -> Disclosure:
    return disclosure_of([book(*(sheet(text, f"表{n}", **how) for n, text in enumerate(texts, 1)))])  # type: ignore[arg-type]


def row(cells: str, unit: str = "元", **how: object) -> list[tuple[int, int, bool]]:
    """Amount, half-width and whether stated, of the facts of one row of code 208."""
    facts = opened(HEAD.format(unit=unit) + "208\t社会保障和就业支出\t" + cells, **how).facts
    order = np.argsort(facts.column)
    return [(int(facts.amount[n]), int(facts.half[n]), bool(facts.stated[n])) for n in order.tolist()]


def reasons(disclosure: Disclosure) -> list[tuple[int, int, str]]:
    return [(cell.row, cell.column, cell.why.text("en")) for t in disclosure.tables for cell in t.unbound]


def test_a_blank_and_a_dash_are_facts_that_state_nothing() -> None:
    assert row("100.00\t\t—") == [(1_000_000, 0, True), (0, 0, False), (0, 0, False)]


def test_a_stated_zero_is_stated() -> None:
    assert row("100.00\t0.00\t0") == [(1_000_000, 0, True), (0, 0, True), (0, 0, True)]


def test_an_amount_is_the_same_money_in_every_unit() -> None:
    assert row("12,345,600.00")[0][0] == row("1,234.56", "万元")[0][0] == row("12,345.6", "千元")[0][0]


@pytest.mark.parametrize(
    ("printed", "unit", "half"),
    [
        ("100.00", "元", 0),
        ("100.0", "元", 500),
        ("100", "元", 5_000),
        ("100.00", "万元", 500_000),
        ("100.000000", "万元", 0),
        ("100", "亿元", 500_000_000_000),
        ("'100.00", "万元", 500_000),
    ],
)
def test_an_amount_may_have_been_rounded_by_half_its_last_place(printed: str, unit: str, half: int) -> None:
    assert row(printed, unit)[0][1] == half


def test_numbers_without_a_format_lost_their_trailing_zeros() -> None:
    """399 beside 494.71 is 399.00."""
    formats = {"C4:E4": "General"}
    assert [half for _, half, _ in row("494.71\t399\t95.71", "万元", formats=formats)] == [500_000] * 3


def test_a_format_of_its_own_says_what_a_cell_prints() -> None:
    formats = {"C4": "0.00", "D4": "0", "E4": "General"}
    assert [half for _, half, _ in row("494.71\t399\t95", "万元", formats=formats)] == [
        500_000,
        50_000_000,
        500_000,
    ]


def test_a_number_with_more_digits_than_it_shows_is_as_exact_as_what_it_shows() -> None:
    ((amount, half, _), *_) = row("494.7123", "万元", formats={"C4": "0.00"})
    assert (amount, half) == (49_471_230_000, 500_000)


@given(fen=st.integers(-(10**13), 10**13))
def test_doubles_are_exact_to_the_fen(fen: int) -> None:
    sign = "-" if fen < 0 else ""
    printed = f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02}"
    assert row(printed)[0][0] == fen * 100


def test_a_table_without_a_unit_has_no_facts_and_lists_its_numbers() -> None:
    text = HEAD.replace("单位：{unit}\n", "") + "208\t社会保障和就业支出\t100.00\t\t"
    disclosure = opened(text)
    assert len(disclosure.facts) == 0
    assert reasons(disclosure) == [(2, 2, "the table states no unit")]


def test_the_unit_of_the_other_tables_is_that_of_a_table_that_states_none() -> None:
    rows = "208\t社会保障和就业支出\t100.00\t\t"
    disclosure = opened(HEAD.format(unit="万元") + rows, HEAD.replace("单位：{unit}\n", "") + rows)
    assert [table.unit for table in disclosure.tables] == [Unit.WAN, Unit.WAN]
    assert len(set(disclosure.facts.amount[disclosure.facts.stated].tolist())) == 1


def test_an_error_value_is_no_blank_and_no_amount() -> None:
    disclosure = opened(HEAD.format(unit="元") + "208\t社会保障和就业支出\t#REF!\t1.00\t")
    assert reasons(disclosure) == [(3, 2, "the cell holds the error value #REF!")]
    assert 2 not in disclosure.facts.column


def test_words_in_a_line_without_a_code_are_no_blank_and_no_amount() -> None:
    lines = "208\t社会保障和就业支出\t1.00\t1.00\t\n\t产出指标\t保安服务人数\t\t10.00"
    facts = opened(HEAD.format(unit="元") + lines).facts
    assert sorted(facts.column[facts.row == 4].tolist()) == [3, 4]


def test_a_row_and_a_column_that_contradict_make_no_fact() -> None:
    text = "某局部门收支总表\n单位：元\n项目\t基本支出\t项目支出\n基本支出\t5.00\t\n本年支出\t5.00\t6.00"
    disclosure = opened(text, text_columns=())
    facts = disclosure.facts
    nature = [facts.coordinate(n).get("nature") for n in range(len(facts)) if facts.row[n] == 3]
    assert nature == ["basic"]
    assert reasons(opened(text.replace("5.00\t\n", "5.00\t7.00\n"), text_columns=())) == [
        (3, 2, "the row and the column contradict each other")
    ]


def test_a_heading_that_no_word_covers_leaves_its_amounts_unbound() -> None:
    text = HEAD.format(unit="元").replace("项目支出", "甲乙支出") + "208\t社会保障和就业支出\t100.00\t\t3.00"
    disclosure = opened(text)
    assert reasons(disclosure) == [(3, 4, "no word of the lexicon covers the heading 甲乙支出")]


FISCAL = """
某局2021年财政拨款收支总表
单位：元
收入		支出
项目	预算数	项目	合计
一、本年收入	90.00	一、本年支出	90.00
一般公共预算拨款	80.00	卫生健康支出	90.00
政府性基金预算拨款	10.00
二、上年结转	5.00	二、结转下年	5.00
一般公共预算拨款	5.00
收入总计	95.00	支出总计	95.00
"""


def test_this_year_s_and_brought_forward_mean_fiscal_money_in_a_fiscal_table() -> None:
    facts = opened(FISCAL, text_columns=(), merges=["A3:B3", "C3:D3"]).facts
    coordinates = {
        (int(facts.row[n]), int(facts.column[n])): facts.coordinate(n)
        for n in range(len(facts))
        if facts.stated[n]
    }
    sources = [coordinates[row, 1]["source"] for row in (4, 5, 6, 7, 8, 9)]
    assert sources == ["fiscal", "general", "fund", "carryover_fiscal", "carryover_general", "fiscal_all"]
    assert [coordinates[row, 1]["flow"] for row in (4, 7, 9)] == ["revenue"] * 3
    assert [coordinates[row, 3]["flow"] for row in (4, 7, 9)] == ["expenditure", "carry_out", "outlay"]
    assert coordinates[5, 3] == coordinates[4, 3] | {"function": "210"}


def test_last_year_s_column_is_last_year_s() -> None:
    text = HEAD.format(unit="元").replace(
        "合计\t基本支出\t项目支出", "2020年预算数\t2021年预算数\t上年决算数"
    )
    facts = opened(text + "208\t社会保障和就业支出\t1.00\t2.00\t3.00").facts
    periods = [
        (facts.coordinate(n)["year"], facts.coordinate(n)["stage"]) for n in np.argsort(facts.column).tolist()
    ]
    assert periods == [("2020", "budget"), ("2021", "budget"), ("2020", "final")]


def test_members_are_numbered_from_the_root_and_grow() -> None:
    members = Members.of(lexicon())
    assert members.number("source", "all") == 0
    assert members.number("unit", "甲中心") == members.number("unit", "甲中心") == 1
    assert members.name("unit", 1) == "甲中心"
    assert members.number("function", "2101501") == 2101501
    assert members.name("function", 2101501) == "2101501"
    assert members.name("function", 0) == ""
    project = members.number("item", "project:甲")
    assert members.name("item", project) == "project:甲"
    assert project >= len(lexicon().dimensions["item"].members)


def test_a_cube_without_facts_has_all_its_columns() -> None:
    empty = join([], Members.of(lexicon()))
    assert len(empty) == 0
    assert set(empty.coordinates) == set(DIMENSIONS)
    assert len(empty.frame()) == 0


def test_the_frame_names_the_members() -> None:
    frame = opened(HEAD.format(unit="元") + "208\t社会保障和就业支出\t3.00\t1.00\t2.00").facts.frame()
    assert list(frame["nature"]) == ["all", "basic", "project"]
    assert set(frame["source"]) == {"general"}
    assert set(frame["function"]) == {"208"}
    assert list(frame["amount"]) == [30_000, 10_000, 20_000]
