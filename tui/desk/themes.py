"""The colours of the desk: dark and light after Textual's own, and one of high contrast.

What distinguishes an error from a warning, a title and a note stays red, yellow, blue and green where a terminal shows
256 colours, and where it shows 16 (`TERM=linux`): there Textual's paler ones become greys. A test holds them to it.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from textual.theme import BUILTIN_THEMES, Theme

NAMES = {"dark": "yushen-dark", "light": "yushen-light", "contrast": "yushen-contrast"}
"""The name of each of the themes that a setting may choose."""

THEME_WORDS = {"dark": "dark", "light": "light", "contrast": "high contrast"}
"""What each is called, as an English template."""

WORD_COLOURS = {"error-word": "#ff6f6f", "note-word": "#6fdf8f", "title-word": "#60c0ff"}
"""The colours of words on a dark background, by the names that the style sheet has for them."""

_ON_LIGHT = {"error-word": "#a01020", "note-word": "#006a20", "title-word": "#1030a0"}

CONTRAST = Theme(
    name=NAMES["contrast"],
    primary="#ffff00",
    secondary="#00ffff",
    warning="#ffff00",
    error="#ff6060",
    success="#00ff00",
    accent="#00ffff",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    dark=True,
    variables={
        "error-word": "#ff6f6f",
        "note-word": "#55ff55",
        "title-word": "#ffff55",
        "text-muted": "#e0e0e0",
        "text-primary": "#ffff00",
        "text-secondary": "#00ffff",
    },
)
"""White, yellow and cyan on black, for eyes and screens that need it."""


@cache
def theme(name: str) -> Theme:
    """Return the theme that a setting names: dark, light or contrast."""
    if name == "contrast":
        return CONTRAST
    base = BUILTIN_THEMES[f"textual-{name}"]
    own = WORD_COLOURS if base.dark else _ON_LIGHT
    return replace(base, name=NAMES[name], variables={**base.variables, **own})
