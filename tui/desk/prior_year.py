"""What the year before states of the same: found for a cell in its own document, or in another of its department."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from checks.rule import Subject
    from model.finding import Place
    from tui.desk.state import DeskState


class PriorYear:
    """The amounts of the year before, by the cell of this year; each is looked for when it is first asked for."""

    def __init__(self, state: DeskState) -> None:
        self._state = state
        self._known: dict[Place, int | None] = {}

    def amount(self, place: Place | None) -> int | None:
        """Return the amount in ten-thousandths of 元; None where none is stated, or two contradict each other."""
        if place is None:
            return None
        if place not in self._known:
            self._known[place] = self._found(place)
        return self._known[place]

    def _found(self, place: Place) -> int | None:
        at = self._state.claim_cells.fact_at(place)
        if at is None:
            return None
        subject, fact = at
        coordinates = subject.cells.coordinate(fact)
        year = coordinates.get("year", "")
        if not year.isdigit():
            return None
        return self._agreed(subject, {**coordinates, "year": str(int(year) - 1)})

    def _agreed(self, own: Subject, coordinates: Mapping[str, str]) -> int | None:
        """Return what the documents of a year agree on: this document's word goes before that of others."""
        from checks.mechanism.stated import statements_of

        department = own.disclosure.department
        others = [
            each
            for each in self._state.claim_cells.subjects
            if each is not own and department and each.disclosure.department == department
        ]
        for subject in (own, *others):
            statements = subject.once(statements_of)
            if statements.amounts(coordinates):
                agreed = statements.agreed(coordinates)
                return None if agreed is None else agreed.amount
        return None
