"""Keys of an input method for Chinese do what the half-width keys do, everywhere but where text is typed."""

from __future__ import annotations

import pytest
from desk_driver import OpenDesk, screen_text
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from tui.desk.app import DeskApp
from tui.desk.full_width_keys import half_width, key_of
from tui.desk.screens.find import FindScreen
from tui.desk.screens.help import HelpScreen


async def send(app: DeskApp, pilot: Pilot[int], *characters: str) -> None:
    """Send keys as a terminal does: by their character."""
    for character in characters:
        key = events.Key(character, character)
        app.post_message(key)
        await pilot.pause()
    await pilot.pause()


@pytest.mark.parametrize(
    ("sent", "half"),
    [
        *zip("？：；，。／＋＝＊！（）１ａＸ【】「」《》、￥", "?:;,./+=*!()1aX[]{}<>/$", strict=True),
        ("　", " "),
    ],
)
def test_a_full_width_character_is_its_half_width_key(sent: str, half: str) -> None:
    assert half_width(sent) == half
    assert key_of(half)


@pytest.mark.parametrize("sent", ["a", "?", "查", "é", "㎡", ""])
def test_other_characters_are_what_they_are(sent: str) -> None:
    assert half_width(sent) == ""


async def test_full_width_keys_open_the_help_and_the_search(open_desk: OpenDesk) -> None:
    async with open_desk() as (app, pilot):
        await send(app, pilot, "？")
        assert isinstance(app.screen, HelpScreen)
        await send(app, pilot, "？")
        assert app.screen is app.main
        await send(app, pilot, "／")
        assert isinstance(app.screen, FindScreen)


async def test_full_width_letters_and_digits_act_in_the_views(open_desk: OpenDesk) -> None:
    async with open_desk() as (app, pilot):
        await send(app, pilot, "３")
        assert app.main.view == "findings"
        await send(app, pilot, "＊")
        assert len(app.main.marked) == 4
        await send(app, pilot, "ｃ")
        assert "4/4 decided" in screen_text(app)


async def test_what_is_typed_into_a_field_stays_full_width(open_desk: OpenDesk) -> None:
    async with open_desk() as (app, pilot):
        await pilot.press("slash")
        await send(app, pilot, "（", "查", "，")
        assert app.screen.query_one(Input).value == "（查，"


async def test_a_key_that_does_nothing_is_named_as_it_is_seen(open_desk: OpenDesk) -> None:
    async with open_desk() as (app, pilot):
        await send(app, pilot, "查")
        assert app.main.bar.announced.startswith("查 does nothing here")
        await pilot.press("ampersand")
        assert app.main.bar.announced.startswith("& does nothing here")
        await send(app, pilot, "＆")
        assert app.main.bar.announced.startswith("& does nothing here")
