"""Which nodes of a tree are folded, and so which rows there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from model.tree import TreeNode


class Folding:
    """The folded nodes of a tree in preorder. `visible` holds the node of each row; `changes` counts the foldings."""

    def __init__(self, nodes: Sequence[TreeNode]) -> None:
        self._nodes = nodes
        self._ends = _ends(nodes)
        self._folded: set[int] = set()
        self.changes = 0
        self._unfold_rows()

    def _unfold_rows(self) -> None:
        visible, index, count = [], 0, len(self._nodes)
        while index < count:
            visible.append(index)
            index = self._ends[index] if index in self._folded else index + 1
        self.visible = visible
        self._rows = {node: row for row, node in enumerate(visible)}
        self.changes += 1

    def is_folded(self, node: int) -> bool:
        """Return whether a node hides its children."""
        return node in self._folded

    def fold(self, node: int, *, folded: bool) -> None:
        """Fold or unfold a node that has children."""
        if self._nodes[node].child_count:
            (self._folded.add if folded else self._folded.discard)(node)
            self._unfold_rows()

    def reveal(self, node: int) -> int:
        """Unfold whatever hides a node and return its row."""
        hidden = [above for above in self._above(node) if above in self._folded]
        if hidden:
            self._folded.difference_update(hidden)
            self._unfold_rows()
        return self._rows[node]

    def parent_row(self, row: int) -> int | None:
        """Return the row of the parent of a row's node, None for a root."""
        return self._rows.get(self._nodes[self.visible[row]].parent)

    def show_level(self, change: int) -> None:
        """Fold the deepest level that is shown, or unfold one level more."""
        shown = max((self._nodes[index].depth for index in self.visible), default=0)
        deepest = max((node.depth for node in self._nodes), default=0)
        target = min(max(shown + change, 0), deepest)
        parents = (index for index, node in enumerate(self._nodes) if node.child_count)
        self._folded = {index for index in parents if self._nodes[index].depth >= target}
        self._unfold_rows()

    def _above(self, node: int) -> Iterable[int]:
        node = self._nodes[node].parent
        while node >= 0:
            yield node
            node = self._nodes[node].parent


def _ends(nodes: Sequence[TreeNode]) -> list[int]:
    """Return for each node the index after its last descendant."""
    ends = list(range(1, len(nodes) + 1))
    for index in range(len(nodes) - 1, -1, -1):
        parent = nodes[index].parent
        if parent >= 0:
            ends[parent] = max(ends[parent], ends[index])
    return ends
