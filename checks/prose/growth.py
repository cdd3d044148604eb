"""A change is this amount less the other, and a growth that change over the other.

The other amount, mostly that of the year before, is what sentences or cells state of it, those of last year's
disclosure too where it is open; where none does, it is this amount less the change (94.79, up by 19.94, is up by
26.64 %). Each figure may be any that rounds to what is printed, and of a figure told alone nothing is asked. Of growth
from zero nothing is asked either. The sizes alone count here: whether it rose or fell is TX108's.

Basis: RELATIONS 32.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from checks.mechanism.intervals import Interval, is_change, is_growth, is_growth_by, is_ratio, negative
from checks.mechanism.stated import Said, Stated, statements
from checks.prose.comparisons import Comparison, comparisons, with_last_year
from checks.prose.evidence import place_text
from checks.prose.growth_findings import change_finding, growth_finding
from checks.prose.mending import Mends, figures_of, of_change, of_growth, of_growth_by, over
from checks.prose.operands import UNNAMED, contradict, interval, same_amount
from checks.rule import Outcome, Rule, Subject
from model.finding import Severity
from model.messages import check_message
from model.reading.prose.claim import Provenance

Fits = Callable[[Stated, Stated], bool]
"""Whether a figure fits this amount and the other one."""


def check(subject: Subject, outcome: Outcome) -> None:
    """Recompute the change and the growth of every comparison."""
    for each in subject.once(comparisons):
        if each.why is None and each.own is not None:
            _ask(subject, outcome, each, each.own)
            continue
        for said in (one for one in (each.change, each.growth) if one is not None):
            outcome.leave(place_text(said), each.why or check_message("its amount is not bound."))


def compare(subjects: Sequence[Subject], outcome: Outcome) -> None:
    """Recompute what only the sentences of last year's disclosure can decide."""
    for subject, each in with_last_year(subjects):
        if each.own is not None:
            _ask(subject, outcome, each, each.own)


def _ask(subject: Subject, outcome: Outcome, each: Comparison, own: Stated) -> None:
    if each.change is not None:
        _change(subject, outcome, each, each.change, own)
    if each.growth is not None:
        _growth(subject, outcome, each, each.growth, own)


def either(figure: Interval) -> tuple[Interval, Interval]:
    """Return a figure's interval as a rise and as a fall."""
    return figure, negative(figure)


def _change(subject: Subject, outcome: Outcome, each: Comparison, said: Said, own: Stated) -> None:
    def fits(one: Stated, old: Stated) -> bool:
        return any(is_change(interval(one), interval(old), way) for way in either(interval(said.claim)))

    if not each.olds:
        if each.growth is None:
            unstated = check_message("the amount that it is compared with is not stated.")
            is_named = said.claim.provenance is not Provenance.CHAPTER
            outcome.leave(place_text(said), unstated if is_named else UNNAMED)
    elif any(fits(own, old) for old in each.olds):
        outcome.hold()
    elif contradict(each.olds):
        outcome.leave(
            place_text(said), check_message("the amount that it is compared with is stated in two ways.")
        )
    else:
        change = interval(said.claim)
        mends = _mends(subject, each, own, each.olds, lambda one, old: of_change(one, old, change))
        outcome.fail_to_follow(change_finding(RULE, subject, each, said, own, fits), mends, figures_of(said))


def _growth(subject: Subject, outcome: Outcome, each: Comparison, said: Said, own: Stated) -> None:
    """Ask the growth of whatever two of the three amounts are told."""
    rates = either(interval(said.claim))
    olds = [old for old in each.olds if old.low > 0]

    def fits(one: Stated, old: Stated) -> bool:
        return any(
            is_growth(interval(one), interval(old), rate) and _fits_the_change(each, one, old, rate)
            for rate in rates
        )

    if each.change is None and not each.olds:
        outcome.leave(place_text(said), check_message("the amount that it is compared with is not stated."))
    elif _nothing(each, said, own):
        outcome.hold()
    elif not olds and (each.olds or not _implied(each, own)):
        outcome.leave(place_text(said), check_message("it grew from zero, of which there is no rate."))
    elif any(fits(own, old) for old in olds) or _fits_change(each, own, olds, rates):
        outcome.hold()
    elif olds and contradict(each.olds):
        outcome.leave(
            place_text(said), check_message("the amount that it is compared with is stated in two ways.")
        )
    elif any(_grew_by(own, old, rates) for old in olds):
        outcome.leave(place_text(said), check_message("the amount beside it may be the change itself."))
    else:
        rate = rates[0]
        mends = _mends(subject, each, own, olds, lambda one, old: of_growth(one, old, rate))
        if not olds and each.change is not None:
            mends = of_growth_by(own, interval(each.change.claim), rate)
        beside = None if olds else each.change
        finding = growth_finding(RULE, subject, each, said, own, fits)
        outcome.fail_to_follow(finding, mends, figures_of(said, beside))


def _fits_the_change(each: Comparison, one: Stated, old: Stated, rate: Interval) -> bool:
    """Return whether a rate is that of the change beside it, where that change is the one between the two amounts.

    A change is often printed finer than the amount (1 万元, 减少 2.04 万元), and leaves the rate less room.
    """
    return all(is_ratio(way, interval(old), rate) for way in _changes_between(each, one, old))


def _changes_between(each: Comparison, one: Stated, old: Stated) -> list[Interval]:
    """Return the change beside a rate as the one between two amounts, nothing where it is not."""
    if each.change is None:
        return []
    change = interval(each.change.claim)
    return [way for way in either(change) if is_change(interval(one), interval(old), way)]


def _mends(
    subject: Subject,
    each: Comparison,
    own: Stated,
    olds: Sequence[Stated],
    mend: Callable[[Stated, Stated], Mends],
) -> Mends:
    """Return with which amounts, this one or the other, a figure of a comparison would be right."""
    news = same_amount(subject.once(statements), own, each.first.claim.coordinates)
    return over(news, olds, mend)


def _grew_by(own: Stated, change: Stated, rates: tuple[Interval, Interval]) -> bool:
    """Return whether the rate is right if what seems the other amount is the change: 比上年1.43万元, 增加0.68%."""
    size = interval(change)
    return is_growth_by(interval(own), size, rates[0]) or is_growth_by(
        interval(own), negative(size), rates[1]
    )


def _nothing(each: Comparison, said: Said, own: Stated) -> bool:
    """Return whether nothing grew by nothing."""
    still = each.change.claim.amount == 0 if each.change else any(not old.amount for old in each.olds)
    return not said.claim.amount and still and not own.amount


def _implied(each: Comparison, own: Stated) -> bool:
    """Return whether this amount less its change is certainly more than zero."""
    if each.change is None:
        return False
    _, high = interval(each.change.claim)
    return own.low - high > 0


def _fits_change(each: Comparison, own: Stated, olds: list[Stated], rates: tuple[Interval, Interval]) -> bool:
    """Return whether the growth is the change over the other amount, stated or implied."""
    if each.change is None:
        return False
    change = interval(each.change.claim)
    if any(is_ratio(change, interval(old), rate) for old in olds for rate in rates):
        return True
    if any(_changes_between(each, own, old) for old in olds):
        return False
    up = each.change.claim.amount >= 0
    agree = each.growth is None or (each.growth.claim.amount >= 0) == up
    ways = [(change, rates[0])] if agree else [(change, rates[1]), (negative(change), rates[0])]
    return any(is_growth_by(interval(own), way, rate) for way, rate in ways)


RULE = Rule(
    code="TX106",
    family="prose",
    title=check_message("A change or a growth is not what the two amounts give"),
    severity=Severity.WARNING,
    basis="RELATIONS 32",
    explanation=__doc__,
    check=check,
    compare=compare,
)
