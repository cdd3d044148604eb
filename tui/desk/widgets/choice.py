"""A row of choices of which one is taken: it is in brackets and stands out without colour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip

from tui.desk.keymap import bindings
from tui.desk.widgets.lines import LineWidget, Look, Span


class Choice(LineWidget, can_focus=True):
    """Choices in one line; left and right take another."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("choice")

    class Changed(Message):
        """Another choice was taken."""

        def __init__(self, taken: str) -> None:
            super().__init__()
            self.taken = taken

    def __init__(self, choices: Sequence[str], *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._choices = choices
        self._index = 0

    @property
    def taken(self) -> str:
        """The choice that is taken."""
        return self._choices[self._index]

    def show(self, choices: Sequence[str]) -> None:
        """Show other choices, and take the first; the same ones stay as they are."""
        if list(choices) != list(self._choices):
            self._choices = choices
            self._index = 0
            self.refresh()

    def on_focus(self) -> None:
        """Show that the arrow keys work here."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that they do not."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the choices."""
        look = Look.CURSOR if self.has_focus else Look.STRONG
        spans = [
            Span(f"[{choice}]", look) if index == self._index else Span(f" {choice} ")
            for index, choice in enumerate(self._choices)
        ]
        return self.strip([Span(" "), *spans] if not y else ())

    def action_choose(self, step: int) -> None:
        """Take the next or the previous choice."""
        self._index = (self._index + step) % len(self._choices)
        self.refresh()
        self.post_message(self.Changed(self.taken))
