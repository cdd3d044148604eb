"""The tree as rows: folding, units to the last digit, and columns that are whole or not there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from desk_driver import OpenDesk, screen_lines, screen_text
from desk_example import documents, economic_tree, expenditure_tree, report
from hypothesis import given
from hypothesis import strategies as st
from textual.message import Message

from model.money import SCALE, Unit
from model.tree import TreeCell, TreeNode
from tui.desk.marks import Marks
from tui.desk.messages import Loaded
from tui.desk.state import build_state
from tui.desk.widgets.folding import MOST_UNFOLDED, Folding
from tui.desk.widgets.tree_columns import Beside, Computed, Measure, heading_lines
from tui.desk.widgets.tree_model import TreeModel
from tui.desk.words import Words


@pytest.fixture
def model() -> TreeModel:
    """The expenditure tree."""
    return TreeModel(expenditure_tree(), 0, Marks(), Words("en"))


def test_a_row_shows_code_name_and_amounts(model: TreeModel) -> None:
    model.fit(120)
    assert model.cell(3, 0).text.split() == ["2080505", "机关事业单位基本养老保险缴费支出"]
    assert model.cell(3, 1).text == "192,130.56"
    assert model.cell(3, model.column_count - 1).text == ""


def test_the_computed_column_is_there_only_where_something_differs(model: TreeModel) -> None:
    headings = [model.column(column).heading[1] for column in range(model.column_count)]
    assert headings == ["code and name", "2020 年预算数", "小计", "computed", "基本支出", "项目支出"]
    model.show_beside(Beside(Computed.NEVER))
    assert model.column_count == 5
    model.show_beside(Beside(Computed.ALWAYS))
    assert model.column_count == 9


def test_amounts_keep_all_their_digits_in_either_unit(model: TreeModel) -> None:
    model.use_unit(Unit.WAN)
    assert model.cell(0, 1).text == "1,678.766573"
    assert model.cell(11, 2).text == "184.180000"
    wan = TreeModel(economic_tree(), 1, Marks(), Words("en"))
    assert wan.cell(0, 1).text == "389.74"
    wan.use_unit(Unit.YUAN)
    assert wan.cell(0, 1).text == "3,897,400.00"


@pytest.mark.parametrize("cells", [40, 60, 80, 100, 120, 200])
def test_the_name_leaves_room_for_at_least_one_whole_amount(model: TreeModel, cells: int) -> None:
    model.fit(cells)
    assert model.gutter + model.column(0).cells + 2 + model.column(1).cells + 2 <= cells


def test_a_heading_path_stands_in_two_lines_with_the_leaf_below() -> None:
    assert heading_lines("2021 年预算数 / 小计", 14) == ("2021 年预算数", "小计")
    assert heading_lines("合计", 14) == ("", "合计")
    assert heading_lines("一般公共预算财政拨款", 12) == ("一般公共预算", "财政拨款")


def test_folding_hides_the_whole_branch_and_revealing_brings_it_back() -> None:
    folding = Folding(expenditure_tree().nodes)
    folding.fold(1, folded=True)
    assert folding.visible[:3].tolist() == [0, 1, 5]
    assert folding.reveal(4) == 4
    assert len(folding.visible) == 18


def test_levels_fold_and_unfold_all_codes_together() -> None:
    folding = Folding(expenditure_tree().nodes)
    folding.show_level(-1)
    assert max(len(expenditure_tree().nodes[node].code) for node in folding.visible) == 5
    folding.show_level(-5)
    assert folding.visible.tolist() == [0]
    folding.show_level(5)
    assert len(folding.visible) == 18


def test_a_long_tree_begins_folded_to_the_level_that_is_short_enough() -> None:
    heads = [TreeNode("", f"{number}", 1, 0, 3, ()) for number in range(1000)]
    nodes = [TreeNode("", "合计", 0, -1, 1000, ())]
    for number, head in enumerate(heads):
        nodes += [head, *(TreeNode("208", "", 2, 1 + 4 * number, 0, ()) for _ in range(3))]
    folding = Folding(nodes)
    assert len(nodes) > MOST_UNFOLDED
    assert len(folding.visible) == 1001
    assert folding.reveal(3) == 3
    assert folding.parent_row(3) == 1


@st.composite
def trees(draw: st.DrawFn) -> tuple[TreeNode, ...]:
    """Draw any tree in preorder."""
    depths = [0]
    for _ in range(draw(st.integers(0, 25))):
        depths.append(draw(st.integers(0, depths[-1] + 1)))
    parents = [
        next((other for other in range(index - 1, -1, -1) if depths[other] == depth - 1), -1)
        for index, depth in enumerate(depths)
    ]
    return tuple(
        TreeNode("", "", depth, parents[index], parents.count(index), ())
        for index, depth in enumerate(depths)
    )


@given(trees(), st.sets(st.integers(0, 25)))
def test_a_node_is_seen_exactly_when_nothing_above_it_is_folded(
    nodes: tuple[TreeNode, ...], chosen: set[int]
) -> None:
    folding = Folding(nodes)
    folded = {node for node in chosen if node < len(nodes) and nodes[node].child_count}
    for node in folded:
        folding.fold(node, folded=True)

    def hidden(node: int) -> bool:
        parent = nodes[node].parent
        return parent >= 0 and (parent in folded or hidden(parent))

    assert folding.visible.tolist() == [node for node in range(len(nodes)) if not hidden(node)]


def test_the_share_of_the_parent_stands_beside_each_amount(model: TreeModel) -> None:
    model.show_beside(Beside(shares=True))
    model.fit(120)
    headings = [model.column(column).heading[1] for column in range(model.column_count)]
    assert headings[1:3] == ["2020 年预算数", "parent"]
    assert model.cell(0, 2).text == ""
    assert model.cell(1, 2).text == "1.72%"
    assert model.amount_at(2) == (0, Measure.SHARE)
    assert model.column_of(1) == 3
    model.show_beside(Beside())
    assert model.column_count == 6


async def test_the_share_is_kept_from_tree_to_tree(open_desk: OpenDesk) -> None:
    async with open_desk(size=(120, 40)) as (app, pilot):
        await pilot.press("percent_sign", "right_square_bracket")
        await pilot.pause()
        assert "51.32%" in screen_text(app)
        await pilot.press("percent_sign")
        await pilot.pause()
        assert "51.32%" not in screen_text(app)


def column_of(model: TreeModel, amount: int, measure: Measure) -> int:
    columns = range(1, model.column_count)
    return next(column for column in columns if model.amount_at(column) == (amount, measure))


def test_the_difference_says_how_much_more_is_stated_than_the_children_make(model: TreeModel) -> None:
    model.show_beside(Beside(Computed.NEVER, difference=True))
    model.fit(120)
    headings = [model.column(column).heading[1] for column in range(model.column_count)]
    assert headings[1:5] == ["2020 年预算数", "difference", "小计", "difference"]
    difference = column_of(model, 1, Measure.DIFFERENCE)
    assert difference == model.column_of(1) + 1
    texts = {model.tree.nodes[row].code: model.cell(row, difference).text for row in range(model.row_count)}
    assert texts["210"] == "+27.00"
    assert texts["21011"] == "0.00"
    assert texts["2101501"] == "", "it has no children"
    model.use_unit(Unit.WAN)
    assert model.cell(5, difference).text == "+0.002700"


@given(st.lists(st.tuples(st.none() | st.integers(-(10**12), 10**12), st.integers(-(10**12), 10**12))))
def test_differences_are_exact_signed_blank_without_a_stated_amount_and_never_cut(
    amounts: list[tuple[int | None, int]],
) -> None:
    nodes = [
        node
        for stated, computed in amounts
        for node in (
            TreeNode("208", "", 0, -1, 1, (TreeCell(stated, computed, None),)),
            TreeNode("20801", "", 1, 0, 0, (TreeCell(computed, None, None),)),
        )
    ]
    nodes = [node if not node.depth else replace(node, parent=index - 1) for index, node in enumerate(nodes)]
    tree = replace(economic_tree(), nodes=tuple(nodes), unit=Unit.YUAN)
    model = TreeModel(tree, 0, Marks(), Words("en"))
    model.show_beside(Beside(Computed.NEVER, difference=True))
    assert model.has_difference(0) == any(stated is not None for stated, _ in amounts)
    if not model.has_difference(0):
        assert model.column_count == 2
        return
    column = column_of(model, 0, Measure.DIFFERENCE)
    for row in range(model.row_count):
        text, cell = model.cell(row, column).text, nodes[row].cells[0]
        assert len(text) <= model.column(column).cells
        if cell.stated is None or cell.computed is None:
            assert text == ""
        else:
            assert Decimal(text.replace(",", "")) * SCALE == cell.stated - cell.computed
            assert text.startswith("+") == (cell.stated > cell.computed)


async def test_where_nothing_can_be_compared_that_is_announced(open_desk: OpenDesk) -> None:
    def read(
        paths: Sequence[Path], generation: int, post: Callable[[Message], object], _: Callable[[], bool]
    ) -> None:
        leaves = (TreeNode("301", "工资", 0, -1, 0, (TreeCell(1, None, None),)),)
        trees = (replace(economic_tree(), nodes=leaves),)
        post(Loaded(generation, build_state(documents(), report(), trees)))

    async with open_desk(read=read) as (app, pilot):
        await pilot.press("D")
        await pilot.pause()
        assert "has parts whose sum" in screen_text(app)
        assert "difference" not in screen_lines(app)[3]


async def test_the_difference_is_kept_from_tree_to_tree_the_cursor_on_its_amount(open_desk: OpenDesk) -> None:
    async with open_desk(size=(120, 40)) as (app, pilot):
        await pilot.press("right", "right")
        spot = app.main.tree_view.spot
        await pilot.press("D")
        await pilot.pause()
        assert app.main.tree_view.spot == spot
        assert "+27.00" in screen_text(app)
        await pilot.press("right_square_bracket")
        await pilot.pause()
        assert "-0.01" in screen_text(app)
        await pilot.press("D")
        await pilot.pause()
        assert "-0.01" not in "\n".join(screen_lines(app)[2:8])
