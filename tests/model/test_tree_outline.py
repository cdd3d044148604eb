"""The shape of a tree by column against the plain walk down its rows, and the tree of a consolidated table."""

from __future__ import annotations

import numpy as np
from books import book, sheet
from hypothesis import given
from hypothesis import strategies as st

from model.disclosure import disclosure_of
from model.tree import CodeTree, code_trees
from model.tree_outline import outline_of, parents_of

CODES = ["", "208", "20805", "2080505", "2080506", "20808", "210", "21011", "2101101", "301", "30101"]


def walked(codes: list[str]) -> list[int]:
    """Return the parents by keeping the open codes on a stack."""
    parents: list[int] = []
    open_codes: list[int] = []
    total = -1
    for index, code in enumerate(codes):
        if not code:
            parents.append(-1)
            total = index if total < 0 else total
            open_codes = []
            continue
        while open_codes and not (code.startswith(codes[open_codes[-1]]) and code != codes[open_codes[-1]]):
            open_codes.pop()
        parents.append(open_codes[-1] if open_codes else total)
        open_codes.append(index)
    return parents


@given(st.lists(st.sampled_from(CODES), max_size=30))
def test_parents_by_column_are_those_of_the_walk_down_the_rows(codes: list[str]) -> None:
    numbers = np.array([int(code or 0) for code in codes], dtype=np.int64)
    found = parents_of(numbers, np.zeros(len(codes), dtype=np.int64), by_unit=False)
    assert found.tolist() == walked(codes)


@given(st.lists(st.sampled_from(CODES), max_size=30))
def test_depths_children_and_ends_are_those_of_the_parents(codes: list[str]) -> None:
    parents = walked(codes)
    outline = outline_of(np.array(parents, dtype=np.int64))

    def above(index: int) -> list[int]:
        return [] if parents[index] < 0 else [parents[index], *above(parents[index])]

    for index in range(len(codes)):
        below = [other for other in range(len(codes)) if index in above(other)]
        assert outline.depth[index] == len(above(index))
        assert outline.children[index] == parents.count(index)
        assert outline.end[index] == max([index, *below]) + 1


CONSOLIDATED = """某市2024年部门支出总表
单位：元
单位编码\t单位名称\t科目编码\t科目名称\t合计\t基本支出
\t\t\t合计\t17.00\t17.00
101001\t第一小学\t\t\t9.00\t9.00
101001\t第一小学\t205\t教育支出\t5.00\t5.00
101001\t第一小学\t20502\t普通教育\t5.00\t5.00
101001\t第一小学\t208\t社会保障和就业支出\t4.00\t4.00
101002\t第二小学\t\t小计\t8.00\t8.00
101002\t第二小学\t205\t教育支出\t8.00\t8.00
101002\t第二小学\t20502\t普通教育\t8.00\t8.00"""


def consolidated() -> CodeTree:
    (one,) = code_trees(disclosure_of([book(sheet(CONSOLIDATED))]))
    return one


def test_a_consolidated_table_is_a_tree_of_units_with_their_codes() -> None:
    assert ["  " * node.depth + (node.code or node.name) for node in consolidated().nodes] == [
        "合计",
        "  第一小学",
        "    205",
        "      20502",
        "    208",
        "  第二小学 小计",
        "    205",
        "      20502",
    ]


def test_a_consolidated_total_is_beside_the_sum_of_its_units_and_a_unit_beside_that_of_its_codes() -> None:
    cells = [node.cells[0] for node in consolidated().nodes if node.depth < 2]
    assert [cell.computed for cell in cells] == [170_000, 90_000, 80_000]
    assert [cell.stated for cell in cells] == [170_000, 90_000, 80_000]
