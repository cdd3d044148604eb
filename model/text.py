"""The display form of text that came out of a file: nothing in it can act on a terminal or hide from the eye.

Every character that controls, reorders or vanishes is replaced by a visible stand-in of one cell: a control
character by its own picture (U+2400 to U+2421), all others by U+2426. Both are of neutral width, so that they
take one cell in every terminal. Wrapped headings need their line breaks, so `clean` keeps a line feed.
"""

from __future__ import annotations

import re

from model.pattern import pattern

STAND_IN = "\u2426"
"""What is shown for a character that has no picture of its own."""

_LAYOUT = pattern("\r\n?|\t")

# The C0 and C1 controls and DEL; Unicode's format characters and Default_Ignorable_Code_Point (zero-width,
# bidi, joiners, fillers, variation selectors, tags); line separators; lone surrogates; noncharacters.
_HIDDEN_RANGES: tuple[tuple[int, int], ...] = (
    (0x00, 0x09),
    (0x0B, 0x1F),
    (0x7F, 0x9F),
    (0xAD, 0xAD),
    (0x34F, 0x34F),
    (0x600, 0x605),
    (0x61C, 0x61C),
    (0x6DD, 0x6DD),
    (0x70F, 0x70F),
    (0x890, 0x891),
    (0x8E2, 0x8E2),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x200B, 0x200F),
    (0x2028, 0x202E),
    (0x2060, 0x206F),
    (0x3164, 0x3164),
    (0xD800, 0xDFFF),
    (0xFDD0, 0xFDEF),
    (0xFE00, 0xFE0F),
    (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFFB),
    (0xFFFE, 0xFFFF),
    (0x110BD, 0x110BD),
    (0x110CD, 0x110CD),
    (0x13430, 0x13455),
    (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A),
    (0xE0000, 0xE0FFF),
)
_PLANE_ENDS = tuple(plane << 16 | 0xFFFE for plane in range(1, 17))


def _character_class() -> str:
    ranges = _HIDDEN_RANGES + tuple((end, end + 1) for end in _PLANE_ENDS)
    return "[" + "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges) + "]"


_HIDDEN = pattern(_character_class())

# What `str.isprintable` lets pass although it cannot be seen: most texts need no more than that and this set.
_UNSEEN = frozenset(
    chr(code)
    for first, last in _HIDDEN_RANGES
    if first < 0xE0000
    for code in range(first, last + 1)
    if chr(code).isprintable()
) | frozenset(map(chr, range(0xE0100, 0xE01F0)))


def _stand_in(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else STAND_IN


def is_clean(text: str) -> bool:
    """Return whether `clean` would return the text as it is."""
    if text.isprintable() and (text.isascii() or _UNSEEN.isdisjoint(text)):
        return True
    return _HIDDEN.search(text) is None


def hides(text: str) -> bool:
    """Return whether the text holds a character that needs a stand-in; tabs and line ends are only layout."""
    return not is_clean(text) and _HIDDEN.search(_LAYOUT.sub("\n", text)) is not None


def clean(text: str) -> str:
    r"""Return the display form of a text, the same object when it is clean already.

    A line feed stays, `\r\n` becomes one; a tab or a lone carriage return becomes a space: words stay apart.
    """
    if is_clean(text):
        return text
    return _HIDDEN.sub(_stand_in, text.replace("\r\n", "\n").replace("\r", " ").replace("\t", " "))


def clean_line(text: str) -> str:
    """Return the display form on one line, for names of files and sheets: a line feed gets a picture too."""
    return clean(text).replace("\n", "\u240a")
