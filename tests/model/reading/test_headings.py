"""Heading paths: the same whether a spanning heading is merged or leaves its cells blank."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from books import book, sheet
from hypothesis import given
from hypothesis import strategies as st

from checks.runner import audit
from model.disclosure import disclosure_of
from model.layout.heading import heading_grid, heading_paths
from model.source.book import Merge, Sheet


@dataclass(frozen=True)
class Heading:
    """A heading and those below it."""

    text: str
    below: tuple[Heading, ...] = ()

    @property
    def width(self) -> int:
        """How many columns it spans."""
        return sum(heading.width for heading in self.below) or 1

    @property
    def height(self) -> int:
        """How many rows it and those below take."""
        return 1 + max((heading.height for heading in self.below), default=0)

    def paths(self) -> list[tuple[str, ...]]:
        """The path of each of its columns."""
        return [(self.text, *path) for heading in self.below for path in heading.paths()] or [(self.text,)]


def trees(depth: int) -> st.SearchStrategy[Heading]:
    text = st.text("甲乙丙丁戊己庚辛", min_size=1, max_size=3)
    if not depth:
        return st.builds(Heading, text)
    below = st.lists(trees(depth - 1), min_size=2, max_size=3).map(tuple)
    return st.one_of(st.builds(Heading, text), st.builds(Heading, text, below))


def distinct(headings: list[Heading]) -> list[Heading]:
    """The headings with texts of their own, so that no two neighbours are alike."""
    names = iter(f"{letter}{number}" for number in range(1000) for letter in "甲乙丙丁")

    def renamed(heading: Heading) -> Heading:
        return Heading(next(names), tuple(renamed(one) for one in heading.below))

    return [renamed(heading) for heading in headings]


HEADINGS = st.lists(trees(2), min_size=1, max_size=4).map(distinct)


def printed(headings: list[Heading], *, merged: bool) -> Sheet:
    """The headings in a sheet, each in its first cell, merged over the cells it spans or not."""
    height = max(heading.height for heading in headings)
    width = sum(heading.width for heading in headings)
    grid: list[list[str | None]] = [[None] * width for _ in range(height)]
    merges: list[Merge] = []

    def place(heading: Heading, row: int, column: int) -> None:
        grid[row][column] = heading.text
        bottom = row if heading.below else height - 1
        if bottom > row or heading.width > 1:
            merges.append(Merge(row, column, bottom, column + heading.width - 1))
        at = column
        for below in heading.below:
            place(below, row + 1, at)
            at += below.width

    column = 0
    for heading in headings:
        place(heading, 0, column)
        column += heading.width
    return Sheet("表", [list(row) for row in grid], tuple(merges) if merged else ())


def paths(one: Sheet) -> list[tuple[str, ...]]:
    rows = list(range(one.height))
    return heading_paths(one, rows, heading_grid(one, rows, one.width))


@given(HEADINGS)
def test_merged_headings_have_the_paths_of_their_tree(headings: list[Heading]) -> None:
    assert paths(printed(headings, merged=True)) == [path for one in headings for path in one.paths()]


@given(HEADINGS)
def test_blanks_in_place_of_merges_make_the_same_paths(headings: list[Heading]) -> None:
    assert paths(printed(headings, merged=False)) == paths(printed(headings, merged=True))


def test_a_heading_that_spans_rows_is_told_once() -> None:
    text = "项目\t合计\n项目\t金额"
    assert paths(sheet(text)) == [("项目",), ("合计", "金额")]


def test_a_merge_says_itself_how_far_it_spans() -> None:
    text = "甲\t\t\n子\t丑\t寅"
    assert paths(sheet(text, merges=["A1:B1"])) == [("甲", "子"), ("甲", "丑"), ("寅",)]
    assert paths(sheet(text)) == [("甲", "子"), ("甲", "丑"), ("甲", "寅")]


def test_line_breaks_inside_a_heading_part_no_chinese_words() -> None:
    assert paths(sheet("因公出国\\n（境）费\t合计")) == [("因公出国（境）费",), ("合计",)]


def test_headings_of_pieces_in_a_row_of_data_are_taken_for_the_code_columns_alone() -> None:
    one = sheet("科目编码\t\t\t合计\n类\t款\t项\t合计", text_columns=("A", "B", "C"))
    grid = heading_grid(one, [0], one.width)
    found = heading_paths(one, [0], grid, mixed=1, at={0, 1, 2})
    assert found == [("科目编码", "类"), ("科目编码", "款"), ("科目编码", "项"), ("合计",)]


FUND = """某局2021年政府性基金预算财政拨款收入支出决算表
单位：万元
科目编码\t科目名称\t年初结转和结余\t本年收入\t本年支出\t\t\t年末结转和结余
合计\t\t0.00\t2.80\t{0}\t{1}\t{2}\t0.00
212\t城乡社区支出\t0.00\t2.80\t2.80\t\t2.80\t0.00
21208\t国有土地使用权出让收入安排的支出\t0.00\t2.80\t2.80\t\t2.80\t0.00"""


@pytest.mark.parametrize("merges", [["E3:G3"], []])
def test_headings_in_the_row_of_the_total_are_those_of_the_columns_below_one_heading(
    merges: list[str],
) -> None:
    text = FUND.format("合计", "基本支出", "项目支出")
    disclosure = disclosure_of([book(sheet(text, merges=merges))])
    (table,) = disclosure.tables
    natures = {each.column: each.coordinates.get("nature") for each in table.panels[0].columns}
    assert natures == {2: None, 3: None, 4: None, 5: "basic", 6: "project", 7: None}
    facts = disclosure.facts
    assert sorted(facts.column[facts.row == 3].tolist()) == [2, 3, 7]


MATRIX = """某局一般公共预算支出预算表(部门经济分类科目)
单位：元
科目编码\t科目名称\t合计\t工资福利支出
\t\t\t小计\t基本工资\t津贴补贴
\t合计\t{0}\t{1}\t{2}\t{3}
2101501\t行政运行\t{0}\t{1}\t{2}\t{3}"""


@pytest.mark.parametrize(
    "amounts", [("512.34", "351.11", "201.10", "100.01"), ("500.00", "350.00", "200.00", "100.00")]
)
@pytest.mark.parametrize("merges", [["A3:A4", "B3:B4", "C3:C4", "D3:F3"], []])
def test_economic_items_in_a_second_row_of_headings_are_the_columns(
    amounts: tuple[str, ...], merges: list[str]
) -> None:
    """Also where amounts look like codes: 350.00 is no 类 of the economic classification."""
    disclosure = disclosure_of([book(sheet(MATRIX.format(*amounts), merges=merges))])
    (table,) = disclosure.tables
    assert table.unbound == ()
    (panel,) = table.panels
    assert [dict(column.coordinates) for column in panel.columns] == [
        {},
        {"economic": "301"},
        {"economic": "30101"},
        {"economic": "30102"},
    ]
    assert [finding.message.text("en") for finding in audit([disclosure]).findings] == []


def test_economic_items_in_one_row_of_headings_are_the_columns() -> None:
    names = "基本工资\t津贴补贴\t奖金\t绩效工资\t生活补助\t办公费\t差旅费\t公务接待费"
    text = f"某局一般公共预算支出预算表(部门经济分类科目)\n单位：元\n科目编码\t科目名称\t合计\t{names}\n"
    (table,) = disclosure_of([book(sheet(text + "2101501\t行政运行\t9.00" + "\t1.00" * 8))]).tables
    assert table.unbound == ()
    assert len(table.panels[0].columns) == 9


def test_a_name_that_two_items_had_is_the_one_below_the_heading_above_it() -> None:
    """住房公积金 is 30113, and was 30311 until 2017."""
    text = (
        "某局一般公共预算支出预算表(部门经济分类科目)\n单位：元\n科目编码\t科目名称\t合计\t工资福利支出\n"
        "\t\t\t小计\t基本工资\t津贴补贴\t住房公积金\n2101501\t行政运行\t9.00\t9.00\t3.00\t2.00\t4.00"
    )
    (table,) = disclosure_of([book(sheet(text, merges=["D3:G3"]))]).tables
    assert dict(table.panels[0].columns[4].coordinates) == {"economic": "30113"}


def test_a_title_that_stands_again_over_other_headings_begins_another_table() -> None:
    top = "支出总表\n编制单位：某局\t\t\t金额单位：元"
    rows = "\t合计\t9.00\t6.00\t3.00\n204\t公共安全支出\t9.00\t6.00\t3.00"
    first = f"科目编码\t科目名称\t合计\t工资福利支出\t商品和服务支出\n{rows}"
    second = first.replace("工资福利", "机关工资福利").replace("商品和服务", "机关商品和服务")
    other = disclosure_of([book(sheet(f"{top}\n{first}\n\n{top}\n{second}"))])
    again = disclosure_of([book(sheet(f"{top}\n{first}\n\n{top}\n{first.replace('204', '205')}"))])
    assert [len(each.tables) for each in (other, again)] == [2, 1]
