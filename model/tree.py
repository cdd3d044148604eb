"""The code tree and its rollups: the cube along one code dimension, stated beside computed."""

from __future__ import annotations

from dataclasses import dataclass

from model.finding import Place
from model.money import Unit


@dataclass(frozen=True, slots=True)
class TreeCell:
    """One amount of the tree, in ten-thousandths of 元.

    `stated` is None for a blank; `computed` is the sum of the children, None where there are none; `place` is the cell
    that states it, None where the document prints no such cell.
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


@dataclass(frozen=True, slots=True)
class CodeTree:
    """The tree of one table's codes: one per table that has function or economic codes.

    `columns` are the heading texts of the amount columns; every node has as many cells.
    """

    title: str
    path: str
    sheet: str
    unit: Unit | None
    decimals: int
    columns: tuple[str, ...]
    nodes: tuple[TreeNode, ...]
