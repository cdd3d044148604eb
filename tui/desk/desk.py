"""What a dialog, or what opens one, needs of the desk: its words, its keys, its bottom line, and a way to ask."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from pathlib import Path

    from textual.screen import Screen

    from tui.desk.keymap import KeyMap
    from tui.desk.settings import Settings
    from tui.desk.words import Words

Answer = TypeVar("Answer")


class Desk(Protocol):
    """The desk as its dialogs know it: they import this, and never the app that opens them."""

    words: Words
    keys: KeyMap
    settings: Settings
    paths: tuple[Path, ...]
    answered: str
    """What the bottom line announced when the present key was pressed."""

    def announce(self, text: str, *, grave: bool = False) -> None:
        """Announce something in the bottom line until the next key; `grave` is what went wrong."""

    def ask(self, dialog: Screen[Answer], then: Callable[[Answer | None], None] | None = None) -> None:
        """Open a dialog, and go on with its answer, None where it was left without one."""
