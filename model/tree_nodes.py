"""The rows of a code tree: by column, for a million of them must be affordable, and each made when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, overload

from model.finding import Place
from model.reading.labelled import LabelledRows

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from model.source.book import Sheet
    from model.tree_outline import Outline

    Integers = NDArray[np.int64]
    Booleans = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class TreeCell:
    """One amount of the tree, in ten-thousandths of 元.

    `stated` is None for a blank; `computed` is the sum of the children, None where there are none; `place` is the
    cell that states it, None where the document prints no such cell.
    """

    stated: int | None
    computed: int | None
    place: Place | None


@dataclass(frozen=True, slots=True)
class TreeNode:
    """A row of the tree, in preorder. `parent` is the index of its parent node, -1 for a root."""

    code: str
    name: str
    depth: int
    parent: int
    child_count: int
    cells: tuple[TreeCell, ...]


@dataclass(frozen=True, slots=True, eq=False)
class TreeAmounts:
    """One column of a tree's amounts, an entry a row; what is not stated, or has no children that are, is 0."""

    stated: Integers
    is_stated: Booleans
    computed: Integers
    is_computed: Booleans


@dataclass(frozen=True, slots=True, eq=False)
class TreeNodes(Sequence[TreeNode]):
    """The nodes of a tree by column. `columns` are the columns of `amounts` in a `sheet`, `path` is its file's.

    `names` are the rows' names by the number in `name`.
    """

    rows: LabelledRows
    names: Sequence[str]
    name: Integers
    outline: Outline
    amounts: tuple[TreeAmounts, ...]
    columns: tuple[int, ...]
    path: str
    sheet: Sheet

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, position: int) -> TreeNode: ...

    @overload
    def __getitem__(self, position: slice) -> list[TreeNode]: ...

    def __getitem__(self, position: int | slice) -> TreeNode | list[TreeNode]:
        if isinstance(position, slice):
            return [self._made(index) for index in range(*position.indices(len(self)))]
        if not -len(self) <= position < len(self):
            raise IndexError(position)
        return self._made(position % len(self))

    def __iter__(self) -> Iterator[TreeNode]:
        return map(self._made, range(len(self)))

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield the code and the name of each node, without making it."""
        codes = [label.code for label in self.rows.labels]
        for label, name in zip(self.rows.label.tolist(), self.name.tolist(), strict=True):
            yield codes[label], self.names[name]

    def _made(self, position: int) -> TreeNode:
        outline = self.outline
        row = int(self.rows.row[position])
        shift = self.rows.shifts.get(position, 0) if self.rows.shifts else 0
        sheet, at = self.sheet.in_file(row)
        return TreeNode(
            self.rows.labels[self.rows.label[position]].code,
            self.names[self.name[position]],
            int(outline.depth[position]),
            int(outline.parent[position]),
            int(outline.children[position]),
            tuple(
                TreeCell(
                    int(amounts.stated[position]) if amounts.is_stated[position] else None,
                    int(amounts.computed[position]) if amounts.is_computed[position] else None,
                    Place(self.path, sheet.name, at, column - shift),
                )
                for column, amounts in zip(self.columns, self.amounts, strict=True)
            ),
        )


def outline_of_nodes(nodes: Sequence[TreeNode]) -> Outline:
    """Return the shape of a tree's nodes."""
    import numpy as np

    from model.tree_outline import outline_of

    if isinstance(nodes, TreeNodes):
        return nodes.outline
    return outline_of(np.array([node.parent for node in nodes], dtype=np.int64))


def texts_of_nodes(nodes: Sequence[TreeNode]) -> Iterator[tuple[str, str]]:
    """Yield the code and the name of each node."""
    return nodes.texts() if isinstance(nodes, TreeNodes) else ((node.code, node.name) for node in nodes)


def amounts_of_nodes(nodes: Sequence[TreeNode], column: int) -> TreeAmounts:
    """Return one column of a tree's amounts."""
    import numpy as np

    if isinstance(nodes, TreeNodes):
        return nodes.amounts[column]
    cells = [node.cells[column] for node in nodes]
    return TreeAmounts(
        np.array([cell.stated or 0 for cell in cells], dtype=np.int64),
        np.array([cell.stated is not None for cell in cells], dtype=np.bool_),
        np.array([cell.computed or 0 for cell in cells], dtype=np.int64),
        np.array([cell.computed is not None for cell in cells], dtype=np.bool_),
    )


def rows_of_nodes(nodes: Sequence[TreeNode]) -> Integers:
    """Return the row that states each node, -1 for one that is printed nowhere.

    Of a table over several sheets it is the row in all of them together, see `Sheet.row_of`.
    """
    import numpy as np

    if isinstance(nodes, TreeNodes):
        return nodes.rows.row.astype(np.int64)
    places = (next((cell.place for cell in node.cells if cell.place), None) for node in nodes)
    return np.array([-1 if place is None else place.row for place in places], dtype=np.int64)
