"""One step of a repair: a cell, or a difference that runs through several cells of a table, that mends most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from checks.diagnosis.constraints import Change
from checks.diagnosis.state import CELL, TrialState

UNMENDED = CELL + 50
"""What an unmended relation costs: as much as a cell that no slip explains."""

_STARTS = 24
"""So many beginnings are followed to their end."""

_LONGEST = 60


def next_step(state: TrialState, *, whatever: bool = False) -> list[Change]:
    """Return the changes that are most worth their cost, none where none is.

    With `whatever` the step that mends most is returned, whatever it breaks.
    """
    tried: dict[tuple[int, int], list[tuple[Change, ...]]] = defaultdict(list)
    for changes in _beginnings(state):
        effect = 0 if whatever else state.effect(changes)
        mended = len({number for fact, _ in changes for number in _violated(state, fact)})
        tried[effect, -mended].append(changes)
    best = _best(state, tried, 1 if whatever else _STARTS)
    if whatever:
        return list(best[0]) if best else []
    followed = [_followed(state, changes) for changes in best]
    worth = [
        (UNMENDED * effect + state.cost_of(changes), changes) for changes, effect in followed if effect < 0
    ]
    best_worth = min(worth, default=None)
    return best_worth[1] if best_worth and best_worth[0] < 0 else []


def _best(
    state: TrialState, tried: dict[tuple[int, int], list[tuple[Change, ...]]], count: int
) -> list[tuple[Change, ...]]:
    """Return the beginnings that mend most, of those alike the cheaper ones; what does not come first is not priced."""
    found: list[tuple[Change, ...]] = []
    for rank in sorted(tried):
        if len(found) < count:
            found += [changes for _, changes in sorted((state.cost_of(one), one) for one in tried[rank])]
    return found[:count]


def _violated(state: TrialState, fact: int) -> Iterable[int]:
    return (number for number in state.network.of_fact[fact] if number in state.violated)


def _beginnings(state: TrialState) -> list[tuple[Change, ...]]:
    """Return the single changes that mend something, and those of one table that are out by the same amount."""
    facts = dict.fromkeys(fact for number in sorted(state.violated) for fact in state.candidates(number))
    clusters: dict[tuple[int, int], dict[int, int]] = {}
    singles: list[tuple[Change, ...]] = []
    for fact in facts:
        for change in state.changes_of(fact):
            singles.append(((fact, change),))
            clusters.setdefault((state.network.tables[fact], change), {}).setdefault(fact, change)
    return singles + [tuple(cluster.items()) for cluster in clusters.values() if len(cluster) > 1]


def _followed(state: TrialState, changes: tuple[Change, ...]) -> tuple[list[Change], int]:
    """Return changes with those that mend what they break, and how much less does not hold with them all."""
    before, violated = state.energy, set(state.violated)
    made = list(changes)
    for fact, change in made:
        state.apply(fact, change)
    try:
        while len(made) < _LONGEST and (broken := state.violated - violated):
            step = _mending(state, min(broken), violated, made[0])
            if step is None:
                break
            state.apply(*step)
            made.append(step)
        return made, state.energy - before
    finally:
        for fact, change in reversed(made):
            state.apply(fact, -change)


def _mending(state: TrialState, broken: int, violated: set[int], first: Change) -> Change | None:
    """Return the change that mends a broken constraint with the least harm.

    Of those alike, one that mends a failure too, and one that carries the same difference on in the same table.
    """
    tables = state.network.tables
    tried = []
    for fact in state.candidates(broken):
        for demand in state.network.members[broken].constraint.demands(fact):
            change = (fact, demand.best)
            mends = sum(number in violated for number in _violated(state, fact))
            carried = tables[fact] == tables[first[0]] and demand.best == first[1]
            tried.append((state.effect([change]), -mends, not carried, change))
    return min(tried)[3] if tried else None
