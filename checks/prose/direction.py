"""增加, 减少, 持平, 大于, 小于 and 等于 agree with the numbers.

A rise from more to less, 持平 between amounts that differ by more than rounding, and 决算数大于预算数 beside a
completion rate under 100 percent are reported, once a sentence; so is a sentence that says both up and down of one
thing (增加 5 万元, 下降 3 %), one that says 持平 and yet a change or a fall to nothing, and a rise that is more than
the amount itself (0 万元, 增加 5 万元). 基本持平 and changes of nothing are not asked. How much it rose is TX106's.
"""

from __future__ import annotations

from collections.abc import Sequence

from checks.mechanism.stated import CitedClaim, Stated, statements_of
from checks.prose.comparisons import Comparison, comparisons, with_last_year
from checks.prose.evidence import (
    cells_of,
    claim_finding,
    grade,
    paragraph_of,
    place_text,
    printed_unit,
    quoted_values,
    spans_of,
)
from checks.prose.mending import figures_of, of_direction, over
from checks.prose.operands import interval, same_amount
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Severity
from model.intervals import ONE
from model.messages import Message, check_message
from model.money import format_amount
from model.pattern import pattern
from model.reading.prose.claim import Claim, Measure

_ROUGHLY = pattern("基本|大致|大体|略|约")
_FALLEN = pattern(
    r"(?:减少|下降|降低|压减)(?:为|到|至)\s*0(?:\.0+)?\s*(?:万?元)?\s*[,，]\s*(?:与|和|同|较|比)[^,，;；。]*$"
)
_NEARBY = 3
_Contradiction = tuple[CitedClaim, Message]
"""A claim that is denied, and what to report of it."""


def check(subject: Subject, outcome: Outcome) -> None:
    """Hold the direction that each sentence states against its numbers."""
    for each in subject.once(comparisons):
        fallen = _fallen_and_flat(each)
        if fallen is not None:
            outcome.fail_to_follow(_finding(subject, each, *fallen), {}, figures_of(*each.claims))
            continue
        if each.why is not None or each.own is None:
            outcome.leave(place_text(each.first), each.why or check_message("its amount is not bound."))
            continue
        if not _is_decided(subject, outcome, each, each.own):
            why = check_message("no other figure states in which direction it went.")
            outcome.leave(place_text(each.first), why)


def compare(subjects: Sequence[Subject], outcome: Outcome) -> None:
    """Hold the directions against what only the sentences of last year's disclosure state."""
    for subject, each in with_last_year(subjects):
        if each.own is None or _fallen_and_flat(each) or _contradiction_of_words(each, each.own):
            continue
        _is_decided(subject, outcome, each, each.own)


def _is_decided(subject: Subject, outcome: Outcome, each: Comparison, own: Stated) -> bool:
    """Hold a direction against the amounts, or else other words of the sentence; False where nothing tests it."""
    against = _against(each, own)
    words = _contradiction_of_words(each, own) if against is None else None
    if against is not None:
        direction = against[0].claim.direction
        news = same_amount(subject.once(statements_of), own, each.first.claim.coordinates)
        mends = over(news, each.olds, lambda one, old: of_direction(one, old, direction))
        found = _by_amounts(subject, each, own, *against)
        outcome.fail_to_follow(found, mends, figures_of(*each.claims))
    elif words is not None:
        outcome.fail_to_follow(_finding(subject, each, *words), {}, figures_of(*each.claims))
    elif _is_tested(each):
        outcome.hold()
    else:
        return False
    return True


def _against(each: Comparison, own: Stated) -> tuple[CitedClaim, Stated] | None:
    """Return a claim whose direction every statement of the other amount denies, with the finest of these."""
    for cited in each.claims:
        if each.olds and all(_is_against(cited, own, old) for old in each.olds):
            return cited, min(each.olds, key=lambda one: one.half)
    return None


def _by_amounts(subject: Subject, each: Comparison, own: Stated, cited: CitedClaim, old: Stated) -> Finding:
    unit = printed_unit(subject, own)
    message = check_message(
        "{place}: “{words}”, yet it is {new} {unit} against {old}.",
        **quoted_values(cited, own.cited),
        new=format_amount(own.amount, unit),
        old=format_amount(old.amount, unit),
        unit=unit.label,
    )
    return _finding(subject, each, cited, message, old)


def _finding(
    subject: Subject, each: Comparison, cited: CitedClaim, message: Message, old: Stated | None = None
) -> Finding:
    statements = subject.once(statements_of)
    claim = cited.claim
    stated = [one for one in (each.own, old) if one is not None]
    cells = (
        [*stated, *statements.in_tables(claim.coordinates), *statements.in_tables(claim.base)]
        if old
        else stated
    )
    severity = (
        grade(statements, cited, lambda one, other: _is_against(cited, one, other))
        if old
        else Severity.WARNING
    )
    spans = spans_of((cited, *(one.cited for one in stated), *each.claims))
    return claim_finding(RULE, cited, message, severity, spans, cells_of(subject, cells))


def _is_against(cited: CitedClaim, own: Stated, old: Stated) -> bool:
    """Return whether two amounts deny the direction that a claim states; a change of nothing states none."""
    claim = cited.claim
    if claim.measure is not Measure.DIRECTION and not claim.amount:
        return False
    lower, higher = own.high < old.low, own.low > old.high
    match claim.direction:
        case "up" | "above":
            return lower
        case "down" | "below":
            return higher
        case "flat" | "equal":
            return (lower or higher) and not _ROUGHLY.search(claim.phrase) and not _full(cited)
    return False


def _is_tested(each: Comparison) -> bool:
    """Return whether anything was there that could deny the direction."""
    if all(_ROUGHLY.search(one.claim.phrase) for one in each.claims):
        return False
    both = each.change is not None and each.growth is not None
    return bool(each.olds) or both or any(_completion(one) is not None for one in each.directions)


def _contradiction_of_words(each: Comparison, own: Stated) -> _Contradiction | None:
    """Return a claim that another one of its sentence denies, and what to report of it."""
    moved = [one for one in (each.change, each.growth) if one is not None and one.claim.amount]
    flat = [one for one in each.directions if one.claim.direction == "flat"]
    for cited in (one for one in flat if moved and not _ROUGHLY.search(one.claim.phrase)):
        values = _values(cited, own, moved[0])
        return cited, check_message("{place}: “{words}” says equal, and yet “{other}”.", **values)
    if len(moved) == 2 and (moved[0].claim.amount > 0) != (moved[1].claim.amount > 0):
        values = _values(moved[1], own, moved[0])
        return moved[1], check_message("{place}: “{words}” says both up and down.", **values)
    return _more_than_itself(each, own) or _rate(each, own)


def _fallen_and_flat(each: Comparison) -> _Contradiction | None:
    """Return a 持平 right after words that it fell to nothing (减少为 0，与上年持平), and what to report of it."""
    for cited in each.directions:
        found = _FALLEN.search(paragraph_of(cited)[: cited.claim.end])
        if found and cited.claim.direction == "flat":
            return cited, check_message(
                "{place}: “{words}” says that it fell, and that it is as it was.",
                place=place_text(cited),
                words=found.group(),
            )
    return None


def _more_than_itself(each: Comparison, own: Stated) -> _Contradiction | None:
    """Return a rise by more than the amount came to."""
    change = each.change
    if change is None or own.amount < 0 or interval(change.claim)[0] <= own.high:
        return None
    values = _values(change, own, change)
    return change, check_message("{place}: “{words}”: it cannot have risen by more than it is.", **values)


def _rate(each: Comparison, own: Stated) -> _Contradiction | None:
    """Return a comparison with the budget that the completion rate of the same amount denies."""
    for cited in each.directions:
        rate = _completion(cited)
        is_of_nothing = rate is not None and not rate.amount and not own.amount
        if rate is not None and not is_of_nothing and _denies(rate, cited.claim.direction):
            values = _values(cited, own, CitedClaim(cited.document, cited.number, rate))
            return cited, check_message("{place}: “{words}” is against the rate “{other}”.", **values)
    return None


def _denies(rate: Claim, direction: str) -> bool:
    low, high = interval(rate)
    match direction:
        case "above":
            return high < ONE
        case "below":
            return low > ONE
        case "equal":
            return high < ONE or low > ONE
    return False


def _full(cited: CitedClaim) -> bool:
    """Return whether a completion rate of the same amount prints as 100 %, so that "equal" is fair."""
    rate = _completion(cited)
    return rate is not None and interval(rate)[0] <= ONE <= interval(rate)[1]


def _completion(cited: CitedClaim) -> Claim | None:
    """Return the completion rate that is stated right beside a comparison of the same amount with the same budget."""
    claims = cited.document.claims
    mine = cited.claim
    for number in range(max(0, cited.number - _NEARBY), min(len(claims), cited.number + _NEARBY + 1)):
        claim = claims[number]
        if (
            claim.measure is Measure.COMPLETION
            and claim.is_bound
            and (claim.about, claim.coordinates, claim.base) == (mine.about, mine.coordinates, mine.base)
        ):
            return claim
    return None


def _values(cited: CitedClaim, own: Stated, other: CitedClaim) -> dict[str, str]:
    return {**quoted_values(cited, own.cited), "other": other.claim.phrase.strip()}


RULE = Rule(
    code="TX108",
    family="prose",
    title=check_message("A sentence says up, down or equal against its numbers"),
    severity=Severity.WARNING,
    basis="RELATIONS 33",
    explanation=__doc__,
    check=check,
    compare=compare,
)
