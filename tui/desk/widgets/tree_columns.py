"""The columns of a tree: what is shown beside the stated amounts, and how wide each column must be."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING

from model.money import Unit, format_amount
from model.record import dataclass
from tui.desk.untrusted import width, wrap

if TYPE_CHECKING:
    from model.tree import CodeTree, TreeAmounts

MOST_HEADING = 16


class Computed(StrEnum):
    """Where the sum of the children is shown beside the stated amount."""

    DIFFERING = "where it differs"
    ALWAYS = "everywhere"
    NEVER = "nowhere"

    @property
    def following(self) -> Computed:
        """The next of the three."""
        every = list(Computed)
        return every[(every.index(self) + 1) % len(every)]


class Measure(StrEnum):
    """What a column of the tree shows of an amount column."""

    STATED = "stated"
    COMPUTED = "computed"
    DIFFERENCE = "difference"
    SHARE = "share of parent"
    PRIOR = "year before"
    CHANGE = "change by"


@dataclass(frozen=True, slots=True)
class Beside:
    """What is shown beside the stated amounts, in every tree: computed amounts, by how much the stated amount is more
    than the computed one, shares of the parent, the year before with the change since.
    """

    computed: Computed = Computed.DIFFERING
    difference: bool = False
    shares: bool = False
    change: bool = False


def whole_columns(widths: Sequence[int], free: int) -> int:
    """Return the cells of as many first columns as fit into `free` cells; the first is always counted."""
    shown = 0
    for count, cells in enumerate(widths):
        if count and shown + cells > free:
            break
        shown += cells
    return shown


def heading_lines(text: str, cells: int) -> tuple[str, str]:
    """Return a heading's path in two lines: the last name below, what stands above it above."""
    *above, last = text.replace("\n", "").split(" / ")
    if above:
        return " ".join(above), last
    lines = wrap(last, cells)
    return ("", lines[0]) if len(lines) == 1 else (lines[0], "".join(lines[1:]))


@cache
def _scale(unit: Unit) -> int:
    return len(str(unit.value)) - 1


def measured(tree: CodeTree, columns: Sequence[TreeAmounts], unit: Unit) -> tuple[int, list[int]]:
    """Return the decimals that show every amount in full, and the widest amount of each column."""
    every = [amounts for column in columns for amounts in (column.stated, column.computed)]
    printed = tree.decimals + _scale(unit) - _scale(tree.unit or Unit.YUAN)
    decimals = max(printed, 2 if unit is Unit.YUAN else 0, 0)
    while decimals < _scale(unit) and any((each % 10 ** (_scale(unit) - decimals)).any() for each in every):
        decimals += 1
    cells = [max(len(format_amount(end, unit, decimals)) for end in _ends_of(column)) for column in columns]
    return decimals, [max(one, heading_cells(name), 8) for one, name in zip(cells, tree.columns, strict=True)]


def difference_cells(column: TreeAmounts, unit: Unit, decimals: int) -> int:
    """Return the cells of the widest difference of a column, with its sign."""
    both = column.is_stated & column.is_computed
    differences = (column.stated - column.computed)[both]
    ends = int(differences.min(initial=0)), int(differences.max(initial=0))
    return max(len(signed(end, unit, decimals)) for end in ends)


def signed(amount: int, unit: Unit, decimals: int) -> str:
    """Return an amount with its sign."""
    return f"{'+' if amount > 0 else ''}{format_amount(amount, unit, decimals)}"


def heading_cells(text: str) -> int:
    """Return the cells in which a heading reads well in two lines."""
    parts = text.replace("\n", "").split(" / ")
    wanted = max(map(width, parts)) if len(parts) > 1 else (width(text) + 1) // 2
    return min(wanted, MOST_HEADING)


def _ends_of(column: TreeAmounts) -> set[int]:
    both = (column.stated, column.computed)
    return {0, *(int(each.min(initial=0)) for each in both), *(int(each.max(initial=0)) for each in both)}
