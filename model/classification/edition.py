"""An official edition of the classification that an auditor imported: its codes and names for one year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from model.classification.codes import Domain, domain_of, parent_of
from model.classification.entries import Entry


@dataclass(frozen=True)
class Part:
    """One classification of an edition.

    `codes` has the name of each code. `whole` are the 类 all of whose codes are listed: only below those does a code
    that is not listed count as absent. `unsettled` are codes that the file names without being clear about them.
    `title` is the line that names the edition, `source` the file's name, `sha256` of its content, `imported` the day
    (ISO 8601).
    """

    codes: Mapping[str, str]
    whole: frozenset[str]
    unsettled: frozenset[str]
    title: str
    source: str
    sha256: str
    imported: str

    def lacks(self, code: str) -> bool:
        """Tell whether a code is surely not in this edition.

        A 类 is never: an extract may leave it out. Neither is a code below one that lists nothing.
        """
        if code in self.codes or code in self.unsettled or len(code) == 3 or code[:3] not in self.whole:
            return False
        return parent_of(code) in self._parents or self._ends_above(code)

    @cached_property
    def _parents(self) -> frozenset[str]:
        return frozenset(map(parent_of, self.codes))

    def _ends_above(self, code: str) -> bool:
        """Tell whether a code's own 款 is absent too."""
        above = parent_of(code)
        return len(above) > 3 and self.lacks(above)


@dataclass(frozen=True, slots=True)
class Edition:
    """What was imported for a year: one part for each classification that a file had."""

    year: int
    parts: Mapping[Domain, Part]

    def part_of(self, code: str) -> Part | None:
        """Return the part that a code belongs to, None where it was not imported."""
        domain = domain_of(code)
        return None if domain is None else self.parts.get(domain)

    def entry(self, code: str) -> Entry | None:
        """Return a code's entry of this year, which is sure; None where the edition does not list it."""
        part = self.part_of(code)
        if part is None or code not in part.codes:
            return None
        return Entry(code, part.codes[code], self.year, self.year, part.source, sure=True, complete=False)

    def lacks(self, code: str) -> bool:
        """Tell whether a code is surely not in this edition."""
        part = self.part_of(code)
        return part is not None and part.lacks(code)
