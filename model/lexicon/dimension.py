"""The dimensions whose members are words: their members, and of what parts a whole is the sum."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from model.lexicon.datafile import DataFile
from model.messages import message


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
    complete: tuple[frozenset[str], ...]
    closing: str
    silent: frozenset[str]

    def completeness(self, printed: frozenset[str]) -> Completeness:
        """Tell whether the printed parts make the whole, or are at most the whole."""
        if self.closing and self.closing in printed:
            return Completeness.COMPLETE
        if printed - self.silent in self.complete or printed in self.complete:
            return Completeness.COMPLETE
        return Completeness.AT_MOST


@dataclass(frozen=True)
class Dimension:
    """A dimension of the cube: members by id, the partitions by whole, and the readings that depend on context."""

    name: str
    members: Mapping[str, Member]
    partitions: Mapping[str, Partition]
    within: Mapping[str, Mapping[str, str]]
    below: Mapping[str, Mapping[str, str]]

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
        """Tell whether `member` is `ancestor` or lies under it."""
        while member:
            if member == ancestor:
                return True
            member = self.members[member].parent
        return False

    def refine(self, outer: str, inner: str) -> str | None:
        """Return the narrower of two members, None where neither lies under the other."""
        if self.is_under(inner, outer):
            return inner
        if self.is_under(outer, inner):
            return outer
        return None


def load_dimension(name: str, data: DataFile) -> Dimension:
    """Return the dimension `name` of `data`; raise InvalidDataError where a member or partition breaks the form."""
    table = data.content[name]
    members: dict[str, Member] = {}
    for key, entry in table["members"].items():
        parent = entry.get("parent", "")
        if parent and parent not in members:
            raise data.complain(
                f"{key} =",
                message(
                    "the parent {parent} of {member} is not defined above it.", parent=parent, member=key
                ),
                message("Write the parent first."),
            )
        members[key] = Member(key, entry["zh"], entry["en"], parent)
    partitions = {}
    for entry in table.get("partitions", ()):
        partition = Partition(
            entry["whole"],
            tuple(entry["parts"]),
            tuple(frozenset(group) for group in entry.get("complete", ())),
            entry.get("closing", ""),
            frozenset(entry.get("silent", ())),
        )
        for member in (partition.whole, *partition.parts):
            if member not in members:
                raise data.complain(
                    f'"{member}"',
                    message("{member} is not a member of {dimension}.", member=member, dimension=name),
                    message("Add the member, or mend the partition."),
                )
        partitions[partition.whole] = partition
    return Dimension(name, members, partitions, table.get("within", {}), table.get("below", {}))
