"""The overview says of each table whether it was read, and why not; the lower pane what a cell means."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from tui.desk.about import heading_paths
from tui.desk.account import account
from tui.desk.loading import load
from tui.desk.messages import Loaded
from tui.desk.state import SheetSpot
from tui.desk.words import Words

TEXT = """某区财政局2024年部门决算

2024年财政拨款“三公”经费支出决算表
单位：万元
合计 因公出国（境）费 公务接待费
预算数 决算数 预算数 决算数 预算数 决算数
0.95 0.95
"""


def test_a_table_whose_amounts_cannot_be_placed_is_told_with_its_kind_the_reason_and_each_amount(
    tmp_path: Path,
) -> None:
    path = tmp_path / "text.txt"
    path.write_text(TEXT, encoding="utf-8")
    posted: list[object] = []
    load([path], 1, lambda message: posted.append(message) or True, lambda: False)
    state = next(message.state for message in posted if isinstance(message, Loaded))

    lines = account(state, (), Words("en"))  # type: ignore[arg-type]

    table, *cells = [line for line in lines if "its blanks are lost" in line.text]
    assert "three public expenses" in table.text
    assert table.mark == "?"
    assert [(line.place.row, line.place.column) for line in cells if line.place] == [(2, 0), (2, 1)]


def test_a_cell_of_a_change_says_whose_it_is_and_what_it_compares(tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet()
    for number, row in enumerate(
        [
            ["某局2024年一般公共预算支出表"],
            ["单位：万元"],
            ["科目编码", "科目名称", "2023年执行数", "2024年预算数", "比上年增减%"],
            ["201", "一般公共服务支出", 80.0, 100.0, 25.0],
        ]
    ):
        page.write_row(number, 0, row)
    book.close()
    posted: list[object] = []
    load([path], 1, lambda message: posted.append(message) or True, lambda: False)
    state = next(message.state for message in posted if isinstance(message, Loaded))

    assert list(heading_paths(state, SheetSpot(0, 0, 3, 3))) == [
        "201 一般公共服务支出  |  2024年预算数  |  万元"
    ]
    assert list(heading_paths(state, SheetSpot(0, 0, 3, 4))) == ["201 一般公共服务支出  |  比上年增减%"]
