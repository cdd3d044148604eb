"""What a search finds: the hits along one view, and the results of all views with the words they are listed in.

They stand apart from the searching, which the app does not load before something is searched for.
"""

from __future__ import annotations

from typing import NamedTuple

from tui.desk.claim_cells import TextSpot
from tui.desk.state import SheetSpot
from tui.desk.tree_places import TreeSpot

Hit = TreeSpot | SheetSpot | TextSpot | int
"""Where a match of one view is: an int is the number of a finding."""


class OverviewSpot(NamedTuple):
    """A line of the overview by its number."""

    row: int


Target = TreeSpot | SheetSpot | TextSpot | OverviewSpot | int
"""Where a result is: an int is the number of a finding."""


class Result(NamedTuple):
    """What matches: its kind, itself in words, its mark, and where it is."""

    kind: str
    text: str
    target: Target
    mark: str = ""
