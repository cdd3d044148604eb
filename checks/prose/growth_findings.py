"""Findings about a change or a growth that does not follow: what would follow, and what else is stated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from checks.mechanism.intervals import percent
from checks.mechanism.stated import Said, Stated, statements
from checks.prose.comparisons import Comparison
from checks.prose.evidence import (
    grade,
    held_finding,
    in_unit,
    is_cut,
    place_text,
    quoted,
    unit_told,
    where,
)
from checks.prose.operands import other_statements
from checks.rule import Rule, Subject
from model.finding import Finding, Severity
from model.messages import Message, check_message

Fits = Callable[[Stated, Stated], bool]


def change_finding(
    rule: Rule, subject: Subject, each: Comparison, said: Said, own: Stated, fits: Fits
) -> Finding:
    """Return the finding of a change that is not this amount less the other."""
    unit = unit_told(subject, own)
    old = min(each.olds, key=lambda one: one.half)
    computed = own.amount - old.amount
    message = check_message(
        "{place}: “{words}”, yet {new} less {old} is {computed} ({unit}).",
        place=place_text(said),
        words=quoted(said, own.said),
        new=in_unit(own.amount, unit),
        old=in_unit(old.amount, unit),
        computed=in_unit(computed, unit),
        unit=unit.label,
    )
    found = _finding(rule, subject, each, said, old, message, fits)
    return replace(
        found,
        stated=said.claim.amount,
        computed=computed,
        difference=said.claim.amount - computed,
        allowance=said.claim.half + own.half + old.half,
        relation="=",
        unit=unit,
    )


def growth_finding(
    rule: Rule, subject: Subject, each: Comparison, said: Said, own: Stated, fits: Fits
) -> Finding:
    """Return the finding of a growth that is not the change over the other amount."""
    unit = unit_told(subject, own)
    stated = [old for old in each.olds if old.low > 0]
    old = min(stated, key=lambda one: one.half) if stated else None
    change = each.change.claim.amount if each.change else 0
    base = old.amount if old else own.amount - change
    grown = own.amount - base
    told = {
        "place": place_text(said),
        "words": quoted(said, own.said),
        "change": in_unit(grown, unit),
        "old": in_unit(base, unit),
        "unit": unit.label,
        "computed": percent(grown, base, max(said.claim.decimals, 2)),
    }
    message = check_message("{place}: “{words}”, yet {change} / {old} ({unit}) is {computed}.", **told)
    other = _mended(subject, said, own, old, fits)
    if other is not None:
        message = check_message(
            "{place}: “{words}”, yet {change} / {old} ({unit}) is {computed}; it would fit {other}, as {where} says.",
            **told,
            other=in_unit(other.amount, unit),
            where=where(subject, other),
        )
    cut = is_cut(said.claim, grown, base)
    return _finding(rule, subject, each, said, old, message, fits, other, cut=cut)


def _mended(subject: Subject, said: Said, own: Stated, old: Stated | None, fits: Fits) -> Stated | None:
    """Return another statement of the same amount with which the growth would be right."""
    if old is None:
        return None
    others = other_statements(subject.once(statements), own, said.claim.coordinates)
    return next((one for one in others if fits(one, old)), None)


def _finding(
    rule: Rule,
    subject: Subject,
    each: Comparison,
    said: Said,
    old: Stated | None,
    message: Message,
    fits: Fits,
    other: Stated | None = None,
    *,
    cut: bool = False,
) -> Finding:
    told = subject.once(statements)
    severity = grade(told, said, lambda one, base: not fits(one, base))
    if cut:
        severity = Severity.NOTICE
    stated = [one for one in (each.own, old, other) if one is not None]
    spoken = (said, each.change, *(one.said for one in stated))
    return held_finding(rule, subject, said, message, severity, stated, spoken)
