"""A table that goes on in the next sheet at the desk: every sheet as the file has it, every way to the right cell."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from desk_driver import OpenDesk, screen_text

from model.finding import Place
from tui.desk.mapped_table import table_at
from tui.desk.state import SheetSpot

TITLE, UNIT = "2021年支出总表", "单位：万元"
HEADINGS = ("科目编码", "科目名称", "合计", "基本支出", "项目支出")
FIRST = (
    ("", "合计", 100, 80, 20),
    ("208", "社会保障和就业支出", 30, 30, None),
    ("20805", "行政事业单位养老支出", 30, 30, None),
    ("2080505", "机关事业单位基本养老保险缴费支出", 20, 20, None),
    ("2080506", "机关事业单位职业年金缴费支出", 10, 10, None),
)
SECOND = (
    ("210", "卫生健康支出", 70, 50, 20),
    ("21011", "行政事业单位医疗", 12, 12, None),
    ("2101101", "行政单位医疗", 12, 12, None),
    ("21015", "医疗保障管理事务", 85, 38, 20),
    ("2101501", "行政运行", 38, 38, None),
    ("2101502", "一般行政管理事务", 20, None, 20),
)
WRONG = ("表2续", "C7")


@pytest.fixture
def split(tmp_path: Path) -> Path:
    """A workbook whose table goes on in the second sheet, where two digits of one amount are exchanged."""
    workbook = openpyxl.Workbook()
    first = workbook.active
    assert first is not None
    first.title = "表2"
    second = workbook.create_sheet("表2续")
    for row in ((TITLE,), (None, None, None, None, UNIT), HEADINGS, *FIRST):
        first.append(row)
    for row in ((TITLE + "（续）",), (None, None, None, None, UNIT), HEADINGS, *SECOND):
        second.append(row)
    path = tmp_path / "某局2021年部门预算.xlsx"
    workbook.save(path)
    return path


async def test_enter_on_a_finding_goes_to_the_cell_of_the_second_sheet_and_back(
    open_desk: OpenDesk, split: Path
) -> None:
    async with open_desk(path=split, size=(120, 40)) as (app, pilot):
        assert app.main.view == "tree"
        await pilot.press("n")
        await pilot.pause()
        assert app.main.finding is not None
        suspect = app.main.finding.suspect
        assert suspect is not None
        assert (suspect.sheet, suspect.cell) == WRONG
        await pilot.press("enter")
        await pilot.pause()
        assert app.main.sheet_view.spot == SheetSpot(0, 1, 6, 2)
        assert app.main.sheet_view.address == "C7"
        assert "表2续" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert app.main.view == "tree"
        assert app.main.place == suspect


async def test_each_sheet_is_shown_as_the_file_has_it(open_desk: OpenDesk, split: Path) -> None:
    async with open_desk(path=split, size=(120, 40)) as (app, pilot):
        assert app.main.state is not None
        heights = [app.main.state.sheet(spot).height for spot in app.main.state.sheets()]
        assert heights == [3 + len(FIRST), 3 + len(SECOND)]
        await pilot.press("2", "g", *"D4", "enter", "right_square_bracket")
        await pilot.pause()
        assert app.main.sheet_view.at == (0, 1)
        text = screen_text(app)
        assert TITLE + "（续）" in text
        assert "社会保障和就业支出" not in text
        assert "[ 2/2 ]" in text


async def test_the_cells_of_the_second_sheet_say_what_they_mean(open_desk: OpenDesk, split: Path) -> None:
    async with open_desk(path=split, size=(120, 40)) as (app, pilot):
        await pilot.press("2", "right_square_bracket", "g", *"D9", "enter")
        await pilot.pause()
        assert app.main.sheet_view.at == (0, 1)
        await pilot.press("g", *"D8", "enter")
        await pilot.pause()
        assert "2101501 行政运行 > 基本支出" in screen_text(app).replace("  |  ", " > ")


async def test_a_cell_of_either_sheet_belongs_to_the_one_table(open_desk: OpenDesk, split: Path) -> None:
    async with open_desk(path=split) as (app, _):
        state = app.main.state
        assert state is not None
        path = state.documents[0].book.path
        places = [Place(path, "表2", 4, 2), Place(path, "表2续", 6, 2), Place(path, "表2续", 0, 0)]
        spots = [table_at(state, place) for place in places]
        assert spots[0] is not None
        assert spots == [spots[0]] * 3


async def test_the_overview_lists_one_table_and_where_it_goes_on(open_desk: OpenDesk, split: Path) -> None:
    async with open_desk(path=split, size=(120, 40)) as (app, pilot):
        await pilot.press("6")
        await pilot.pause()
        assert "A1:E8" in screen_text(app)
        assert app.main.state is not None
        (table,) = app.main.state.report.documents[0].tables
        assert table.cells == "A1:E8, 表2续!A4:E9"
