"""The search for the fewest cells whose change mends what fails and breaks nothing that holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checks.diagnosis.constraints import Change
from checks.diagnosis.state import Exhausted, TrialState
from checks.diagnosis.steps import UNMENDED, next_step
from model.record import dataclass

MOST_EXACT = 40
"""With more failures than these together, only single cells are tried against all of them."""


@dataclass(frozen=True, slots=True)
class Repair:
    """Changes, and how much does not hold even with them.

    `forgiven` are constraints that held and do not with them: nothing better was found.
    """

    changes: tuple[Change, ...]
    unmended: int
    cost: int
    forgiven: frozenset[int] = frozenset()


def repair(state: TrialState) -> Repair:
    """Return the cheapest changes that were found for what is violated; the state is left as it was."""
    found: list[Repair] = []
    try:
        for depth in (1, 2):
            if depth == 1 or len(state.violated) <= MOST_EXACT:
                found.extend(_exact(state, depth))
            if found:
                return min(found, key=lambda one: one.cost)
        found.append(_step_by_step(state))
        if len(found[0].changes) > 3 and len(state.violated) <= MOST_EXACT // 2:
            found.extend(_exact(state, 3))
    except Exhausted:
        pass
    return min(found, key=lambda one: one.cost, default=Repair((), state.energy, 0))


def single_cells(state: TrialState) -> list[Repair]:
    """Return every change of one cell that alone mends all that is violated and breaks nothing."""
    return sorted((one for one in _exact(state, 1) if one.changes), key=lambda one: one.cost)


def _priced(
    state: TrialState, changes: Sequence[Change], unmended: int = 0, forgiven: frozenset[int] = frozenset()
) -> Repair:
    """Return the repair by changes that are made now: where rounding leaves room, the amounts that slips explain."""
    refined = tuple((fact, state.refined(fact, change)) for fact, change in changes)
    return Repair(refined, unmended, UNMENDED * unmended + state.cost_of(refined), forgiven)


def _exact(state: TrialState, depth: int) -> list[Repair]:
    """Return all sets of so many changes with which everything holds."""
    found: dict[frozenset[Change], Repair] = {}
    for changes in _sets(state, depth, ()):
        key = frozenset(changes)
        if key not in found:
            found[key] = _priced(state, changes)
    return list(found.values())


def _sets(state: TrialState, depth: int, made: tuple[Change, ...]) -> Iterator[tuple[Change, ...]]:
    if not state.violated:
        yield made
        return
    if depth == 0:
        return
    for fact in _facts_to_try(state, depth):
        for change in state.changes_of(fact):
            state.spend([fact])
            state.apply(fact, change)
            try:
                yield from _sets(state, depth - 1, (*made, (fact, change)))
            finally:
                state.apply(fact, -change)


def _facts_to_try(state: TrialState, depth: int) -> list[int]:
    """Return the facts of one violated constraint, one of which must change; for a last change, those of all."""
    smallest = min(state.violated, key=lambda number: (len(state.candidates(number)), number))
    facts = state.candidates(smallest)
    if depth > 1:
        return facts
    of_fact = state.network.of_fact
    return [fact for fact in facts if state.violated <= set(of_fact[fact])]


def _step_by_step(state: TrialState) -> Repair:
    """Return changes made one after the other, each the one that mends most for its cost.

    Where none is worth its cost, the one that mends most is made all the same, and what it breaks forgiven.
    """
    made: list[Change] = []
    forgiven: set[int] = set()
    try:
        while state.violated:
            step = next_step(state)
            forced = not step
            step = step or next_step(state, whatever=True)
            if not step:
                break
            before = set(state.violated)
            for fact, change in step:
                state.apply(fact, change)
            made.extend(step)
            if forced:
                forgiven |= state.violated - before
                state.forgive(forgiven)
    except Exhausted:
        pass
    result = _priced(state, made, state.energy, frozenset(forgiven))
    for fact, change in reversed(made):
        state.apply(fact, -change)
    state.unforgive()
    return result
