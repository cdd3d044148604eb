"""A cause: what is likeliest wrong, in words and at its cell, and the failures that it explains."""

from __future__ import annotations

from dataclasses import dataclass

from checks.diagnosis.network import Named
from model.finding import Place
from model.messages import Message


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause of some failures.

    `place` is the cell to look at first, None where no one cell is likelier than the others; `hint` says what would
    reconcile. `cells` are the other cells that it would change. `is_row` tells that a whole row is meant, not an amount
    of it; `breaks` that relations which hold would not with it: nothing better was found.
    `is_pen_slip` tells that one edit of a number or one row explains it, not merely that some other amount would.
    `changes` are the facts of single cells or sentences with what is to be added, the one to look at first before all.
    """

    place: Place | None
    hint: Message
    mends: frozenset[Named]
    cells: tuple[Place, ...] = ()
    is_row: bool = False
    breaks: bool = False
    is_pen_slip: bool = False
    changes: tuple[tuple[int, int], ...] = ()
