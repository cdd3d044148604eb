"""The search for the fewest cells whose change mends what fails and breaks nothing that holds.

One step of a repair is a cell, or a difference that runs through several cells of a table, that mends most.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from checks.diagnosis.constraints import Change
from checks.diagnosis.state import CELL, Exhausted, TrialState
from model.record import dataclass

MOST_EXACT = 40
"""With more failures than these together, only single cells are tried against all of them."""
UNMENDED = CELL + 50
"""What an unmended relation costs: as much as a cell that no slip explains."""
_STARTS = 24
"""So many beginnings are followed to their end."""
_LONGEST = 60


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
