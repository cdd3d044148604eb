"""The top line, which shows what is open, and the bottom line, which shows the keys or the last message."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.strip import Strip

from tui.desk.untrusted import width, wrap
from tui.desk.widgets.lines import Line, LineWidget, Look, Span

MOST_LINES = 4


class Header(LineWidget):
    """One line: at its left what is open, at its right what was found."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._left: Line = ()
        self._right: Line = ()

    def show(self, left: Line, right: Line) -> None:
        """Show other words."""
        if (self._left, self._right) != (left, right):
            self._left, self._right = left, right
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the line; the right end is never cut."""
        if y:
            return self.strip(())
        end = sum(width(span.text) for span in self._right)
        room = max(self.size.width - end, 0)
        return Strip.join([self.strip(self._left, room), self.strip(self._right, min(end, self.size.width))])


class KeyItem(NamedTuple):
    """A key of the bar: as a person reads it, its word, and the action of a click."""

    key: str
    word: str
    action: str


class KeyBar(LineWidget):
    """The keys that do something now, as many as fit; in their place, until the next key, a message."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._items: Sequence[KeyItem] = ()
        self._last: Sequence[KeyItem] = ()
        self.announced = ""
        self._grave = False

    def show(self, items: Sequence[KeyItem], last: Sequence[KeyItem]) -> None:
        """Show keys; `last` are always there, at the right."""
        if (self._items, self._last) != (items, last):
            self._items, self._last = items, last
            self.refresh()

    def announce(self, text: str, *, grave: bool = False) -> None:
        """Show a message in the place of the keys, in as many lines as it needs; "" brings the keys back."""
        self.announced, self._grave = text, grave
        lines = len(wrap(text, max(self.size.width - 2, 10))) if text else 1
        self.styles.height = min(lines, MOST_LINES)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the message's line or the keys."""
        if self.announced:
            lines = wrap(self.announced, max(self.size.width - 2, 10))
            text = lines[y] if y < len(lines) else ""
            return self.strip([Span(" "), Span(text, Look.ERROR if self._grave else Look.STRONG)])
        return self.strip(self._keys())

    def _keys(self) -> Line:
        last = [span for item in self._last for span in _spans(item)]
        last = [*last[:-1], last[-1]._replace(text=last[-1].text.rstrip())] if last else []
        room = self.size.width - sum(width(span.text) for span in last)
        drawn: list[Span] = []
        for item in self._items:
            spans = _spans(item)
            cells = sum(width(span.text) for span in spans)
            if cells > room:
                break
            room -= cells
            drawn += spans
        return [*drawn, *last]


def _spans(item: KeyItem) -> Line:
    return [Span(item.key, Look.KEY, item.action), Span(f" {item.word}  ", Look.PLAIN, item.action)]
