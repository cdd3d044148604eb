"""A relation is asked of a disclosure: its terms become facts and are weighed; what is not decided has its reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from checks.mechanism.evidence import place_of
from checks.mechanism.keys import common, distinct
from checks.mechanism.relations import NamedRelation, relate
from checks.mechanism.rollup import Wording, report_rollup
from checks.relation.selection import (
    FOR_ALL,
    Resolved,
    Selection,
    TermPlaces,
    Unclear,
    not_stated,
    resolve,
    without_unit,
)
from checks.relation.term import (
    Condition,
    DeclaredRelation,
    Missing,
    Sign,
    Term,
    TermState,
    in_both,
    term_words,
)
from checks.rule import Outcome, Rule, Subject
from model.classification.catalogue import Standing, catalogue
from model.classification.codes import Domain
from model.facts.cube import Facts
from model.messages import Message, check_message
from model.money import LIMIT
from model.record import dataclass

if TYPE_CHECKING:
    from numpy.typing import NDArray


_ITEM = 5
"""Digits of an economic 款."""


def unless_misnamed(term: Term, resolved: Resolved | Unclear, subject: Subject) -> Resolved | Unclear:
    """Return what a term came to; unclear where its row prints one item's code and another one's name.

    The code may be the wrong one of the two, as where the items of a table have slid by a row.
    """
    if isinstance(resolved, Unclear) or resolved.only < 0 or not resolved.facts:
        return resolved
    if not any(domain in term.members for domain in (Domain.ECONOMIC, Domain.GOVERNMENT)):
        return resolved
    if not _is_misnamed(resolved.only, subject):
        return resolved
    why = check_message("{term}: its row prints the name of another item.", term="")
    return Unclear(in_both(why, term=term_words(term)), resolved.only)


def _is_misnamed(fact: int, subject: Subject) -> bool:
    facts = subject.cells
    table = int(facts.table[fact])
    row = subject.rows(table, int(facts.panel[fact])).at(int(facts.row[fact]))
    if row is None or len(row.code) != _ITEM or not row.name:
        return False
    year = subject.disclosure.year or subject.disclosure.tables[table].year
    judged = catalogue().judge(row.code, row.name, year)
    return judged.standing is Standing.OTHER_NAME and judged.sure


@dataclass(frozen=True, slots=True)
class TermFacts:
    """A term with its facts. `factor` is how often it counts where the relation reads: the sum of all <= 0, or = 0."""

    term: Term
    factor: int
    selection: Selection


def weighed(
    relation: DeclaredRelation,
    sides: list[TermFacts],
    resolved: Sequence[Resolved | Unclear],
    facts: Facts,
    *,
    doubtful: bool,
) -> NamedRelation | Message | None:
    """Return the relation as a whole and its parts, or why that is not decided.

    None where a blank cell stands for what its table is too coarse to print: the relation holds.
    """
    clear = [each for each in resolved if isinstance(each, Resolved)]
    if len(clear) < len(resolved):
        return next(each.why for each in resolved if isinstance(each, Unclear))
    whole = _whole(relation, sides, clear, facts)
    if whole < 0:
        return not_stated(next(side.term for side in sides if side.factor < 0))
    turned = -sides[whole].factor
    pairs = [
        (fact, turned * side.factor)
        for number, (side, each) in enumerate(zip(sides, clear, strict=True))
        for fact in (each.facts if number != whole else ())
    ]
    if sum(abs(int(facts.amount[fact]) * weight) for fact, weight in pairs) >= LIMIT:
        return check_message("the amounts are too large to be added up.")
    if not clear[whole].facts and _too_little_to_print(pairs, clear[whole].only, facts):
        return None
    return NamedRelation(
        clear[whole].only,
        tuple(fact for fact, _ in pairs),
        at_most=relation.sign is not Sign.EQUAL,
        doubtful=doubtful,
        weights=tuple(weight for _, weight in pairs),
    )


def _too_little_to_print(pairs: list[tuple[int, int]], blank: int, facts: Facts) -> bool:
    """Return whether what a blank cell would hold is no more than rounding takes away, in its own table too."""
    of_table = facts.half[(facts.table == facts.table[blank]) & facts.stated]
    allowance = int(of_table.max(initial=0)) + sum(
        abs(weight) * int(facts.half[fact]) for fact, weight in pairs
    )
    return abs(sum(weight * int(facts.amount[fact]) for fact, weight in pairs)) <= allowance


def _whole(relation: DeclaredRelation, sides: list[TermFacts], resolved: list[Resolved], facts: Facts) -> int:
    """Return the number of the term that is held against the others, -1 where none can be.

    It counts once and is one cell; of "at most", it is on the side that must hold the other. In an equation that
    does not hold a cell that is blank, and may not be missing, comes first: it is what would have to be filled. A
    term that stands alone on its side comes next.
    """
    equal = relation.sign is Sign.EQUAL
    able = [
        number
        for number, (side, each) in enumerate(zip(sides, resolved, strict=True))
        if each.only >= 0 and (side.factor == -1 or (equal and side.factor == 1))
        if each.facts or side.term.missing is Missing.BLANK
    ]
    blank_first = equal and not _adds_up(sides, resolved, facts)
    alone = {0} if len(relation.left) == 1 else {len(relation.left)} if len(relation.right) == 1 else set()
    order = [(bool(resolved[number].facts) is blank_first, number not in alone, number) for number in able]
    return min(order)[-1] if order else -1


def _adds_up(sides: list[TermFacts], resolved: list[Resolved], facts: Facts) -> bool:
    """Return whether an equation holds within the rounding of what is stated, blanks being nothing."""
    stated = [(side.factor, fact) for side, each in zip(sides, resolved, strict=True) for fact in each.facts]
    total = sum(factor * int(facts.amount[fact]) for factor, fact in stated)
    return abs(total) <= sum(abs(factor) * int(facts.half[fact]) for factor, fact in stated)


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
    report_rollup(rule, relate(subject.cells, named), subject, outcome, _WORDING)
    if not outcome.line.tested:
        outcome.idle = _idle(relations, of_stage, applying)


def _places(subject: Subject) -> TermPlaces:
    return TermPlaces(subject.disclosure)


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


def _holds(condition: Condition, places: TermPlaces) -> bool:
    fact = places.select(condition.term, ()).fact
    stated = fact[places.facts.stated[fact]]
    zero = not places.facts.amount[stated].any()
    holds = {
        TermState.STATED: len(stated) > 0,
        TermState.ABSENT: not len(stated),
        TermState.BLANK: not len(stated) and bool(places.tables(condition.term)),
        TermState.EMPTY: places.are_empty(condition.term),
        TermState.ZERO: len(stated) > 0 and zero,
        TermState.NOTHING: zero,
        TermState.SOMETHING: not zero,
    }
    return holds[condition.state]


def _asked(
    relation: DeclaredRelation, places: TermPlaces, subject: Subject, outcome: Outcome
) -> Iterator[NamedRelation]:
    """Yield the relation for each member it is asked for; leave those that are not decided."""
    greater = relation.sign is Sign.AT_LEAST
    sides = [
        TermFacts(term, -factor if greater else factor, places.select(term, relation.each))
        for terms, sign in ((relation.left, 1), (relation.right, -1))
        for term in terms
        for factor in (sign * term.weight,)
    ]
    doubtful = _has_unread(relation, places, subject)
    for key in _keys(relation, sides, places.facts):
        resolved = [
            unless_misnamed(side.term, _resolved(side, key, relation, places), subject) for side in sides
        ]
        if not _is_substantive(relation, sides, resolved):
            continue
        named = weighed(relation, sides, resolved, places.facts, doubtful=doubtful)
        if isinstance(named, NamedRelation):
            yield named
        elif named is None:
            outcome.hold()
        else:
            outcome.leave(_place(resolved, subject), named)


def _resolved(
    side: TermFacts, key: int, relation: DeclaredRelation, places: TermPlaces
) -> Resolved | Unclear:
    found = resolve(side.term, *side.selection.of(key), relation.each, places.facts)
    if isinstance(found, Unclear) and found.fact < 0 and places.lacks_unit(side.term):
        return Unclear(without_unit(side.term))
    return found


def _keys(relation: DeclaredRelation, sides: list[TermFacts], facts: Facts) -> list[int]:
    """Return the members that a relation is asked for: those that every term which may not be absent has."""
    if not relation.each:
        return [FOR_ALL]
    running = [side for side in sides if any(side.term.runs(name) for name in relation.each)]
    needed = [side for side in running if side.term.missing is not Missing.ABSENT]
    found = [_keys_of(side, facts) for side in needed or running]
    keys = found[0]
    for others in found[1:]:
        keys = common(keys, others) if needed else distinct(np.concatenate([keys, others]))
    return [int(key) for key in keys]


def _keys_of(side: TermFacts, facts: Facts) -> NDArray[np.int64]:
    selection = side.selection
    blank_too = side.term.missing is Missing.BLANK
    return distinct(selection.key if blank_too else selection.key[facts.stated[selection.fact]])


def _is_substantive(
    relation: DeclaredRelation, sides: list[TermFacts], resolved: Sequence[Resolved | Unclear]
) -> bool:
    """Return whether anything is stated that could break a relation: of "at most", on the side that is at most."""
    return any(
        _fact_of(each) >= 0
        for side, each in zip(sides, resolved, strict=True)
        if relation.sign is Sign.EQUAL or not relation.right or side.factor > 0
    )


def _fact_of(resolved: Resolved | Unclear) -> int:
    """Return a fact that states a term, -1 where none does."""
    return resolved.fact if isinstance(resolved, Unclear) else next(iter(resolved.facts), -1)


def _has_unread(relation: DeclaredRelation, places: TermPlaces, subject: Subject) -> bool:
    """Return whether an amount that was not understood could be one that the relation takes for nothing."""
    silent = (TermState.ABSENT, TermState.BLANK, TermState.EMPTY, TermState.ZERO, TermState.NOTHING)
    terms = [condition.term for condition in relation.when if condition.state in silent]
    terms += [
        term
        for term in (*relation.left, *relation.right)
        if term.missing is not Missing.NOT or term.sums(relation.each)
    ]
    tables = {number for term in terms for number in places.tables(term)}
    read = (places.disclosure.tables[number] for number in tables)
    return any(table.unbound or table.details for table in read) or any(map(subject.unread_in, tables))


def _place(resolved: Sequence[Resolved | Unclear], subject: Subject) -> str:
    """Return where an undecided relation stands: the first cell that states a term of it."""
    fact = next((_fact_of(each) for each in resolved if _fact_of(each) >= 0), -1)
    if fact < 0:
        return ""
    place = place_of(subject, fact)
    return place.text
