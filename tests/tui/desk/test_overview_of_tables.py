"""The overview says of each table whether it was read, and why not; the lower pane what a cell means."""

from __future__ import annotations

from pathlib import Path

import xlsxwriter

from model.money import Unit
from tui.desk.detail.cell import heading_paths
from tui.desk.loading import load
from tui.desk.messages import Loaded
from tui.desk.overview_lines import overview_lines
from tui.desk.state import SheetSpot
from tui.desk.words import Words


async def test_a_table_without_a_heading_is_named_with_its_kind_and_the_reason(tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet()
    for number, row in enumerate([["某区财政局2024年“三公”经费支出决算表"], ["单位：万元"], [0.95, 0.95]]):
        page.write_row(number, 0, row)
    book.close()
    posted: list[object] = []
    load([path], 1, lambda message: posted.append(message) or True, lambda: False)
    state = next(message.state for message in posted if isinstance(message, Loaded))

    lines = overview_lines(state, (), (), Words("en"), Unit.YUAN)  # type: ignore[arg-type]

    table = next(line for line in lines if "no heading row was found" in line.text)
    assert "three public expenses" in table.text
    assert table.mark == "?"


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
