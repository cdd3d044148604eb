"""The lower pane: lines about what is under the cursor, scrolled when there are more than fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import clamp
from textual.strip import Strip

from tui.desk.keymap import bindings
from tui.desk.widgets.lines import Line, LineWidget, Span

MakeLines = Callable[[int], Sequence[Line]]
"""Given a width in cells, return the lines."""


def _nothing(_cells: int) -> Sequence[Line]:
    return ()


class Pane(LineWidget, can_focus=True):
    """A title set into a rule, and lines made for the present width."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("pane")

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._title: Line = ()
        self._make: MakeLines = _nothing
        self._lines: Sequence[Line] = ()
        self.top = 0

    def show(self, title: Line, make: MakeLines) -> None:
        """Show lines, from the first on."""
        drawn = self._title, self._lines, self.top
        self._title = title
        self._make = make
        self.top = 0
        self._lay_out()
        if drawn != (self._title, self._lines, self.top):
            self.refresh()

    def _lay_out(self) -> None:
        self._lines = self._make(max(self.size.width - 2, 4)) if self.size.width else ()
        self.top = clamp(self.top, 0, self._last_top)

    @property
    def wanted_height(self) -> int:
        """How many lines there are, the title included."""
        return len(self._lines) + 1

    @property
    def _last_top(self) -> int:
        return max(len(self._lines) - max(self.size.height - 1, 1), 0)

    def on_resize(self) -> None:
        """Lay the lines out for the new width."""
        self._lay_out()
        self.refresh()

    def on_focus(self) -> None:
        """Show that the arrow keys scroll here."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that they no longer do."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the title or one of the lines."""
        if y == 0:
            hidden = len(self._lines) - self.top - (self.size.height - 1)
            return self.title_rule(self._title, f"+{hidden}" if hidden > 0 else "")
        index = self.top + y - 1
        line = self._lines[index] if index < len(self._lines) else ()
        return self.strip([Span(" "), *line])

    def action_scroll_lines(self, lines: int) -> None:
        """Scroll by lines."""
        self.top = clamp(self.top + lines, 0, self._last_top)
        self.refresh()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll down with the wheel."""
        event.stop()
        self.action_scroll_lines(1)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll up with the wheel."""
        event.stop()
        self.action_scroll_lines(-1)
