"""Columns of changes: which two columns they compare, and what is too little told to say."""

from __future__ import annotations

import pytest

from model.lexicon.lexicon import lexicon
from model.reading.changes import with_changes
from model.reading.columns import read_columns
from model.reading.panels import PanelColumns
from model.source.book import Sheet

LAST, NOW = ("2023年执行数",), ("2024年预算数", "小计")
BASIC = ("2024年预算数", "基本支出")
AGAINST = "2024年预算数比2023年执行数"


def compared(*paths: tuple[str, ...]) -> list[tuple[int, int, int, bool]]:
    """Return column, new, old and whether it is a rate of each change among the columns of these headings."""
    sheet = Sheet("表", [])
    columns = read_columns(sheet, list(paths), [], lexicon(), None)
    panel = with_changes(PanelColumns(amounts=columns), lexicon())
    assert len(panel.amounts) + len(panel.changes) == len(paths)
    return [(each.column, each.new, each.old, each.rate) for each in panel.changes]


@pytest.mark.parametrize(
    ("change", "rate"),
    [
        ((AGAINST, "增减额"), False),
        ((AGAINST, "增减%"), True),
        ((f"{AGAINST}增减",), False),
        ((f"{AGAINST}增减", "金额"), False),
        ((f"{AGAINST}增减", "比例（%）"), True),
        (("比上年增减", "增减额"), False),
        (("较上年增减", "幅度"), True),
        (("增减变化情况", "增减额（万元）"), False),
        (("增长率%",), True),
        (("增减额",), False),
    ],
)
def test_a_change_is_of_the_two_totals_and_not_of_a_part(change: tuple[str, ...], rate: bool) -> None:
    assert compared(LAST, NOW, BASIC, change) == [(3, 1, 0, rate)]


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        (("上年预算数",), ("2024年预算数",), ("增减额",)),
        (("上年预算数",), ("本年预算数",), ("增减额",)),
        (("2023年执行数",), ("合计",), ("比上年增减额",)),
        (("年初预算数",), ("决算数",), ("决算数比年初预算数增减",)),
    ],
)
def test_years_and_stages_tell_which_is_the_earlier(
    old: tuple[str, ...], new: tuple[str, ...], change: tuple[str, ...]
) -> None:
    assert compared(old, new, change) == [(2, 1, 0, False)]
    assert compared(new, old, change) == [(2, 0, 1, False)]


def test_changes_of_several_items_are_each_of_their_own_two_columns() -> None:
    items = [
        ("2023年预算数", "会议费"),
        ("2023年预算数", "培训费"),
        ("2024年预算数", "会议费"),
        ("2024年预算数", "培训费"),
    ]
    found = compared(*items, ("增减变化情况", "会议费"), ("增减变化情况", "培训费"))
    assert found == [(4, 2, 0, False), (5, 3, 1, False)]


@pytest.mark.parametrize(
    ("old", "new", "share"),
    [
        ("年初预算数", "决算数", "决算数为年初预算的%"),
        ("年初预算数", "决算数", "决算数占年初预算数的比例（%）"),
        ("2023年执行数", "2024年预算数", "2024年预算数为2023年执行数的%"),
    ],
)
def test_a_share_names_the_two_columns_of_which_one_is_printed_by_the_other(
    old: str, new: str, share: str
) -> None:
    assert compared((old,), (new,), (share,)) == [(2, 1, 0, True)]
    assert compared((new,), (old,), (share,)) == [(2, 0, 1, True)]


@pytest.mark.parametrize(
    "paths",
    [
        [("年初预算数",), ("决算数",), ("决算数占财政拨款的%",)],
        [("年初预算数",), ("决算数",), ("人员经费占年初预算数的%",)],
        [("年初预算数",), ("调整预算数",), ("决算数",), ("完成率",)],
        [("年初预算数",), ("决算数",), ("完成某项的%",)],
        [("2022年决算数",), ("2023年执行数",), NOW, ("增减额",)],
        [NOW, ("比上年增减",)],
        [LAST, ("合计",), ("增减额",)],
        [LAST, NOW, ("增减原因",)],
        [LAST, NOW, ("2024年预算数比2021年执行数", "增减额")],
        [LAST, NOW, (AGAINST, "同口径增减额")],
    ],
)
def test_a_change_of_which_the_two_columns_are_not_told_stays_not_understood(
    paths: list[tuple[str, ...]],
) -> None:
    assert compared(*paths) == []


@pytest.mark.parametrize(
    "heading",
    [("完成年初预算%",), ("完成年初预算的%",), ("执行率",), ("预算完成率(%)",), ("比年初预算", "完成%")],
)
def test_a_completion_compares_the_final_amount_with_the_budget(heading: tuple[str, ...]) -> None:
    assert compared(("上年决算数",), ("年初预算数",), ("决算数",), heading) == [(3, 2, 1, True)]


def test_a_change_between_the_budget_and_the_final_accounts_is_of_the_final_amount() -> None:
    assert compared(("年初预算数",), ("决算数",), ("增减额",)) == [(2, 1, 0, False)]
    last, budget, final = ("2022年决算数",), ("2023年年初预算数",), ("2023年决算数",)
    found = compared(last, budget, final, ("比年初预算", "增减额"), ("比上年决算", "增减额"))
    assert found == [(3, 2, 1, False), (4, 2, 0, False)]
