"""The dimensions whose members are words: their members, and of what parts a whole is the sum."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum
from functools import cached_property

from model.datafile import FilePlace
from model.declared import read_each
from model.messages import message
from model.record import dataclass


class Completeness(StrEnum):
    """What the printed parts are to their whole."""

    COMPLETE = "="
    AT_MOST = "<="


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a dimension with its names; `parent` is "" for the root."""

    id: str
    zh: str
    en: str
    parent: str


@dataclass(frozen=True, slots=True)
class Partition:
    """Of what parts a whole is the sum, and when the printed ones are all (see dimensions.toml)."""

    whole: str
    parts: tuple[str, ...]
    complete: tuple[frozenset[str], ...] = ()
    closing: str = ""
    silent: frozenset[str] = frozenset()

    def completeness(self, printed: frozenset[str]) -> Completeness:
        """Return whether the printed parts make the whole, or are at most the whole."""
        if self.closing and self.closing in printed:
            return Completeness.COMPLETE
        if printed - self.silent in self.complete or printed in self.complete:
            return Completeness.COMPLETE
        return Completeness.AT_MOST


@dataclass(frozen=True)
class Dimension:
    """A dimension of the cube: members by id, and the partitions by whole.

    `within` and `below` state what a member means within a table, and below a line, of another (composition.toml).
    """

    name: str
    members: Mapping[str, Member]
    partitions: Mapping[str, Partition]
    within: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    below: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def root(self) -> str:
        """The member that means "all"."""
        return next(iter(self.members))

    @cached_property
    def number(self) -> dict[str, int]:
        """Member id -> its number in the fact columns; the root is 0."""
        return {member: index for index, member in enumerate(self.members)}

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Member ids by number."""
        return tuple(self.members)

    def is_under(self, member: str, ancestor: str) -> bool:
        """Return whether `member` is `ancestor` or lies under it."""
        while member:
            if member == ancestor:
                return True
            member = self.members[member].parent
        return False

    def beneath(self, above: str, member: str, *, of_which: bool = False) -> str:
        """Return what a heading's member means under that of a heading above it.

        The narrower of the two: 本年拨款 under a budget is that budget's, unless it is called a part of it. What is
        brought forward is so of a budget that stands above it or below it.
        """
        if above not in self.members:
            return member
        meant = self.below.get(above, {}).get(member)
        if not of_which and self.is_under(above, member):
            meant = above
        elif not of_which and not self.is_under(member, above):
            meant = self.below.get(member, {}).get(above) or meant
        return self.within.get(above, {}).get(meant or member, meant or member)

    def completeness(self, whole: str, printed: frozenset[str]) -> Completeness:
        """Return whether the printed members make the whole, a part by its own parts, or are at most the whole."""
        partition = self.partitions[whole]
        covered: set[str] = set()
        rest = printed
        for part in partition.parts:
            inner = frozenset(member for member in rest if self.is_under(member, part))
            if inner == {part} or (
                part in self.partitions and inner and self.completeness(part, inner) is Completeness.COMPLETE
            ):
                covered.add(part)
                rest -= inner
        return Completeness.AT_MOST if rest else partition.completeness(frozenset(covered))

    def refine(self, outer: str, inner: str) -> str | None:
        """Return the narrower of two members, None where neither lies under the other."""
        if self.is_under(inner, outer):
            return inner
        if self.is_under(outer, inner):
            return outer
        return None


@dataclass(frozen=True, slots=True)
class _MemberEntry:
    """A member of a dimension, as the file has it."""

    zh: str
    en: str
    place: FilePlace
    parent: str = ""


@dataclass(frozen=True, slots=True)
class _DimensionEntry:
    """A dimension, as the file has it."""

    members: Mapping[str, _MemberEntry]
    place: FilePlace
    partitions: tuple[Partition, ...] = ()


def load_dimensions(place: FilePlace) -> dict[str, Dimension]:
    """Return the dimensions of a file by name; raise InvalidDataError where a member or partition breaks the form."""
    return {name: _dimension(name, entry) for name, entry in read_each(_DimensionEntry, place).items()}


def _dimension(name: str, entry: _DimensionEntry) -> Dimension:
    members: dict[str, Member] = {}
    for key, member in entry.members.items():
        if member.parent and member.parent not in members:
            what = message(
                "the parent {parent} of {member} is not defined above it.", parent=member.parent, member=key
            )
            raise member.place.complain(what, message("Write the parent first."))
        members[key] = Member(key, member.zh, member.en, member.parent)
    for number, partition in enumerate(entry.partitions):
        _check_members(entry.place.at("partitions", number), name, partition, members)
    return Dimension(name, members, {partition.whole: partition for partition in entry.partitions})


def _check_members(place: FilePlace, name: str, partition: Partition, members: Mapping[str, Member]) -> None:
    named = {
        "whole": [partition.whole],
        "parts": partition.parts,
        "closing": [partition.closing or partition.whole],
        "silent": sorted(partition.silent),
        "complete": [member for group in partition.complete for member in sorted(group)],
    }
    for key, listed in named.items():
        for member in listed:
            if member not in members:
                what = message("{member} is not a member of {dimension}.", member=member, dimension=name)
                raise place.at(key).complain(what, message("Add the member, or mend the partition."))
