"""A relation is asked of a disclosure: its terms become facts, and what cannot be told is left with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from checks.mechanism.evidence import place_of
from checks.mechanism.named import NamedRelation, relate
from checks.mechanism.rollup_findings import Wording, tell_rollup
from checks.relation.misnamed import unless_misnamed
from checks.relation.resolving import Resolved, Unclear, resolve, without_unit
from checks.relation.selection import FOR_ALL, Places
from checks.relation.term import Condition, DeclaredRelation, Missing, Sign, State
from checks.relation.weighing import Side, weighed
from checks.rule import Outcome, Rule, Subject
from model.facts.cube import Facts
from model.messages import Message, check_message

if TYPE_CHECKING:
    from numpy.typing import NDArray

_WORDING = Wording(
    inconsistent="{place} ({label}): stated {stated} {unit}, but the relation makes it {computed}; "
    "difference {difference}.",
    rounding="{place} ({label}): stated {stated} {unit}, the relation makes it {computed}; "
    "rounding explains {difference}.",
    at_most="{place} ({label}): stated {stated} {unit}, which must be no less than {computed}.",
    blank="{place} ({label}) is blank, but the relation makes it {computed} {unit}.",
)


def ask(rule: Rule, relations: Sequence[DeclaredRelation], subject: Subject, outcome: Outcome) -> None:
    """Ask the relations of a rule, counting each and reporting those that do not hold."""
    places = subject.once(_places)
    stage = subject.disclosure.stage
    of_stage = [relation for relation in relations if relation.stage in {"", stage}]
    applying = [relation for relation in of_stage if all(_holds(each, places) for each in relation.when)]
    named = [named for relation in applying for named in _asked(relation, places, subject, outcome)]
    tell_rollup(rule, relate(subject.cells, named), subject, outcome, _WORDING)
    if not outcome.line.tested:
        outcome.idle = _idle(relations, of_stage, applying)


def _places(subject: Subject) -> Places:
    return Places(subject.disclosure)


def _idle(
    relations: Sequence[DeclaredRelation], of_stage: list[DeclaredRelation], applying: list[DeclaredRelation]
) -> Message:
    """Return why nothing was asked."""
    if applying:
        return check_message("nothing of what it compares is stated.")
    if of_stage:
        return check_message("what it is asked under is not so here.")
    if relations[0].stage == "final":
        return check_message("it is asked of final accounts only.")
    return check_message("it is asked of budgets only.")


def _holds(condition: Condition, places: Places) -> bool:
    fact = places.select(condition.term, ()).fact
    stated = fact[places.facts.stated[fact]]
    zero = not places.facts.amount[stated].any()
    holds = {
        State.STATED: len(stated) > 0,
        State.ABSENT: not len(stated),
        State.BLANK: not len(stated) and bool(places.tables(condition.term)),
        State.EMPTY: places.are_empty(condition.term),
        State.ZERO: len(stated) > 0 and zero,
        State.NOTHING: zero,
        State.SOMETHING: not zero,
    }
    return holds[condition.state]


def _asked(
    relation: DeclaredRelation, places: Places, subject: Subject, outcome: Outcome
) -> Iterator[NamedRelation]:
    """Yield the relation for each member it is asked for; leave those that cannot be told."""
    greater = relation.sign is Sign.AT_LEAST
    sides = [
        Side(term, -factor if greater else factor, places.select(term, relation.each))
        for terms, sign in ((relation.left, 1), (relation.right, -1))
        for term in terms
        for factor in (sign * term.weight,)
    ]
    doubtful = _has_unread(relation, places)
    for key in _keys(relation, sides, places.facts):
        resolved = [
            unless_misnamed(side.term, _resolved(side, key, relation, places), subject) for side in sides
        ]
        if not _says_something(relation, sides, resolved):
            continue
        named = weighed(relation, sides, resolved, places.facts, doubtful=doubtful)
        if isinstance(named, NamedRelation):
            yield named
        elif named is None:
            outcome.hold()
        else:
            outcome.leave(_place(resolved, subject), named)


def _resolved(side: Side, key: int, relation: DeclaredRelation, places: Places) -> Resolved | Unclear:
    found = resolve(side.term, *side.selection.of(key), relation.each, places.facts)
    if isinstance(found, Unclear) and found.fact < 0 and places.lacks_unit(side.term):
        return Unclear(without_unit(side.term))
    return found


def _keys(relation: DeclaredRelation, sides: list[Side], facts: Facts) -> list[int]:
    """Return the members that a relation is asked for: those that every term which may not be absent has."""
    if not relation.each:
        return [FOR_ALL]
    running = [side for side in sides if any(side.term.runs(name) for name in relation.each)]
    needed = [side for side in running if side.term.missing is not Missing.ABSENT]
    found = [_keys_of(side, facts) for side in needed or running]
    keys = found[0]
    for others in found[1:]:
        keys = np.intersect1d(keys, others) if needed else np.union1d(keys, others)
    return [int(key) for key in keys]


def _keys_of(side: Side, facts: Facts) -> NDArray[np.int64]:
    selection = side.selection
    blank_too = side.term.missing is Missing.BLANK
    return np.unique(selection.key if blank_too else selection.key[facts.stated[selection.fact]])


def _says_something(
    relation: DeclaredRelation, sides: list[Side], resolved: Sequence[Resolved | Unclear]
) -> bool:
    """Tell whether anything is stated that could break a relation: of "at most", on the side that is at most."""
    return any(
        _fact_of(each) >= 0
        for side, each in zip(sides, resolved, strict=True)
        if relation.sign is Sign.EQUAL or not relation.right or side.factor > 0
    )


def _fact_of(resolved: Resolved | Unclear) -> int:
    """Return a fact that states a term, -1 where none does."""
    return resolved.fact if isinstance(resolved, Unclear) else next(iter(resolved.facts), -1)


def _has_unread(relation: DeclaredRelation, places: Places) -> bool:
    """Tell whether an amount that was not understood could be one that the relation takes for nothing."""
    silent = (State.ABSENT, State.BLANK, State.EMPTY, State.ZERO, State.NOTHING)
    terms = [condition.term for condition in relation.when if condition.state in silent]
    terms += [
        term
        for term in (*relation.left, *relation.right)
        if term.missing is not Missing.NOT or term.sums(relation.each)
    ]
    tables = {number for term in terms for number in places.tables(term)}
    read = (places.disclosure.tables[number] for number in tables)
    return any(table.unbound or table.details for table in read)


def _place(resolved: Sequence[Resolved | Unclear], subject: Subject) -> str:
    """Return where a relation that cannot be told stands: the first cell that states a term of it."""
    fact = next((_fact_of(each) for each in resolved if _fact_of(each) >= 0), -1)
    if fact < 0:
        return ""
    place = place_of(subject, fact)
    return f"{place.sheet}!{place.cell}"
