"""The cube: every stated amount, of a cell or of a sentence, as a fact, in columns of integers.

One row a fact, those of cells first. `amount` and `half` are ten-thousandths of 元; `stated` is False for a blank cell
that stands where an amount could (it adds nothing, and never reads as a stated zero). A coordinate column holds a
number: for a code dimension the code itself (0 for the root), for the others the member's index in `members`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Any

from model.lexicon.lexicon import Lexicon
from model.record import dataclass

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from model.reading.prose.claim import Provenance

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
    _names: dict[str, list[str]] = field(default_factory=dict, compare=False)

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
        names = self._names.get(dimension, ())
        if number >= len(names):
            names = self._names[dimension] = list(self.numbers[dimension])
        return names[number]


@dataclass(frozen=True, slots=True)
class Span:
    """The place of a sentence's fact, and how its claim came by its subject.

    `document` is its number in the disclosure and `claim` the claim's among those of the document, both from 0;
    `paragraph` counts from 1, `start` and `end` are the characters of the printed figure, from 0.
    """

    document: int
    claim: int
    paragraph: int
    start: int
    end: int
    provenance: Provenance


@dataclass(frozen=True)
class Facts:
    """The cube of a disclosure. All arrays are of one length.

    The facts of cells come first, those of sentences behind them: `spans` are the places of these, a span each, and
    their `table`, `panel`, `row` and `column` are -1.
    """

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
    spans: tuple[Span, ...] = ()

    def __len__(self) -> int:
        return len(self.amount)

    @property
    def first_of_text(self) -> int:
        """The number of the first fact of a sentence; all before it are of cells."""
        return len(self.amount) - len(self.spans)

    @property
    def of_text(self) -> Booleans:
        """Marks the facts of sentences."""
        import numpy as np

        return np.arange(len(self.amount)) >= self.first_of_text

    def span(self, index: int) -> Span | None:
        """Return the place of a sentence's fact, None for a cell's."""
        return self.spans[index - self.first_of_text] if index >= self.first_of_text else None

    def coordinate(self, index: int) -> dict[str, str]:
        """Return a fact's coordinates by dimension, roots left out."""
        numbers = {name: int(column[index]) for name, column in self.coordinates.items()}
        return {name: self.members.name(name, number) for name, number in numbers.items() if number}

    def only(self, marked: Booleans) -> Facts:
        """Return the facts that are marked."""
        of_text = marked[self.first_of_text :].tolist()
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
            tuple(span for span, kept in zip(self.spans, of_text, strict=True) if kept),
        )

    def frame(self) -> pd.DataFrame:
        """Return the facts as a pandas table with member names, for analysis outside Yushen's own rules.

        A cell's fact has its table, row and column, a sentence's its document, paragraph, span and provenance; the
        numbers of the other are -1, and a cell's provenance is "".
        """
        import pandas as pd

        table = pd.DataFrame(
            {"amount": self.amount, "half": self.half, "stated": self.stated, "table": self.table}
            | {"panel": self.panel, "row": self.row, "column": self.column}
        )
        for name, column in self.coordinates.items():
            names = {number: self.members.name(name, number) for number in set(column.tolist())}
            table[name] = pd.Series(column).map(names)
        for name in ("document", "paragraph", "start", "end"):
            table[name] = [-1] * self.first_of_text + [getattr(span, name) for span in self.spans]
        table["provenance"] = [""] * self.first_of_text + [span.provenance.value for span in self.spans]
        return table


def join(parts: list[Facts], members: Members) -> Facts:
    """Return the facts of several columns as one cube; those of sentences, if any, are the last part."""
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
        spans=parts[-1].spans if parts else (),
    )
