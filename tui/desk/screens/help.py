"""The help: what the view shows, what the marks mean, and every key by where it works."""

from __future__ import annotations

from typing import ClassVar, Protocol, runtime_checkable

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widget import Widget

from tui.desk.keymap import KeyMap, bindings, shipped
from tui.desk.screens.dialog import Dialog
from tui.desk.untrusted import fit
from tui.desk.widgets.lines import Line, Look, Span, wrapped
from tui.desk.widgets.pane import Pane
from tui.desk.words import Words

KEY_CELLS = 18
LABEL_CELLS = 30
MARKS = (
    ("!", Look.ERROR, "error: a contradiction that no rounding explains"),
    ("?", Look.WARNING, "warning: it needs an explanation"),
    ("~", Look.NOTICE, "notice: a difference that rounding explains, or a hint"),
    ("*", Look.NOTE, "annotated, or a finding that was dismissed"),
    (".", Look.FAINT, "not checked, or the reading is in doubt: the pane says why"),
    (">", Look.FAINT, "the text goes on; at the end of the headings: there are more columns"),
    ("###", Look.FAINT, "the number is wider than its column"),
)
SCOPES = {
    "tree": "In the tree",
    "sheet": "In the sheet",
    "findings": "In the list of findings",
    "text": "In the text",
    "compare": "In the comparison",
    "survey": "In the survey",
    "grid": "Moving",
    "desk": "Everywhere",
    "pane": "In the lower pane",
    "dialog": "In dialogs",
    "filter": "While a filter is typed",
    "list": "In a list with a filter",
    "open": "Where a file is chosen",
    "choice": "In a row of choices",
    "reader": "In this help",
}


@runtime_checkable
class Helpful(Protocol):
    """A widget that brings its own page of help, as an English template."""

    DESCRIPTION: ClassVar[str]


class HelpScreen(Dialog[None]):
    """The help of the view that was shown, with the keys of that view first."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("reader")

    def __init__(self, words: Words, keys: KeyMap, shown: Widget) -> None:
        super().__init__(words, keys)
        self._shown = shown
        self._pane = Pane(id="help")

    def compose(self) -> ComposeResult:
        """Lay out the text and the keys that scroll and close it."""
        with Vertical(id="box"):
            yield self._pane
            moves = ("Up/Down PgUp/PgDn", self.words("scroll"))
            yield self.keys_line(moves, (self.keys.first("reader.close"), self.words("close")))

    def on_mount(self) -> None:
        """Show the text from its beginning."""
        super().on_mount()
        self._pane.show([Span(self.words("Help"), Look.TITLE)], self.lines)
        self._pane.focus()

    def lines(self, cells: int) -> list[Line]:
        """Return the help for a width."""
        words, lines = self.words, list[Line]()
        if isinstance(self._shown, Helpful):
            lines += [*wrapped(words(self._shown.DESCRIPTION), cells), []]
        lines.append([Span(words("Marks"), Look.TITLE)])
        lines += [[Span(f"  {fit(mark, 4)}", look), Span(words(what))] for mark, look, what in MARKS]
        view = self._shown.id or ""
        for scope in sorted(SCOPES, key=lambda scope: scope != view):
            lines += [[], [Span(words(SCOPES[scope]), Look.TITLE)], *self._keys(scope, cells)]
        return lines

    def _keys(self, scope: str, cells: int) -> list[Line]:
        lines: list[Line] = []
        for entry in shipped():
            if entry.scope != scope:
                continue
            explained = wrapped(self.words(entry.help), max(cells - KEY_CELLS - 3, 20))
            for index, line in enumerate(explained):
                key = fit(self.keys.all(entry.id) if not index else "", KEY_CELLS)
                lines.append([Span(f"  {key} ", Look.KEY), *line])
        return lines

    def action_close(self) -> None:
        """Close the help."""
        self.dismiss(None)
