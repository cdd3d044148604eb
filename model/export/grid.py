"""A table of a working paper, whatever it is printed into: columns with headings, and rows of typed cells."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from model.messages import Language, Message
from model.record import dataclass
from model.text import clean


class AmountCell(NamedTuple):
    """An exact amount in ten-thousandths of 元."""

    steps: int


Cell = str | int | AmountCell | None
"""A text in display form, a count, an amount, or nothing."""


class Column(NamedTuple):
    """A heading, and a width in characters of half width."""

    heading: Message
    width: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A named table. Every row has as many cells as there are `headings`; all texts are in display form.

    `under` are the rows, counted from 0, that belong to the row above them.
    """

    name: str
    headings: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Cell, ...], ...]
    under: frozenset[int] = frozenset()


def grid(
    name: Message, columns: tuple[Column, ...], rows: Iterable[tuple[Cell, ...]], language: Language
) -> Grid:
    """Return a grid in `language`. Every text is cleaned here, once for all exports."""
    return Grid(
        name=name.text(language),
        headings=tuple(column.heading.text(language) for column in columns),
        widths=tuple(column.width for column in columns),
        rows=tuple(tuple(clean(cell) if isinstance(cell, str) else cell for cell in row) for row in rows),
    )
