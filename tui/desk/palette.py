"""The command palette: every entry of the key map as "area: verb", with its keys."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from tui.desk.keymap import KeyEntry, shipped

if TYPE_CHECKING:
    from tui.desk.app import DeskApp

_LEFT_OUT = {"desk.palette", "desk.interrupt"}


class DeskCommands(Provider):
    """The commands of the main screen and of the view it shows."""

    @property
    def _app(self) -> DeskApp:
        return cast("DeskApp", self.app)

    def _entries(self) -> Iterator[tuple[KeyEntry, str]]:
        main = self._app.main
        for entry in shipped():
            if entry.scope in {"desk", main.view} and entry.id not in _LEFT_OUT:
                yield entry, f"{self._app.words(entry.label)}  ({self._app.keys.all(entry.id)})"

    async def _run(self, entry: KeyEntry) -> None:
        main = self._app.main
        await self._app.run_action(entry.action, main if entry.scope == "desk" else main.grid)

    async def discover(self) -> Hits:
        """List every command while nothing is typed."""
        for entry, text in self._entries():
            yield DiscoveryHit(Content(text), partial(self._run, entry), text, self._app.words(entry.help))

    async def search(self, query: str) -> Hits:
        """List the commands that match what is typed, in their words or their English ones."""
        matcher = self.matcher(query)
        for entry, text in self._entries():
            score = max(matcher.match(text), matcher.match(entry.label))
            if score > 0:
                yield Hit(score, Content(text), partial(self._run, entry), text, self._app.words(entry.help))
