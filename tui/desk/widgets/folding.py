"""Which nodes of a tree are folded, and so which rows there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from model.tree import TreeNode

MOST_UNFOLDED = 2_000
"""Rows of a tree with which it may begin; a longer one begins folded to the level that has fewer."""


class Folding:
    """The folded nodes of a tree in preorder; `changes` counts the foldings."""

    def __init__(self, nodes: Sequence[TreeNode]) -> None:
        from model.tree import outline_of_nodes

        self._outline = outline_of_nodes(nodes)
        self._folded: set[int] = set()
        self.changes = 0
        self._fold_from(self._first_level())

    def _first_level(self) -> int:
        """Return the deepest level that may be shown at first, the second at least."""
        import numpy as np

        rows = np.cumsum(np.bincount(self._outline.depth, minlength=2))
        return max(int(np.searchsorted(rows, MOST_UNFOLDED, side="right")) - 1, 1)

    def _fold_from(self, level: int) -> None:
        """Fold whatever lies at a level or deeper."""
        import numpy as np

        outline = self._outline
        self._folded = set(np.flatnonzero((outline.depth >= level) & (outline.children > 0)).tolist())
        self._unfold_rows()

    def _unfold_rows(self) -> None:
        import numpy as np

        folded = np.fromiter(self._folded, dtype=np.int64, count=len(self._folded))
        depth = np.zeros(len(self._outline.end) + 1, dtype=np.int64)
        np.add.at(depth, folded + 1, 1)
        np.add.at(depth, self._outline.end[folded], -1)
        self._rows = np.flatnonzero(np.cumsum(depth[:-1]) == 0)
        self.changes += 1

    @property
    def visible(self) -> NDArray[np.int64]:
        """The node of each row."""
        return self._rows

    def node(self, row: int) -> int:
        """Return the node of a row."""
        return int(self._rows[row])

    def row(self, node: int) -> int:
        """Return the row of a node, or of the last one before it that is shown."""
        return max(int(self._rows.searchsorted(node, side="right")) - 1, 0)

    def is_folded(self, node: int) -> bool:
        """Return whether a node hides its children."""
        return node in self._folded

    def has_children(self, node: int) -> bool:
        """Return whether there is anything to fold below a node."""
        return bool(self._outline.children[node])

    def fold(self, node: int, *, folded: bool) -> None:
        """Fold or unfold a node that has children."""
        if self.has_children(node):
            (self._folded.add if folded else self._folded.discard)(node)
            self._unfold_rows()

    def reveal(self, node: int) -> int:
        """Unfold whatever hides a node and return its row."""
        hidden = [above for above in self._above(node) if above in self._folded]
        if hidden:
            self._folded.difference_update(hidden)
            self._unfold_rows()
        return self.row(node)

    def parent_row(self, row: int) -> int | None:
        """Return the row of the parent of a row's node, None for a root."""
        parent = int(self._outline.parent[self._rows[row]])
        return None if parent < 0 else self.row(parent)

    def show_level(self, change: int) -> None:
        """Fold the deepest level that is shown, or unfold one level more."""
        depth = self._outline.depth
        shown = int(depth[self._rows].max(initial=0))
        self._fold_from(min(max(shown + change, 0), int(depth.max(initial=0))))

    def _above(self, node: int) -> Iterable[int]:
        while (node := int(self._outline.parent[node])) >= 0:
            yield node
