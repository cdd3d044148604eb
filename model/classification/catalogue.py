"""The catalogue: what codes and names a year's edition of the classification has."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from model.classification.codes import Domain, domain_of, parent_of
from model.classification.entries import Entry, read_entries
from model.classification.names import abridged_name, normal_name, same_name

_FILES = {
    Domain.FUNCTION: "functions.csv",
    Domain.ECONOMIC: "economic.csv",
    Domain.GOVERNMENT: "government.csv",
}


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
    certain: an entry marked so, or a code missing below a parent whose codes are not all listed.
    """

    standing: Standing
    current: Entry | None = None
    matched: Entry | None = None
    sure: bool = True


class Catalogue:
    """The three classifications with all names of all years; each file is read when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._entries: dict[Domain, dict[str, list[Entry]]] = {}
        self._names: dict[Domain, dict[str, tuple[str, ...]]] = {}

    def codes(self, domain: Domain) -> dict[str, list[Entry]]:
        """Return all entries of a classification by code.

        Raises InvalidDataError for a file that breaks its form.
        """
        if domain not in self._entries:
            self._entries[domain] = read_entries(self._folder / _FILES[domain], domain)
        return self._entries[domain]

    def entries(self, code: str) -> list[Entry]:
        """Return all names that a code has or had, the current one first; none for an unknown code."""
        domain = domain_of(code)
        return [] if domain is None else self.codes(domain).get(code, [])

    def current(self, code: str, year: int | None) -> Entry | None:
        """Return a code's entry in a year's edition; of several names the one listed first."""
        return next((entry for entry in self.entries(code) if entry.valid(year)), None)

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

    def parent(self, code: str) -> str:
        """Return the code above, "" above a 类."""
        return parent_of(code)

    def knows(self, code: str, year: int | None = None) -> bool:
        """Tell whether a code is in a year's edition (None: in any)."""
        return self.current(code, year) is not None

    def lists_all_below(self, code: str) -> bool:
        """Tell whether all codes right below a code are listed; "" asks of the 类, which are."""
        return not code or any(entry.complete for entry in self.entries(code))

    def judge(self, code: str, name: str, year: int | None) -> Judgement:
        """Judge a printed code and name against a year's edition; `name` "" judges the code alone."""
        entries = self.entries(code)
        if not entries:
            return Judgement(Standing.UNKNOWN, sure=self._surely_absent(code))
        valid = [entry for entry in entries if entry.valid(year)]
        if not valid:
            sure = all(entry.sure for entry in entries)
            return Judgement(Standing.OTHER_YEAR, matched=entries[0], sure=sure)
        if not name or any(same_name(name, entry.name) for entry in valid):
            return Judgement(Standing.KNOWN, valid[0])
        return _judge_name(name, year, valid[0], entries)

    def _surely_absent(self, code: str) -> bool:
        """Tell whether an unlisted code is in no edition: the nearest listed code above lists all below."""
        above = parent_of(code) if domain_of(code) else ""
        while above and not self.entries(above):
            above = parent_of(above)
        return self.lists_all_below(above)


def _judge_name(name: str, year: int | None, current: Entry, entries: list[Entry]) -> Judgement:
    matched = next((entry for entry in entries if same_name(name, entry.name)), None)
    if matched is not None:
        return _of_other_edition(current, matched, year)
    if any(abridged_name(name, entry.name) for entry in entries if entry.valid(year)):
        return Judgement(Standing.ABRIDGED_NAME, current, sure=current.sure)
    abridged = next((entry for entry in entries if abridged_name(name, entry.name)), None)
    if abridged is not None:
        return _of_other_edition(current, abridged, year)
    return Judgement(Standing.OTHER_NAME, current, sure=current.sure)


def _of_other_edition(current: Entry, matched: Entry, year: int | None) -> Judgement:
    earlier = year is not None and matched.to_year is not None and matched.to_year < year
    standing = Standing.EARLIER_NAME if earlier else Standing.LATER_NAME
    return Judgement(standing, current, matched, sure=matched.sure and current.sure)


@cache
def catalogue() -> Catalogue:
    """Return the catalogue that Yushen brings."""
    return Catalogue(Path(__file__).resolve().parent)
