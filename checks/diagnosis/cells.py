"""The causes that lie in single cells, or in a few cells together: what the search found, in words.

What is reported of a cell that a repair changes: the slip, what would reconcile, and what is as likely.
"""

from __future__ import annotations

from collections.abc import Sequence

from checks.diagnosis.clerical_errors import ClericalError, likeliest_correction
from checks.diagnosis.constraints import Change, WeightedSum
from checks.diagnosis.network import Cause, Named
from checks.diagnosis.search import Repair, repair, single_cells
from checks.diagnosis.state import Exhausted, TrialState
from checks.mechanism.evidence import cell_of, where_stated
from checks.rule import Subject
from model.messages import Message, check_message
from model.money import format_amount

_AS_LIKELY = 9
"""A cell whose change costs at most so much more is as likely as the one that is named."""
_SHOWN = 3
"""So many other cells are named."""
_ANY_OF = {
    ClericalError.OTHER: "Not sure which of these cells: {here}; {others} would reconcile.",
    ClericalError.SIGN: "The sign, but not sure in which of these cells: {here}; {others} would reconcile.",
    ClericalError.FACTOR: "A factor of ten or ten thousand, but not sure in which of these cells: "
    "{here}; {others} would reconcile.",
    ClericalError.EXCHANGED: "Two digits exchanged, but not sure in which of these cells: "
    "{here}; {others} would reconcile.",
    ClericalError.DIGIT: "One digit, but not sure in which of these cells: {here}; {others} would reconcile.",
}
_SEVERAL = {
    "exchange": "Two cells exchanged: {here}; {other} would reconcile.",
    "move": "The amount stands in the wrong cell: {other}, and this cell blank, would reconcile.",
    "chain": "{count} cells, one the sum of the other, are out by the same {difference} {unit}: {here}; {others}.",
    "blanks": "{count} cells of a row are blank: {here}; {others} would reconcile.",
    "cells": "{count} cells together would reconcile: {here}; {others}.",
}
_SEVERAL_ON_A_SIDE = {
    "exchange": "Not sure on which side, but here two cells exchanged: {here}; {other} would reconcile.",
    "move": "Not sure on which side, but here {other}, and this cell blank, would reconcile.",
    "chain": "Not sure on which side, but here {count} cells, one the sum of the other, are out by the same "
    "{difference} {unit}: {here}; {others}.",
    "blanks": "Not sure, but with {count} blank cells of a row filled all would hold: {here}; {others}.",
    "cells": "Not sure on which side, but here {count} cells together would reconcile: {here}; {others}.",
}


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


class CellHints:
    """Words for changes that are made in a state."""

    def __init__(self, subject: Subject, state: TrialState) -> None:
        self._subject = subject
        self._state = state

    def of(self, changes: list[Change], head: Change) -> Message:
        """Return the hint for changes with one cause; `head` is the cell that is named."""
        facts = [fact for fact, _ in changes]
        state = self._state
        forced = any(state.is_forgiven(number) for fact in facts for number in state.network.of_fact[fact])
        if any(self._subject.facts.span(fact) for fact in facts):
            return self._in_text(changes, head, forced=forced)
        if forced:
            return self._forced(changes)
        return self._single(head) if len(changes) == 1 else self._several(changes, head)

    def _in_text(self, changes: list[Change], head: Change, *, forced: bool) -> Message:
        """Return what is reported of a sentence, or of sentences and cells together."""
        others = [change for change in changes if change != head]
        alike = [] if others or forced else self._as_likely(head)
        values = {"here": self._right(head), "others": self._listed(others or alike)}
        if others:
            return check_message(
                "{count} places together would reconcile: {here}; {others}.", count=len(changes), **values
            )
        if alike:
            return check_message(
                "Not sure in which of these places: {here}; {others} would reconcile.", **values
            )
        if forced:
            return check_message(
                "Not sure: {here} would reconcile, but then others would not hold.", **values
            )
        return check_message("In the text: {here} would reconcile.", **values)

    def _forced(self, changes: list[Change]) -> Message:
        """Return what is reported of cells that differ from other tables while their own table adds up."""
        cells = self._listed(changes)
        if len(changes) == 1:
            return check_message(
                "Not sure: {cells} would reconcile, but then the sums of its own table would not hold.",
                cells=cells,
            )
        return check_message(
            "Not sure: {count} cells of this table would reconcile together, but then its own sums would not hold: "
            "{cells}.",
            count=len(changes),
            cells=cells,
        )

    def _single(self, change: Change) -> Message:
        """Return what would mend one cell, and which other cells are as likely."""
        state, (fact, amount) = self._state, change
        others = self._as_likely(change)
        if not others:
            stated = state.stated(fact)
            here = where_stated(self._subject, fact)
            return likeliest_correction(here, stated, (stated or 0) + amount, state.unit(fact))
        values = {"here": self._right(change), "others": self._listed(others), "count": len(others) + 1}
        if any(self._subject.facts.span(other) for other, _ in others):
            return check_message(
                "Not sure in which of these places: {here}; {others} would reconcile.", **values
            )
        if len(others) > _SHOWN:
            return check_message(
                "Not sure: any one of {count} cells would reconcile, among them {here}; {others}.", **values
            )
        slips = {state.slip(*one) for one in (change, *others)}
        slip = slips.pop() if len(slips) == 1 else ClericalError.OTHER
        return check_message(_ANY_OF[slip if slip in _ANY_OF else ClericalError.OTHER], **values)

    def _as_likely(self, change: Change) -> list[Change]:
        """Return the other cells each of which would mend the same, and is no less likely."""
        state = self._state
        state.apply(change[0], -change[1])
        try:
            found = single_cells(state)
        except Exhausted:
            found = []
        state.apply(*change)
        cost = state.cost(*change)
        best: dict[int, Repair] = {}
        for one in found:
            if one.changes[0][0] != change[0] and one.cost <= cost + _AS_LIKELY:
                best.setdefault(one.changes[0][0], one)
        return [one.changes[0] for one in best.values()]

    def _several(self, changes: list[Change], head: Change) -> Message:
        """Return what would mend several cells together."""
        others = [change for change in changes if change != head]
        unit = self._state.unit(head[0])
        templates = _SEVERAL_ON_A_SIDE if self._has_other_side(changes) else _SEVERAL
        return check_message(
            templates[self._kind(changes)],
            here=self._right(head),
            other=self._right(others[0]),
            others=self._listed(others),
            count=len(changes),
            difference=format_amount(abs(head[1]), unit),
            unit=unit.label,
        )

    def _kind(self, changes: list[Change]) -> str:
        """Return what several changes are: blanks, a chain of sums, two cells exchanged, an amount moved, or cells."""
        if all(self._state.stated(fact) is None for fact, _ in changes):
            return "blanks"
        if len({change for _, change in changes}) == 1:
            return "chain"
        if len(changes) != 2 or changes[0][1] != -changes[1][1]:
            return "cells"
        (one, change), (other, _) = changes
        before, after = self._state.stated(one), self._state.stated(other)
        if before is not None and after is not None and before + change == after:
            return "exchange"
        emptied = [fact for fact, amount in changes if self._state.stated(fact) == -amount]
        filled = [fact for fact, _ in changes if not self._state.stated(fact)]
        return "move" if len(emptied) == len(filled) == 1 else "cells"

    def _has_other_side(self, changes: list[Change]) -> bool:
        """Return whether as few other cells, and as likely ones, would mend the same."""
        state = self._state
        cost = state.cost_of(changes)
        for fact, change in changes:
            state.apply(fact, -change)
        state.excluded = frozenset(fact for fact, _ in changes)
        found = repair(state)
        state.excluded = frozenset()
        for fact, change in changes:
            state.apply(fact, change)
        mends = bool(found.changes) and not found.unmended and not found.forgiven
        return mends and found.cost <= cost + _AS_LIKELY * len(changes)

    def _listed(self, changes: Sequence[Change]) -> str:
        return "; ".join(self._right(change) for change in changes[:_SHOWN])

    def _right(self, change: Change) -> str:
        """Return a cell with the amount that would reconcile, as "表2!D11 = 17,236,403.61 元"."""
        fact, amount = change
        unit = self._state.unit(fact)
        right = format_amount((self._state.stated(fact) or 0) + amount, unit)
        return f"{where_stated(self._subject, fact)} = {right} {unit.label}"
