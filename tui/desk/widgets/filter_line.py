"""The line in which one types what a list is filtered by, while the list follows."""

from __future__ import annotations

from typing import ClassVar, Protocol

from textual import on
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Input

from tui.desk.keymap import bindings


class Filtered(Protocol):
    """A list that is filtered by what is typed."""

    def filter_by(self, text: str) -> None:
        """List what holds every word of a text."""

    def action_move(self, rows: int, columns: int) -> None:
        """Move the cursor."""


class FilterLine(Input):
    """One line, shown only while one types; the arrow keys move in the list meanwhile."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("filter")

    class Closed(Message):
        """Typing has ended."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id, select_on_focus=False, compact=True)
        self.display = False
        self._filtered: Filtered | None = None

    def open(self, filtered: Filtered, typed: str, placeholder: str) -> None:
        """Begin to type for a list, after what it is filtered by already."""
        self._filtered = filtered
        self.placeholder = placeholder
        with self.prevent(Input.Changed):
            self.value = typed
        self.cursor_position = len(typed)
        self.display = True
        self.screen.set_focus(self)

    @on(Input.Changed)
    def follow(self, event: Input.Changed) -> None:
        """Filter the list by what is typed so far."""
        event.stop()
        if self._filtered is not None and self.display:
            self._filtered.filter_by(event.value.strip())

    def action_keep(self) -> None:
        """Keep the filter, and go back to the list."""
        self.display = False
        self.post_message(self.Closed())

    def action_clear(self) -> None:
        """List everything again, and go back to the list."""
        if self._filtered is not None:
            self._filtered.filter_by("")
        self.action_keep()

    def action_move_in_list(self, rows: int) -> None:
        """Move the cursor of the list."""
        if self._filtered is not None:
            self._filtered.action_move(rows, 0)
