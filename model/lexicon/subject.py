"""A subject in words: coordinates as the lexicon and the classification call them."""

from __future__ import annotations

from collections.abc import Mapping

from model.classification.catalogue import catalogue
from model.lexicon.lexicon import lexicon
from model.messages import Language

_ORDER = ("flow", "source", "item", "nature", "unit", "function", "economic", "government", "year", "stage")
_CODES = frozenset({"function", "economic", "government"})


def subject_text(coordinates: Mapping[str, str], language: Language) -> str:
    """Return coordinates in one line, from what they are to when: 支出 / 一般公共预算 / 基本支出 / 2021 / 预算数."""
    year = coordinates.get("year", "")
    names = (_name(name, coordinates.get(name, ""), year, language) for name in _ORDER)
    return " / ".join(filter(None, names))


def _name(dimension: str, member: str, year: str, language: Language) -> str:
    if dimension in _CODES and member:
        return f"{member} {catalogue().name(member, int(year) if year.isdecimal() else None)}".strip()
    known = lexicon().dimensions.get(dimension)
    found = known.members.get(member) if known else None
    if found is None:
        return member
    return found.zh if language == "zh" else found.en
