"""Jumping: a letter stands on everything that can be gone to on the screen, and pressing the letter goes there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.geometry import Offset
from textual.strip import Strip
from textual.widget import Widget

from model.record import dataclass
from tui.desk.keymap import shipped
from tui.desk.screens.dialog import Dialog
from tui.desk.widgets.bars import Header, KeyBar
from tui.desk.widgets.choices import Choices
from tui.desk.widgets.grid import Grid
from tui.desk.widgets.lines import LineWidget, Look, Span

if TYPE_CHECKING:
    from textual.screen import Screen

    from tui.desk.app import DeskApp
    from tui.desk.keymap import KeyMap
    from tui.desk.words import Words

LETTERS = "asdfghjklqwertyuiopzxcvbnm"
"""The letters that are given, those under the fingers first; of more places than these the rest has none."""


@dataclass(frozen=True, slots=True)
class Target:
    """Something that can be gone to: a widget that is focused, one of its rows, or an action of a link in it."""

    widget: Widget
    at: Offset
    action: str = ""
    row: int = -1


class JumpLabel(LineWidget):
    """A letter on what it goes to."""

    CELLS = 3

    def __init__(self, text: str, at: Offset) -> None:
        super().__init__()
        self._text = text
        self.styles.position = "absolute"
        self.styles.offset = at
        self.styles.width, self.styles.height = len(text), 1

    def render_line(self, y: int) -> Strip:
        """Draw the letter."""
        return self.strip([Span(self._text, Look.CURSOR)] if not y else ())


class JumpScreen(Dialog[Target]):
    """Shows the letters over the screen below, and returns what the letter that is pressed stands on."""

    def __init__(self, words: Words, keys: KeyMap, targets: Sequence[Target]) -> None:
        super().__init__(words, keys)
        self.lettered = lettered(targets, keys)

    def compose(self) -> ComposeResult:
        """Lay the letters where their targets stand, and show below what they are for."""
        for letter, target in self.lettered.items():
            has_own = bool(_own_key(target.action, self.keys))
            if not has_own:
                yield JumpLabel(f"[{letter}]", target.at)
            elif not isinstance(target.widget, Header):  # there the key stands in brackets already
                yield JumpLabel(letter, target.at)
        bar = Header(id="jump-bar")
        text = self.words("A letter goes to where it stands; any other key goes back.")
        bar.show([Span(f" {text}", Look.STRONG)], [])
        yield bar

    def action_accept(self) -> None:
        """Go back: there is nothing to save."""
        self.dismiss(None)

    def on_key(self, event: events.Key) -> None:
        """Go to what the letter stands on; any other key closes."""
        event.stop()
        self.dismiss(self.lettered.get(event.character or ""))


def lettered(targets: Sequence[Target], keys: KeyMap) -> dict[str, Target]:
    """Return the targets by their letters: its own key, else the next letter that is free."""
    own = {target: _own_key(target.action, keys) for target in targets}
    found = {key: target for target, key in own.items() if key}
    free = (letter for letter in LETTERS if letter not in found)
    rest = (target for target in targets if not own[target])
    return found | dict(zip(free, rest, strict=False))


def _own_key(action: str, keys: KeyMap) -> str:
    """Return the one character that does what a link does, "" where there is none."""
    wanted = action.removeprefix("screen.")
    entry = next((each for each in shipped() if each.scope == "desk" and each.action == wanted), None)
    key = "" if entry is None else keys.first(entry.id)
    return key if len(key) == 1 else ""


def targets_of(screen: Screen[object]) -> list[Target]:
    """Return everything on a screen that can be gone to, from top to bottom."""
    found = [target for widget in screen.query(Widget) for target in _targets_in(widget)]
    return sorted(dict.fromkeys(found), key=lambda target: (target.at.y, target.at.x))


def _targets_in(widget: Widget) -> Iterator[Target]:
    region = widget.region
    if not region or not all(each.display for each in widget.ancestors_with_self if isinstance(each, Widget)):
        return
    if isinstance(widget, Choices):
        for line, row in enumerate(widget.rows_in_view()):
            yield Target(widget, region.offset + Offset(0, line + 1), row=row)
    elif widget.focusable:
        # Left of a field, so that it stays legible; below the first line of a view, whose names have their own letters.
        left = min(JumpLabel.CELLS, region.x)
        yield Target(widget, region.offset + Offset(-left, int(isinstance(widget, Grid))))
    if isinstance(widget, LineWidget) and not isinstance(widget, KeyBar):
        for at, action in widget.links():
            yield Target(widget, region.offset + Offset(*at), action)


def jump(app: DeskApp) -> None:
    """Put a letter on everything that can be gone to, and go to the one whose letter is pressed."""
    screen = app.screen
    if isinstance(screen, JumpScreen):
        screen.dismiss(None)
        return

    def taken(target: Target | None) -> None:
        if target is None:
            return
        if target.action:
            app.call_next(app.run_action, target.action, target.widget)
        elif target.row >= 0 and isinstance(target.widget, Choices):
            target.widget.move_to(target.row, 0)
        else:
            screen.set_focus(target.widget)

    app.push_screen(JumpScreen(app.words, app.keys, targets_of(screen)), taken)
