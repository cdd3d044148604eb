"""The advice on a key that does nothing here: where it does something, or how to find what is wanted.

A room of its own: the screen hears the key, and the advice on it is found in the key map.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui.desk.keymap import shipped
from tui.desk.keynames import display, split
from tui.desk.screens.help import SCOPES
from tui.desk.untrusted import shown

if TYPE_CHECKING:
    from tui.desk.screens.main import MainScreen

ELSEWHERE = ("tree", "sheet", "findings", "text", "compare", "survey", "grid")
"""The scopes that one may have meant, the views first."""


def advice_on(screen: MainScreen, key: str, character: str = "") -> str:
    """Return the advice on a key that nothing took, named by the character that it types where that is no ASCII."""
    words, keys = screen.words, screen.app.keys
    name = display(key) if character.isascii() else shown(character)
    meant = [
        entry
        for scope in ELSEWHERE
        for entry in shipped()
        if entry.scope == scope and key in split(keys.keys(entry.id))
    ]
    if meant:
        return words(
            "{key} does nothing here. {where}: {what}.",
            key=name,
            where=words(SCOPES[meant[0].scope]),
            what=re.split("[:：]", words(meant[0].label), maxsplit=1)[-1].strip(),
        )
    return words(
        "{key} does nothing here: {help} lists the keys, {palette} finds a command.",
        key=name,
        help=keys.first("desk.help"),
        palette=keys.all("desk.palette").rpartition(" ")[2],
    )
