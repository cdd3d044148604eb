"""What all dialogs have in common: a box, a title, lines of words, a line of keys, and Esc to close."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from textual.binding import BindingType
from textual.screen import ModalScreen
from textual.strip import Strip

from tui.desk.keymap import KeyMap, bindings
from tui.desk.untrusted import wrap
from tui.desk.widgets.lines import Glyphs, Line, LineWidget, Look, Span
from tui.desk.words import Words

Result = TypeVar("Result")

LOW = 22
"""With fewer lines than these a screen is low."""

MOST_CELLS = 70
"""Cells of a line of words in a dialog at most."""


class WordLines(LineWidget):
    """Lines of words, as many as there are."""

    def __init__(self, lines: Sequence[Line] = (), *, id: str | None = None) -> None:  # noqa: A002 - Textual's
        super().__init__(id=id)
        self._lines: Sequence[Line] = ()
        self.show(lines)

    def show(self, lines: Sequence[Line]) -> None:
        """Show other lines; none takes no room."""
        self._lines = lines
        self.styles.height = len(lines)
        self.display = bool(lines)
        self.refresh(layout=True)

    def render_line(self, y: int) -> Strip:
        """Draw a line."""
        return self.strip([Span(" "), *self._lines[y]] if y < len(self._lines) else ())


class Dialog(ModalScreen[Result]):
    """A modal screen that consumes the key that closes it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("dialog", priority=True)

    def __init__(self, words: Words, keys: KeyMap) -> None:
        super().__init__()
        self.words = words
        self.keys = keys
        self.complaint = WordLines(id="complaint")

    def on_mount(self) -> None:
        """Draw the box as the settings state."""
        self.set_class(Glyphs.rule == "-", "-ascii")

    def on_resize(self) -> None:
        """Give the line of keys its room on a low screen: what is typed then has fewer lines."""
        self.set_class(self.size.height < LOW, "-low")

    @property
    def cells(self) -> int:
        """How wide a line of words may be in the box."""
        return max(min(self.app.size.width - 6, MOST_CELLS), 20)

    def title_line(self, text: str) -> WordLines:
        """Return the dialog's title."""
        return WordLines([[Span(text, Look.TITLE)]])

    def keys_line(self, *pairs: tuple[str, str]) -> WordLines:
        """Return a line of keys and what they do."""
        line: list[Span] = []
        for key, word in pairs:
            line += [Span(key, Look.KEY), Span(f" {word}   ")]
        return WordLines([line], id="keys")

    def complain(self, text: str) -> None:
        """Show in the dialog what is wrong; what was typed stays."""
        self.complaint.show([[Span(line, Look.ERROR)] for line in wrap(text, self.cells)] if text else [])

    def action_cancel(self) -> None:
        """Close without doing anything."""
        self.dismiss(None)

    def action_accept(self) -> None:
        """Do what the dialog is for."""
