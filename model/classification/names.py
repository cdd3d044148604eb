"""When two printed names are the same name."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_BEGINNING_LEAST = 4
"""Characters of a name whose end is missing."""

_LEAST_SHARE = 0.6
"""An abridged name keeps at least so much of the full one; less, and anything abridges anything."""

_DROPPED = str.maketrans("", "", " \n\u2426\u3000、,“”\"'·")


@lru_cache(maxsize=8192)
def normal_name(name: str) -> str:
    """Return a name without what print varies: the width of signs, spaces, line breaks, 、 and quotes."""
    return unicodedata.normalize("NFKC", name).translate(_DROPPED)


def same_name(one: str, other: str) -> bool:
    """Return whether two printed names are one name, print aside."""
    return normal_name(one) == normal_name(other)


def abridged_name(one: str, other: str) -> bool:
    """Return whether one name is the other with some characters left out: 工资津补贴 for 工资奖金津补贴.

    The end of the first may be missing alone, as where a cell is too small for its text: 机关事业单位基本养.
    """
    if len(normal_name(one)) >= _BEGINNING_LEAST and normal_name(other).startswith(normal_name(one)):
        return True
    short, long = sorted((normal_name(one), normal_name(other)), key=len)
    if len(short) < _LEAST_SHARE * len(long):
        return False
    rest = iter(long)
    return all(character in rest for character in short)
