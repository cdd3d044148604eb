"""Keys of an input method for Chinese: ？ is ?, ： is :, ａ is a, so that the desk obeys without leaving the method."""

from __future__ import annotations

import unicodedata
from functools import cache

from textual import events
from textual.widget import Widget
from textual.widgets import Input, TextArea

from tui.desk.keynames import name_of

_OF_CHINESE = {
    "。": ".",
    "、": "/",
    "【": "[",
    "】": "]",
    "「": "{",
    "」": "}",
    "『": "{",
    "』": "}",
    "《": "<",
    "》": ">",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "￥": "$",
    "…": "^",
    "—": "_",
    "·": "`",
}
"""What the keys of an input method for Chinese send, beside full-width forms; 、 is the / of some of them."""


@cache
def half_width(character: str) -> str:
    """Return the half-width form of a character that an input method for Chinese sends, "" where it has none."""
    if len(character) != 1 or character.isascii():
        return ""
    half = _OF_CHINESE.get(character) or unicodedata.normalize("NFKC", character)
    return half if len(half) == 1 and half.isascii() and half.isprintable() else ""


@cache
def key_of(character: str) -> str:
    """Return the key that types an ASCII character, by Textual's name."""
    return {" ": "space", ",": "comma"}.get(character) or name_of(character)


def as_half_width(event: events.Key, focused: Widget | None) -> events.Key:
    """Return a key of an input method as the half-width key; where text is typed, as it is."""
    half = half_width(event.character or "")
    return event if not half or isinstance(focused, Input | TextArea) else events.Key(key_of(half), half)
