"""The names of keys: what Textual calls them, what a person reads, and which ones a terminal can distinguish."""

from __future__ import annotations

import re
from functools import cache

from textual.binding import Binding
from textual.keys import Keys

from model.messages import Message
from tui.desk.untrusted import shown
from tui.desk.words import desk_message

INDISTINCT = frozenset({"ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m"})
"""Keys that a terminal cannot distinguish from Backspace, Tab, Enter and Return."""

_NAMED = frozenset(name.value for name in Keys)
_MODIFIERS = frozenset({"ctrl", "shift", "alt"})
_DISPLAY = {
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "tab": "Tab",
    "backspace": "Backspace",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "up": "Up",
    "down": "Down",
    "left": "Left",
    "right": "Right",
    "delete": "Del",
    "insert": "Ins",
}


@cache
def _characters() -> dict[str, str]:
    """Return the printable ASCII characters by Textual's names."""
    characters = (chr(code) for code in range(0x21, 0x7F) if chr(code) != ",")
    return {name_of(character): character for character in characters} | {"comma": ","}


@cache
def name_of(key: str) -> str:
    """Return Textual's name of a key that may be given as its character: "[" is left_square_bracket."""
    return next(iter(Binding.make_bindings([Binding(key, "none")]))).key


def split(keys: str) -> list[str]:
    """Return the single keys of a comma-separated list, by Textual's names."""
    return [name_of(key.strip()) for key in keys.split(",")]


def fault_of(keys: str) -> Message | None:
    """Return what is wrong with a comma-separated list of keys, None where it is right."""
    for key in (part.strip() for part in keys.split(",")):
        *modifiers, base = key.split("+")
        known = len(base) == 1 or base in _characters() or not _NAMED.isdisjoint({key, base})
        if not known:
            return desk_message("{key} is not the name of a key.", key=shown(key) or '""')
        if set(modifiers) - _MODIFIERS:
            return desk_message("{key} is not the name of a key.", key=shown(key))
        if key in INDISTINCT:
            return desk_message("A terminal cannot tell {key} from Backspace, Tab or Enter.", key=key)
    return None


def display(key: str) -> str:
    """Return a key as a person reads it: "Ctrl+PgUp", "[", "N"."""
    *modifiers, base = key.split("+")
    function_key = re.fullmatch(r"f\d+", base) is not None
    named = _characters().get(base) or _DISPLAY.get(base) or (base.upper() if function_key else base)
    if modifiers and len(named) == 1:
        named = named.upper()
    return "+".join([*(modifier.capitalize() for modifier in modifiers), named])


def displayed(keys: str) -> str:
    """Return a comma-separated list of keys as a person reads it."""
    return " ".join(display(key) for key in split(keys))
