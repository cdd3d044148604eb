"""The causes that lie in single cells, or in a few cells together: what the search found, in words."""

from __future__ import annotations

from collections.abc import Sequence

from checks.diagnosis.cell_hints import CellHints
from checks.diagnosis.clerical_errors import ClericalError
from checks.diagnosis.constraints import Change, WeightedSum
from checks.diagnosis.network import Cause, Named
from checks.diagnosis.search import repair
from checks.diagnosis.state import TrialState
from checks.mechanism.evidence import cell_of
from checks.rule import Subject


def causes_in_cells(subject: Subject, state: TrialState) -> list[Cause]:
    """Return the causes that the cheapest repair of what is violated consists of."""
    found = repair(state)
    for fact, change in found.changes:
        state.apply(fact, change)
    state.forgive(found.forgiven)
    together = _together(state, found.changes)
    mends = _mends(state, together)
    causes = [_cause(subject, state, changes, mends[number]) for number, changes in enumerate(together)]
    for fact, change in reversed(found.changes):
        state.apply(fact, -change)
    state.unforgive()
    return [cause for cause in causes if cause.mends]


def _together(state: TrialState, changes: Sequence[Change]) -> list[list[Change]]:
    """Part changes into those that need each other: one would break what holds, were it not for the other.

    The blank cells of one row are one matter as well.
    """
    groups = [[change] for change in changes]
    for fact, change in changes:
        state.apply(fact, -change)
    for fact, change in changes:
        state.apply(fact, change)
        touched = {number for number in state.network.of_fact[fact] if number in state.violated}
        state.apply(fact, -change)
        broken = [number for number in touched if number >= state.network.failures]
        facts = {one for number in broken for one in state.network.members[number].constraint.facts}
        facts |= {fact, *(one for one, _ in changes if _are_blanks_of_a_row(state, one, fact))}
        joined = [group for group in groups if any(one in facts for one, _ in group)]
        groups = [group for group in groups if group not in joined]
        groups.append([one for group in joined for one in group])
    for fact, change in changes:
        state.apply(fact, change)
    return sorted(groups, key=lambda group: changes.index(group[0]))


def _are_blanks_of_a_row(state: TrialState, one: int, other: int) -> bool:
    blank = state.stated(one) is None and state.stated(other) is None
    return blank and state.row(one) == state.row(other)


def _mends(state: TrialState, groups: list[list[Change]]) -> list[frozenset[Named]]:
    """Return the failures that each group of changes mends; one that needs several goes to the greatest change."""
    mends: list[set[Named]] = [set() for _ in groups]
    weight: dict[int, tuple[bool, int, int]] = {}
    for number, group in enumerate(groups):
        for fact, change in group:
            for constraint in state.network.of_fact[fact]:
                member = state.network.members[constraint]
                if not state.asks(constraint) or constraint in state.violated:
                    continue
                member.constraint.add(fact, -change)
                needed = bool(member.constraint.energy())
                member.constraint.add(fact, change)
                weight[constraint] = max(
                    weight.get(constraint, (False, 0, 0)), (needed, abs(change), -number)
                )
    for constraint, (_, _, number) in weight.items():
        failure = state.network.members[constraint].failure
        assert failure is not None
        mends[-number].add(failure)
    return [frozenset(each) for each in mends]


def _cause(subject: Subject, state: TrialState, changes: list[Change], mends: frozenset[Named]) -> Cause:
    changes = _seen(state, changes)
    head = _head(state, changes)
    hint = CellHints(subject, state).of(changes, head)
    cells = tuple(
        place for fact, _ in changes if fact != head[0] and (place := cell_of(subject, fact)) is not None
    )
    breaks = any(state.is_forgiven(number) for fact, _ in changes for number in state.network.of_fact[fact])
    is_pen_slip = any(state.slip(*change) not in _NO_EDIT for change in changes) or _are_exchanged(changes)
    return Cause(
        cell_of(subject, head[0]),
        hint,
        mends,
        cells,
        breaks=breaks,
        is_pen_slip=is_pen_slip,
        changes=(head, *(change for change in changes if change != head)),
    )


_NO_EDIT = frozenset({ClericalError.OTHER, ClericalError.ZERO, ClericalError.BLANK})


def _are_exchanged(changes: Sequence[Change]) -> bool:
    """Return whether changes only move amounts between cells: what the cells state together stays."""
    return len(changes) == 2 and not sum(change for _, change in changes)


def _seen(state: TrialState, changes: list[Change]) -> list[Change]:
    """Return those of several changes that a failure speaks of; the others only make up for what those break."""
    seen = [c for c in changes if any(state.asks(number) for number in state.network.of_fact[c[0]])]
    return seen or changes


def _head(state: TrialState, changes: list[Change]) -> Change:
    """Return the change that the others follow from: of a chain the leaf, of a moved amount the cell to be emptied."""
    changed = {fact for fact, _ in changes}
    wholes = {
        fact
        for fact in changed
        for number in state.network.of_fact[fact]
        if isinstance(one := state.network.members[number].constraint, WeightedSum)
        and one.weights[fact] == 1
        and len(changed & one.weights.keys()) > 1
    }
    leaves = [change for change in changes if change[0] not in wholes] or changes
    return next((change for change in leaves if state.stated(change[0]) is not None), leaves[0])
