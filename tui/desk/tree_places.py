"""Where the code trees stand in the sheets: an index by row, made for a tree when it is first asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from model.record import dataclass
from model.source.book import row_in

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from model.finding import Place
    from model.tree import CodeTree


@dataclass(frozen=True, slots=True)
class TreeSpot:
    """A cell of a tree: the tree, the node and the amount column, counted from 0; a column of -1 is the name."""

    tree: int
    node: int
    column: int


class TreePlaces:
    """Finds the spot of a place among trees. It holds a number for each node, not a place for each cell."""

    def __init__(self, trees: Sequence[CodeTree]) -> None:
        self._trees = trees
        self._on_sheet: dict[tuple[str, str], list[int]] = {}
        for number, tree in enumerate(trees):
            for name in (piece.sheet.name for piece in tree.pieces) if tree.pieces else (tree.sheet,):
                self._on_sheet.setdefault((tree.path, name), []).append(number)
        self._rows: dict[int, tuple[NDArray[np.int64], NDArray[np.int64]]] = {}

    def find(self, place: Place | None) -> TreeSpot | None:
        """Return the spot at which a place stands, None where no tree holds it."""
        if place is None:
            return None
        for number in self._on_sheet.get((place.path, place.sheet), ()):
            for node in self._nodes(number, place):
                for column, cell in enumerate(self._trees[number].nodes[node].cells):
                    if cell.place == place:
                        return TreeSpot(number, node, column)
        return None

    def find_row(self, place: Place | None) -> TreeSpot | None:
        """Return the name of the row whose code or name stands at a place: the amounts nearest to its right."""
        if place is None:
            return None
        nearest: tuple[int, TreeSpot] | None = None
        for number in self._on_sheet.get((place.path, place.sheet), ()):
            for node in self._nodes(number, place):
                first = self.first_amount(number, node)
                if place.column < first and (nearest is None or first < nearest[0]):
                    nearest = (first, TreeSpot(number, node, -1))
        return None if nearest is None else nearest[1]

    def first_amount(self, tree: int, node: int) -> int:
        """Return the sheet's column in which the first amount of a node stands."""
        cells = self._trees[tree].nodes[node].cells
        return min((cell.place.column for cell in cells if cell.place is not None), default=0)

    def _nodes(self, number: int, place: Place) -> list[int]:
        """Return the nodes of a tree that the row of a place states."""
        row = row_in(self._trees[number].pieces, place.sheet, place.row)
        if row is None:
            return []
        if number not in self._rows:
            from model.tree import rows_of_nodes

            rows = rows_of_nodes(self._trees[number].nodes)
            order = rows.argsort(kind="stable")
            self._rows[number] = rows[order], order
        rows, order = self._rows[number]
        start, stop = rows.searchsorted([row, row + 1])
        return [int(node) for node in order[start:stop]]
