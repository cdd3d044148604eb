"""The one road from a file's text to the screen: cleaned, one line, cut to its cells, never markup.

Everything that a widget of the desk draws goes through `shown` or `fit`; whatever must be a visual of Textual's is
made by `content`. The reader has cleaned what it read; paths and anything from elsewhere are cleaned here again.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from rich.cells import cell_len, set_cell_size

from model.text import clean

if TYPE_CHECKING:
    from textual.content import Content

Align = Literal["left", "right", "centre"]

CLIPPED = ">"
TOO_NARROW = "#"
MAX_SHOWN = 4_000
"""Characters of one text that are ever drawn; longer ones state how much more there is."""

_PLAIN = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "—": "-",
        "–": "-",
        "…": ".",
        "·": ".",
        "×": "x",
        "÷": "/",
        "≠": "#",
    }
)


class Ambiguous:
    """Whether characters that some terminals draw two cells wide are replaced by plain ones."""

    replaced = False


def shown(text: str) -> str:
    """Return `text` on one line, with no character that a terminal obeys."""
    safe = clean(text[:MAX_SHOWN]).replace("\r\n", " ").replace("\n", " ").replace("\t", " ")
    return _plain(safe) if Ambiguous.replaced else safe


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    simple = text.translate(_PLAIN)
    if simple.isascii():
        return simple
    return "".join(_narrow(character) for character in simple)


def _narrow(character: str) -> str:
    if unicodedata.east_asian_width(character) != "A":
        return character
    plain = unicodedata.normalize("NFKC", character)
    return plain if plain.isascii() else "?"


def content(text: str, style: str = "") -> Content:
    """Return `text` as content in which nothing is markup."""
    from textual.content import Content

    return Content.styled(shown(text), style) if style else Content(shown(text))


def width(text: str) -> int:
    """Return the number of cells `text` takes."""
    return cell_len(text)


def fit(text: str, cells: int, align: Align = "left", *, number: bool = False) -> str:
    """Return `text` in exactly `cells` cells.

    A text that is too long ends in ">" so that it never looks whole; a number that is too long becomes "###".
    """
    if cells <= 0:
        return ""
    start = shown(text[: cells * 4])
    length = cell_len(start)
    if length > cells or len(text) > cells * 4:
        return TOO_NARROW * cells if number else set_cell_size(start, cells - 1) + CLIPPED
    spare = " " * (cells - length)
    if align == "right":
        return spare + start
    if align == "centre":
        half = (cells - length) // 2
        return " " * half + start + " " * (cells - length - half)
    return start + spare


def wrap(text: str, cells: int) -> list[str]:
    """Return `text` in lines of at most `cells` cells, broken after a space where there is one."""
    rest = shown(text)
    lines: list[str] = []
    while cell_len(rest) > cells > 1:
        end = _cut(rest, cells)
        lines.append(rest[:end].rstrip(" "))
        rest = rest[end:].lstrip(" ")
    if rest or not lines:
        lines.append(rest)
    if len(text) > MAX_SHOWN:
        lines.append(f"... {len(text):,}")
    return lines


def _cut(text: str, cells: int) -> int:
    """Return the index at which the first line of `text` ends."""
    used = 0
    for index, character in enumerate(text):
        used += cell_len(character)
        if used > cells:
            space = text.rfind(" ", index // 2, index + 1)
            return space + 1 if space > 0 else max(index, 1)
    return len(text)
