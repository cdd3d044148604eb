"""Another meaning of the same facts under which a sum holds: then the failure was ours.

These are the choices that no mapping of one table can write down (those stand in `model.reading.candidates`): the parts
hold the whole twice, once as it is and once by its parts, and it cannot be told which; the whole is stated with what
was brought forward, and its parts without, or the other way round.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import numpy as np

from checks.advocate.case import Case, Defence
from checks.mechanism.evidence import place_of
from checks.mechanism.relations import Relation
from model.facts.cube import Facts
from model.lexicon.lexicon import lexicon
from model.messages import Message, check_message

if TYPE_CHECKING:
    from numpy.typing import NDArray

Reading = Callable[[Facts, Relation], int]
"""What looks for another reading of a sum; returns the fact that tells it, -1 where the sum does not hold so."""


def other_reading(case: Case) -> Iterable[Defence]:
    """Defend the sums that hold under another reading."""
    labels = _rows_with_wrong_labels(case)
    readings: tuple[tuple[Reading, Message], ...] = (
        (_whole_twice, _TWICE),
        (_BroughtForward(case.facts).explains, _FORWARD),
    )
    for accusation, failed in case.sums:
        if labels & {_row(case.facts, fact) for fact in (failed.whole, *failed.parts)}:
            continue
        for reading, why in readings:
            fact = reading(case.facts, failed)
            if fact >= 0:
                place = place_of(case.subject, fact)
                yield Defence(
                    int(case.facts.table[failed.whole]),
                    Message(why.template, (("cell", place.text),), why.floor),
                    frozenset({accusation.key}),
                    (place,),
                )
                break


def _rows_with_wrong_labels(case: Case) -> set[tuple[int, int]]:
    """Return the rows whose code or name a finding says to be wrong: that explains which level they were read at."""
    return {
        (case.places.of(cell.place)[0], cell.place.row)
        for accusation in case.accusations
        if accusation.is_of_few_labels
        for cell in accusation.finding.cells
    }


def _row(facts: Facts, fact: int) -> tuple[int, int]:
    return int(facts.table[fact]), int(facts.row[fact])


def _whole_twice(facts: Facts, failed: Relation) -> int:
    """The parts come to twice the whole: both levels of one tree stand among them."""
    several = sum(bool(facts.amount[part]) for part in failed.parts) > 1
    twice = several and failed.stated > 0 and abs(failed.computed - 2 * failed.stated) <= failed.allowance
    return failed.whole if twice else -1


_BUDGETS = frozenset({"general", "fund", "state_capital"})
"""Each brings forward money of its own; what another brought forward explains nothing of its sums."""


class _BroughtForward:
    """The amounts that are stated as money brought or carried forward, found once for all sums."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        stated = np.flatnonzero(_is_brought_forward(facts) & facts.stated & (facts.amount != 0))
        self._stated: NDArray[np.int64] = stated
        self._amounts = np.abs(facts.amount[stated])

    def explains(self, facts: Facts, failed: Relation) -> int:
        """What is lacking, or is too much, is stated in one of the tables as brought forward, of the same budget."""
        near = self._stated[np.abs(self._amounts - abs(failed.difference)) <= failed.allowance]
        if not near.size:
            return -1
        own = [failed.whole, *failed.parts]
        near = near[np.isin(facts.table[near], facts.table[own]) & ~np.isin(near, own)]
        budget = facts.coordinate(failed.whole).get("source", "")
        if budget in _BUDGETS:
            members = (
                facts.members.numbers["source"].get(each, -1) for each in (budget, f"carryover_{budget}")
            )
            near = near[np.isin(facts.coordinates["source"][near], list(members))]
        return int(near[0]) if near.size else -1


def _is_brought_forward(facts: Facts) -> NDArray[np.bool_]:
    """Mark the facts that state money brought or carried forward."""
    source, flow = lexicon().dimensions["source"], lexicon().dimensions["flow"]
    forward = [source.number[member] for member in source.members if source.is_under(member, "carryover")]
    marked: NDArray[np.bool_] = np.isin(facts.coordinates["source"], forward)
    return marked | np.equal(facts.coordinates["flow"], flow.number["carry_out"])


_TWICE = check_message("the parts of {cell} come to twice the whole: two levels may be read as one.", cell="")
_FORWARD = check_message(
    "the difference is what {cell} states as brought forward: it may count on one side only.", cell=""
)
