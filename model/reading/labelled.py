"""The rows of a panel by column: rows that print the same labels share one, and a row is made when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, overload

from model.reading.table import Coordinates, LabelledRow

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class RowLabel(NamedTuple):
    """What the label cells of a row say; see `LabelledRow`, which has the same fields."""

    code: str
    name: str
    coordinates: Coordinates
    code_cell: int = -1
    name_cell: int = -1
    depth: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class LabelledRows(Sequence[LabelledRow]):
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

    @overload
    def __getitem__(self, position: int) -> LabelledRow: ...

    @overload
    def __getitem__(self, position: slice) -> list[LabelledRow]: ...

    def __getitem__(self, position: int | slice) -> LabelledRow | list[LabelledRow]:
        if isinstance(position, slice):
            return [self._made(index) for index in range(*position.indices(len(self)))]
        if not -len(self) <= position < len(self):
            raise IndexError(position)
        return self._made(position % len(self))

    def __iter__(self) -> Iterator[LabelledRow]:
        return map(self._made, range(len(self)))

    def _made(self, position: int) -> LabelledRow:
        code, name, coordinates, code_cell, name_cell, depth = self.labels[self.label[position]]
        unit = self.units[self.unit[position]]
        if unit and "unit" not in coordinates:
            coordinates = {**coordinates, "unit": unit}
        shift = self.shifts.get(position, 0) if self.shifts else 0
        return LabelledRow(
            int(self.row[position]), code, name, coordinates, code_cell, name_cell, depth, shift
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
        """Return the rows with these coordinates added where a row says nothing else."""
        labels = [label._replace(coordinates={**coordinates, **label.coordinates}) for label in self.labels]
        return replace(self, labels=labels)

    def with_labels(self, label: NDArray[np.int32], labels: Sequence[RowLabel]) -> LabelledRows:
        """Return the rows with other labels; `label` gives the number of each row's own."""
        return replace(self, label=label, labels=labels)

    def only(self, kept: Sequence[int] | NDArray[np.int64]) -> LabelledRows:
        """Return the rows at some positions, which are in order."""
        shifts = (
            {new: self.shifts[old] for new, old in enumerate(kept) if old in self.shifts}
            if self.shifts
            else None
        )
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
        labels=[
            RowLabel(row.code, row.name, row.coordinates, row.code_cell, row.name_cell, row.depth)
            for row in rows
        ],
        unit=np.zeros(count, dtype=np.int32),
        shifts={position: row.shift for position, row in enumerate(rows) if row.shift},
    )
