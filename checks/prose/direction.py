"""增加, 减少, 持平, 大于, 小于 and 等于 agree with the numbers.

A rise from more to less, 持平 between amounts that differ by more than rounding, and 决算数大于预算数 beside a
completion rate under 100 percent are told, once a sentence; so is a sentence that says both up and down of one thing
(增加 5 万元, 下降 3 %), one that says 持平 and yet a change or a fall to nothing, and a rise that is more than the
amount itself (0 万元, 增加 5 万元). 基本持平 and changes of nothing are not asked. How much it rose is TX106's.

Basis: RELATIONS 33.
"""

from __future__ import annotations

from collections.abc import Sequence

from checks.mechanism.stated import Said, Stated, statements
from checks.prose.comparisons import Comparison, comparisons, with_last_year
from checks.prose.direction_signs import contradiction_of_words, fallen_and_flat, is_against, is_tested
from checks.prose.evidence import (
    cells_of,
    claim_finding,
    grade,
    place_text,
    quoted_values,
    spans_of,
    unit_told,
)
from checks.prose.mending import figures_of, of_direction, over
from checks.prose.operands import same_amount
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Severity
from model.messages import Message, check_message
from model.money import format_amount


def check(subject: Subject, outcome: Outcome) -> None:
    """Hold the direction that each sentence tells against its numbers."""
    for each in subject.once(comparisons):
        fallen = fallen_and_flat(each)
        if fallen is not None:
            outcome.fail_to_follow(_finding(subject, each, *fallen), {}, figures_of(*each.said))
            continue
        if each.why is not None or each.own is None:
            outcome.leave(place_text(each.first), each.why or check_message("its amount is not bound."))
            continue
        if not _is_decided(subject, outcome, each, each.own):
            why = check_message("no other figure tells in which direction it went.")
            outcome.leave(place_text(each.first), why)


def compare(subjects: Sequence[Subject], outcome: Outcome) -> None:
    """Hold the directions against what only the sentences of last year's disclosure tell."""
    for subject, each in with_last_year(subjects):
        if each.own is None or fallen_and_flat(each) or contradiction_of_words(each, each.own):
            continue
        _is_decided(subject, outcome, each, each.own)


def _is_decided(subject: Subject, outcome: Outcome, each: Comparison, own: Stated) -> bool:
    """Hold a direction against the amounts, or else other words of the sentence; False where nothing tests it."""
    against = _against(each, own)
    words = contradiction_of_words(each, own) if against is None else None
    if against is not None:
        direction = against[0].claim.direction
        news = same_amount(subject.once(statements), own, each.first.claim.coordinates)
        mends = over(news, each.olds, lambda one, old: of_direction(one, old, direction))
        found = _by_amounts(subject, each, own, *against)
        outcome.fail_to_follow(found, mends, figures_of(*each.said))
    elif words is not None:
        outcome.fail_to_follow(_finding(subject, each, *words), {}, figures_of(*each.said))
    elif is_tested(each):
        outcome.hold()
    else:
        return False
    return True


def _against(each: Comparison, own: Stated) -> tuple[Said, Stated] | None:
    """Return a claim whose direction every statement of the other amount denies, with the finest of these."""
    for said in each.said:
        if each.olds and all(is_against(said, own, old) for old in each.olds):
            return said, min(each.olds, key=lambda one: one.half)
    return None


def _by_amounts(subject: Subject, each: Comparison, own: Stated, said: Said, old: Stated) -> Finding:
    unit = unit_told(subject, own)
    message = check_message(
        "{place}: “{words}”, yet it is {new} {unit} against {old}.",
        **quoted_values(said, own.said),
        new=format_amount(own.amount, unit),
        old=format_amount(old.amount, unit),
        unit=unit.label,
    )
    return _finding(subject, each, said, message, old)


def _finding(
    subject: Subject, each: Comparison, said: Said, message: Message, old: Stated | None = None
) -> Finding:
    told = subject.once(statements)
    claim = said.claim
    stated = [one for one in (each.own, old) if one is not None]
    cells = [*stated, *told.in_tables(claim.coordinates), *told.in_tables(claim.base)] if old else stated
    severity = grade(told, said, lambda one, other: is_against(said, one, other)) if old else Severity.WARNING
    spans = spans_of((said, *(one.said for one in stated), *each.said))
    return claim_finding(RULE, said, message, severity, spans, cells_of(subject, cells))


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
