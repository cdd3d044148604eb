"""What a term means where it names no member: what its table says of all its amounts, or else what is broader."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np

from model.facts.cube import WORD_DIMENSIONS
from model.lexicon.dimension import Dimension
from model.lexicon.lexicon import lexicon
from model.reading.table import Table

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from model.disclosure import Disclosure


def heights(disclosure: Disclosure) -> dict[str, NDArray[np.int64]]:
    """Return by word dimension, for each table (row) and member (column), how far it lies above the table's, else -1.

    A table of the general budget may head its columns with fiscal money: the broader word then stands for its own.
    The last column is for members that are none of the lexicon's, such as projects.
    """
    said = [_shared(table, disclosure.stage or "") for table in disclosure.tables]
    found = {}
    for name in WORD_DIMENSIONS:
        dimension = lexicon().dimensions[name]
        rows = np.full((len(said), len(dimension.members) + 1), -1, dtype=np.int64)
        for row, each in zip(rows, said, strict=True):
            for height, member in enumerate(_upwards(dimension, each[name])):
                row[dimension.number[member]] = height
        found[name] = rows
    return found


def _upwards(dimension: Dimension, member: str) -> Iterator[str]:
    """Yield a member and those above it; where no stage is known, a final figure stands before a budget's."""
    if dimension.name == "stage" and member == dimension.root:
        yield from (member, "final", "budget", "adjusted")
        return
    while member:
        yield member
        member = dimension.members[member].parent


def _shared(table: Table, stage: str) -> Mapping[str, str]:
    """Return what a table says of all its amounts, roots filled in."""
    said = {name: lexicon().dimensions[name].root for name in WORD_DIMENSIONS}
    kind = next((kind for kind in lexicon().kinds if kind.kind == table.kind), None)
    if kind is None:
        return said
    said.update({name: member for name, member in kind.means.items() if name in said})
    source = lexicon().read(table.title).coordinates.get("source")
    if source:
        said["source"] = lexicon().dimensions["source"].refine(said["source"], source) or said["source"]
    said["stage"] = table.stage or stage or said["stage"]
    return said
