"""What the cursor speaks of, in any of the views: the cell, the table, and the findings that rest on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui.desk.detail.comparison import cell_of
from tui.desk.detail.doubt import table_place

if TYPE_CHECKING:
    from model.finding import Place
    from tui.desk.claim_cells import TextSpot
    from tui.desk.screens.main import MainScreen
    from tui.desk.state import DeskState, SheetSpot
    from tui.desk.tree_places import TreeSpot


def spot_of(screen: MainScreen) -> TreeSpot | SheetSpot | TextSpot | int | None:
    """Return where the cursor stands, in the terms of the present view."""
    return {
        "tree": screen.tree_view.spot,
        "sheet": screen.sheet_view.spot,
        "findings": screen.findings_view.number,
        "text": screen.text_view.spot,
        "compare": None,
        "overview": None,
        "survey": None,
    }[screen.view]


def place_of(screen: MainScreen) -> Place | None:
    """Return the cell of a file that the cursor speaks of, None where it speaks of none."""
    state, grid = screen.state, screen.grid
    if state is None:
        return None
    if grid is screen.tree_view:
        return _tree_place(state, screen.tree_view.spot)
    if grid is screen.sheet_view:
        spot = screen.sheet_view.spot
        return None if spot is None else state.place(spot)
    if grid is screen.text_view:
        claim = screen.text_view.claim_spot
        return next(iter(state.claim_cells.places(claim)), None) if claim else None
    if grid is screen.overview:
        return screen.overview.place
    if grid is screen.survey_view:
        return None if screen.survey_view.line is None else screen.survey_view.line.place
    if grid is screen.comparison_view:
        entry = screen.comparison_view.entry
        return None if entry is None else cell_of(entry)
    return _finding_place(screen, state)


def _finding_place(screen: MainScreen, state: DeskState) -> Place | None:
    if (doubt := screen.findings_view.doubt) is not None:
        return doubt.place if state.sheet_at(doubt.place) is not None else None
    finding = screen.detail.finding
    return screen.navigation.first_place(finding) if finding else None


def _tree_place(state: DeskState, spot: TreeSpot | None) -> Place | None:
    if spot is None:
        return None
    cells = state.trees[spot.tree].nodes[spot.node].cells
    if spot.column >= 0:
        return cells[spot.column].place
    return next((cell.place for cell in cells if cell.place is not None), None)


def table_of(screen: MainScreen) -> Place | None:
    """Return a cell of the table that the cursor speaks of; a doubt may stand beside its table."""
    doubt = screen.findings_view.doubt if screen.grid is screen.findings_view else None
    return screen.place if doubt is None else table_place(doubt)


def numbers_of(screen: MainScreen) -> Sequence[int]:
    """Return the findings that rest on what is under the cursor, those that mark it first."""
    state, grid = screen.state, screen.grid
    if state is None or grid is screen.comparison_view or grid is screen.survey_view:
        return ()
    if grid is screen.findings_view:
        number = screen.findings_view.number
        return () if number is None else (number,)
    if grid is screen.text_view:
        return _numbers_in_text(screen, state)
    if grid is screen.tree_view and (spot := screen.tree_view.spot) is not None and spot.column < 0:
        return state.findings_of_row(spot)
    place = screen.place
    return () if place is None else state.found_at.get(place, ())


def _numbers_in_text(screen: MainScreen, state: DeskState) -> Sequence[int]:
    """Return the findings that rest on the claim under the cursor; where there is none, those of its line."""
    view = screen.text_view
    spot, line = view.spot, view.line
    if spot is None:
        return ()
    book = state.documents[spot.document].book
    at = book.path, book.paragraphs[spot.paragraph].number
    claim = view.claim_spot and state.claim(view.claim_spot)
    here = claim or line
    start, end = (here.start, max(here.end, here.start + 1)) if here else (spot.start, spot.start + 1)
    return tuple(
        number
        for number in state.found_in.get(at, ())
        if any(
            (span.path, span.paragraph) == at and span.start < end and start < max(span.end, span.start + 1)
            for span in state.findings[number].spans
        )
    )
