"""What would mend a whole table or column at once."""

from __future__ import annotations

from dataclasses import dataclass

from model.finding import Place
from model.messages import Message

FEWEST = 2
"""A table with fewer failures is not suspected as a whole, unless its unit is rare."""

SHARE = 0.6
"""A whole table is named only where its mending would mend at least this share of its failures."""


@dataclass(frozen=True, slots=True)
class Move:
    """What is wrong with a whole table, the cell that says so, and the failures that would be mended.

    `is_rare` tells that the table stands apart from the others of the disclosure.
    """

    mended: frozenset[int]
    place: Place | None
    hint: Message
    is_rare: bool = False

    @property
    def worth(self) -> tuple[int, bool]:
        """How good an explanation it is; of two tables alike, the one that stands apart is the better."""
        return len(self.mended), self.is_rare
