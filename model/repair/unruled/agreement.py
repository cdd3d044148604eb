"""What a document states for certain, so that a column of another table can be told by its amount."""

from __future__ import annotations

from collections.abc import Mapping

from model.lexicon.lexicon import Lexicon
from model.repair.unruled.placing import contains
from model.repair.unruled.reading import Reading


class Known:
    """The amounts that proven rows of totals state, with their coordinates."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._stated: dict[int, list[Mapping[str, str]]] = {}

    def take(self, reading: Reading) -> None:
        """Take what the proven rows of a table state: totals, and the lines of a left side."""
        columns = reading.columns
        assert columns is not None
        for position, way in reading.placed.items():
            label = self._lexicon.read(reading.labels[position].get(0, "")).coordinates
            for column, amount in enumerate(way):
                is_left = column not in reading.summed
                if amount and (is_left or reading.rows[position].above < 0):
                    said = {**columns.coordinates[column], **(label if is_left else {})}
                    self._stated.setdefault(self._steps(reading, amount), []).append(said)

    def agrees(self, reading: Reading, column: int, amount: int) -> bool:
        """Tell whether the amount is stated of what tells this column from the one that it is a part of."""
        columns = reading.columns
        assert columns is not None
        whole = next((high for high, parts in columns.parts.items() if column in parts), column)
        mine, above = columns.coordinates[column], columns.coordinates[whole]
        told = {
            name: member for name, member in mine.items() if member != above.get(name) and name != "stage"
        }
        return bool(told) and any(
            all(
                said.get(name) and contains(self._lexicon.dimensions[name], member, said[name])
                for name, member in told.items()
            )
            for said in self._stated.get(self._steps(reading, amount), ())
        )

    @staticmethod
    def _steps(reading: Reading, amount: int) -> int:
        return int(amount * reading.block.unit.value // 10**reading.decimals)
