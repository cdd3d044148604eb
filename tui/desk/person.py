"""Who sits at the desk: asked once, shown, and changed at any time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from tui.desk.settings import save_person

if TYPE_CHECKING:
    from pathlib import Path

    from model.engagement.record import Capacity
    from tui.desk.app import DeskApp


class Person:
    """The name and the role that decisions and notes carry. `file` is where they are kept."""

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

    def _ask(self, then: Callable[[], object]) -> None:
        from tui.desk.screens.person import PersonScreen

        app = self._app

        def keep(name: str, capacity: Capacity) -> str:
            app.settings = replace(app.settings, author=name, role=capacity.value)
            try:
                save_person(self._file, app.settings)
            except OSError as error:
                app.say(
                    app.words(
                        "The name is not kept for the next time ({why}).", why=error.strerror or str(error)
                    )
                )
            app.main.redraw()
            app.call_after_refresh(then)
            return ""

        app.push_screen(PersonScreen(app.words, app.keys, app.settings, keep))
