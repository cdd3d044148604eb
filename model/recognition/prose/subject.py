"""The subject of an amount: the words before it, read with the lexicon; every character must be accounted for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from model.classification.catalogue import catalogue
from model.classification.codes import Domain
from model.lexicon.datafile import DataFile
from model.lexicon.lexicon import Lexicon, normalised, without_numbering
from model.recognition.names import named_code

_PATH = re.compile(r"^(?P<class>.+?)\(类\)(?:支出)?(?P<section>.+?)\(款\)(?:支出)?(?:(?P<item>.+?)\(项\))?$")
_DASHED = re.compile(r"^(?P<class>[^-]{3,}支出)-(?P<section>[^-]{2,})-(?P<item>[^-]{2,})$")
_CLASS_ONLY = re.compile(r"^(?P<class>.+?)\(类\)(?:支出)?$")


@dataclass(frozen=True)
class ProseWords:
    """The words of prose.toml, normalised."""

    filler: frozenset[str]
    change: tuple[str, ...]
    other: tuple[str, ...]
    heading: frozenset[str]


@cache
def prose_words() -> ProseWords:
    """Return the prose words that come with Yushen."""
    data = DataFile(Path(__file__).resolve().parents[2] / "lexicon" / "prose.toml").content
    return ProseWords(
        frozenset(map(normalised, data["filler"])),
        tuple(data["change"]),
        tuple(data["other"]),
        frozenset(map(normalised, data["heading"])),
    )


@dataclass(frozen=True, slots=True)
class Subject:
    """What a phrase says: coordinates, the year it names, what is left over; `measure` is amount, change or other."""

    coordinates: Mapping[str, str] = field(default_factory=dict)
    year: int | None = None
    unknown: str = ""
    measure: str = "amount"

    @property
    def says_something(self) -> bool:
        """Whether the phrase names a subject of its own."""
        return bool(self.coordinates)


def read_subject(phrase: str, lexicon: Lexicon, department: str) -> Subject:
    """Read the words before an amount; `lexicon` is one that knows the fillers of sentences."""
    words = prose_words()
    plain = normalised(phrase)
    measure = "change" if any(word in plain for word in words.change) else "amount"
    if measure == "amount" and any(word in plain for word in words.other):
        measure = "other"
    if department:
        plain = plain.replace(normalised(department), "")
    year = _year(plain)
    plain = _YEARS.sub("", without_numbering(plain)).strip("-,，、。;；:：()#")
    code = function_path(plain)
    if code:
        return Subject({"flow": "expenditure", "function": code}, year, "", measure)
    named = named_code(plain, Domain.FUNCTION) or named_code(
        _CLASS_ONLY.sub(r"\g<class>支出", plain), Domain.FUNCTION
    )
    if named:
        return Subject({"flow": "expenditure", "function": named}, year, "", measure)
    return _by_words(plain, year, measure, lexicon)


_YEARS = re.compile(r"(?<!\d)((?:19|20)\d{2})年?(?:度|初)?")


def _year(plain: str) -> int | None:
    found = _YEARS.search(plain)
    return int(found.group(1)) if found else None


def _by_words(plain: str, year: int | None, measure: str, lexicon: Lexicon) -> Subject:
    reading = lexicon.read(plain)
    coordinates = dict(reading.coordinates)
    if reading.contradicts:
        return Subject({}, year, plain, measure)
    if coordinates and "flow" not in coordinates:
        if "收入" in plain and "支出" not in plain:
            coordinates["flow"] = "revenue"
        elif "支出" in plain and "收入" not in plain:
            coordinates["flow"] = "expenditure"
    return Subject(coordinates, year, reading.unknown, measure)


@cache
def function_path(plain: str) -> str:
    """Return the code of 某某（类）某某（款）某某（项） or of 某某支出-某某-某某, "" where it is none or not one."""
    found = _PATH.match(plain) or _DASHED.match(plain)
    if not found:
        return ""
    code = _class_code(found["class"])
    if not code:
        return ""
    for name in (found["section"], found["item"]):
        if name is None:
            continue
        under = [one for one in _codes_named(name) if one.startswith(code) and len(one) == len(code) + 2]
        if len(under) != 1:
            return ""
        code = under[0]
    return code


def _class_code(name: str) -> str:
    return named_code(name, Domain.FUNCTION) or named_code(f"{name}支出", Domain.FUNCTION)


def _codes_named(name: str) -> list[str]:
    found = catalogue().by_name(name, Domain.FUNCTION)
    return list(found or catalogue().by_name(f"{name}支出", Domain.FUNCTION))
