"""The blank cells that could be parts of a sum: a blank adds nothing, but an amount may be missing there."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from checks.mechanism.keys import pack
from model.classification.tables import UnitKind, fed_by
from model.facts.cube import CODE_DIMENSIONS, DIMENSIONS, Facts

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]

MOST = 500
"""In a column with more blanks than these none is suspected."""


class Blanks:
    """The blank cells of a cube, to be found by the column they stand in."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    @cached_property
    def _columns(self) -> Integers:
        """A number for each fact's column."""
        facts = self._facts
        return pack((facts.table, facts.panel, facts.column))

    @cached_property
    def _by_column(self) -> tuple[Integers, Integers]:
        blank = np.flatnonzero(~self._facts.stated)
        order = blank[np.argsort(self._columns[blank], kind="stable")]
        return self._columns[order], order

    def below(self, whole: int, parts: Integers) -> list[int]:
        """Return the blank cells whose codes stand directly below the whole's, where its parts are such codes.

        A blank above stated parts is none: those count for it already. Of a government item they are the departments'
        items that feed it.
        """
        if len(parts) and self._is_fed(whole, int(parts[0])):
            return self._feeding(whole, parts)
        dimension = code_dimension(self._facts, whole, int(parts[0])) if len(parts) else ""
        if not dimension:
            return []
        codes = self._facts.coordinates[dimension]
        above = _text(codes[whole])
        between = [_text(codes[part]) for part in parts.tolist()]
        return [
            fact
            for fact in self._in_column(int(parts[0]))
            if self._alike(fact, whole, dimension)
            and (code := _text(codes[fact])).startswith(above)
            and code != above
            and not any(code.startswith(one) or one.startswith(code) for one in between)
        ]

    def _is_fed(self, whole: int, part: int) -> bool:
        economic, government = (self._facts.coordinates[name] for name in ("economic", "government"))
        return bool(government[whole] and not economic[whole] and economic[part] and not government[part])

    def _feeding(self, whole: int, parts: Integers) -> list[int]:
        economic, government = (self._facts.coordinates[name] for name in ("economic", "government"))
        fed = {int(code) for code in fed_by(str(int(government[whole])), UnitKind.ORGAN)}
        others = [name for name in DIMENSIONS if name not in {"economic", "government"}]
        return [
            blank
            for blank in self._in_column(int(parts[0]))
            if int(economic[blank]) in fed
            and all(
                self._facts.coordinates[name][blank] == self._facts.coordinates[name][whole]
                for name in others
            )
        ]

    def _in_column(self, fact: int) -> list[int]:
        columns, order = self._by_column
        start, stop = np.searchsorted(columns, [self._columns[fact], self._columns[fact] + 1])
        if stop - start > MOST:
            return []
        return [int(blank) for blank in order[start:stop]]

    def _alike(self, one: int, other: int, dimension: str) -> bool:
        return all(
            self._facts.coordinates[name][one] == self._facts.coordinates[name][other]
            for name in DIMENSIONS
            if name != dimension
        )


def code_dimension(facts: Facts, whole: int, part: int) -> str:
    """Return the code dimension along which a part lies below its whole in one column, "" where there is none."""
    if (
        facts.table[whole] < 0
        or facts.table[whole] != facts.table[part]
        or facts.column[whole] != facts.column[part]
    ):
        return ""
    differ = [name for name in DIMENSIONS if facts.coordinates[name][whole] != facts.coordinates[name][part]]
    return differ[0] if len(differ) == 1 and differ[0] in CODE_DIMENSIONS else ""


def _text(code: int) -> str:
    return str(code) if code else ""
