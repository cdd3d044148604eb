"""What would mend a rate, a change or a direction: the amounts with which it would follow, all else as stated.

One wrong amount breaks all that is computed from it. The diagnosis asks of each figure that does not follow which
amount of a cell or a sentence would make it right; what one amount mends together is one problem. Shares (TX104) and
completion rates (TX105) are percentages of one amount over another; their rules state what they are held against.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain, product

from checks.mechanism.stated import CitedClaim, Stated, Statements, statements_of
from checks.prose.evidence import grade, held_finding, is_cut, printed_unit, quoted_values
from checks.prose.operands import interval, same_amount
from checks.rule import Rule, Subject
from model.finding import Finding, Severity
from model.intervals import ONE, Interval, is_ratio, percent
from model.messages import Message
from model.money import format_amount
from model.reading.prose.claim import Claim

Mends = dict[int, tuple[int, int]]
"""By fact the least and the greatest amount with which a figure would be right."""
UNBOUNDED = 2**62
_FEW = 100
"""So many pairs of statements are all asked."""


def of_ratio(part: Stated, whole: Stated, ratio: Interval) -> Mends:
    """Return what would make `ratio` the part over the whole."""
    parts = [base * rate // ONE for base in (whole.low, whole.high) for rate in ratio]
    found = _of(part, min(parts), max(parts) + 1)
    if ratio[0] > 0:
        wholes = [own * ONE // rate for own in (part.low, part.high) for rate in ratio]
        found |= _of(whole, min(wholes), max(wholes) + 1)
    return found


def of_change(new: Stated, old: Stated, change: Interval) -> Mends:
    """Return what would make `change` the new amount less the old one."""
    return _of(new, old.low + change[0], old.high + change[1]) | _of(
        old, new.low - change[1], new.high - change[0]
    )


def of_growth(new: Stated, old: Stated, growth: Interval) -> Mends:
    """Return what would make `growth` the growth from the old amount to the new one."""
    return of_ratio(new, old, (ONE + growth[0], ONE + growth[1]))


def of_growth_by(new: Stated, change: Interval, growth: Interval) -> Mends:
    """Return what would make `growth` that of an amount that changed by `change` and is now `new`."""
    if growth[0] <= 0 <= growth[1]:
        return {}
    amounts = [by * (ONE + rate) // rate for by in change for rate in growth]
    return _of(new, min(amounts), max(amounts) + 1)


def of_direction(new: Stated, old: Stated, direction: str) -> Mends:
    """Return what would make the new amount more than the old one ("up"), less ("down"), or as much."""
    if direction in ("up", "above"):
        return _of(new, old.low, UNBOUNDED) | _of(old, -UNBOUNDED, new.high)
    if direction in ("down", "below"):
        return _of(new, -UNBOUNDED, old.high) | _of(old, new.low, UNBOUNDED)
    return _of(new, old.low, old.high) | _of(old, new.low, new.high)


def over(news: Iterable[Stated], olds: Iterable[Stated], mend: Callable[[Stated, Stated], Mends]) -> Mends:
    """Return what would mend a figure by any of the statements of either amount; the first of them go before."""
    found: Mends = {}
    news, olds = list(news), list(olds)
    pairs: Iterable[tuple[Stated, Stated]] = product(news, olds)
    if len(news) * len(olds) > _FEW:
        # What one amount would have to be is taken from the first of the others all the same.
        pairs = chain(product(news[:1], olds), product(news[1:], olds[:1]))
    for new, old in pairs:
        found = {**mend(new, old), **found}
    return found


def figures_of(*claims: CitedClaim | None) -> frozenset[tuple[str, int]]:
    """Return the claims that a figure is made of as the diagnosis knows them: their file and their number."""
    return frozenset((cited.document.book.path, cited.number) for cited in claims if cited is not None)


def _of(one: Stated, low: int, high: int) -> Mends:
    """Return the amounts that a fact may print so that it may have been rounded from one of these."""
    return {one.fact: (low - one.half, high + one.half)} if one.fact >= 0 else {}


def fits(own: Stated, base: Stated, claim: Claim) -> bool:
    """Return whether a percentage may be an amount over another, each rounded to what is printed."""
    return is_ratio(interval(own), interval(base), interval(claim))


def mends(statements: Statements, cited: CitedClaim, own: Stated, bases: Sequence[Stated]) -> Mends:
    """Return with which amounts, its own or a base, a percentage would be right."""
    ratio = interval(cited.claim)
    return over(
        same_amount(statements, own, cited.claim.coordinates),
        bases,
        lambda one, base: of_ratio(one, base, ratio),
    )


def ratio_values(subject: Subject, cited: CitedClaim, own: Stated, base: Stated) -> dict[str, str]:
    """Return what a message states of a percentage, of its amounts, and of what they give."""
    unit = printed_unit(subject, own)
    return {
        **quoted_values(cited, own.cited),
        "part": format_amount(own.amount, unit),
        "whole": format_amount(base.amount, unit),
        "unit": unit.label,
        "computed": percent(own.amount, base.amount, max(cited.claim.decimals, 2)),
    }


def ratio_finding(
    rule: Rule,
    subject: Subject,
    cited: CitedClaim,
    own: Stated,
    base: Stated,
    message: Message,
    gravest: Severity,
) -> Finding:
    """Return the finding of a percentage that is not its amount over its base, a notice where it was only cut off."""
    severity = grade(subject.once(statements_of), cited, lambda one, other: not fits(one, other, cited.claim))
    if is_cut(cited.claim, own.amount, base.amount):
        severity = Severity.NOTICE
    elif gravest is not Severity.ERROR:
        severity = gravest
    return held_finding(rule, subject, cited, message, severity, (own, base), (cited, own.cited, base.cited))
