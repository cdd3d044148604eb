"""Everywhere an amount stands: from the tree, the sheet and the text to every cell and sentence of the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk_driver import OpenDesk, screen_text, settled
from test_pictures import attributes, compare
from text_example import write_text
from textual.pilot import Pilot

from tui.desk.app import DeskApp


@pytest.fixture
def text(tmp_path: Path) -> Path:
    return write_text(tmp_path)


async def press(app: DeskApp, pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(app, pilot)


def lines_with(app: DeskApp, part: str) -> list[str]:
    return [line for line in screen_text(app).splitlines() if part in line]


async def test_from_a_figure_every_cell_that_states_its_money_is_listed_in_the_unit_of_the_screen(
    open_desk: OpenDesk, text: Path
) -> None:
    async with open_desk(path=text, size=(120, 40)) as (app, pilot):
        await press(app, pilot, "4", "s", "E")
        assert any("=" in line and "80,000.00" in line for line in lines_with(app, "合计 / 基本支出"))
        assert any("≠" in line and "90,000.00" in line for line in lines_with(app, "¶9"))
        assert any("here" in line for line in lines_with(app, "¶5"))
        assert any("the same amount:" in line for line in lines_with(app, "行政运行 / 合计"))


async def test_enter_goes_to_the_cell_and_escape_comes_back(open_desk: OpenDesk, text: Path) -> None:
    async with open_desk(path=text, size=(120, 40)) as (app, pilot):
        await press(app, pilot, "4", "s")
        here = app.main.text_view.spot
        await press(app, pilot, "E", "enter")
        assert app.main.view == "sheet"
        assert app.main.place is not None
        assert app.main.state is not None
        value = app.main.state.sheet(app.main.sheet_view.spot).value(
            app.main.place.row, app.main.place.column
        )
        assert value == "80,000.00"
        await press(app, pilot, "escape")
        assert (app.main.view, app.main.text_view.spot) == ("text", here)


async def test_from_a_cell_of_the_tree_a_sentence_is_listed_and_gone_to(
    open_desk: OpenDesk, text: Path
) -> None:
    async with open_desk(path=text, size=(120, 40)) as (app, pilot):
        await press(app, pilot, "1", "right", "right", "E")
        assert "80,000.00" in screen_text(app)
        await press(app, pilot, *"9.00", "enter")
        assert app.main.view == "text"
        assert app.main.text_view.claim_spot is not None
        assert app.main.state is not None
        assert app.main.state.claim(app.main.text_view.claim_spot).text == "9.00万元"


async def test_a_figure_that_is_not_bound_finds_the_cells_of_the_same_amount_in_another_unit(
    open_desk: OpenDesk, text: Path
) -> None:
    async with open_desk(path=text, size=(120, 40)) as (app, pilot):
        await press(app, pilot, "4", "d")
        assert app.main.state is not None
        assert any("= 40,000.00 元" in line for line in lines_with(app, "same amount"))
        await press(app, pilot, "E")
        assert any("40,000.00" in line for line in lines_with(app, "项目支出"))


async def test_a_cell_without_an_amount_says_so(open_desk: OpenDesk, text: Path) -> None:
    async with open_desk(path=text) as (app, pilot):
        await press(app, pilot, "2", "less_than_sign", "E")
        assert "No amount that is read stands here." in screen_text(app)


ITEMS = """\
某区医疗保障局2021年部门预算

一、“三公”经费预算情况

2021年“三公”经费年初预算数43.83万元。

一般公共预算财政拨款“三公”经费支出表
单位：元
项目	2021年预算数
“三公”经费合计	438,300.00
因公出国（境）费	100,000.00
公务用车购置及运行费	300,000.00
公务接待费	38,300.00
"""


async def test_a_sentence_that_does_not_say_of_which_money_finds_the_cell_that_does(
    open_desk: OpenDesk, tmp_path: Path
) -> None:
    path = tmp_path / "三公-2021-budget.txt"
    path.write_text(ITEMS, encoding="utf-8")
    async with open_desk(path=path, size=(120, 40)) as (app, pilot):
        await press(app, pilot, "4", "s")
        assert "43.83万元=" in screen_text(app)
        assert any("= 438,300.00" in line for line in lines_with(app, "cell"))


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_the_list_is_as_it_was(open_desk: OpenDesk, text: Path, size: tuple[int, int]) -> None:
    async with open_desk(path=text, size=size, language="zh") as (app, pilot):
        await press(app, pilot, "4", "s", "E")
        compare(app, f"elsewhere-{size[0]}x{size[1]}", screen_text(app))


async def test_without_colour_the_signs_say_everything(
    open_desk: OpenDesk, text: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_desk(path=text) as (app, pilot):
        await press(app, pilot, "4", "s", "E")
        compare(app, "elsewhere-no-colour-80x24", attributes(app))
