"""The colours show what they mean on terminals of 256 and of 16 colours, and can be read on their background."""

from __future__ import annotations

import pytest
from desk_driver import OpenDesk
from rich.color import Color as RichColor
from rich.color import ColorSystem
from textual.color import Color

from tui.desk.themes import NAMES, theme
from tui.desk.widgets.lines import Look

READABLE = 4.5
"""Contrast that the guidelines for readable text (WCAG, AA) ask for."""

REDS, YELLOWS, GREENS = {1, 9}, {3, 11}, {2, 10}
"""The colours of a terminal of 16, by number: dark and bright."""


def brightness(color: Color) -> float:
    parts = [part / 255 for part in color.rgb]
    red, green, blue = (part / 12.92 if part <= 0.04 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def word_colours(name: str) -> dict[str, Color]:
    """Return the colours of errors, warnings and notes, and of the background, as a theme shows them."""
    shown = {**theme(name).to_color_system().generate(), **theme(name).variables}
    names = {"error": "error-word", "warning": "text-warning", "note": "note-word", "ground": "background"}
    return {what: Color.parse(shown[variable]) for what, variable in names.items()}


@pytest.mark.parametrize("name", NAMES)
def test_errors_are_red_warnings_yellow_and_notes_green_on_16_colours(name: str) -> None:
    colours = word_colours(name)
    for what, wanted in (("error", REDS), ("warning", YELLOWS), ("note", GREENS)):
        shown = RichColor.parse(colours[what].hex6).downgrade(ColorSystem.STANDARD)
        assert shown.number in wanted, (what, colours[what])


@pytest.mark.parametrize("name", NAMES)
def test_colours_differ_on_256_colours_and_errors_and_notes_can_be_read(name: str) -> None:
    colours = word_colours(name)
    ground = colours.pop("ground")
    for what in ("error", "note"):
        dark, bright = sorted((brightness(colours[what]), brightness(ground)))
        assert (bright + 0.05) / (dark + 0.05) >= READABLE, (what, colours[what])
    on_256 = {RichColor.parse(each.hex6).downgrade(ColorSystem.EIGHT_BIT).number for each in colours.values()}
    assert len(on_256) == 3


async def test_the_desk_shows_an_error_in_the_colour_of_its_theme(open_desk: OpenDesk) -> None:
    async with open_desk() as (app, pilot):
        for name in ("light", "contrast", "dark"):
            await pilot.press("H")
            await pilot.pause()
            shown = app.main.tree_view.look(Look.ERROR).color
            assert shown is not None
            assert shown.get_truecolor() == word_colours(name)["error"].rgb
