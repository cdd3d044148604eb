"""What is in doubt stands after the findings: it is marked as not checked, Enter goes to it, m maps its table."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from desk_driver import OpenDesk, screen_lines, screen_text, settled

from tui.desk.screens.mapping import MappingScreen

TITLE = "某局2021年部门支出总表"
ROWS = (
    (None, "合计", 601.13, 501.13, 100),
    ("208", "社会保障和就业支出", 100, 60, 40),
    ("210", "[bold]卫生[/]健康支出", 300, 280, 20),
    ("221", "住房保障支出", 201.13, 161.13, 40),
)
ITEMS = (
    ("项目", "预算数"),
    ("合计", 15.5),
    ("因公出国（境）费", 2),
    ("公务用车购置及运行费", 9),
    ("其中：公务用车购置费", 5),
    ("公务用车运行费", 4),
    ("公务接待费", 3),
)


@pytest.fixture
def torn(tmp_path: Path) -> Path:
    """A workbook whose table goes on in a sheet that says nothing of it, and of which another does not add up."""
    workbook = openpyxl.Workbook()
    first, second = workbook.active, workbook.create_sheet("续")
    assert first is not None
    first.title = "表1"
    for row in ((TITLE,), ("单位：元",), ("科目编码", "科目名称", "合计", "基本支出", "项目支出"), *ROWS[:3]):
        first.append(row)
    second.append(("某局部门预算公开",))
    second.append(ROWS[3])
    third = workbook.create_sheet("表2")
    for row in (("某局2021年“三公”经费支出表",), ("单位：元",), *ITEMS):
        third.append(row)
    for sheet in workbook:
        for row in sheet.iter_rows(min_col=2):
            for cell in row:
                cell.number_format = "#,##0.00"
    path = tmp_path / "torn.xlsx"
    workbook.save(path)
    return path


async def test_doubts_stand_after_the_findings_and_enter_goes_to_their_cell(
    open_desk: OpenDesk, torn: Path
) -> None:
    async with open_desk(path=torn, size=(120, 40)) as (app, pilot):
        assert app.main.state is not None
        (doubt, *_) = app.main.state.report.doubts
        assert "1." in screen_lines(app)[0].split()
        await pilot.press("3", "ctrl+end")
        await settled(app, pilot)
        text = screen_text(app)
        assert "reading in doubt" in text
        assert "what is missing here may stand there" in text
        assert f"Not checked for it: RU101 {doubt.relations}" in text.replace("\n", " ")
        last = next(
            line for line in screen_lines(app) if "reading in doubt  部门支出总表" in line or TITLE in line
        )
        assert last.split()[0] == "."
        assert app.main.finding is None
        await pilot.press("enter")
        await settled(app, pilot)
        assert app.main.view == "sheet"
        assert app.main.sheet_view.address == "C2"
        await pilot.press("escape")
        await settled(app, pilot)
        assert app.main.view == "findings"


async def test_m_on_a_doubt_maps_the_table_that_is_read_badly_not_the_piece_beside_it(
    open_desk: OpenDesk, torn: Path
) -> None:
    async with open_desk(path=torn, size=(120, 40)) as (app, pilot):
        await pilot.press("3", "ctrl+end", "m")
        await settled(app, pilot)
        assert isinstance(app.screen, MappingScreen)
        assert app.screen.table.title == TITLE


async def test_a_filter_lists_doubts_alone_and_others_leave_them_out(open_desk: OpenDesk, torn: Path) -> None:
    async with open_desk(path=torn) as (app, pilot):
        view = app.main.findings_view
        await pilot.press("3")
        assert view.model is not None
        listed = {}
        for _ in view.model.filter.__class__:
            await pilot.press("k")
            await settled(app, pilot)
            listed[view.model.filter.value] = (len(view.model.numbers), len(view.model.doubts))
        assert listed["in doubt"] == (0, 1)
        assert listed["error"][0] > 0
        assert listed["error"][1] == 0
        assert listed["all"][1] == 1


async def test_cells_in_doubt_carry_the_mark_of_what_is_not_checked(open_desk: OpenDesk, torn: Path) -> None:
    async with open_desk(path=torn) as (app, pilot):
        assert app.main.state is not None
        (doubt, *_) = app.main.state.report.doubts
        accused = {cell.place for finding in app.main.state.findings for cell in finding.cells}
        alone = [cell.place for cell in doubt.cells if cell.place not in accused]
        assert alone
        assert {app.main.marks.at[place] for place in alone} == {"."}
        await pilot.press("6", "down")
        await settled(app, pilot)
        assert "Understood: " in screen_text(app)


async def test_a_key_that_judges_findings_does_nothing_on_a_doubt(open_desk: OpenDesk, torn: Path) -> None:
    async with open_desk(path=torn) as (app, pilot):
        await pilot.press("3", "ctrl+end", "c", "right", "left", "plus")
        await settled(app, pilot)
        assert app.main.view == "findings"
        assert app.main.findings_view.doubt is not None
