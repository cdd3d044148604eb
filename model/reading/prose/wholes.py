"""Wholes: the amounts whose parts are being told, and what a part takes from its whole and from the chapter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from model.lexicon.dimension import Dimension
from model.lexicon.reading import CODE_DIMENSIONS
from model.reading.prose.claim import Provenance
from model.reading.prose.coordinates import NAMED, NARROW

_USES = frozenset({*CODE_DIMENSIONS, NAMED})
UNBOUND = -2
"""In place of a claim's index: an amount that is not bound; what follows from it is not bound either."""


@dataclass(frozen=True, slots=True)
class Whole:
    """An amount, or a subject, whose parts follow: its coordinates and the index of its claim, -1 for none.

    `provenance` tells how it came by its coordinates.
    """

    coordinates: Mapping[str, str]
    claim: int
    in_brackets: bool = False
    provenance: Provenance = Provenance.NAMED


def part_of(
    whole: Mapping[str, str], own: Mapping[str, str], dimensions: Mapping[str, Dimension]
) -> dict[str, str] | None:
    """Return the coordinates of a part with `own` words, None where they do not speak of a part of the whole."""
    joined = dict(whole)
    for dimension, member in own.items():
        outer = whole.get(dimension)
        if dimension in CODE_DIMENSIONS:
            if outer and not member.startswith(outer):
                return None
        elif outer and dimension in dimensions:
            member = dimensions[dimension].within.get(outer, {}).get(member, member)
            if not _belongs(dimensions[dimension], member, outer):
                return None
        joined[dimension] = member
    return joined if joined != dict(whole) else None


def _belongs(dimension: Dimension, member: str, whole: str) -> bool:
    """Return whether a member is a whole, lies under it, or under a part of it."""
    partition = dimension.partitions.get(whole)
    parts = partition.parts if partition else ()
    return any(dimension.is_under(member, each) for each in (whole, *parts))


def in_chapter(
    chapter: Mapping[str, str], own: Mapping[str, str], dimensions: Mapping[str, Dimension]
) -> dict[str, str]:
    """Return `own` coordinates with what the chapter says where the words say nothing.

    The chapter's item, nature or code is meant only where the words name none, its nature also where they name a code
    or a use of the document's own (项目支出, of which 教育支出); its source turns the words for all,
    current and carried-over money into those of that source.
    """
    told = dict(own)
    if "nature" in chapter and not {"nature", "item"} & own.keys() and _USES & own.keys():
        told["nature"] = chapter["nature"]
    if not any(dimension in own for dimension in NARROW):
        told |= {name: member for name, member in chapter.items() if name in NARROW}
    source = chapter.get("source")
    if source:
        within = dimensions["source"].within.get(source, {})
        told["source"] = within.get(own["source"], own["source"]) if "source" in own else source
    if "flow" in chapter:
        told.setdefault("flow", chapter["flow"])
    return told


@dataclass(slots=True)
class Wholes:
    """The wholes that are open, outermost first."""

    dimensions: Mapping[str, Dimension]
    open: list[Whole] = field(default_factory=list)
    bracket_next: bool = False

    @property
    def provenance(self) -> Provenance:
        """How the innermost whole came by its coordinates; NAMED where none is open."""
        return self.open[-1].provenance if self.open else Provenance.NAMED

    @property
    def innermost(self) -> int:
        """The claim of the innermost whole; -1 where none is open."""
        return self.open[-1].claim if self.open else -1

    def push(
        self, coordinates: Mapping[str, str], claim: int, provenance: Provenance = Provenance.NAMED
    ) -> None:
        """Open a whole."""
        self.open.append(Whole(coordinates, claim, self.bracket_next, provenance))
        self.bracket_next = False

    def close_bracket(self) -> None:
        """Close the wholes opened since the last bracket."""
        if any(whole.in_brackets for whole in self.open):
            while not self.open.pop().in_brackets:
                pass

    def place(self, own: Mapping[str, str]) -> tuple[dict[str, str], int] | None:
        """Return the coordinates of a part of the innermost whole that has it, and that whole's claim; None for none.

        Wholes that the words are no part of are closed: what follows speaks of the outer one again.
        """
        while self.open:
            whole = self.open[-1]
            if whole.claim == UNBOUND:
                return {}, UNBOUND
            joined = part_of(whole.coordinates, own, self.dimensions)
            if joined is not None:
                return joined, whole.claim
            self.open.pop()
        return None

    def holding(self, coordinates: Mapping[str, str]) -> int:
        """Return the claim of the innermost whole of the same year and stage that has these as a part; -1 for none."""
        for whole in reversed(self.open):
            same = all(whole.coordinates.get(name) == coordinates.get(name) for name in ("year", "stage"))
            if same and part_of(whole.coordinates, coordinates, self.dimensions) is not None:
                return whole.claim
        return -1
