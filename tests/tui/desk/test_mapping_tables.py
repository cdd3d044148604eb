"""A table that was not recognised is mapped at the desk: kept, read again, checked, and written for next year."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from desk_driver import OpenDesk, screen_text, settled
from textual.pilot import Pilot

from model.engagement.engagement import Engagement
from model.engagement.location import beside
from model.lexicon.lexicon import lexicon
from model.mapping.mapping import TableMapping, load_mappings
from model.money import Unit
from model.reading.table import Table
from tui.desk.app import DeskApp
from tui.desk.screens.mapping import MappingScreen
from tui.desk.screens.meaning import MeaningScreen

TITLE = "2021年情况一览"


@pytest.fixture
def destroyed(planted: Path) -> Path:
    """The sample with faults; its second table has lost its title and the words of two headings."""
    workbook = openpyxl.load_workbook(planted)
    sheet = workbook.worksheets[1]
    sheet["A1"], sheet["A2"], sheet["E5"] = None, TITLE, "甲"
    sheet.title = "附页"
    workbook.save(planted)
    return planted


def second(app: DeskApp) -> Table:
    assert app.main.state is not None
    return app.main.state.documents[0].tables[1]


def rollups(app: DeskApp) -> int:
    """Return how many findings rest on D11, where the sample's first fault was planted."""
    assert app.main.state is not None
    cells = [place for finding in app.main.state.findings for place in (cell.place for cell in finding.cells)]
    return sum((place.sheet, place.cell) == ("附页", "D11") for place in cells)


async def press(app: DeskApp, pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(app, pilot)


async def to_line_of(app: DeskApp, pilot: Pilot[int], sheet: str) -> None:
    """Open the overview and go down to the line of a sheet, of which the pane below then speaks."""
    await press(app, pilot, "6")
    for _ in range(40):
        if any(line.lstrip().startswith(sheet) for line in screen_text(app).splitlines()[-8:-1]):
            return
        await press(app, pilot, "down")
    pytest.fail(f"no line of {sheet}")


async def to_second_sheet(app: DeskApp, pilot: Pilot[int], address: str) -> None:
    await press(app, pilot, "2", "t", *"附页", "enter", "g", *address, "enter")
    assert app.main.sheet_view.at == (0, 1)


async def choose(app: DeskApp, pilot: Pilot[int], typed: str) -> None:
    """Open the line under the cursor, filter by what is typed, and take the first choice."""
    await press(app, pilot, "enter", *typed, "enter")


async def test_a_table_is_mapped_kept_read_again_and_its_fault_found(
    open_desk: OpenDesk, destroyed: Path
) -> None:
    async with open_desk(path=destroyed) as (app, pilot):
        assert (second(app).kind, rollups(app)) == ("", 0)
        await to_second_sheet(app, pilot, "E12")
        await press(app, pilot, "m")
        assert isinstance(app.screen, MappingScreen)
        assert "not recognised" in screen_text(app)
        await choose(app, pilot, "general_expenditure")
        assert "* kind" in screen_text(app)
        await press(app, pilot, *["down"] * 10)
        assert "E   甲 | 4675810.13 | 375937.68" in screen_text(app)
        await choose(app, pilot, "基本支出")
        assert "amounts: use basic expenditure" in screen_text(app)
        await press(app, pilot, "f2")
        assert app.screen is app.main
        assert second(app).kind == "general_expenditure"
        assert second(app).unbound == ()
        assert rollups(app) > 0
        assert "Saved:" in screen_text(app)
    with Engagement.open(beside(destroyed)) as engagement:
        (stored,) = engagement.mappings()
    assert stored == TableMapping(
        title=TITLE, sheet="附页", kind="general_expenditure", columns=((4, "基本支出"),)
    )
    async with open_desk(path=destroyed) as (app, _):
        assert second(app).mapping == stored
        assert rollups(app) > 0


async def test_the_dialog_opens_on_the_line_of_the_overview_too(open_desk: OpenDesk, destroyed: Path) -> None:
    async with open_desk(path=destroyed, language="zh") as (app, pilot):
        await to_line_of(app, pilot, "附页")
        assert "未识别" in screen_text(app)
        await press(app, pilot, "m")
        assert isinstance(app.screen, MappingScreen)
        await press(app, pilot, "enter")
        text = screen_text(app)
        assert "目录" in text
        assert "按文件所述" in text
        await press(app, pilot, *"一般公共预算支出", "enter", "f2")
        assert "已保存：该表读取了" in screen_text(app)
        assert any(line.startswith(" *   附页") for line in screen_text(app).splitlines())
        await to_line_of(app, pilot, "附页")
        assert "已映射" in screen_text(app)
        assert second(app).kind == "general_expenditure"


async def test_unit_year_stage_and_heading_rows_are_asked_for_and_checked(
    open_desk: OpenDesk, destroyed: Path
) -> None:
    async with open_desk(path=destroyed) as (app, pilot):
        await to_second_sheet(app, pilot, "A1")
        await press(app, pilot, "m")
        await choose(app, pilot, "general_expenditure")
        await press(app, pilot, "down")
        await choose(app, pilot, "万元")
        await press(app, pilot, "down", "enter", *"21", "enter")
        assert "21 is no year" in screen_text(app)
        await press(app, pilot, "backspace", "backspace", *"2019", "enter", "down")
        await choose(app, pilot, "final")
        await press(app, pilot, "down", "enter", *"90:91", "enter")
        assert "The rows of the headings lie in" in screen_text(app)
        await press(app, pilot, *["backspace"] * 5, *"4:5", "enter")
        screen = app.screen
        assert isinstance(screen, MappingScreen)
        assert screen.mapping == TableMapping(
            TITLE, "附页", "general_expenditure", Unit.WAN, 2019, "final", range(3, 5)
        )
        await press(app, pilot, "f2")
        table = second(app)
        assert (table.unit, table.year, table.stage, table.first_data_row) == (Unit.WAN, 2019, "final", 5)


async def test_what_is_typed_of_a_column_is_read_at_once_and_taken_only_if_understood(
    open_desk: OpenDesk, destroyed: Path
) -> None:
    async with open_desk(path=destroyed, size=(120, 40)) as (app, pilot):
        await to_second_sheet(app, pilot, "E12")
        await press(app, pilot, "m", *["down"] * 10, "enter")
        assert isinstance(app.screen, MeaningScreen)
        await press(app, pilot, *"上年预算数不知")
        assert "not understood: 不知" in screen_text(app)
        await press(app, pilot, "enter")
        assert isinstance(app.screen, MeaningScreen)
        await press(app, pilot, "backspace", "backspace")
        assert "amounts: stage budget, year the year before" in screen_text(app)
        await press(app, pilot, "enter")
        assert isinstance(app.screen, MappingScreen)
        assert app.screen.mapping.columns == ((4, "上年预算数"),)
        await choose(app, pilot, "leave")
        assert app.screen.mapping.columns == ((4, ""),)
        await press(app, pilot, "enter", *["up"] * 9, "enter")
        assert app.screen.mapping.columns == ()


async def test_escape_keeps_nothing(open_desk: OpenDesk, destroyed: Path) -> None:
    async with open_desk(path=destroyed) as (app, pilot):
        await to_second_sheet(app, pilot, "E12")
        await press(app, pilot, "m")
        await choose(app, pilot, "general_expenditure")
        await press(app, pilot, "escape")
        assert app.screen is app.main
        assert second(app).kind == ""
    assert not beside(destroyed).exists()


async def test_a_mapping_is_taken_back_by_saying_nothing_any_more(
    open_desk: OpenDesk, destroyed: Path
) -> None:
    with Engagement.open(beside(destroyed)) as engagement:
        engagement.map_table(TableMapping(title=TITLE, kind="general_expenditure"), "李")
    async with open_desk(path=destroyed) as (app, pilot):
        assert second(app).kind == "general_expenditure"
        await to_second_sheet(app, pilot, "E12")
        await press(app, pilot, "m", "ctrl+home", "enter", "ctrl+home", *["up"] * 40, "enter", "f2")
        assert second(app).kind == ""
        assert "taken back" in screen_text(app)
    with Engagement.open(beside(destroyed)) as engagement:
        assert engagement.mappings() == ()
        assert len(engagement.mapping_log()) == 2


async def test_a_saved_mapping_of_no_table_is_shown_and_can_be_taken_back(
    open_desk: OpenDesk, destroyed: Path
) -> None:
    with Engagement.open(beside(destroyed)) as engagement:
        engagement.map_table(TableMapping(title="早已不在的表", kind="fund"), "李")
    async with open_desk(path=destroyed) as (app, pilot):
        assert "No table has the title" in screen_text(app)
        await press(app, pilot, "6", "ctrl+home", "m")
        assert "早已不在的表" in screen_text(app)
        await press(app, pilot, "enter")
        assert app.main.state is not None
        assert app.main.state.troubles == ()
        await press(app, pilot, "6", "ctrl+home", "m")
        assert app.screen is app.main


async def test_the_mapping_file_is_written_for_next_year(open_desk: OpenDesk, destroyed: Path) -> None:
    with Engagement.open(beside(destroyed)) as engagement:
        engagement.map_table(TableMapping(title=TITLE, kind="general_expenditure", year=2021), "李")
    target = destroyed.with_name(f"{destroyed.stem}-mapping.toml")
    async with open_desk(path=destroyed) as (app, pilot):
        await press(app, pilot, "M")
        assert "1 tables" in screen_text(app)
        await press(app, pilot, "enter")
        assert "Written:" in screen_text(app)
        (mapping,) = load_mappings(target, lexicon())
        assert mapping == TableMapping(title=TITLE, kind="general_expenditure")
        await press(app, pilot, "M", "enter")
        assert "there already" in screen_text(app)
        await press(app, pilot, "enter")
        assert app.screen is app.main
        await press(app, pilot, "M", "ctrl+u", *str(destroyed), "enter", "enter")
        assert "one of the documents" in screen_text(app).replace("\n", " ")


async def test_without_any_mapping_there_is_nothing_to_write(open_desk: OpenDesk, planted: Path) -> None:
    async with open_desk(path=planted) as (app, pilot):
        await press(app, pilot, "M")
        assert app.screen is app.main
        assert "m says what a table is" in screen_text(app)


async def test_an_engagement_that_cannot_be_written_keeps_the_dialog_open(
    open_desk: OpenDesk, destroyed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("model.engagement.store.may_write", lambda _: False)
    async with open_desk(path=destroyed) as (app, pilot):
        await to_second_sheet(app, pilot, "E12")
        await press(app, pilot, "m")
        await choose(app, pilot, "general_expenditure")
        await press(app, pilot, "f2")
        assert isinstance(app.screen, MappingScreen)
        assert "can only be read" in screen_text(app)


async def test_words_are_offered_while_what_is_typed_is_not_yet_understood(
    open_desk: OpenDesk, destroyed: Path
) -> None:
    async with open_desk(path=destroyed) as (app, pilot):
        await to_second_sheet(app, pilot, "E12")
        await press(app, pilot, "m", *["down"] * 10)
        await choose(app, pilot, "运行维")
        assert isinstance(app.screen, MappingScreen)
        ((column, words),) = app.screen.mapping.columns
        assert column == 4
        assert "运行维" in words
        assert words in lexicon().words


async def test_a_mapping_of_a_text_knows_a_table_by_its_title_alone(
    open_desk: OpenDesk, tmp_path: Path
) -> None:
    path = tmp_path / "说明.txt"
    rows = "项目\t数\n208 社会保障\t3\n210 卫生\t4\n"
    path.write_text(f"某区医疗保障局2021年部门预算说明\n\n一览\n单位：万元\n{rows}", encoding="utf-8")
    async with open_desk(path=path) as (app, pilot):
        await press(app, pilot, "2", "m")
        screen = app.screen
        assert isinstance(screen, MappingScreen)
        assert (screen.mapping.title, screen.mapping.sheet) == ("一览", "")


async def test_hostile_text_acts_on_nothing_in_the_dialogs(open_desk: OpenDesk, planted: Path) -> None:
    workbook = openpyxl.load_workbook(planted)
    sheet = workbook.worksheets[1]
    sheet["A1"], sheet["A2"] = None, "[bold]x[/] [@click=app.quit]y[/] \u202e一览"
    sheet["E5"] = "[red]甲[/]\u200b"
    workbook.save(planted)
    async with open_desk(path=planted, size=(120, 40)) as (app, pilot):
        await to_line_of(app, pilot, sheet.title)
        await press(app, pilot, "m")
        assert isinstance(app.screen, MappingScreen)
        text = screen_text(app)
        assert "[bold]x[/] [@click=app.quit]y[/] ␦一览" in text
        assert "[red]甲[/]␦" in text
        assert not {"\u202e", "\u200b"} & set(text)
        await press(app, pilot, *["down"] * 10, "enter", *"[b]x[/]")
        assert "not understood: [b]x[/]" in screen_text(app)
