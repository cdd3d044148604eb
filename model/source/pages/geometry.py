"""Places on a page: points from its upper left corner, x to the right and y down."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Glyph(NamedTuple):
    """A character and its box; `drawn` is the number of the object of the page that draws it, 0 for no known one."""

    left: float
    top: float
    right: float
    bottom: float
    text: str
    drawn: int = 0

    @property
    def middle(self) -> float:
        """Height of the box's middle."""
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        """Height of the box, nearly that of the type."""
        return self.bottom - self.top


class Ruling(NamedTuple):
    """A horizontal or vertical line: where it stands on one axis, and from where to where it runs on the other."""

    at: float
    start: float
    end: float


class Box(NamedTuple):
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float


def snapped(values: Iterable[float], tolerance: float) -> list[float]:
    """Return the values in order, with those as one (their mean) that lie within the tolerance of one another."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= tolerance:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]
