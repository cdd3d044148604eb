"""Another meaning of the same facts under which a sum holds: then the failure was ours.

These are the choices that no mapping of one table can write down (those stand in `model.reading.candidates`): the parts
hold the whole twice or more, by itself and by its parts, and it cannot be decided which; the whole is stated with what
was brought forward, and its parts without, or the other way round; the whole of a list stands below a heading that is
not known to be one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from checks.advocate.brought_forward import FORWARD, BroughtForward
from checks.advocate.case import Case, Defence
from checks.mechanism.evidence import place_of
from checks.mechanism.relations import Relation
from model.facts.cube import Facts
from model.lexicon.lexicon import lexicon
from model.messages import Message, check_message

Reading = Callable[[Relation], int]
"""What looks for another reading of a sum; returns the fact that shows it, -1 where the sum does not hold so."""


def other_reading(case: Case) -> Iterable[Defence]:
    """Defend the sums that hold under another reading."""
    labels = _rows_with_wrong_labels(case)
    readings: tuple[tuple[Reading, Message], ...] = (
        (partial(_whole_again, case.facts), _AGAIN),
        (BroughtForward(case.facts).explains, FORWARD),
        (partial(_of_unknown_head, case), _UNKNOWN_HEAD),
    )
    for accusation, failed in case.sums:
        if labels & {_row(case.facts, fact) for fact in (failed.whole, *failed.parts)}:
            continue
        for reading, why in readings:
            fact = reading(failed)
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
    """Return the rows whose code or name a finding states to be wrong: that explains which level they were read at."""
    return {
        (case.places.of(cell.place)[0], cell.place.row)
        for accusation in case.accusations
        if accusation.is_of_few_labels
        for cell in accusation.finding.cells
    }


def _row(facts: Facts, fact: int) -> tuple[int, int]:
    return int(facts.table[fact]), int(facts.row[fact])


def _whole_again(facts: Facts, failed: Relation) -> int:
    """The parts come to some times the whole: as many levels of one tree stand among them."""
    nonzero = sum(bool(facts.amount[part]) for part in failed.parts)
    times = range(2, min(nonzero, _LEVELS_MOST) + 1) if failed.stated > 0 else ()
    holds = any(abs(failed.computed - each * failed.stated) <= failed.allowance for each in times)
    return failed.whole if holds else -1


def _of_unknown_head(case: Case, failed: Relation) -> int:
    """The whole is a line without an item, in a list of things in which lines of its name have one.

    What stands above it then heads a list of its own, and is not known to.
    """
    facts = case.facts
    number, panel, row = (int(each[failed.whole]) for each in (facts.table, facts.panel, facts.row))
    kind = lexicon().kind_named(case.subject.disclosure.tables[number].kind)
    line = case.subject.rows(number, panel).at(row) if kind and kind.lists else None
    if line is None or not line.name or "item" in line.coordinates:
        return -1
    alike = (each for each in case.subject.rows(number, panel).labels if each.name == line.name)
    return failed.whole if any("item" in each.coordinates for each in alike) else -1


_UNKNOWN_HEAD = check_message(
    "{cell} stands in a line whose name comes again below a heading: the heading above it may be unknown.",
    cell="",
)
_LEVELS_MOST = 4
"""A total and the 类, 款 and 项 below it."""
_AGAIN = check_message(
    "the parts of {cell} come to twice the whole or more: levels may be read as one.", cell=""
)
