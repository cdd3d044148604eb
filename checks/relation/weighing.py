"""The terms of a relation are weighed: one is the whole, the others make it, or are at most it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from checks.mechanism.named import NamedRelation
from checks.relation.resolving import Resolved, Unclear, not_stated
from checks.relation.selection import Selection
from checks.relation.term import DeclaredRelation, Missing, Sign, Term
from model.facts.cube import Facts
from model.messages import Message, check_message
from model.money import LIMIT


@dataclass(frozen=True, slots=True)
class Side:
    """A term with its facts. `factor` is how often it counts where the relation reads: the sum of all <= 0, or = 0."""

    term: Term
    factor: int
    selection: Selection


def weighed(
    relation: DeclaredRelation,
    sides: list[Side],
    resolved: Sequence[Resolved | Unclear],
    facts: Facts,
    *,
    doubtful: bool,
) -> NamedRelation | Message | None:
    """Return the relation as a whole and its parts, or why it cannot be told.

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
    """Tell whether what a blank cell would hold is no more than rounding takes away, in its own table too."""
    of_table = facts.half[(facts.table == facts.table[blank]) & facts.stated]
    allowance = int(of_table.max(initial=0)) + sum(
        abs(weight) * int(facts.half[fact]) for fact, weight in pairs
    )
    return abs(sum(weight * int(facts.amount[fact]) for fact, weight in pairs)) <= allowance


def _whole(relation: DeclaredRelation, sides: list[Side], resolved: list[Resolved], facts: Facts) -> int:
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
    blank_first = equal and not _holds(sides, resolved, facts)
    alone = {0} if len(relation.left) == 1 else {len(relation.left)} if len(relation.right) == 1 else set()
    order = [(bool(resolved[number].facts) is blank_first, number not in alone, number) for number in able]
    return min(order)[-1] if order else -1


def _holds(sides: list[Side], resolved: list[Resolved], facts: Facts) -> bool:
    """Tell whether an equation holds within the rounding of what is stated, blanks being nothing."""
    stated = [(side.factor, fact) for side, each in zip(sides, resolved, strict=True) for fact in each.facts]
    total = sum(factor * int(facts.amount[fact]) for factor, fact in stated)
    return abs(total) <= sum(abs(factor) * int(facts.half[fact]) for factor, fact in stated)
