"""The code tree: preorder, parents by code, stated beside computed, and the cell of each amount."""

from __future__ import annotations

from pathlib import Path

import pytest
from books import book, sheet

from model.disclosure import disclosure_of, open_disclosures
from model.money import parse_amount
from model.source.reading import open_book
from model.tree import CodeTree, TreeNode, code_trees

SAMPLES = ("dadukou-2021-budget.xlsx", "nanchong-2020-budget.xlsx", "wansheng-2023-budget.xlsx")
HEAD = "某局一般公共预算支出表\n单位：元\n科目编码\t科目名称\t合计\n"


def trees_of(path: Path) -> list[CodeTree]:
    ((disclosure,), _) = open_disclosures([path])
    return code_trees(disclosure)


def tree(text: str) -> CodeTree:
    (one,) = code_trees(disclosure_of([book(sheet(HEAD + text))]))
    return one


def outline(one: CodeTree) -> list[str]:
    return ["  " * node.depth + (node.code or node.name) for node in one.nodes]


def amounts(node: TreeNode, column: int = 0) -> tuple[int | None, int | None]:
    return node.cells[column].stated, node.cells[column].computed


@pytest.mark.parametrize("name", SAMPLES)
def test_nodes_are_in_preorder_under_the_nearest_code_that_begins_their_own(samples: Path, name: str) -> None:
    for one in trees_of(samples / name):
        for index, node in enumerate(one.nodes):
            assert node.parent < index
            parent = one.nodes[node.parent] if node.parent >= 0 else None
            assert node.depth == (parent.depth + 1 if parent else 0)
            if parent and parent.code:
                assert node.code.startswith(parent.code)
            children = [child for child in one.nodes if child.parent == index]
            assert node.child_count == len(children)
            assert len(node.cells) == len(one.columns)
            for column, cell in enumerate(node.cells):
                known = [c.cells[column].stated for c in children if c.cells[column].stated is not None]
                assert cell.computed == (sum(known) if known else None)


@pytest.mark.parametrize("name", SAMPLES)
def test_an_amount_is_that_of_its_cell(samples: Path, name: str) -> None:
    sheets = {one.name: one for one in open_book(samples / name).sheets}
    for one in trees_of(samples / name):
        assert one.unit is not None
        for cell in (cell for node in one.nodes for cell in node.cells):
            assert cell.place is not None
            assert cell.place.sheet == one.sheet
            value = sheets[one.sheet].value(cell.place.row, cell.place.column)
            assert (cell.stated is None) == (value is None)
            if isinstance(value, float):
                amount = parse_amount(value, one.unit)
                assert getattr(amount, "amount", None) == cell.stated


def test_the_trees_of_dadukou_begin_with_the_first_that_goes_to_items(samples: Path) -> None:
    found = trees_of(samples / "dadukou-2021-budget.xlsx")
    assert [one.sheet.split(" ")[0] for one in found] == ["表2", "表7", "表8", "表3"]
    first = found[0]
    assert first.columns[1].endswith("小计")
    assert (first.unit and first.unit.label, first.decimals) == ("元", 2)
    assert outline(first)[:6] == ["合计", "  208", "    20805", "      2080505", "      2080506", "  210"]


def test_of_a_clean_table_every_sum_is_what_is_stated(samples: Path) -> None:
    for one in trees_of(samples / "dadukou-2021-budget.xlsx"):
        for node in one.nodes:
            for cell in node.cells:
                assert cell.computed is None or cell.stated == cell.computed, (one.sheet, node.code)


def test_a_planted_fault_stands_beside_the_sum_of_its_children(samples: Path) -> None:
    one = trees_of(samples / "dadukou-2021-planted.xlsx")[0]
    (node,) = [node for node in one.nodes if node.code == "210"]
    assert amounts(node, 1) == (172_364_306_100, 172_364_036_100)
    place = node.cells[1].place
    assert place is not None
    assert place.cell == "D11"


def test_items_whose_parents_are_not_printed_stand_under_the_nearest_that_are() -> None:
    one = tree("\t合计\t10.00\n208\t社会保障和就业支出\t6.00\n2080505\t甲\t6.00\n2101501\t乙\t4.00")
    assert outline(one) == ["合计", "  208", "    2080505", "  2101501"]
    assert amounts(one.nodes[0]) == (100_000, 100_000)


def test_a_total_at_the_foot_is_a_root_of_its_own() -> None:
    one = tree("208\t社会保障和就业支出\t6.00\n20805\t行政事业单位养老支出\t6.00\n\t合计\t6.00")
    assert outline(one) == ["208", "  20805", "合计"]
    assert amounts(one.nodes[2]) == (60_000, None)


def test_a_blank_states_nothing_and_adds_nothing() -> None:
    one = tree("208\t社会保障和就业支出\t\n20805\t行政事业单位养老支出\t6.00\n20808\t抚恤\t")
    assert amounts(one.nodes[0]) == (None, 60_000)
    assert amounts(one.nodes[2]) == (None, None)


def test_a_code_printed_again_is_a_sibling() -> None:
    one = tree("208\t社会保障和就业支出\t6.00\n20805\t甲\t3.00\n20805\t甲\t3.00")
    assert outline(one) == ["208", "  20805", "  20805"]


def test_a_table_without_codes_or_without_a_unit_has_no_tree() -> None:
    lines = "某局“三公”经费支出表\n单位：元\n项目\t预算数\n合计\t1.00"
    without_unit = HEAD.replace("单位：元\n", "") + "208\t社会保障和就业支出\t6.00"
    assert code_trees(disclosure_of([book(sheet(lines))])) == []
    assert code_trees(disclosure_of([book(sheet(without_unit))])) == []
