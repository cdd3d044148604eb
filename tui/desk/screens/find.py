"""Finding: as one types, what matches in every view is listed; Enter goes there, or along the matches of this view."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.widgets import Input

from tui.desk.claim_cells import TextSpot
from tui.desk.document_names import document_names
from tui.desk.keymap import KeyMap
from tui.desk.lookup import addressed, look_up
from tui.desk.messages import LookedUp
from tui.desk.results import OverviewSpot, Result, Target
from tui.desk.screens.choosing import ListDialog
from tui.desk.state import SheetSpot
from tui.desk.tree_places import TreeSpot
from tui.desk.untrusted import fit, width
from tui.desk.widgets.choices import Choice
from tui.desk.widgets.finding_words import path_of

if TYPE_CHECKING:
    from tui.desk.app import DeskApp
    from tui.desk.words import Words

KIND_WORDS = {
    "amount": "amount",
    "cell": "cell",
    "code": "code",
    "finding": "finding",
    "note": "note",
    "overview": "overview",
    "text": "text",
}
"""What the kinds of results are called, as English templates."""
LEAST_NAME = 12
"""The cells in which a document is named at least."""

_QUOTED = {"note", "text"}
"""Kinds of results whose words are those of an auditor or of a document, and are shown as they are."""

_KINDS_OF_VIEW = {"tree": {"code"}, "sheet": {"cell", "amount"}, "findings": {"finding"}, "text": {"text"}}


class FindScreen(ListDialog[Result | str]):
    """Lists what matches in every view; returns a result, or what was typed where this view is to be searched."""

    def __init__(self, words: Words, keys: KeyMap, lookup: Lookup) -> None:
        super().__init__(words, keys, words("Find"), words("go there"))
        self._lookup = lookup
        self._results: tuple[Result, ...] = ()

    def on_mount(self) -> None:
        """Begin with what was searched for last, which the first character that is typed replaces."""
        super().on_mount()
        self.query_one(Input).placeholder = self.words(
            "name, pinyin initials, code, amount, 表3!E25, note, rule"
        )
        self.query_one(Input).value = self._lookup.query
        self.query_one(Input).select_all()

    def _list(self, wanted: str, at: int = 0) -> None:
        """Look up what is typed; what was listed before stays until something is found."""
        self._lookup.look_up(wanted)
        self._results = ()
        self._choices = self._listed_as((), complete=not wanted.strip())
        self._show_choices(self.of_typed(wanted), list(range(len(self._choices))), at)

    def _listed_as(self, results: tuple[Result, ...], *, complete: bool) -> list[Choice]:
        """Return results as lines, and one more that shows that the search goes on."""
        kinds = {kind: self.words(word) for kind, word in KIND_WORDS.items()}
        cells = max(map(width, kinds.values()))
        lines = [
            Choice(
                each.text if each.kind in _QUOTED else self.words.places(each.text),
                each.mark,
                key=f"{fit(kinds[each.kind], cells)} {self._lookup.document_of(each.target)}".rstrip(),
            )
            for each in results
        ]
        return lines if complete else [*lines, Choice(self.words("Searching ..."))]

    def take_results(self, results: tuple[Result, ...], *, complete: bool) -> None:
        """List what was found so far; the cursor stays in its row."""
        self._results = results
        self._choices = self._listed_as(results, complete=complete)
        typed = self.of_typed(self.query_one(Input).value)
        self._show_choices(typed, list(range(len(self._choices))), self._grid.row)

    def of_typed(self, typed: str) -> Choice | None:
        """Return the first line: the search of this view, from match to match."""
        if not typed.strip():
            return None
        text = self.words(
            "{text}: from match to match in this view, {key} to the next",
            text=typed.strip(),
            key=self.keys.first("desk.next-match"),
        )
        return Choice(text)

    def take_typed(self, typed: str) -> None:
        """Search this view; where it has none and others do, go to the first of them; an address is gone to."""
        state, view = self._lookup.state, self._lookup.view
        cell = next(addressed(state, typed, self.words), None) if state is not None else None
        here = any(each.kind in _KINDS_OF_VIEW.get(view, set()) for each in self._results)
        self.dismiss(cell or (self._results[0] if self._results and not here else typed.strip()))

    def take(self, number: int) -> None:
        """Go to a result; the line that shows that the search goes on is none."""
        if number < len(self._results):
            self.dismiss(self._results[number])


class Lookup:
    """One opening of the dialog: it asks threads for what is typed, and hands over what they find."""

    def __init__(self, app: DeskApp) -> None:
        self._app = app
        self._screen = FindScreen(app.words, app.keys, self)
        self._generation = 0
        self.query = app.main.navigation.query
        self.state = app.main.state
        self.view = app.main.view

        cells = max(app.size.width // 5, LEAST_NAME)
        report = self.state.report.documents if self.state is not None else ()
        names = document_names(report, app.words, cells) if len(report) > 1 else {}
        self._documents = {path: fit(name, min(width(name), cells)) for path, name in names.items()}

    def document_of(self, target: Target) -> str:
        """Return in a few cells in which document a result is, "" where only one is open or it is in none."""
        state = self.state
        if state is None or isinstance(target, OverviewSpot):
            return ""
        match target:
            case TreeSpot():
                path = state.trees[target.tree].path
            case SheetSpot() | TextSpot():
                path = state.documents[target.document].book.path
            case number:
                path = path_of(state.findings[number])
        return self._documents.get(path, "")

    def open(self) -> None:
        """Open the dialog."""
        self._app.push_screen(self._screen, self._taken)

    def look_up(self, text: str) -> None:
        """Look a text up in a thread; what is looked up already is given up."""
        app, state = self._app, self.state
        self._generation += 1
        if state is None or not text.strip():
            return
        generation = self._generation
        engagement = app.judging.engagement
        notes = () if engagement is None else engagement.all_notes()
        overview = app.main.overview.model
        lines = [line.text for line in overview.rows] if overview is not None else []
        work = partial(
            look_up,
            state,
            notes,
            lines,
            text.strip(),
            app.words,
            generation,
            app.post_message,
            lambda: generation != self._generation,
        )
        app.run_worker(work, group="lookup", description="lookup", thread=True, exit_on_error=False)

    def take(self, event: LookedUp) -> None:
        """List what was found, unless something else was typed since."""
        if event.generation == self._generation and self._screen.is_current:
            self._screen.take_results(event.results, complete=event.complete)

    def _taken(self, chosen: Result | str | None) -> None:
        self._generation += 1
        if isinstance(chosen, str):
            self._app.searching.search(chosen)
        elif chosen is not None:
            _go_to(self._app, chosen.target)


def _go_to(app: DeskApp, target: Target) -> None:
    if isinstance(target, OverviewSpot):
        app.main.navigation.jump_to("overview", None)
        app.main.overview.move_to(target.row, 0, centre=True)
        return
    view = {TreeSpot: "tree", SheetSpot: "sheet", int: "findings"}.get(type(target), "text")
    app.main.navigation.jump_to(view, target)
