"""When two printed names are the same name."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

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
    """Return whether one name is the other with some characters left out: 工资津补贴 for 工资奖金津补贴."""
    short, long = sorted((normal_name(one), normal_name(other)), key=len)
    if len(short) < _LEAST_SHARE * len(long):
        return False
    rest = iter(long)
    return all(character in rest for character in short)
