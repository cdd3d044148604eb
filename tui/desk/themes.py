"""The colours of the desk: dark and light as Textual has them, and one of high contrast of its own."""

from __future__ import annotations

from textual.theme import Theme

NAMES = {"dark": "textual-dark", "light": "textual-light", "contrast": "yushen-contrast"}
"""Textual's name of each of the colours that a setting may choose."""

THEME_WORDS = {"dark": "dark", "light": "light", "contrast": "high contrast"}
"""What each is called, as an English template."""

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
    variables={"text-muted": "#e0e0e0", "text-primary": "#ffff00", "text-secondary": "#00ffff"},
)
"""White, yellow and cyan on black, for eyes and screens that need it."""
