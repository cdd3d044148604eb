"""Comparing at the desk: two documents side by side, filtered, sorted, and the way to both cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from desk_driver import OpenDesk, screen_text, settled
from test_pictures import attributes, compare
from textual.message import Message
from textual.pilot import Pilot
from two_years import write_years

from tui.desk.app import DeskApp
from tui.desk.loading import Read, load
from tui.desk.screens.choosing import ChooseScreen
from tui.desk.screens.opening import OpenScreen


def read_both(paths: tuple[Path, ...]) -> Read:
    def read(
        _: Sequence[Path], generation: int, post: Callable[[Message], object], cancelled: Callable[[], bool]
    ) -> None:
        load(paths, generation, post, cancelled)

    return read


@pytest.fixture
def years(tmp_path: Path) -> tuple[Path, Path]:
    return write_years(tmp_path)


async def press(app: DeskApp, pilot: Pilot[int], *keys: str) -> None:
    await pilot.press(*keys)
    await settled(app, pilot)


def value_here(app: DeskApp) -> object:
    spot = app.main.sheet_view.spot
    assert app.main.state is not None
    assert spot is not None
    return app.main.state.sheet(spot).value(spot.row, spot.column)


async def test_two_years_stand_side_by_side_the_largest_change_first(
    open_desk: OpenDesk, years: tuple[Path, Path]
) -> None:
    async with open_desk(path=years[0], read=read_both(years), size=(120, 40)) as (app, pilot):
        await press(app, pilot, "5")
        shown = screen_text(app)
        assert "2020 budget : 2021 budget" in shown
        assert any(
            "100,000.00" in line and "120,000.00" in line and "+20.00%" in line for line in shown.splitlines()
        )
        model = app.main.comparison_view.model
        assert model is not None
        changes = [abs(model.lines[number].change) for number in model.rows]
        assert changes == sorted(changes, reverse=True)


async def test_enter_goes_to_the_cell_of_the_column_and_escape_comes_back(
    open_desk: OpenDesk, years: tuple[Path, Path]
) -> None:
    async with open_desk(path=years[0], read=read_both(years), size=(120, 40)) as (app, pilot):
        await press(app, pilot, "5", "right", "enter")
        assert (app.main.view, value_here(app)) == ("sheet", "100,000.00")
        await press(app, pilot, "escape")
        assert app.main.view == "compare"
        await press(app, pilot, "right", "enter")
        assert value_here(app) == "120,000.00"


async def test_the_pane_says_where_both_stand_and_how_a_line_stands(
    open_desk: OpenDesk, years: tuple[Path, Path]
) -> None:
    async with open_desk(path=years[0], read=read_both(years), size=(120, 40)) as (app, pilot):
        await press(app, pilot, "5", *["space"] * 3)
        shown = screen_text(app)
        assert "renamed  by change" in shown
        assert "2101506 医疗保障经办事务 -> 2101596" in shown
        assert "the name or the code changed" in shown


async def test_space_filters_and_s_sorts_with_the_cursor_on_its_line(
    open_desk: OpenDesk, years: tuple[Path, Path]
) -> None:
    async with open_desk(path=years[0], read=read_both(years), size=(120, 40)) as (app, pilot):
        await press(app, pilot, "5", "down", "down")
        view = app.main.comparison_view
        line, listed = view.line, view.model.row_count if view.model else 0
        await press(app, pilot, "s", "s")
        assert view.line is line
        await press(app, pilot, "space", "space")
        assert view.model is not None
        assert 0 < view.model.row_count < listed
        assert all(view.model.lines[number].kind.value in {"new", "vanished"} for number in view.model.rows)
        await press(app, pilot, "u")
        assert "1.5" in screen_text(app)


async def test_a_code_and_its_only_child_are_one_line_that_can_be_unfolded(
    open_desk: OpenDesk, years: tuple[Path, Path]
) -> None:
    async with open_desk(path=years[0], read=read_both(years), size=(120, 40)) as (app, pilot):
        await press(app, pilot, "5")
        view = app.main.comparison_view
        assert view.model is not None
        codes = [view.model.lines[number].coordinates.get("function", "") for number in view.model.rows]
        assert "210" in codes
        assert "21015" not in codes  # 210 holds nothing else
        shown, listed, folded = screen_text(app), view.model.row_count, view.model.folded
        assert f"{folded} folded" in shown
        row = codes.index("210")
        await press(app, pilot, *["down"] * row, "plus")
        assert "21015" in screen_text(app)
        assert view.model.row_count > listed
        assert view.row == row
        await press(app, pilot, "down", "minus")
        assert (view.model.row_count, view.row) == (listed, row)


async def test_t_swaps_the_two_documents(open_desk: OpenDesk, years: tuple[Path, Path]) -> None:
    async with open_desk(path=years[0], read=read_both(years), size=(120, 40)) as (app, pilot):
        await press(app, pilot, "5", "t")
        assert isinstance(app.screen, ChooseScreen)
        await press(app, pilot, "down", "enter")
        assert "2021 budget : 2020 budget" in screen_text(app)


async def test_with_one_document_the_view_says_how_to_open_another(
    open_desk: OpenDesk, years: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(years[0].parent)
    async with open_desk(path=years[0], size=(120, 40)) as (app, pilot):
        await press(app, pilot, "5")
        assert "Two documents are needed" in screen_text(app)
        await press(app, pilot, "t", "enter")
        assert isinstance(app.screen, OpenScreen)
        await press(app, pilot, *"2021-b", "enter")
        await settled(app, pilot)
        await press(app, pilot, "5")
        assert app.paths == years
        assert "2020 budget : 2021 budget" in screen_text(app)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_the_comparison_is_as_it_was(
    open_desk: OpenDesk, years: tuple[Path, Path], size: tuple[int, int]
) -> None:
    async with open_desk(path=years[0], read=read_both(years), size=size, language="zh") as (app, pilot):
        await press(app, pilot, "5", "down", "down")
        compare(app, f"compare-{size[0]}x{size[1]}", screen_text(app))


async def test_without_colour_the_marks_say_what_came_and_went(
    open_desk: OpenDesk, years: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_desk(path=years[0], read=read_both(years), language="zh") as (app, pilot):
        await press(app, pilot, "5", "space", "space")
        compare(app, "compare-no-colour-80x24", attributes(app))
