"""Which mark each cell carries: the gravest thing that is to be shown of it, decisions and notes counted in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from model.engagement.record import CellTarget, FindingTarget, State
from model.finding import Finding, Place
from model.source.book import column_number
from tui.desk.state import DeskState, marked_places
from tui.desk.tree_places import TreeSpot

if TYPE_CHECKING:
    from model.engagement.engagements import Engagements

GRAVITY = "!?~*."
"""The marks, gravest first: error, warning, rounding or notice, annotated or dismissed, not checked."""


class Marks:
    """The marks of one state, taken anew after every decision. `version` counts the takings."""

    def __init__(self) -> None:
        self.at: Mapping[Place, str] = {}
        self.spans: Mapping[tuple[str, int], Sequence[tuple[int, int, str]]] = {}
        self.nodes: Mapping[tuple[int, int], str] = {}
        self.branches: Mapping[tuple[int, int], str] = {}
        self.version = 0

    def take(self, state: DeskState, engagement: Engagements | None) -> None:
        """Work the marks out from the findings, the decisions and the notes."""
        found: dict[Place, str] = dict.fromkeys(state.unchecked, ".")
        for place in noted_places(state, engagement):
            found[place] = graver(found.get(place, ""), "*")
        for finding in state.findings:
            mark = finding_mark(finding, engagement)
            for place in marked_places(finding):
                found[place] = graver(found.get(place, ""), mark)
        self.at = found
        self.spans = _spans(state, engagement)
        self._take_nodes(state)
        self.version += 1

    def _take_nodes(self, state: DeskState) -> None:
        nodes: dict[tuple[int, int], str] = {}
        branches: dict[tuple[int, int], str] = {}
        for place, mark in self.at.items():
            spot = state.tree_places.find(place) or state.tree_places.find_row(place)
            if spot is None:
                continue
            nodes[spot.tree, spot.node] = graver(nodes.get((spot.tree, spot.node), ""), mark)
            for node in ancestors(state, spot):
                branches[spot.tree, node] = graver(branches.get((spot.tree, node), ""), mark)
        self.nodes, self.branches = nodes, branches


def ancestors(state: DeskState, spot: TreeSpot) -> Iterable[int]:
    """Return the node of a spot and every node above it."""
    nodes = state.trees[spot.tree].nodes
    node = spot.node
    while node >= 0:
        yield node
        node = nodes[node].parent


def graver(one: str, other: str) -> str:
    """Return the graver of two marks; "" is none."""
    if not one or not other:
        return one or other
    return min(one, other, key=GRAVITY.index)


def _spans(
    state: DeskState, engagement: Engagements | None
) -> dict[tuple[str, int], list[tuple[int, int, str]]]:
    """Return by file and paragraph the stretches of prose that carry a mark, the gravest first."""
    found: dict[tuple[str, int], list[tuple[int, int, str]]] = {}
    for finding in state.findings:
        mark = finding_mark(finding, engagement)
        for span in finding.spans:
            found.setdefault((span.path, span.paragraph), []).append((span.start, span.end, mark))
    for spans in found.values():
        spans.sort(key=lambda span: GRAVITY.index(span[2]))
    return found


def finding_mark(finding: Finding, engagement: Engagements | None) -> str:
    """Return a finding's mark: its severity's, or "*" once it was dismissed."""
    decided = None if engagement is None else engagement.disposition(finding.id)
    return "*" if decided is not None and decided.state is State.DISMISSED else finding.severity.mark


def noted_places(state: DeskState, engagement: Engagements | None) -> list[Place]:
    """Return the cells that carry a note, or whose finding carries one."""
    if engagement is None:
        return []
    noted: list[Place] = []
    targets = {note.target for note in engagement.all_notes()}
    for target in targets:
        if isinstance(target, FindingTarget):
            number = state.numbers.get(target.finding_id)
            noted += [] if number is None else marked_places(state.findings[number])
        elif isinstance(target, CellTarget):
            noted += _cells(state, engagement, target)
    return noted


def _cells(state: DeskState, engagement: Engagements, target: CellTarget) -> list[Place]:
    row, column = parse_address(target.cell) or (-1, -1)
    return [
        Place(document.book.path, target.sheet, row, column)
        for document in state.documents
        if row >= 0
        and engagement.notes(CellTarget(document.book.path, document.book.sha256, target.sheet, target.cell))
    ]


def parse_address(text: str) -> tuple[int, int] | None:
    """Return the zero-based row and column of an A1 address, None where it is none."""
    match = re.fullmatch(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})", text.strip())
    if match is None:
        return None
    return int(match[2]) - 1, column_number(match[1])
