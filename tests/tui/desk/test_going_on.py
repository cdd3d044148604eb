"""A decision goes on to the next problem that is not decided, says so, and undo comes back to what was decided."""

from __future__ import annotations

from pathlib import Path

import pytest
from desk_driver import OpenDesk, screen_lines, screen_text, settled
from textual.events import Key
from textual.widgets import Input

from tui.desk.app import DeskApp
from tui.desk.screens.asking import AskScreen
from tui.desk.screens.find import FindScreen
from tui.desk.screens.jumping import JumpScreen


def shown(app: DeskApp) -> str:
    """Return the finding that the pane shows, "" for none."""
    return "" if app.main.finding is None else app.main.finding.id


@pytest.mark.parametrize("view", ["1", "2", "3"], ids=["tree", "sheet", "findings"])
async def test_a_decision_goes_on_to_the_next_problem_until_all_are_decided(
    open_desk: OpenDesk, view: str
) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press(view)
        if view != "3":
            await pilot.press("n")
        for ident, announced in (
            ("rollup", "Saved: RU101 confirmed. Next: WB101; 3 to be decided."),
            ("error-cell", "Saved: WB101 confirmed. Next: RU104; 2 to be decided."),
            ("total", "Saved: RU104 confirmed. Next: RU102; 1 to be decided."),
            ("rounding", "Saved: RU102 confirmed. All 4 problems are decided."),
        ):
            assert shown(app) == ident
            await pilot.press("c")
            await pilot.pause()
            assert announced in screen_text(app)
        assert "4/4 decided" in screen_lines(app)[0]
        assert shown(app) == "rounding"


async def test_from_the_last_problem_it_goes_on_to_the_first_that_is_left(open_desk: OpenDesk) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("3", "end", "ctrl+end", "c")
        await pilot.pause()
        assert shown(app) == "rollup"
        await pilot.press("down", "f")
        await pilot.pause()
        assert shown(app) == "total"


async def test_what_is_marked_is_decided_and_the_cursor_goes_on_behind_it(open_desk: OpenDesk) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("3", "space", "down", "space", "x", *"unit", "enter")
        await pilot.pause()
        assert "2 problems dismissed" in screen_text(app)
        assert "Next: RU102; 2 to be decided." in " ".join(screen_text(app).split())
        assert shown(app) == "rounding"
        await pilot.press("U")
        await pilot.pause()
        assert "Taken back" in screen_text(app)
        assert shown(app) == "rollup"
        await pilot.press("down", "X")
        await pilot.pause()
        assert shown(app) == "rollup"
        assert "2/4 decided" in screen_lines(app)[0]


async def test_undo_comes_back_to_the_problem_in_the_tree_too(open_desk: OpenDesk) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("n", "c")
        await pilot.pause()
        assert shown(app) == "error-cell"
        await pilot.press("U")
        await pilot.pause()
        assert shown(app) == "rollup"
        await pilot.press("n")
        await pilot.pause()
        assert shown(app) == "error-cell"


async def test_opened_again_a_problem_stays_where_it_is(open_desk: OpenDesk) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("3", "c", "up", "O")
        await pilot.pause()
        assert shown(app) == "rollup"
        assert "Next:" not in screen_text(app)


async def test_under_a_filter_it_goes_along_what_is_listed_and_counts_the_rest(open_desk: OpenDesk) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("3", "l", *"RU10", "enter", "c")
        await pilot.pause()
        assert shown(app) == "total"
        await pilot.press("c", "c")
        await pilot.pause()
        shown_text = " ".join(screen_text(app).split())
        assert "All that are listed are decided; elsewhere 1 are not: k lists them." in shown_text


async def test_a_group_is_one_problem_and_is_passed_over_whole(open_desk: OpenDesk, planted: Path) -> None:
    async with open_desk(path=planted) as (app, pilot):
        await pilot.press("3", "ctrl+home")
        first = app.main.finding
        assert first is not None
        await pilot.press("c")
        await pilot.pause()
        assert app.main.finding is not None
        assert app.main.finding.group != first.group
        model = app.main.findings_view.model
        assert model is not None
        assert not model.rows.rows[app.main.findings_view.row].is_under


async def test_who_would_rather_stay_sets_it_so(open_desk: OpenDesk, tmp_path: Path) -> None:
    (tmp_path / "settings").mkdir()
    settings = tmp_path / "settings" / "desk.toml"
    settings.write_text('author = "李"\nafter_decision = "stay"\n', encoding="utf-8")
    async with open_desk() as (app, pilot):
        await pilot.press("n", "c")
        await pilot.pause()
        assert shown(app) == "rollup"
        assert "Next:" not in screen_text(app)


async def test_a_key_pressed_right_after_a_view_switch_acts_on_the_new_view(open_desk: OpenDesk) -> None:
    async with open_desk() as (app, pilot):
        for key, character in (("3", "3"), ("space", " "), ("2", "2"), ("z", "z"), ("end", None), ("1", "1")):
            app.post_message(Key(key, character))
        app.post_message(Key("percent_sign", "%"))
        await pilot.pause()
        await pilot.pause()
        assert app.main.findings_view.model is not None
        assert app.main.findings_view.model.marked == [0]
        assert app.main.sheet_view.column > 0
        assert app.main.tree_view.has_focus
        assert "does nothing here" not in screen_text(app)


async def test_a_wrong_key_names_its_view_once(open_desk: OpenDesk) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("g")
        await pilot.pause()
        assert "g does nothing here. In the sheet: go to an address." in screen_text(app)
        await pilot.press("L", "g")
        await pilot.pause()
        assert screen_text(app).count("工作表") == 1


def typed_at_once(app: DeskApp, *keys: str) -> None:
    """Send keys as a terminal does that hands them over together: none waits for what the one before did."""
    for key in keys:
        app.post_message(Key(key, key if len(key) == 1 else None))


async def test_what_is_typed_ahead_of_a_dialog_is_in_it(open_desk: OpenDesk) -> None:
    async with open_desk() as (app, pilot):
        typed_at_once(app, "slash", *"wsjk")
        await pilot.pause()
        await settled(app, pilot)
        assert isinstance(app.screen, FindScreen)
        assert app.screen.query_one(Input).value == "wsjk"
        assert app.judging.decided == {}
        await pilot.press("escape")
        typed_at_once(app, "n", "x", *"ccx", "f6")
        await settled(app, pilot)
        assert isinstance(app.screen, JumpScreen)
        await pilot.press("escape")
        assert app.screen.query_one(Input).value == "ccx"


async def test_what_is_typed_ahead_of_a_filter_filters_and_does_nothing_else(open_desk: OpenDesk) -> None:
    async with open_desk() as (app, pilot):
        generation = app.loading.generation
        typed_at_once(app, "3", "l", *"RU102")
        await pilot.pause()
        await pilot.pause()
        assert app.main.findings_view.model is not None
        assert app.main.findings_view.model.typed == "RU102"
        assert app.loading.generation == generation


async def test_enter_and_tab_are_at_once_too(open_desk: OpenDesk) -> None:
    async with open_desk() as (app, pilot):
        typed_at_once(app, "3", "enter", "z", "tab", "down", "tab", "g")
        await pilot.pause()
        await settled(app, pilot)
        assert app.main.view == "sheet"
        assert app.main.bar.announced != "", "the rows before the cursor are frozen"
        assert isinstance(app.screen, AskScreen)
