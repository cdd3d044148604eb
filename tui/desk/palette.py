"""The command palette: every entry of the key map as "area: verb", with its keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.desk.keymap import shipped
from tui.desk.screens.choosing import choose
from tui.desk.widgets.choices import Choice

if TYPE_CHECKING:
    from tui.desk.app import DeskApp

_LEFT_OUT = {"desk.palette", "desk.interrupt"}


def open_palette(app: DeskApp) -> None:
    """List the commands of the main screen and of the view it shows, and run the one that is taken.

    They are found by their words in the language of the moment, by the English ones, and by their keys.
    """
    main, words = app.main, app.words
    entries = [e for e in shipped() if e.scope in {"desk", main.view} and e.id not in _LEFT_OUT]
    choices = [
        Choice(words(entry.label), sought=f"{entry.label} {words(entry.help)}", key=app.keys.all(entry.id))
        for entry in entries
    ]

    async def run(number: int) -> None:
        entry = entries[number]
        await app.run_action(entry.action, main if entry.scope == "desk" else main.grid)

    choose(app, words("Commands"), choices, lambda number: app.call_next(run, number))
