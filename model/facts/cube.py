"""The cube: every stated amount as a fact, in columns of integers.

One row a fact. `amount` and `half` are ten-thousandths of 元; `stated` is False for a blank cell that stands where
an amount could (it adds nothing, and never reads as a stated zero). A coordinate column holds a number: for a code
dimension the code itself (0 for the root), for the others the member's index in `members`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from model.lexicon.lexicon import Lexicon

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]
    Numbers = NDArray[np.int32]
    Booleans = NDArray[np.bool_]

CODE_DIMENSIONS = ("function", "economic", "government")
WORD_DIMENSIONS = ("flow", "stage", "source", "nature", "item")
DIMENSIONS = (*WORD_DIMENSIONS, "year", "unit", *CODE_DIMENSIONS)


@dataclass
class Members:
    """The members of the word dimensions by number, growing with named projects and units."""

    numbers: dict[str, dict[str, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, lexicon: Lexicon) -> Members:
        """Return the members of the lexicon; units and projects are added as they are met."""
        numbers = {name: dict(lexicon.dimensions[name].number) for name in WORD_DIMENSIONS}
        numbers["unit"] = {"": 0}
        return cls(numbers)

    def number(self, dimension: str, member: str) -> int:
        """Return the number of a member, adding it if it is new; a code or a year is its own number."""
        if dimension in CODE_DIMENSIONS or dimension == "year":
            return int(member)
        known = self.numbers[dimension]
        return known.setdefault(member, len(known))

    def name(self, dimension: str, number: int) -> str:
        """Return the member with a number; "" for the root of a code dimension."""
        if dimension in CODE_DIMENSIONS or dimension == "year":
            return str(number) if number else ""
        return list(self.numbers[dimension])[number]


@dataclass(frozen=True)
class Facts:
    """The cube of a disclosure. All arrays are of one length."""

    amount: Integers
    half: Integers
    stated: Booleans
    as_text: Booleans
    table: Numbers
    panel: Numbers
    row: Numbers
    column: Numbers
    coordinates: Mapping[str, Numbers]
    members: Members

    def __len__(self) -> int:
        return len(self.amount)

    def coordinate(self, index: int) -> dict[str, str]:
        """Return a fact's coordinates by dimension, roots left out."""
        numbers = {name: int(column[index]) for name, column in self.coordinates.items()}
        return {name: self.members.name(name, number) for name, number in numbers.items() if number}

    def only(self, marked: Booleans) -> Facts:
        """Return the facts that are marked."""
        return Facts(
            self.amount[marked],
            self.half[marked],
            self.stated[marked],
            self.as_text[marked],
            self.table[marked],
            self.panel[marked],
            self.row[marked],
            self.column[marked],
            {name: column[marked] for name, column in self.coordinates.items()},
            self.members,
        )

    def frame(self) -> pd.DataFrame:
        """Return the facts as a pandas table with member names, for analysis outside Yushen's own rules."""
        import pandas as pd

        table = pd.DataFrame(
            {"amount": self.amount, "half": self.half, "stated": self.stated, "table": self.table}
            | {"row": self.row, "column": self.column}
        )
        for name, column in self.coordinates.items():
            names = {number: self.members.name(name, number) for number in set(column.tolist())}
            table[name] = pd.Series(column).map(names)
        return table


def join(parts: list[Facts], members: Members) -> Facts:
    """Return the facts of several columns as one cube."""
    import numpy as np

    def stack(arrays: list[NDArray[Any]], kind: type[np.generic]) -> NDArray[Any]:
        return np.concatenate(arrays) if arrays else np.empty(0, dtype=kind)

    return Facts(
        amount=stack([part.amount for part in parts], np.int64),
        half=stack([part.half for part in parts], np.int64),
        stated=stack([part.stated for part in parts], np.bool_),
        as_text=stack([part.as_text for part in parts], np.bool_),
        table=stack([part.table for part in parts], np.int32),
        panel=stack([part.panel for part in parts], np.int32),
        row=stack([part.row for part in parts], np.int32),
        column=stack([part.column for part in parts], np.int32),
        coordinates={
            name: stack([part.coordinates[name] for part in parts], np.int32) for name in DIMENSIONS
        },
        members=members,
    )
