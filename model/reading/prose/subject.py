"""The subject of a figure: the words before it, read with the lexicon; every character must be accounted for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from model.classification.catalogue import catalogue
from model.classification.codes import Domain
from model.lexicon.lexicon import Lexicon, normalised, without_numbering
from model.lexicon.names import named_code
from model.reading.prose.coordinates import NARROW

_PATH = re.compile(
    r"^(?P<class>.+?)(?:支出)?\(类\)(?:支出)?(?:(?P<section>.+?)\(款\)(?:支出)?(?:(?P<item>.+?)\(项\)(?:支出)?)?)?$"
)
_DASHED = re.compile(r"^(?P<class>[^-]{3,}支出)-(?P<section>[^-]{2,})-(?P<item>[^-]{2,})$")
_TOLD = re.compile(
    r"(?:科目)?(?:年初预算数?|支出决算数?|支出预算数?|预算数?|决算数?|支出)?(?:安排)?(?:为|是)?$"
)
_CODED = re.compile(r"^(?P<code>\d{3}(?:\d\d){0,2})(?P<name>\D.*)$")
_YEARS = re.compile(r"(?<!\d)((?:19|20)\d{2})年?(?:度|初)?(?!\d)")
_EDGES = "-,，、。;；:：#和及与"
_BODY = re.compile(r"^(.{2,30}?(?:局|委员会|办公室|中心|政府|厅|办事处|街道|院|会|处|校|部门))")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a phrase says: coordinates, the year it names, what is left over, and whether it says that it is a total."""

    coordinates: Mapping[str, str] = field(default_factory=dict)
    year: int | None = None
    unknown: str = ""
    is_total: bool = False

    @property
    def is_silent(self) -> bool:
        """Whether the phrase names nothing and leaves nothing unread."""
        return not self.coordinates and not self.unknown

    @property
    def says_whole(self) -> bool:
        """Whether the phrase itself says that it speaks of a whole: a total, or the money of a year."""
        return self.is_total or (self.year is not None and "flow" in self.coordinates)

    @property
    def is_narrow(self) -> bool:
        """Whether the phrase names a code, an item or a use."""
        return not self.unknown and not self.coordinates.keys().isdisjoint(NARROW)


def read_subject(phrase: str, lexicon: Lexicon, department: str, edition: int | None = None) -> Subject:
    """Read a phrase of a sentence; `lexicon` is one that knows the words of sentences.

    Names of codes are those of the year `edition`, where several codes have had a name.
    """
    plain = normalised(phrase)
    year = _YEARS.search(plain)
    plain = without_numbering(_YEARS.sub("", plain).strip(_EDGES))
    plain = _without_body(plain, normalised(department)).strip(_EDGES)
    named = int(year.group(1)) if year else None
    if not plain:
        return Subject({}, named)
    if named is None and edition:
        shift = lexicon.read(plain).year_shift
        named = edition + shift if shift else None
    coordinates, unknown = _meaning(plain, lexicon, edition)
    return Subject(coordinates, named, unknown)


def _without_body(plain: str, department: str) -> str:
    """Return a phrase without the department's name, or its abbreviation (its characters, in their order)."""
    if department and department in plain:
        return plain.replace(department, "", 1)
    found = _BODY.match(plain)
    if found and department:
        characters = iter(department)
        if all(each in characters for each in found.group(1)):
            return plain[found.end() :]
    return plain


def _meaning(plain: str, lexicon: Lexicon, edition: int | None) -> tuple[Mapping[str, str], str]:
    code = function_path(plain, edition)
    if code:
        return {"flow": "expenditure", "function": code, **_stage_told(plain)}, ""
    reading = lexicon.read(plain)
    if reading.is_bound:
        return _with_flow(dict(reading.coordinates), plain), ""
    return _by_class(plain, lexicon) or ({}, plain if reading.contradicts else reading.unknown)


def _with_flow(coordinates: dict[str, str], plain: str) -> dict[str, str]:
    if coordinates and "flow" not in coordinates:
        if "收入" in plain and "支出" not in plain:
            coordinates["flow"] = "revenue"
        elif "支出" in plain and "收入" not in plain:
            coordinates["flow"] = "expenditure"
    return coordinates


def _by_class(plain: str, lexicon: Lexicon) -> tuple[Mapping[str, str], str] | None:
    """Read a phrase that ends in, or starts with, the name of a 类 (一般公共预算教育支出)."""
    for start, end in ((0, len(plain)), *((start, len(plain)) for start in range(1, len(plain) - 3))):
        name, rest = plain[start:end], plain[:start]
        code = _class_code(name) if "支出" in name or "(类)" in name else ""
        if not code:
            continue
        reading = lexicon.read(rest)
        if reading.is_bound and not {"flow", "function"} & reading.coordinates.keys():
            return {**reading.coordinates, "flow": "expenditure", "function": code}, ""
    return None


def _stage_told(plain: str) -> dict[str, str]:
    """Return the stage that the words after a code's name tell (…（项）年初预算为)."""
    found = _TOLD.search(plain)
    said = found.group() if found else ""
    return {"stage": "budget"} if "预算" in said else {"stage": "final"} if "决算" in said else {}


@cache
def function_path(plain: str, edition: int | None = None) -> str:
    """Return the code of 某某（类）某某（款）某某（项）, of 某某支出-某某-某某 or of 2101501行政运行; "" for none."""
    coded = _CODED.match(plain)
    if coded:
        names = (coded["name"], _TOLD.sub("", coded["name"]))
        known = {code for name in names for code in catalogue().by_name(name, Domain.FUNCTION)}
        return coded["code"] if coded["code"] in known else ""
    plain = _TOLD.sub("", plain)
    found = _PATH.match(plain) or _DASHED.match(plain)
    if not found:
        return ""
    code = _class_code(found["class"])
    for name in (found["section"], found["item"]):
        if not code or name is None:
            return code
        code = _only([one for one in _codes_named(name) if one[:-2] == code], edition)
    return code


def _only(codes: list[str], edition: int | None) -> str:
    """Return the one code of several that the edition has; "" for none or more."""
    if len(codes) > 1:
        codes = [code for code in codes if catalogue().knows(code, edition)]
    return codes[0] if len(codes) == 1 else ""


@cache
def _class_code(name: str) -> str:
    plain = re.sub(r"\(类\)", "", name)
    return named_code(plain, Domain.FUNCTION) or named_code(f"{plain}支出", Domain.FUNCTION)


@cache
def _codes_named(name: str) -> tuple[str, ...]:
    by_name = catalogue().by_name
    found = by_name(name, Domain.FUNCTION) or by_name(f"{name}支出", Domain.FUNCTION)
    if not found and name.endswith("支出"):
        found = by_name(name.removesuffix("支出"), Domain.FUNCTION)
    return tuple(found)
