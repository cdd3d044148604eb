"""A change is this amount less the other, and a growth that change over the other.

The other amount, mostly that of the year before, is what sentences or cells state of it, those of last year's
disclosure too where it is open; where none does, it is this amount less the change (94.79, up by 19.94, is up by
26.64 %). Each figure may be any that rounds to what is printed, and of a figure stated alone nothing is asked. There
is no rate of growth from zero: one that is stated (0.40, up by 0.40, is up by 100 %) is a notice. The sizes alone
count here: whether it rose or fell is TX108's.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from checks.mechanism.stated import CitedClaim, Stated, statements_of
from checks.prose.comparisons import Comparison, comparisons, with_last_year
from checks.prose.evidence import (
    grade,
    held_finding,
    is_cut,
    place_text,
    printed_unit,
    quoted_values,
    where,
    with_amounts,
)
from checks.prose.mending import Mends, figures_of, of_change, of_growth, of_growth_by, over
from checks.prose.operands import (
    UNNAMED,
    contradict,
    either,
    interval,
    is_change_between,
    other_statements,
    same_amount,
)
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Severity
from model.intervals import (
    Interval,
    is_change,
    is_growth,
    is_growth_by,
    is_ratio,
    negative,
    percent,
)
from model.messages import Message, check_message
from model.money import format_amount
from model.reading.prose.claim import Provenance
from model.record import dataclass

_UNSTATED = check_message("the amount that it is compared with is not stated.")
_TWO_WAYS = check_message("the amount that it is compared with is stated in two ways.")
Fits = Callable[[Stated, Stated], bool]
"""Whether a figure fits this amount and the other one."""


def check(subject: Subject, outcome: Outcome) -> None:
    """Recompute the change and the growth of every comparison."""
    for each in subject.once(comparisons):
        if each.why is None and each.own is not None:
            _ask(subject, outcome, each, each.own)
            continue
        for cited in (one for one in (each.change, each.growth) if one is not None):
            outcome.leave(place_text(cited), each.why or check_message("its amount is not bound."))


def compare(subjects: Sequence[Subject], outcome: Outcome) -> None:
    """Recompute what only the sentences of last year's disclosure can decide."""
    for subject, each in with_last_year(subjects):
        if each.own is not None:
            _ask(subject, outcome, each, each.own)


def _ask(subject: Subject, outcome: Outcome, each: Comparison, own: Stated) -> None:
    if each.change is not None:
        _Change(subject, each, own, each.change).ask(outcome)
    if each.growth is not None:
        _Growth(subject, each, own, each.growth).ask(outcome)


@dataclass(frozen=True)
class _Figure:
    """A figure of a comparison, `cited`, with this amount, `own`."""

    subject: Subject
    each: Comparison
    own: Stated
    cited: CitedClaim

    def mends(self, olds: Sequence[Stated], mend: Callable[[Stated, Stated], Mends]) -> Mends:
        """Return with which amounts, this one or the other, the figure would be right."""
        statements = self.subject.once(statements_of)
        return over(same_amount(statements, self.own, self.each.first.claim.coordinates), olds, mend)

    def finding(
        self, message: Message, fits: Fits, others: Sequence[Stated | None], *, is_notice: bool = False
    ) -> Finding:
        """Return the finding of a figure that does not follow; `others` are what else it rests on."""
        statements, cited = self.subject.once(statements_of), self.cited
        severity = grade(statements, cited, lambda one, base: not fits(one, base))
        stated = [one for one in (self.own, *others) if one is not None]
        spoken = (cited, self.each.change, *(one.cited for one in stated))
        return held_finding(
            RULE, self.subject, cited, message, Severity.NOTICE if is_notice else severity, stated, spoken
        )


class _Change(_Figure):
    """A change: this amount less the other."""

    def ask(self, outcome: Outcome) -> None:
        """Hold it against the two amounts."""
        each, own, cited = self.each, self.own, self.cited
        if not each.olds:
            if each.growth is None:
                is_named = cited.claim.provenance is not Provenance.CHAPTER
                outcome.leave(place_text(cited), _UNSTATED if is_named else UNNAMED)
        elif any(self._fits(own, old) for old in each.olds):
            outcome.hold()
        elif contradict(each.olds):
            outcome.leave(place_text(cited), _TWO_WAYS)
        else:
            change = interval(cited.claim)
            mends = self.mends(each.olds, lambda one, old: of_change(one, old, change))
            outcome.fail_to_follow(self._found(), mends, figures_of(cited))

    def _fits(self, one: Stated, old: Stated) -> bool:
        return is_change_between(one, old, self.cited.claim)

    def _found(self) -> Finding:
        own, cited, unit = self.own, self.cited, printed_unit(self.subject, self.own)
        old = min(self.each.olds, key=lambda one: one.half)
        computed = own.amount - old.amount
        message = check_message(
            "{place}: “{words}”, yet {new} less {old} is {computed} ({unit}).",
            new=format_amount(own.amount, unit),
            old=format_amount(old.amount, unit),
            computed=format_amount(computed, unit),
            unit=unit.label,
            **quoted_values(cited, own.cited),
        )
        allowance = cited.claim.half + own.half + old.half
        found = self.finding(message, self._fits, [old])
        return with_amounts(found, cited.claim.amount, computed, allowance, unit)


class _Growth(_Figure):
    """A growth: the change over the other amount."""

    def ask(self, outcome: Outcome) -> None:
        """Hold it against whatever two of the three amounts are stated."""
        each, own, cited = self.each, self.own, self.cited
        olds = [old for old in each.olds if old.low > 0]
        if each.change is None and not each.olds:
            outcome.leave(place_text(cited), _UNSTATED)
        elif self._is_of_nothing():
            outcome.hold()
        elif not olds and (each.olds or not self._is_implied()):
            if self._may_be_of_something():
                outcome.leave(
                    place_text(cited), check_message("it grew from zero, of which there is no rate.")
                )
            else:
                outcome.report(self._found_from_nothing())
        elif any(self._fits(own, old) for old in olds) or self._fits_change(olds):
            outcome.hold()
        elif olds and contradict(each.olds):
            outcome.leave(place_text(cited), _TWO_WAYS)
        elif any(self._grew_by(old) for old in olds):
            outcome.leave(place_text(cited), check_message("the amount beside it may be the change itself."))
        else:
            rate = interval(cited.claim)
            mends = self.mends(olds, lambda one, old: of_growth(one, old, rate))
            if not olds and each.change is not None:
                mends = of_growth_by(own, interval(each.change.claim), rate)
            beside = None if olds else each.change
            outcome.fail_to_follow(self._found(olds), mends, figures_of(cited, beside))

    @property
    def _rates(self) -> tuple[Interval, Interval]:
        return either(interval(self.cited.claim))

    def _fits(self, one: Stated, old: Stated) -> bool:
        """Return whether a rate is that of two amounts, and of the change beside it where that is between the two.

        A change is often printed finer than the amount (1 万元, 减少 2.04 万元), and leaves the rate less room.
        """
        ways = self._changes_between(one, old)
        return any(
            is_growth(interval(one), interval(old), rate)
            and all(is_ratio(way, interval(old), rate) for way in ways)
            for rate in self._rates
        )

    def _changes_between(self, one: Stated, old: Stated) -> list[Interval]:
        """Return the change beside a rate as the one between two amounts, nothing where it is not."""
        if self.each.change is None:
            return []
        ways = either(interval(self.each.change.claim))
        return [way for way in ways if is_change(interval(one), interval(old), way)]

    def _grew_by(self, change: Stated) -> bool:
        """Return whether the rate is right if what seems the other amount is the change: 比上年1.43万元, 增加0.68%."""
        ways = zip(either(interval(change)), self._rates, strict=True)
        return any(is_growth_by(interval(self.own), way, rate) for way, rate in ways)

    def _is_of_nothing(self) -> bool:
        """Return whether nothing grew by nothing."""
        change = self.each.change
        still = change.claim.amount == 0 if change else any(not old.amount for old in self.each.olds)
        return not self.cited.claim.amount and still and not self.own.amount

    def _may_be_of_something(self) -> bool:
        """Return whether the rate may be that of an amount so small that it is printed as nothing, or of no change."""
        own, change = interval(self.own), self.each.change
        ways = [is_growth(own, interval(old), rate) for old in self.each.olds for rate in self._rates]
        if change is not None:
            ways += [is_growth_by(own, interval(change.claim), rate) for rate in self._rates]
        return any(ways) or not self.cited.claim.amount

    def _found_from_nothing(self) -> Finding:
        message = check_message(
            "{place}: “{words}”, yet it grew from nothing, of which there is no rate.",
            **quoted_values(self.cited, self.own.cited),
        )
        return self.finding(message, lambda _one, _base: False, self.each.olds, is_notice=True)

    def _is_implied(self) -> bool:
        """Return whether this amount less its change is certainly more than zero."""
        change = self.each.change
        return change is not None and self.own.low - interval(change.claim)[1] > 0

    def _fits_change(self, olds: list[Stated]) -> bool:
        """Return whether the growth is the change over the other amount, stated or implied."""
        if self.each.change is None:
            return False
        change = interval(self.each.change.claim)
        if any(is_ratio(change, interval(old), rate) for old in olds for rate in self._rates):
            return True
        if any(self._changes_between(self.own, old) for old in olds):
            return False
        agree = (self.cited.claim.amount >= 0) == (self.each.change.claim.amount >= 0)
        rise, fall = self._rates
        ways = [(change, rise)] if agree else [(change, fall), (negative(change), rise)]
        return any(is_growth_by(interval(self.own), way, rate) for way, rate in ways)

    def _found(self, olds: Sequence[Stated]) -> Finding:
        own, cited, unit = self.own, self.cited, printed_unit(self.subject, self.own)
        old = min(olds, key=lambda one: one.half) if olds else None
        change = self.each.change.claim.amount if self.each.change else 0
        base = old.amount if old else own.amount - change
        grown = own.amount - base
        values = {
            **quoted_values(cited, own.cited),
            "change": format_amount(grown, unit),
            "old": format_amount(base, unit),
            "unit": unit.label,
            "computed": percent(grown, base, max(cited.claim.decimals, 2)),
        }
        message = check_message("{place}: “{words}”, yet {change} / {old} ({unit}) is {computed}.", **values)
        other = self._mended(old)
        if other is not None:
            message = check_message(
                "{place}: “{words}”, yet {change} / {old} ({unit}) is {computed}; "
                "it would fit {other}, as {where} says.",
                **values,
                other=format_amount(other.amount, unit),
                where=where(self.subject, other),
            )
        return self.finding(message, self._fits, [old, other], is_notice=is_cut(cited.claim, grown, base))

    def _mended(self, old: Stated | None) -> Stated | None:
        """Return another statement of the same amount with which the growth would be right."""
        statements = self.subject.once(statements_of)
        others = other_statements(statements, self.own, self.cited.claim.coordinates) if old else ()
        return next((one for one in others if old and self._fits(one, old)), None)


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
