"""The pinyin initials of Chinese names, so that 医疗保障 is found by ylbz."""

from __future__ import annotations

import os
from functools import cache

IGNORED = "\"'“”‘’「」『』《》〈〉()（）[]［］【】〔〕"
"""What may stand between the characters of a name and is none of it, beside blanks."""


class Initials(dict[int, str]):
    """Maps each character to the initial of one of its readings, for `str.translate`; learnt as characters are met.

    `reading` counts from 0; a character with fewer readings has its last. What is no Chinese character stays, but for
    blanks, quotation marks and brackets, which are left out.
    """

    def __init__(self, reading: int) -> None:
        super().__init__()
        self._reading = reading

    def __missing__(self, character: int) -> str:
        text = chr(character)
        readings = _readings(text)
        initial = "" if text in IGNORED or text.isspace() else text
        if readings:
            initial = readings[min(self._reading, len(readings) - 1)]
        self[character] = initial
        return initial


@cache
def _readings(character: str) -> tuple[str, ...]:
    """Return the initials of a character's readings, the commonest first; none where it has none."""
    if ord(character) < FIRST_CHINESE:
        return ()
    # Whole phrases are not asked for, and their data takes most of the time that the import takes.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, pinyin

    found = pinyin(character, style=Style.FIRST_LETTER, heteronym=True, errors="ignore")
    return tuple(dict.fromkeys(found[0])) if found else ()


FIRST_CHINESE = 0x3400
READINGS = (Initials(0), Initials(1))


def is_initials(text: str) -> bool:
    """Return whether a text may be pinyin initials: two or more letters of the alphabet."""
    return len(text) > 1 and text.isascii() and text.isalpha()


def has_initials(name: str, wanted: str) -> bool:
    """Return whether the characters of a name, one after the other, begin with the letters that are wanted."""
    return any(wanted in name.translate(reading) for reading in READINGS)
