"""Searching: what is typed is looked up in all views as one types, and then from match to match in one of them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.desk.app import DeskApp
    from tui.desk.messages import LookedUp, Searched
    from tui.desk.screens.find import Lookup


class Searching:
    """One search and one looking up at a time; a new one leaves the one before without a hearer."""

    def __init__(self, app: DeskApp) -> None:
        self._app = app
        self._generation = 0
        self._lookup: Lookup | None = None

    def ask(self) -> None:
        """Ask what to search for."""
        from tui.desk.screens.find import Lookup

        self._lookup = Lookup(self._app)
        self._lookup.open()

    def give_up(self) -> None:
        """Leave the search that runs without a hearer."""
        self._generation += 1

    def search(self, text: str) -> None:
        """Search the kind of view that is shown, in a thread."""
        from tui.desk.search import search

        app, state = self._app, self._app.main.state
        if state is None:
            return
        self._generation += 1
        generation = self._generation

        def cancelled() -> bool:
            return generation != self._generation

        query = (state, app.main.view, text, app.words, generation)
        app.announce(
            app.words("Searching {query} ... {key} stops it.", query=text, key=app.keys.first("desk.back"))
        )
        app.run_worker(
            partial(search, *query, app.post_message, cancelled, app.main.unit),
            group="search",
            description="search",
            thread=True,
            exit_on_error=False,
        )

    def take(self, event: Searched) -> None:
        """Go to the first match, unless another search has begun."""
        if event.generation == self._generation:
            self._app.main.navigation.take_hits(event.query, event.hits, complete=event.complete)

    def take_results(self, event: LookedUp) -> None:
        """List what was found while something is looked up."""
        if self._lookup is not None:
            self._lookup.take(event)
