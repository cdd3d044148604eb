"""Who sits at the desk: asked once, shown, and changed at any time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from tui.desk.settings import save_settings

if TYPE_CHECKING:
    from pathlib import Path

    from model.engagement.record import Capacity
    from tui.desk.app import DeskApp
    from tui.desk.settings import Settings


class Person:
    """The name and the role that decisions and notes carry. `file` is where they are stored."""

    def __init__(self, app: DeskApp, file: Path) -> None:
        self._app = app
        self._file = file

    def known(self, then: Callable[[], object]) -> None:
        """Do something that carries a name; the first time, ask for the name before."""
        if self._app.settings.author:
            then()
        else:
            self._ask(then)

    def change(self) -> None:
        """Ask for another name or role."""
        self._ask(lambda: None)

    def keep(self, settings: Settings, changed: Mapping[str, str]) -> str:
        """Take other settings, and save what is changed for the next time; return why it cannot be saved, else ""."""
        app = self._app
        app.settings = settings
        try:
            save_settings(self._file, changed)
        except OSError as error:
            return app.words("This is not kept for the next time ({why}).", why=error.strerror or str(error))
        return ""

    def _ask(self, then: Callable[[], object]) -> None:
        from tui.desk.screens.person import PersonScreen

        app = self._app

        def keep(name: str, capacity: Capacity) -> str:
            changed = {"author": name, "role": capacity.value}
            why = self.keep(replace(app.settings, author=name, role=capacity.value), changed)
            if why:
                app.announce(why)
            app.main.redraw()
            app.call_after_refresh(then)
            return ""

        app.push_screen(PersonScreen(app.words, app.keys, app.settings, keep))
