"""Trees of tables without codes: along sources, the three public expenses, purchases, projects and units."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.disclosure import open_disclosures
from model.member_tree import member_trees, parents_by_meaning
from model.tree import CodeTree

SAMPLES = ("dadukou-2021-budget.xlsx", "nanchong-2020-budget.xlsx", "wansheng-2023-budget.xlsx")
REVENUE = {"flow": "revenue"}


@cache
def trees_of(path: Path) -> tuple[CodeTree, ...]:
    ((disclosure,), _) = open_disclosures([path])
    return tuple(member_trees(disclosure))


def outline(tree: CodeTree) -> list[str]:
    return ["  " * node.depth + node.name.strip() for node in tree.nodes]


def test_revenue_stands_by_its_sources(samples: Path) -> None:
    tree = next(tree for tree in trees_of(samples / SAMPLES[2]) if tree.nodes[0].name == "合计")
    assert outline(tree)[:4] == [
        "合计",
        "  一、本年收入合计",
        "    一般公共预算财政拨款资金",
        "    政府性基金预算财政拨款资金",
    ]
    assert outline(tree)[-2:] == ["  二、上年结转", "  三、用事业基金弥补收支差额"]
    cell = tree.nodes[1].cells[0]
    assert cell.stated == cell.computed == 46_290_600_0000


def test_the_three_public_expenses_stand_by_their_columns_with_the_sum_that_is_not_stated(
    samples: Path,
) -> None:
    tree = next(t for t in trees_of(samples / "dadukou-2021-planted.xlsx") if t.sheet.startswith("表4"))
    assert outline(tree)[6:] == [
        "2021 年预算数 / 合计",
        "  因公出国 (境) 费",
        "  公务用车购置及运行费 / 小计",
        "    公务用车购置费",
        "    公务用车运行费",
        "  公务接待费",
    ]
    cell = tree.nodes[6].cells[0]
    assert (cell.stated, cell.computed) == (117_800_0000, 107_800_0000)
    assert cell.place is not None
    assert cell.place.cell == "G7"


def test_purchases_stand_by_what_is_bought(samples: Path) -> None:
    tree = next(t for t in trees_of(samples / SAMPLES[0]) if "采购" in t.title)
    assert outline(tree) == ["合计", "  服务类", "  货物类"]
    assert tree.nodes[0].cells[0].computed == tree.nodes[0].cells[0].stated == 2_475_500_0000


def test_units_and_projects_stand_under_their_total_and_a_project_under_its_unit() -> None:
    lines = [
        {},
        {"unit": "甲校"},
        {"unit": "甲校", "item": "project:修缮"},
        {"unit": "甲校", "item": "project:设备"},
        {"unit": "乙校"},
    ]
    assert parents_by_meaning(lines) == [-1, 0, 1, 1, 0]


def test_lines_whose_codes_are_known_by_their_names_stand_by_these() -> None:
    lines = [{}, {"function": "201"}, {"function": "20199"}, {"function": "2019901"}, {"function": "204"}]
    assert parents_by_meaning(lines) == [-1, 0, 1, 2, 0]


def test_what_differs_in_another_thing_stands_apart() -> None:
    lines = [
        {**REVENUE, "source": "current"},
        {**REVENUE, "source": "general"},
        {**REVENUE, "source": "carryover"},
        {"flow": "expenditure"},
    ]
    assert parents_by_meaning(lines) == [-1, 0, -1, -1]


members = st.fixed_dictionaries(
    {},
    optional={
        "source": st.sampled_from(["all", "current", "fiscal", "general", "carryover"]),
        "item": st.sampled_from(["three_public", "vehicles", "vehicle_running", "project:修缮", "unknown:x"]),
        "unit": st.sampled_from(["甲校", "乙校"]),
    },
)


@given(st.lists(members, max_size=12))
def test_every_line_stands_after_its_parent_and_says_all_that_it_says(lines: list[dict[str, str]]) -> None:
    for number, parent in enumerate(parents_by_meaning(lines)):
        assert parent < number
        if parent >= 0:
            assert lines[parent] != lines[number]
            assert lines[parent].keys() <= lines[number].keys()


def test_where_a_right_document_has_a_sum_it_is_what_is_stated(samples: Path) -> None:
    sums = 0
    for tree in (tree for name in SAMPLES for tree in trees_of(samples / name)):
        for node in tree.nodes:
            for cell in node.cells:
                if cell.computed is not None and cell.stated is not None:
                    assert cell.computed == cell.stated, (tree.title, node.name)
                    sums += 1
    assert sums >= 10


@pytest.mark.parametrize("name", SAMPLES)
def test_the_nodes_are_in_preorder_with_their_children_counted(samples: Path, name: str) -> None:
    trees = trees_of(samples / name)
    assert trees
    for tree in trees:
        for number, node in enumerate(tree.nodes):
            assert node.parent < number
            assert node.child_count == sum(other.parent == number for other in tree.nodes)
            assert len(node.cells) == len(tree.columns)
