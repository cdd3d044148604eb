"""Jump mode: a letter stands on everything that can be gone to, and pressing it goes there."""

from __future__ import annotations

import pytest
from desk_driver import OpenDesk, screen_lines, screen_text
from textual.widgets import Input

from tui.desk.app import DeskApp
from tui.desk.screens.exporting import ExportScreen
from tui.desk.screens.jumping import JumpScreen, Target
from tui.desk.screens.mapping import MappingScreen


def lettered(app: DeskApp) -> list[str]:
    """Return the letters that are shown."""
    assert isinstance(app.screen, JumpScreen)
    return list(app.screen.lettered)


def letter_of(app: DeskApp, wanted: str) -> str:
    """Return the letter that stands on an action, or on the widget of an id."""
    screen = app.screen
    assert isinstance(screen, JumpScreen)
    return next(
        letter for letter, target in screen.lettered.items() if wanted in (target.action, _id(target))
    )


def _id(target: Target) -> str:
    return "" if target.action or target.row >= 0 else target.widget.id or ""


async def test_a_letter_goes_to_the_pane_and_back_to_the_view(open_desk: OpenDesk) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("n", "j")
        await pilot.press(letter_of(app, "pane"))
        await pilot.pause()
        assert app.main.pane.has_focus
        await pilot.press("f6")
        await pilot.press(letter_of(app, "tree"))
        await pilot.pause()
        assert app.main.tree_view.has_focus


async def test_a_letter_goes_to_a_cell_that_the_pane_names(open_desk: OpenDesk) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("n", "j")
        letter = letter_of(app, "screen.to_evidence(2)")
        assert f"[{letter}]" in screen_text(app)
        await pilot.press(letter)
        await pilot.pause()
        assert app.main.view == "sheet"
        assert app.main.place is not None
        assert app.main.place.cell == "D15"


async def test_the_views_keep_their_own_keys(open_desk: OpenDesk) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("j")
        await pilot.pause()
        assert "1 tree 2 3 4" in screen_lines(app)[1]
        assert {"1", "2", "6", "u"} <= set(lettered(app))
        await pilot.press("2")
        await pilot.pause()
        assert app.main.view == "sheet"


@pytest.mark.parametrize("key", ["escape", "j", "f6", "f2", "question_mark", "enter"])
async def test_any_other_key_goes_back_and_does_nothing_else(open_desk: OpenDesk, key: str) -> None:
    async with open_desk() as (app, pilot):
        before = screen_text(app)
        await pilot.press("f6")
        assert isinstance(app.screen, JumpScreen)
        assert "j" not in app.screen.lettered
        await pilot.press(key)
        await pilot.pause()
        assert app.screen is app.main
        assert screen_text(app) == before


async def test_in_a_dialog_the_letter_goes_to_a_field_and_what_was_typed_stays(open_desk: OpenDesk) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("e", "f6")
        await pilot.press(letter_of(app, "file"))
        await pilot.pause()
        assert isinstance(app.screen, ExportScreen)
        assert app.screen.query_one(Input).has_focus
        await pilot.press("end", "x", "f6", "escape")
        assert isinstance(app.screen, ExportScreen)
        assert app.screen.query_one(Input).value.endswith("x")


async def test_in_a_list_the_letter_goes_to_its_line(open_desk: OpenDesk) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("2", "m", "f6")
        assert isinstance(app.screen, JumpScreen)
        rows = {target.row: letter for letter, target in app.screen.lettered.items() if target.row >= 0}
        await pilot.press(rows[3])
        await pilot.pause()
        assert isinstance(app.screen, MappingScreen)
        assert app.screen._grid.row == 3
