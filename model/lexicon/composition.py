"""Composition: what a line or a column means by where it stands, as composition.toml states it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from model.lexicon.reading import CODE_DIMENSIONS, normalised
from model.record import dataclass

LEVELS = {"类": 3, "款": 5, "项": 7}
"""The digits of a code by the name of its level in the field."""
ITS = "its"
"""What a line means where it takes over what the other states; the name of a level may follow."""

RolesOf = Callable[[str], frozenset[str]]
"""Gives the roles of a text's words, see words.toml."""


PART = "part"
"""The item that a line means which is by its name a part of what it states."""


class Element(NamedTuple):
    """A row, a column or a panel by what its own words state; `number` counts it among the others.

    `texts` are its words, which state more than their coordinates.
    """

    number: int
    coordinates: Mapping[str, str]
    texts: tuple[str, ...] = ()
    unclear: bool = False

    @property
    def text(self) -> str:
        """The last of its words, as the lexicon compares them."""
        return normalised(self.texts[-1]) if self.texts else ""


@dataclass(frozen=True, slots=True)
class Description:
    """What a line of the data file asks of a row, a column or a panel.

    `members` are, by dimension, those it may have, or the names of levels: "" is none, and None any that is named.
    `same` is the level of a code that it must have in common with what it stands beside, `alike` that its amounts are.
    """

    members: Mapping[str, frozenset[str] | None]
    role: str = ""
    says: str = ""
    begins: str = ""
    only: frozenset[str] | None = None
    filled: bool = False
    same: str = ""
    alike: bool = False

    @property
    def needed(self) -> frozenset[str]:
        """The dimensions without which nothing fits."""
        return frozenset(name for name, members in self.members.items() if not members or "" not in members)

    @property
    def asks_more(self) -> bool:
        """Whether it asks for more than members: see `fits`."""
        return self.only is not None or bool(self.says or self.begins or self.role)

    def allows(self, name: str, member: str) -> bool:
        """Return whether a line may have this member of a dimension; "" is none."""
        members = self.members[name]
        if members is None:
            return bool(member)
        levels = LEVELS.keys() & members if name in CODE_DIMENSIONS else ()
        return member in members or any(LEVELS[level] == len(member) for level in levels)

    def fits(self, element: Element, roles: RolesOf) -> bool:
        """Return whether a line whose members are allowed states the rest of this, but for the amounts it states."""
        return (
            (self.only is None or element.coordinates.keys() <= self.only)
            and (not self.says or element.text == self.says)
            and (not self.begins or element.text.startswith(self.begins))
            and (not self.role or any(self.role in roles(text) for text in element.texts))
        )


@dataclass(frozen=True, slots=True)
class Where:
    """In what table or panel something stands; in a rule "" and None are any.

    `flow` is that of the table or of the panel's heading, `side` that of the panel's heading alone; `names` is the
    classification that its headings name, `codes` whether it has columns of codes, `item` what the table is about.
    """

    axis: str = ""
    flow: str = ""
    side: str = ""
    names: frozenset[str] = frozenset()
    codes: bool | None = None
    item: str = ""

    def holds(self, place: Where) -> bool:
        """Return whether a place is one of these."""
        return (
            self.axis in {"", place.axis}
            and self.flow in {"", place.flow}
            and self.side in {"", place.side}
            and (not self.names or bool(self.names & place.names))
            and self.codes in {None, place.codes}
            and self.item in {"", place.item}
        )


@dataclass(frozen=True, slots=True)
class Composition:
    """One line of the data file: what `this` means where others stand at its places.

    `places` are names of places, each with what must stand there. `means` is by dimension a member, "" for none, ITS
    with or without a level, or members by members; it is empty where the line states that such a one is not understood.
    """

    of: frozenset[str]
    where: Where
    this: Description
    places: Sequence[tuple[str, Description]]
    means: Mapping[str, str | Mapping[str, str]]

    def meaning(self, element: Element, other: Element) -> Element:
        """Return what `element` means beside `other`, the one in the first of the places, or itself."""
        if not self.means:
            return element._replace(unclear=True)
        coordinates = dict(element.coordinates)
        for name, value in self.means.items():
            member = _meant(name, value, element, other)
            if member:
                coordinates[name] = member
            else:
                coordinates.pop(name, None)
        return element._replace(coordinates=coordinates)


def _meant(name: str, value: str | Mapping[str, str], element: Element, other: Element) -> str:
    """Return what a line means in a dimension, "" for nothing."""
    if not isinstance(value, str):
        return value[element.coordinates[name]]
    if value == PART:
        return f"{PART}:{element.text}"
    its, _, level = value.partition(" ")
    return other.coordinates.get(name, "")[: LEVELS.get(level)] if its == ITS else value
