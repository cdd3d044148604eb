"""A reading that is offered, or was taken, is filled in when its table is mapped; it is kept only when it is saved."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from desk_driver import OpenDesk, screen_text, settled

from model.engagement.engagement import Engagement
from model.engagement.location import locate
from tui.desk.screens.mapping import MappingScreen

TITLE = "某局2021年部门支出总表"
ROWS = (
    ("", "合计", None, 600, 500, 100),
    ("208", "社会保障和就业支出", None, 100, 60, 40),
    ("20805", "行政事业单位养老支出", None, 100, 60, 40),
    ("210", "卫生健康支出", None, 300, 280, 20),
    ("21011", "行政事业单位医疗", None, 300, 280, 20),
    ("221", "住房保障支出", None, 200, 160, 40),
    ("22102", "住房改革支出", None, 200, 160, 40),
)
"""The headings stand a column left of these amounts."""


def written(path: Path, slip: float = 0) -> Path:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "表1"
    for row in ((TITLE,), ("单位：元",), ("科目编码", "科目名称", "合计", "基本支出", "项目支出"), *ROWS):
        sheet.append(row)
    sheet["D7"] = 300 + slip
    for row in sheet.iter_rows(min_row=4, min_col=3):
        for cell in row:
            cell.number_format = "#,##0.00"
    workbook.save(path)
    return path


@pytest.fixture
def doubtful(tmp_path: Path) -> Path:
    return written(tmp_path / "存疑.xlsx", slip=3)


@pytest.fixture
def read_anew(tmp_path: Path) -> Path:
    return written(tmp_path / "改读.xlsx")


async def test_m_on_a_table_in_doubt_begins_with_the_reading_that_is_offered(
    open_desk: OpenDesk, doubtful: Path
) -> None:
    async with open_desk(path=doubtful, size=(120, 40)) as (app, pilot):
        assert app.main.state is not None
        offered = next(doubt.mapping for doubt in app.main.state.report.doubts if doubt.mapping)
        await pilot.press("3", "ctrl+end")
        await settled(app, pilot)
        assert "Other readings of the table tried: " in screen_text(app)
        assert "press m: a reading under which its sums hold is filled in" in screen_text(app).replace(
            "\n", " "
        )
        await pilot.press("m")
        await settled(app, pilot)
        assert isinstance(app.screen, MappingScreen)
        assert app.screen.mapping == offered
        assert "Filled in is a reading under which its sums hold." in screen_text(app)
        await pilot.press("f2")
        await settled(app, pilot)
        (stored,) = Engagement.open(locate([doubtful]).path, read_only=True).mappings()
        assert stored == offered
        rules = {finding.rule for finding in app.main.state.findings}
        assert {"RU101", "RU104"} <= rules


async def test_a_reading_that_was_taken_is_shown_in_the_overview_and_filled_in(
    open_desk: OpenDesk, read_anew: Path
) -> None:
    async with open_desk(path=read_anew, size=(140, 40)) as (app, pilot):
        assert app.main.state is not None
        (table,) = app.main.state.documents[0].tables
        assert table.choice is not None
        await pilot.press("6")
        await settled(app, pilot)
        text = screen_text(app)
        assert "the headings of the columns" in text
        assert f"read anew: at first {table.choice.first.failed} of {table.choice.first.tested}" in text
        await pilot.press("2", "m")
        await settled(app, pilot)
        assert isinstance(app.screen, MappingScreen)
        assert app.screen.mapping == table.choice.mapping


async def test_rows_are_typed_as_they_are_shown(open_desk: OpenDesk, read_anew: Path) -> None:
    async with open_desk(path=read_anew, size=(120, 40)) as (app, pilot):
        await pilot.press("2", "m", *["up"] * 20, *["down"] * 5, "enter")
        await settled(app, pilot)
        await pilot.press(*"5 total, 7:8 part", "enter")
        await settled(app, pilot)
        assert isinstance(app.screen, MappingScreen)
        assert app.screen.mapping.rows == ((4, "total"), (6, "part"), (7, "part"))
        assert "5 total, 7:8 part" in screen_text(app)
        await pilot.press("enter", *["backspace"] * 20, *"99 total", "enter")
        await settled(app, pilot)
        assert "The rows lie in" in screen_text(app)
