"""One seed, one disclosure."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from drawn.cube import draw_cube
from drawn.layout import draw_layout
from drawn.pages import draw_features, note_tables
from drawn.paper import Disclosed, put_on_paper
from drawn.tables import draw_tables


def draw(seed: int, *, pages: bool = False, alone: Mapping[str, object] | None = None) -> Disclosed:
    """Return the disclosure of a seed, laid out on sheets or for pages, the same each time.

    Where `alone` is given, all but its features are as plain as can be.
    """
    random = Random(seed)
    layout = draw_layout(random, alone)
    cube = draw_cube(random, grain=layout.grain)
    grids = draw_tables(cube, layout)
    disclosed = Disclosed(seed, cube, layout, grids, features=dict(layout.features))
    if pages:
        disclosed.features.update(draw_features(seed, alone))
        note_tables(disclosed)
    else:
        put_on_paper(disclosed)
    for grid in grids:
        disclosed.features.update({f"{grid.kind}.{name}": value for name, value in grid.features.items()})
    disclosed.features["units"] = len(cube.units)
    disclosed.features["stage"] = cube.stage
    return disclosed
