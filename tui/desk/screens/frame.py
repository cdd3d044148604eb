"""The first frame: what is painted before anything is read or even imported."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from textual.app import ComposeResult
from textual.screen import Screen
from textual.strip import Strip

from tui.desk.loading import STEPS
from tui.desk.widgets.lines import Line, LineWidget, Look, Span
from tui.desk.words import Words


class Frame(LineWidget):
    """The lines of the desk without anything in them."""

    def __init__(self, words: Words, paths: Sequence[Path]) -> None:
        super().__init__()
        self._words = words
        self._paths = paths

    def render_line(self, y: int) -> Strip:
        """Draw the header, an empty tree, and that it is being read."""
        words = self._words
        if y == 1:
            return self.title_rule([Span(words("code tree"), Look.TITLE)])
        names = "  ".join(path.name for path in self._paths)
        lines: dict[int, Line] = {
            0: [Span(f" {words('Yushen')}", Look.TITLE)],
            3: [Span(f"  {words(STEPS[0])} ... ", Look.STRONG), Span(names)] if names else [],
        }
        return self.strip(lines.get(y, ()))


class FrameScreen(Screen[None]):
    """A screen with the frame only; the main screen is laid over it."""

    def __init__(self, words: Words, paths: Sequence[Path]) -> None:
        super().__init__()
        self._frame = Frame(words, paths)

    def compose(self) -> ComposeResult:
        """Lay out the frame."""
        yield self._frame
