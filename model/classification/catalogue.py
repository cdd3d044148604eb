"""The catalogue: what codes and names a year's edition of the classification has, and when two names are the same."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum
from functools import cache, cached_property, lru_cache
from pathlib import Path

from model.classification.codes import Domain, domain_of, level_of, parent_of
from model.classification.editions import Edition, Part
from model.classification.tables import CodeName, read_entries
from model.pattern import pattern
from model.record import dataclass

_FILES = {
    Domain.FUNCTION: "functions.csv",
    Domain.ECONOMIC: "economic.csv",
    Domain.GOVERNMENT: "government.csv",
}
_BEGINNING_LEAST = 4
"""Characters of a name whose end is missing."""
_LEAST_SHARE = 0.6
"""An abridged name keeps at least so much of the full one; less, and anything abridges anything."""
_LEVEL = pattern(r"(?<=.)\([类款项]\)$")
_DROPPED = str.maketrans("", "", " \n\u2426\u3000、,“”\"'·")


class Standing(StrEnum):
    """How a printed code and name stand to a year's edition."""

    KNOWN = "known"
    EARLIER_NAME = "earlier name"
    LATER_NAME = "later name"
    ABRIDGED_NAME = "abridged name"
    OTHER_NAME = "other name"
    OTHER_YEAR = "other year"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The standing of a printed code and name.

    `current` is the year's entry for the code, None where it has none; `matched` is the entry of another
    year whose name (or, for `OTHER_YEAR`, code) was printed. `sure` is False where the catalogue is not
    certain: an entry marked so, or a code missing below a parent whose codes are not all listed. `edition` is
    the imported part that the judgement rests on, None where it is the shipped catalogue.
    """

    standing: Standing
    current: CodeName | None = None
    matched: CodeName | None = None
    sure: bool = True
    edition: Part | None = None


class Catalogue:
    """The three classifications with all names of all years; each file is read when it is first asked for.

    Of a year whose edition was imported, that edition states what it lists; the shipped catalogue states the rest.
    """

    def __init__(self, folder: Path, editions: Iterable[Edition] = ()) -> None:
        self._folder = folder
        self._editions = {edition.year: edition for edition in editions}
        self._entries: dict[Domain, dict[str, list[CodeName]]] = {}
        self._names: dict[Domain, dict[str, tuple[str, ...]]] = {}

    def codes(self, domain: Domain) -> dict[str, list[CodeName]]:
        """Return all entries of a classification by code: the shipped ones, then names that only editions have.

        The latter are not sure, for one year's edition does not speak of other years.
        Raises InvalidDataError for a file that breaks its form.
        """
        if domain not in self._entries:
            entries = read_entries(self._folder / _FILES[domain], domain)
            for edition in self._editions.values():
                _add_names(entries, edition, domain)
            self._entries[domain] = entries
        return self._entries[domain]

    def edition(self, year: int | None) -> Edition | None:
        """Return the edition that was imported for a year, None where none was."""
        return None if year is None else self._editions.get(year)

    @property
    def editions(self) -> tuple[Edition, ...]:
        """The editions that were imported."""
        return tuple(self._editions.values())

    def entries(self, code: str) -> list[CodeName]:
        """Return all names that a code has or had, the current one first; none for an unknown code."""
        domain = domain_of(code)
        return [] if domain is None else self.codes(domain).get(code, [])

    def current(self, code: str, year: int | None) -> CodeName | None:
        """Return a code's entry in a year's edition; of several names the one listed first."""
        return next(iter(self.valid(code, year)), None)

    def valid(self, code: str, year: int | None) -> list[CodeName]:
        """Return a code's entries in a year's edition: the imported one's alone, where it lists or surely lacks it."""
        edition = self.edition(year)
        listed = edition.entry(code) if edition else None
        if listed is not None:
            return [listed]
        if edition is not None and edition.lacks(code):
            return []
        return [entry for entry in self.entries(code) if entry.valid(year)]

    def name(self, code: str, year: int | None = None) -> str:
        """Return a code's name in a year's edition (None: today's), "" where it has none."""
        entry = self.current(code, year)
        return entry.name if entry else ""

    def names(self, code: str) -> tuple[str, ...]:
        """Return all names that a code has or had."""
        return tuple(entry.name for entry in self.entries(code))

    def by_name(self, name: str, domain: Domain) -> tuple[str, ...]:
        """Return the codes of a classification that have or had a name, print aside."""
        if domain not in self._names:
            found: dict[str, tuple[str, ...]] = {}
            for code, entries in self.codes(domain).items():
                for normal in {normal_name(entry.name) for entry in entries}:
                    found[normal] = (*found.get(normal, ()), code)
            self._names[domain] = found
        return self._names[domain].get(normal_name(name), ())

    def run_together(self, text: str) -> tuple[str, ...]:
        """Return the names of a 类, a 款 below it and a 项 below that which make a text, one right behind the other.

        () where it is no such path of functions.
        """
        for name, classes in self._class_names.items():
            rest = text.removeprefix(name)
            for end in range(2, len(rest) - 1) if rest != text else ():
                sections = self._below(classes, rest[:end])
                if sections and self._below(sections, rest[end:]):
                    return name, rest[:end], rest[end:]
        return ()

    @cached_property
    def _class_names(self) -> dict[str, tuple[str, ...]]:
        """The codes of all 类 of functions by their names."""
        found: dict[str, tuple[str, ...]] = {}
        for code, entries in self.codes(Domain.FUNCTION).items():
            for name in {entry.name for entry in entries} if level_of(code) == 1 else ():
                found[name] = (*found.get(name, ()), code)
        return found

    def _below(self, codes: tuple[str, ...], name: str) -> tuple[str, ...]:
        """Return the codes with a name that are right below one of some."""
        return tuple(code for code in self.by_name(name, Domain.FUNCTION) if parent_of(code) in codes)

    def parent(self, code: str) -> str:
        """Return the code above, "" above a 类."""
        return parent_of(code)

    def knows(self, code: str, year: int | None = None) -> bool:
        """Return whether a code is in a year's edition (None: in any)."""
        return self.current(code, year) is not None

    def lists_all_below(self, code: str) -> bool:
        """Return whether all codes right below a code are listed; "" asks of the 类, which are."""
        return not code or any(entry.complete for entry in self.entries(code))

    def judge(self, code: str, name: str, year: int | None) -> Judgement:
        """Judge a printed code and name against a year's edition; `name` "" judges the code alone."""
        entries, valid = self.entries(code), self.valid(code, year)
        edition = self._judging(code, year)
        if not entries:
            sure = edition is not None or self._surely_absent(code)
            return Judgement(Standing.UNKNOWN, sure=sure, edition=edition)
        if not valid:
            sure = edition is not None or all(entry.sure for entry in entries)
            return Judgement(Standing.OTHER_YEAR, matched=entries[0], sure=sure, edition=edition)
        if not name or any(
            same_name(each, entry.name)
            for entry in valid
            for each in (name, self._without_qualifier(code, name))
        ):
            return Judgement(Standing.KNOWN, valid[0], edition=edition)
        others = [entry for entry in entries if not entry.valid(year)]
        judgement = _judge_name(name, year, valid, others)
        return judgement if edition is None else replace(judgement, sure=True, edition=edition)

    def _without_qualifier(self, code: str, name: str) -> str:
        """Return a name without a closing bracket that the name of the 类 above has too: （基本建设）."""
        bare, bracket, _ = normal_name(name).rpartition("(")
        qualifier = normal_name(name)[len(bare) :]
        above = parent_of(code)
        repeats = bracket and any(normal_name(each).endswith(qualifier) for each in self.names(above))
        return bare if repeats else name

    def _judging(self, code: str, year: int | None) -> Part | None:
        """Return the imported part that states whether a code is in its year's edition, None where none does."""
        edition = self.edition(year)
        if edition is None or not (edition.entry(code) or edition.lacks(code)):
            return None
        return edition.part_of(code)

    def _surely_absent(self, code: str) -> bool:
        """Return whether an unlisted code is in no edition: the nearest listed code above lists all below."""
        above = parent_of(code) if domain_of(code) else ""
        while above and not self.entries(above):
            above = parent_of(above)
        return self.lists_all_below(above)


def _judge_name(name: str, year: int | None, valid: list[CodeName], others: list[CodeName]) -> Judgement:
    """Judge a name that is none of the year's; `others` are the code's entries of other years."""
    current = valid[0]
    matched = next((entry for entry in others if same_name(name, entry.name)), None)
    if matched is not None:
        return _of_other_edition(current, matched, year)
    if any(abridged_name(name, entry.name) for entry in valid):
        return Judgement(Standing.ABRIDGED_NAME, current, sure=current.sure)
    abridged = next((entry for entry in others if abridged_name(name, entry.name)), None)
    if abridged is not None:
        return _of_other_edition(current, abridged, year)
    return Judgement(Standing.OTHER_NAME, current, sure=current.sure)


def _of_other_edition(current: CodeName, matched: CodeName, year: int | None) -> Judgement:
    earlier = year is not None and matched.to_year is not None and matched.to_year < year
    standing = Standing.EARLIER_NAME if earlier else Standing.LATER_NAME
    return Judgement(standing, current, matched, sure=matched.sure and current.sure)


def _add_names(entries: dict[str, list[CodeName]], edition: Edition, domain: Domain) -> None:
    """Add the names of an edition that no entry of its codes has yet."""
    part = edition.parts.get(domain)
    for code, name in part.codes.items() if part else ():
        known = entries.setdefault(code, [])
        listed = edition.entry(code)
        if listed is not None and not any(same_name(name, entry.name) for entry in known):
            known.append(listed._replace(sure=False))


@cache
def shipped_catalogue() -> Catalogue:
    """Return the catalogue that Yushen brings."""
    return Catalogue(Path(__file__).resolve().parent)


_in_force: list[Catalogue] = []


def prefer(editions: Iterable[Edition]) -> None:
    """Have these imported editions judge their years from now on, and the shipped catalogue all the rest."""
    given = tuple(editions)
    _in_force[:] = [Catalogue(Path(__file__).resolve().parent, given)] if given else []


def catalogue() -> Catalogue:
    """Return the catalogue in force: the shipped one, with the editions that are preferred to it."""
    return _in_force[0] if _in_force else shipped_catalogue()


@lru_cache(maxsize=8192)
def normal_name(name: str) -> str:
    """Return a name without what print varies: the width of signs, spaces, line breaks, 、, quotes, its level（项）."""
    return _LEVEL.sub("", unicodedata.normalize("NFKC", name).translate(_DROPPED))


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
