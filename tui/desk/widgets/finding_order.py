"""The orders in which the problems of the findings list can stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from model.engagement.record import State
from model.finding import Finding
from tui.desk.state import place_of_finding, sheet_positions
from tui.desk.widgets.finding_words import Decisions, is_decided

if TYPE_CHECKING:
    from tui.desk.state import DeskState

ProblemKey = tuple[int | str, ...]
"""What problems are sorted by; those of one key stand as the report has them."""


class Order(StrEnum):
    """By what the problems are sorted."""

    GRAVITY = "gravest first"
    AMOUNT = "by amount"
    RULE = "by rule"
    PLACE = "by place"
    STATE = "undecided first"

    @property
    def following(self) -> Order:
        """The next of them."""
        every = list(Order)
        return every[(every.index(self) + 1) % len(every)]


def as_reported(_problem: Sequence[Finding]) -> ProblemKey:
    """Return one key for every problem."""
    return ()


class ProblemOrder:
    """Gives where a problem stands in an order. A problem is the findings of one cause, its head first."""

    def __init__(self, state: DeskState) -> None:
        self._state = state
        self._sheets: Mapping[tuple[str, str], int] = {}
        self._files: Mapping[str, int] = {}

    def key(self, order: Order, decisions: Decisions) -> Callable[[Sequence[Finding]], ProblemKey]:
        """Return what problems are sorted by in an order, with the decisions as they are."""
        if order is Order.AMOUNT:
            return lambda problem: (-amount_in_question(problem),)
        if order is Order.RULE:
            return lambda problem: (problem[0].rule,)
        if order is Order.PLACE:
            return self._place
        if order is Order.STATE:
            return lambda problem: (_decided(problem, decisions),)
        return as_reported

    def _place(self, problem: Sequence[Finding]) -> ProblemKey:
        """Return a problem's file, sheet and cell; what stands in the text of a file comes after its sheets."""
        if not self._files:
            self._sheets = sheet_positions(self._state.documents)
            paths = [document.book.path for document in self._state.documents]
            self._files = {path: number for number, path in reversed(list(enumerate(paths)))}
        at = place_of_finding(problem[0])
        sheet = self._sheets.get((at.path, at.sheet), len(self._sheets))
        return self._files.get(at.path, len(self._files)), sheet, at.row, at.column


def amount_in_question(problem: Sequence[Finding]) -> int:
    """Return by how much a problem is off: its head, else the first of its findings that is off at all."""
    return next((abs(finding.difference) for finding in problem if finding.difference), 0)


def _decided(problem: Sequence[Finding], decisions: Decisions) -> int:
    """Return 0 for a problem that is not wholly decided, else the place of its head's decision among all."""
    if not all(is_decided(finding, decisions) for finding in problem):
        return 0
    return list(State).index(decisions.decided[problem[0].id])
