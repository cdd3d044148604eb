"""The arithmetic that ties the claims of a disclosure, worked out apart from the rules: what a fault would break."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from claim_sums import change_sums, sums
from claim_tie import Interval, Tie, Values, interval, overlap

from checks.mechanism.stated import CitedClaim, Stated, Statements
from model.lexicon.lexicon import lexicon
from model.reading.prose.claim import Claim, Measure
from model.reading.prose.figures import PERCENT

WHOLE = Fraction(100 * PERCENT)
_BUDGETS = ("general", "fund", "state_capital")
_ONCE = ("three_public", "organ_running", "conference", "training")
WAYS: dict[str, Callable[[Interval], bool]] = {
    "above": lambda rate: rate[1] > WHOLE,
    "below": lambda rate: rate[0] < WHOLE,
    "equal": lambda rate: rate[0] <= WHOLE <= rate[1],
}


def ties(statements: Statements, document: object) -> list[Tie]:
    """The relations among the claims of one document that hold as it is printed."""
    cited = {one.number: one for one in statements.claims if one.document is document}
    claims = {number: one.claim for number, one in cited.items()}
    found = [
        *_same(cited, statements),
        *sums(claims),
        *change_sums(claims, statements),
        *_recomputed(cited, statements),
        *_ways(claims),
    ]

    def printed(number: int) -> Interval:
        return interval(claims[number])

    return [tie for tie in found if tie.holds(printed)]


def _same(cited: Mapping[int, CitedClaim], statements: Statements) -> Iterator[Tie]:
    for number, one in cited.items():
        if one.claim.measure is not Measure.AMOUNT:
            continue
        for other in stated(statements, one.claim.coordinates):
            if other.cited is None or other.cited.document is not one.document:
                low, high = Fraction(other.low), Fraction(other.high)
                yield Tie((number,), partial(_fits, number, (low, high)))
            elif other.cited.number > number:
                pair = (number, other.cited.number)
                yield Tie(pair, partial(_agree, *pair))


def stated(statements: Statements, coordinates: Mapping[str, str]) -> list[Stated]:
    """What cells and sentences state of the same money; where no cell has just these words, what one must mean.

    Fiscal appropriation is the general budget's where the other two budgets have nothing, and what a department spends
    on 三公经费, meetings, training and its running is printed once, whatever money the table states it is of.
    """
    exact = statements.amounts(coordinates)
    if any(one.is_cell for one in exact):
        return exact
    return [*exact, *_of_one_budget(statements, coordinates), *_of_one_item(statements, coordinates)]


def _of_one_budget(statements: Statements, coordinates: Mapping[str, str]) -> Sequence[Stated]:
    if coordinates.get("source") not in ("fiscal", "fiscal_all"):
        return ()
    budgets = [statements.in_tables({**coordinates, "source": source}) for source in _BUDGETS]
    spent = [cells for cells in budgets if any(one.amount for one in cells)]
    return spent[0] if len(spent) == 1 and spent[0] is budgets[0] else ()


def _of_one_item(statements: Statements, coordinates: Mapping[str, str]) -> Sequence[Stated]:
    items = lexicon().dimensions["item"]
    item = coordinates.get("item", items.root)
    if not any(items.is_under(item, each) for each in _ONCE):
        return ()
    sources = (*lexicon().dimensions["source"].members, None)
    found = [statements.in_tables(_of_source(coordinates, source)) for source in sources]
    printed = [cells for cells in found if cells]
    return printed[0] if len(printed) == 1 else ()


def _of_source(coordinates: Mapping[str, str], source: str | None) -> dict[str, str]:
    other = {name: member for name, member in coordinates.items() if name != "source"}
    return {**other, "source": source} if source else other


def _fits(number: int, cell: Interval, value: Values) -> bool:
    return overlap(value(number), cell)


def _agree(one: int, other: int, value: Values) -> bool:
    return overlap(value(one), value(other))


def _recomputed(cited: Mapping[int, CitedClaim], statements: Statements) -> Iterator[Tie]:
    """Shares, completions, changes and growth rates whose operands are stated."""
    for number, one in cited.items():
        claim = one.claim
        if claim.measure not in (Measure.SHARE, Measure.COMPLETION, Measure.CHANGE, Measure.GROWTH):
            continue
        subject = _operand(one, claim.coordinates, statements)
        base = _operand(one, claim.base, statements)
        if subject and base:
            yield _tie(number, subject, base, claim.measure)
        if subject and claim.measure is Measure.GROWTH:
            change = _change_beside(one, cited)
            if change is not None:
                yield Tie((number, change, *subject.claims), partial(_grown, number, change, subject))


@dataclass(frozen=True)
class Operand:
    """An amount that a claim or a cell states."""

    claims: tuple[int, ...]
    cell: Interval | None = None

    def value(self, values: Values) -> Interval:
        return self.cell or values(self.claims[0])


def _grown(growth: int, change: int, subject: Operand, value: Values) -> bool:
    """Return whether a growth is the change beside it over what the subject was before that change."""
    before = _less(subject.value(value), value(change))
    return overlap(value(growth), _quotient(value(change), before))


def _operand(one: CitedClaim, coordinates: Mapping[str, str], statements: Statements) -> Operand | None:
    if one.claim.about >= 0 and coordinates == one.claim.coordinates:
        return Operand((one.claim.about,))
    stated = statements.agreed(coordinates)
    if stated is None:
        return None
    if stated.cited is not None and stated.cited.document is one.document:
        return Operand((stated.cited.number,))
    return Operand((), (Fraction(stated.low), Fraction(stated.high)))


def _tie(number: int, subject: Operand, base: Operand, measure: Measure) -> Tie:
    def holds(value: Values) -> bool:
        ours, theirs = subject.value(value), base.value(value)
        if measure is Measure.CHANGE:
            return overlap(value(number), _less(ours, theirs))
        above = _less(ours, theirs) if measure is Measure.GROWTH else ours
        return overlap(value(number), _quotient(above, theirs))

    return Tie((number, *subject.claims, *base.claims), holds)


def recomputed(claim: Claim, one: Stated, old: Stated) -> bool:
    """Return whether a change or a growth is what an amount and the one that it is held against give."""
    ours, theirs = ((Fraction(each.low), Fraction(each.high)) for each in (one, old))
    change = _less(ours, theirs)
    if claim.measure is Measure.CHANGE:
        return overlap(interval(claim), change)
    return (
        claim.measure is Measure.GROWTH
        and old.low > 0
        and overlap(interval(claim), _quotient(change, theirs))
    )


def _less(one: Interval, other: Interval) -> Interval:
    return one[0] - other[1], one[1] - other[0]


def _quotient(above: Interval, below: Interval) -> Interval:
    if below[0] <= 0:
        return Fraction(-(10**30)), Fraction(10**30)
    all_ends = [end / other * WHOLE for end in above for other in below]
    return min(all_ends), max(all_ends)


def _change_beside(growth: CitedClaim, cited: Mapping[int, CitedClaim]) -> int | None:
    for number in range(growth.number - 1, max(growth.number - 3, -1), -1):
        other = cited[number].claim if number in cited else None
        if other and other.measure is Measure.CHANGE and other.base == growth.claim.base:
            return number
    return None


def way_value(word: str) -> Interval:
    """The value that stands for a direction's word when it is changed; (0, 0) stands for the word printed."""
    place = Fraction(1 + list(WAYS).index({"大": "above", "小": "below", "等": "equal"}[word[0]]))
    return place, place


def _ways(claims: Mapping[int, Claim]) -> Iterator[Tie]:
    """Words that compare with the budget, beside a rate of completion."""
    for number, claim in claims.items():
        if claim.measure is not Measure.DIRECTION or claim.direction not in WAYS:
            continue
        for other, rate in claims.items():
            same = (rate.coordinates, rate.base) == (claim.coordinates, claim.base)
            if rate.measure is Measure.COMPLETION and same:
                yield _way(number, other, claim.direction)


def _way(number: int, rate: int, printed: str) -> Tie:
    def holds(value: Values) -> bool:
        place = int(value(number)[0])
        return WAYS[list(WAYS)[place - 1] if place else printed](value(rate))

    return Tie((number, rate), holds)
