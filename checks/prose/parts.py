"""The parts that the text tells (其中) are at most the whole, and equal to it where they are all.

The amounts after 其中, 包括 and 主要用于 are parts of the amount before. Where they are all parts that the whole
can have (基本支出 and 项目支出; 因公出国, 公务用车 and 公务接待) or close with 其他, their sum is the whole; otherwise
it is at most the whole. Parts of several kinds at once, and parts that contain each other, are not added up.

Basis: RELATIONS 31.
"""

from __future__ import annotations

from collections import defaultdict

from checks.mechanism.evidence import fingerprint
from checks.prose.evidence import place_text, span_of
from checks.prose.statements import Said, statements
from checks.prose.telling import phrase_of
from checks.prose.text_against_tables import refuted
from checks.rule import Outcome, Rule, Subject
from model.facts.cube import CODE_DIMENSIONS
from model.finding import Finding, Severity, Verdict
from model.lexicon.dimension import Completeness
from model.lexicon.lexicon import lexicon
from model.messages import check_message
from model.money import Unit, format_amount
from model.reading.prose.claim import Measure


def check(subject: Subject, outcome: Outcome) -> None:
    """Add up the parts of each whole that the prose tells."""
    against_tables = subject.once(refuted)
    for whole, parts in _wholes(subject):
        relation = relation_of(whole, parts)
        if relation is None:
            outcome.leave(place_text(whole), check_message("the parts are not of one kind."))
            continue
        low, high = (
            sum(bound) for bound in zip(*((one.claim.low, one.claim.high) for one in parts), strict=True)
        )
        exact = relation is Completeness.COMPLETE
        if low <= whole.claim.high and (not exact or whole.claim.low <= high):
            outcome.hold()
        elif _is_unread(whole, parts):
            outcome.leave(place_text(whole), check_message("an amount among its parts was not understood."))
        elif any((one.document.book.path, one.number) in against_tables for one in (whole, *parts)):
            outcome.leave(place_text(whole), check_message("the tables contradict one of the amounts."))
        else:
            outcome.report(_finding(whole, parts, "=" if exact else "<="))


def _is_unread(whole: Said, parts: list[Said]) -> bool:
    """Tell whether an amount of the same item stands among the parts, or right behind them, without a subject."""
    last = max(one.number for one in parts)
    between = whole.document.claims[whole.number + 1 : last + 2]
    return any(
        not claim.is_bound and claim.measure is Measure.AMOUNT and claim.frame == whole.claim.frame
        for claim in between
    )


def _wholes(subject: Subject) -> list[tuple[Said, list[Said]]]:
    """Return the amounts of which the prose tells parts, with these; an amount told twice is one part."""
    parts: dict[tuple[str, int], dict[tuple[tuple[str, str], ...], Said]] = defaultdict(dict)
    wholes: dict[tuple[str, int], Said] = {}
    for said in subject.once(statements).of(Measure.AMOUNT):
        whole = said.other(said.claim.whole)
        if whole:
            key = (whole.document.book.path, whole.number)
            wholes[key] = whole
            parts[key].setdefault(tuple(sorted(said.claim.coordinates.items())), said)
    return [(whole, list(parts[key].values())) for key, whole in wholes.items()]


def relation_of(whole: Said, parts: list[Said]) -> Completeness | None:
    """Return what the parts are to their whole, None where they cannot be added up."""
    outer = whole.claim.coordinates
    narrowed = {
        frozenset(name for name, member in one.claim.coordinates.items() if outer.get(name) != member)
        for one in parts
    }
    if len(narrowed) != 1 or len(names := set(narrowed.pop())) != 1:
        return None
    name = names.pop()
    members = [one.claim.coordinates[name] for one in parts]
    if name in CODE_DIMENSIONS:
        nested = any(one != other and one.startswith(other) for one in members for other in members)
        return None if nested else Completeness.AT_MOST
    return _of_words(name, outer.get(name, ""), members)


def _of_words(name: str, whole: str, members: list[str]) -> Completeness | None:
    dimension = lexicon().dimensions.get(name)
    if dimension is None:
        return None
    partition = dimension.partitions.get(whole or dimension.root)
    under = (dimension.is_under(one, other) for one in members for other in members if one != other)
    if partition is None or any(under):
        return None
    return dimension.completeness(partition.whole, frozenset(members))


def _finding(whole: Said, parts: list[Said], relation: str) -> Finding:
    claim = whole.claim
    unit = claim.unit or Unit.YUAN
    total = sum(one.claim.amount for one in parts)
    values = {
        "place": place_text(whole),
        "phrase": phrase_of(whole),
        "parts": " + ".join(format_amount(one.claim.amount, unit) for one in parts),
        "total": format_amount(total, unit),
        "difference": format_amount(claim.amount - total, unit),
        "unit": unit.label,
    }
    template = "{place}: “{phrase}”, but its parts come to {parts} = {total} {unit}; difference {difference}."
    return Finding(
        id=fingerprint("TX103", "", dict(claim.coordinates)),
        rule="TX103",
        severity=RULE.severity,
        verdict=Verdict.INCONSISTENT,
        title=RULE.title,
        message=check_message(template, **values),
        spans=(span_of(whole), *(span_of(one) for one in parts)),
        stated=claim.amount,
        computed=total,
        difference=claim.amount - total,
        allowance=claim.half + sum(one.claim.half for one in parts),
        relation=relation,
        unit=claim.unit,
    )


RULE = Rule(
    code="TX103",
    family="prose",
    title=check_message("The parts in the text are not their whole"),
    severity=Severity.WARNING,
    basis="RELATIONS 31",
    explanation=__doc__,
    check=check,
)
