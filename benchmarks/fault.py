"""A planted fault, and the oracle of whether any relation could show it.

The oracle knows nothing of findings. It takes the relations and agreements that the rules tested in the untouched
book (`CleanBook.ties`, each with its facts, weights and allowance) and does the sums anew with the amounts that the
fault changes. It is blind to what no rule relates, which is why the benchmark prints how many stated amounts stand in
no relation at all. Of faults without amounts it asks what RELATIONS asks: a row printed twice, another code or name in
a row, a number as text and another year in a title or heading always break a relation (3, 4, 5, 8, 42); a row above
others that is dropped does where its list prints other rows of that level above theirs (4), for otherwise its parts
stand in for it; a unit does where its amounts break a sum, or where the table's head states the unit twice (42).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from fault_books import CleanBook

from model.source.book import Sheet

FREE, ABSORBED, CONSTRAINED = "free", "absorbed", "constrained"
"""No relation holds the fault's facts; those that do still hold with it; one at least does not hold any more."""


@dataclass(frozen=True)
class Fault:
    """A planted fault: the sheet it makes, the cells that may be named for it, and what ties it."""

    kind: str
    sheet: int
    planted: Sheet
    cells: frozenset[tuple[int, int, int]]
    tied: str
    description: str


Planter = Callable[[CleanBook, Random], Fault | None]


def tied(clean: CleanBook, changes: dict[int, int]) -> str:
    ties = [tie for fact in changes for tie in clean.ties[fact]]
    if not ties:
        return FREE
    return CONSTRAINED if any(tie.sees(changes) for tie in ties) else ABSORBED
