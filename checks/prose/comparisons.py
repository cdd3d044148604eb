"""Comparisons: what one sentence states of how an amount changed against another, put together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field, replace

from checks.mechanism.stated import CitedClaim, Stated, Statements, statements_of
from checks.mechanism.text_agreement import against_tables, same_item, with_source
from checks.mechanism.years import next_year
from checks.prose.operands import amounts, may_be_reached, own_amount, wrong_year
from checks.rule import Subject
from model.messages import Message, check_message
from model.reading.prose.claim import Claim, Measure, Provenance
from model.record import dataclass

_MEASURES = (Measure.CHANGE, Measure.GROWTH, Measure.DIRECTION)
_GAP = 2


@dataclass
class Comparison:
    """The change, the growth and the directions that one sentence states of one amount against one other.

    `own` is the amount itself, `olds` what is stated of the other; `why` is why they cannot be compared.
    """

    first: CitedClaim
    last: int
    change: CitedClaim | None = None
    growth: CitedClaim | None = None
    directions: list[CitedClaim] = field(default_factory=list)
    own: Stated | None = None
    olds: list[Stated] = field(default_factory=list)
    why: Message | None = None

    @property
    def claims(self) -> list[CitedClaim]:
        """The claims in their order."""
        both = [one for one in (self.change, self.growth) if one is not None]
        return sorted([*both, *self.directions], key=lambda one: one.number)

    def takes(self, cited: CitedClaim) -> bool:
        """Return whether a claim goes on with this comparison; add it then."""
        mine = self.first.claim
        claim = cited.claim
        if (
            cited.document is not self.first.document
            or (claim.about, claim.coordinates, claim.base) != (mine.about, mine.coordinates, mine.base)
            or cited.number - self.last > _GAP
        ):
            return False
        return self._add(cited)

    def _add(self, cited: CitedClaim) -> bool:
        match cited.claim.measure:
            case Measure.CHANGE if self.change is None:
                self.change = cited
            case Measure.GROWTH if self.growth is None:
                self.growth = cited
            case Measure.DIRECTION:
                self.directions.append(cited)
            case _:
                return False
        self.last = cited.number
        return True


def comparisons(subject: Subject) -> list[Comparison]:
    """Return the comparisons of a disclosure; ask through `subject.once(comparisons)`."""
    statements = subject.once(statements_of)
    found = list(_runs(statements))
    denied = {one.cited.fact for one in subject.once(against_tables) if one.is_contradicted}
    for each in found:
        _complete(statements, each)
        # Tables that state another amount may state it of other money, and so may what they state of the year before.
        if each.own is not None and each.own.cited is not None and each.own.cited.fact in denied:
            each.olds = [one for one in each.olds if one.cited is not None]
    return found


def with_last_year(subjects: Sequence[Subject]) -> Iterator[tuple[Subject, Comparison]]:
    """Yield comparisons that only the sentences of last year's disclosure can decide, with the later disclosure."""
    for pair in next_year(subjects):
        before = pair.earlier.once(statements_of)
        for each in pair.later.once(comparisons):
            if each.olds or each.own is None or each.first.claim.provenance is Provenance.CHAPTER:
                continue
            olds = [one for one in amounts(before, each.first.claim.base) if one.cited is not None]
            if olds:
                yield pair.later, replace(each, olds=olds)


def _runs(statements: Statements) -> Iterator[Comparison]:
    current: Comparison | None = None
    for cited in statements.claims:
        if cited.claim.measure not in _MEASURES or (current is not None and current.takes(cited)):
            continue
        if current is not None:
            yield current
        current = Comparison(cited, cited.number)
        current.takes(cited)
    if current is not None:
        yield current


def _complete(statements: Statements, each: Comparison) -> None:
    """Find the two amounts that are compared, or why they cannot be."""
    claim = each.first.claim
    own = own_amount(statements, each.first)
    if isinstance(own, Message):
        each.why = own
    elif wrong_year(each.first) or claim.base == claim.coordinates:
        each.why = check_message("with which amount it compares is not clear.")
    elif any(may_be_reached(one) for one in (each.change, each.growth) if one):
        each.why = check_message("the figure may be what the amount became.")
    else:
        each.own = own
        if claim.provenance is Provenance.CHAPTER:
            return
        each.olds = amounts(statements, claim.base) or _of_the_same_item(statements, claim, each.own)
        if claim.base.get("stage") == "budget" and claim.coordinates.get("stage") == "final":
            each.olds += amounts(statements, {**claim.base, "stage": "adjusted"})


def _of_the_same_item(statements: Statements, claim: Claim, own: Stated) -> list[Stated]:
    """Return what tables state of the other amount of an item that is printed once, beside the amount itself."""
    for coordinates in same_item(claim.coordinates):
        beside = statements.in_tables(coordinates)
        if any(one.low <= own.high and own.low <= one.high for one in beside):
            olds = statements.in_tables(with_source(claim.base, coordinates.get("source", "")))
            if olds:
                return list(olds)
    return []
