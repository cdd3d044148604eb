"""A recognised table: where it stands in its sheet, what it is about, and what its rows and columns mean.

Its rows are held by column: those that print the same labels share one, and a row is made when it is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from model.made import MadeRows
from model.mapping.mapping import TableMapping
from model.messages import Message
from model.money import Unit
from model.record import dataclass

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Coordinates = Mapping[str, str]
"""Dimension name -> member, only where they differ from the dimension's root."""


@dataclass(frozen=True, slots=True)
class AmountColumn:
    """A column of amounts: its zero-based number, its heading path from top to bottom, and what it means."""

    column: int
    heading: tuple[str, ...]
    coordinates: Coordinates


@dataclass(frozen=True, slots=True)
class RowLabel:
    """What the label cells of a row state: the code and the name that it prints, and what they mean.

    `code` is the joined code in digits ("2101501"), "" where the row prints none; `code_cell` and `name_cell` are
    zero-based columns, -1 where there is none. `depth` is the row's level in its code tree (0 for a total).
    """

    code: str
    name: str
    coordinates: Coordinates
    code_cell: int = -1
    name_cell: int = -1
    depth: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledRow(RowLabel):
    """A row of a panel with what its label states.

    `shift` is how many columns left of their headings its amounts stand, where an extraction lost a cell.
    """

    row: int
    shift: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class LabelledRows(MadeRows[LabelledRow]):
    """The rows of a panel, in the order of the sheet; `row`, `label` and `unit` run side by side.

    `row` are zero-based rows of the sheet, `label` numbers of `labels`, `unit` numbers of `units`: the members of the
    unit that a consolidated table names in a column, "" first for a row that names none. `shifts` has the rows whose
    amounts stand left of their headings, by position.
    """

    row: NDArray[np.int32]
    label: NDArray[np.int32]
    labels: Sequence[RowLabel]
    unit: NDArray[np.int32]
    units: Sequence[str] = ("",)
    shifts: Mapping[int, int] | None = None

    def __len__(self) -> int:
        return len(self.row)

    def _made(self, position: int) -> LabelledRow:
        label, unit = self.labels[self.label[position]], self.units[self.unit[position]]
        return LabelledRow(
            label.code,
            label.name,
            {"unit": unit, **label.coordinates} if unit else label.coordinates,
            label.code_cell,
            label.name_cell,
            label.depth,
            row=int(self.row[position]),
            shift=self.shifts.get(position, 0) if self.shifts else 0,
        )

    def position(self, row: int) -> int:
        """Return the position of a row of the sheet, -1 where the panel has no such row."""
        at = int(self.row.searchsorted(self.row.dtype.type(row)))
        return at if at < len(self.row) and self.row[at] == row else -1

    def at(self, row: int) -> LabelledRow | None:
        """Return the row that stands in a row of the sheet, None where the panel has no such row."""
        position = self.position(row)
        return None if position < 0 else self._made(position)

    def shift(self, row: int) -> int:
        """Return how many columns left of their headings the amounts of a row of the sheet stand."""
        return self.shifts.get(self.position(row), 0) if self.shifts else 0

    def having(self, coordinates: Mapping[str, str]) -> LabelledRows:
        """Return the rows with these coordinates added where a row states nothing else."""
        labels = [replace(label, coordinates={**coordinates, **label.coordinates}) for label in self.labels]
        return replace(self, labels=labels)

    def only(self, kept: Sequence[int] | NDArray[np.int64]) -> LabelledRows:
        """Return the rows at some positions, which are in order."""
        before = self.shifts or {}
        shifts = {new: before[old] for new, old in enumerate(kept) if old in before} if before else None
        return replace(self, row=self.row[kept], label=self.label[kept], unit=self.unit[kept], shifts=shifts)


def labelled(rows: Sequence[LabelledRow]) -> LabelledRows:
    """Return rows by column, as they are where they are so already."""
    import numpy as np

    if isinstance(rows, LabelledRows):
        return rows
    count = len(rows)
    return LabelledRows(
        row=np.array([row.row for row in rows], dtype=np.int32),
        label=np.arange(count, dtype=np.int32),
        labels=rows,
        unit=np.zeros(count, dtype=np.int32),
        shifts={position: row.shift for position, row in enumerate(rows) if row.shift},
    )


@dataclass(frozen=True, slots=True)
class ChangeColumn:
    """A column that prints by how much `new` changed from `old`, both zero-based columns of the same panel.

    Where `rate` the change is printed as a percentage of the old amount, else as an amount; where `completes` it is no
    change but the new amount itself that is printed so: 完成年初预算%.
    """

    column: int
    heading: tuple[str, ...]
    new: int
    old: int
    rate: bool
    completes: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """A block of rows and amount columns that read together: a two-sided table has two.

    `rows` are in the order of the sheet; of a table that was read they are `LabelledRows`, which a million rows make
    affordable. `changes` are the columns that compare two columns of amounts.
    """

    rows: Sequence[LabelledRow]
    columns: tuple[AmountColumn, ...]
    changes: tuple[ChangeColumn, ...] = ()


@dataclass(frozen=True, slots=True)
class Unbound:
    """A numeric cell that could not be given coordinates, with the reason.

    `adds` means that a sum may need it: none needs a zero, a part of the line above (其中), a change (增减) or 小计.
    """

    row: int
    column: int
    why: Message
    adds: bool = True


@dataclass(frozen=True, slots=True)
class Score:
    """Of the relations that rest on a table and state something, how many were tested and how many fail."""

    tested: int
    failed: int


@dataclass(frozen=True, slots=True)
class Choice:
    """Why a table is read as `mapping` states and not as it was read first.

    `why` is what of the paper left the choice; `first` is how the first reading did, `now` how this one does. `tried`
    candidates were tried, and `not_tried` more that the paper allows were not.
    """

    mapping: TableMapping
    why: Message
    first: Score
    now: Score
    tried: int
    not_tried: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a sheet. Rows and columns count from 0 and are inclusive.

    `kind` is a table kind of the lexicon, "" when not recognised (`why` then gives the reason; beside a kind, why none
    of the table's amounts could be placed); `unit` is None when the document states none; `stage` is "budget" or
    "final"; `empty_note` is the note that states the table holds no data. `details` are rows without a code below one
    with a code: each is a part of the line above or one more beside it. `realigned` means that headings or rows had to
    be moved back over their columns, for blank cells were lost. `mapping` is what an auditor stated of the table, if
    any; `why` is then what of it the table does not bear out. `choice` means that another reading of the same paper
    was taken than the first, for its sums hold; None where the first stands. `body` is the unit whose table it is, ""
    where it is the department's.
    """

    document: int
    sheet: int
    title: str
    kind: str
    unit: Unit | None
    year: int | None
    stage: str | None
    top: int
    bottom: int
    right: int
    first_data_row: int
    panels: tuple[Panel, ...] = ()
    unbound: tuple[Unbound, ...] = ()
    empty_note: str = ""
    why: Message | None = None
    realigned: bool = False
    mapping: TableMapping | None = None
    details: tuple[int, ...] = ()
    choice: Choice | None = None
    body: str = ""
