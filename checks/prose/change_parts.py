"""The changes of all parts add up to the change of the whole.

支出 rose by 101.26: 基本支出 by 123.96, and 项目支出 fell by 22.70. Asked where one document states the change of the
whole and of every part against the same year: 基本支出 and 项目支出 where no other use is stated, all sources, all of
三公经费; 持平 is a change of nothing. The change of 收支 is that of the expenditure too. Where a part's change is not
stated, only a sum that comes out is counted. The allowance is half a unit of each printed figure, and for 持平 half a
unit of the whole unless it is stated of zero.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import field, replace

from checks.mechanism.stated import CitedClaim, Statements, statements_of
from checks.prose.evidence import claim_finding, place_text, quoted_values, spans_of, with_amounts
from checks.prose.mending import figures_of
from checks.prose.operands import amounts, interval, may_be_reached, wrong_year
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Severity
from model.intervals import apart
from model.lexicon.dimension import Dimension, Partition
from model.lexicon.lexicon import lexicon
from model.messages import check_message
from model.money import Unit, format_amount
from model.pattern import pattern
from model.reading.prose.claim import Measure
from model.record import dataclass

_DIMENSIONS = ("nature", "source", "item")
_BOTH = pattern("收支|收、支|收入支出|收入、支出|收入和支出")
_ENOUGH = frozenset({"basic", "project"})
Key = tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]
Changes = Mapping[tuple[str, Key], list[CitedClaim]]
"""The changes that are stated, by document, subject and what they are held against."""


@dataclass
class Parts:
    """The changes of the parts of a whole; `missing` are those that are not stated."""

    claims: list[CitedClaim] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def check(subject: Subject, outcome: Outcome) -> None:
    """Add up the changes of the parts of each whole whose change is stated."""
    statements = subject.once(statements_of)
    changes = _changes(statements)
    dimensions = lexicon().dimensions
    for wholes in changes.values():
        whole = wholes[0]
        if whole.claim.measure is not Measure.CHANGE:
            continue
        for name in _DIMENSIONS:
            _Sum(statements, changes, whole, dimensions[name]).ask(outcome)
        if _is_of_both_sides(statements, whole):
            _Sum(statements, changes, _as_expenditure(whole), dimensions["nature"]).ask(outcome)


def _changes(statements: Statements) -> Changes:
    """Return the changes that are stated, 持平 among them."""
    changes: dict[tuple[str, Key], list[CitedClaim]] = defaultdict(list)
    for cited in statements.claims:
        claim = cited.claim
        flat = claim.measure is Measure.DIRECTION and claim.direction == "flat" and "基本" not in claim.phrase
        if not (flat or claim.measure is Measure.CHANGE) or wrong_year(cited) or may_be_reached(cited):
            continue
        changes[cited.document.book.path, _key(claim.coordinates, claim.base)].append(cited)
    return changes


def _is_of_both_sides(statements: Statements, whole: CitedClaim) -> bool:
    """Return whether a change is that of an amount which is stated of revenue and expenditure together (预算收支)."""
    about = statements.other(whole, whole.claim.about)
    return about is not None and _BOTH.search(re.sub(r"\s", "", about.claim.phrase)) is not None


def _as_expenditure(whole: CitedClaim) -> CitedClaim:
    claim = whole.claim
    coordinates, base = ({**each, "flow": "expenditure"} for each in (claim.coordinates, claim.base))
    return replace(whole, claim=replace(claim, coordinates=coordinates, base=base))


def _key(coordinates: Mapping[str, str], base: Mapping[str, str]) -> Key:
    return tuple(sorted(coordinates.items())), tuple(sorted(base.items()))


@dataclass(frozen=True)
class _Sum:
    """The change of a whole as the sum of those of its parts along a dimension."""

    statements: Statements
    changes: Changes
    whole: CitedClaim
    dimension: Dimension

    def ask(self, outcome: Outcome) -> None:
        """Add up the parts, where the whole has some."""
        whole, dimension = self.whole, self.dimension
        partition = dimension.partitions.get(whole.claim.coordinates.get(dimension.name, dimension.root))
        if partition is None:
            return
        parts = self._parts(partition)
        missing = self._missing(parts)
        if len(parts.claims) < 2 and missing:
            return
        moved = [cited for cited in parts.claims if cited.claim.measure is Measure.CHANGE]
        computed = sum(cited.claim.amount for cited in moved)
        flat = [cited for cited in parts.claims if cited not in moved and not self._is_of_nothing(cited)]
        allowance = whole.claim.half * (1 + len(flat)) + sum(cited.claim.half for cited in moved)
        if abs(whole.claim.amount - computed) <= allowance:
            outcome.hold()
        elif missing:
            why = check_message("the changes of some of its parts are not stated.")
            outcome.leave(place_text(whole), why)
        elif any(self._is_ambiguous(cited) for cited in (whole, *parts.claims)):
            outcome.leave(place_text(whole), check_message("a change is stated in two ways."))
        else:
            finding = self._finding(parts.claims, moved, computed, allowance)
            outcome.fail_to_follow(finding, {}, figures_of(whole, *parts.claims))

    def _is_of_nothing(self, flat: CitedClaim) -> bool:
        """Return whether what stayed the same is zero, so that no rounding hides a change of it."""
        about = self.statements.other(flat, flat.claim.about)
        return about is not None and about.claim.amount == 0

    def _parts(self, partition: Partition) -> Parts:
        """Return the changes of the parts, of a part that is not stated those of its own parts."""
        found = Parts()
        for member in partition.parts:
            cited = self._part(member)
            inner = self.dimension.partitions.get(member)
            if cited is not None:
                found.claims.append(cited)
            elif inner is not None and (deeper := self._parts(inner)).claims:
                found.claims += deeper.claims
                found.missing += deeper.missing
            else:
                found.missing.append(member)
        return found

    def _part(self, member: str) -> CitedClaim | None:
        claim, name = self.whole.claim, self.dimension.name
        key = _key({**claim.coordinates, name: member}, {**claim.base, name: member})
        return next(iter(self.changes.get((self.whole.document.book.path, key), ())), None)

    def _missing(self, parts: Parts) -> list[str]:
        """Return the parts whose change is not stated; 基本支出 and 项目支出 are all where no other use is stated."""
        name, claim = self.dimension.name, self.whole.claim
        found = {cited.claim.coordinates.get(name) for cited in parts.claims}
        if name != "nature" or found != _ENOUGH:
            return parts.missing
        return [
            member
            for member in parts.missing
            for coordinates in (claim.coordinates, claim.base)
            if any(one.amount for one in amounts(self.statements, {**coordinates, name: member}))
        ]

    def _is_ambiguous(self, cited: CitedClaim) -> bool:
        changes = self.changes.get(
            (cited.document.book.path, _key(cited.claim.coordinates, cited.claim.base)), ()
        )
        same = (one for one in changes if one.claim.measure is cited.claim.measure)
        return any(apart(interval(one.claim), interval(cited.claim)) for one in same)

    def _finding(
        self, parts: list[CitedClaim], moved: list[CitedClaim], computed: int, allowance: int
    ) -> Finding:
        whole = self.whole
        unit = whole.claim.unit or Unit.YUAN
        shown = " + ".join(format_amount(cited.claim.amount, unit) for cited in moved).replace("+ -", "- ")
        message = check_message(
            "{place}: “{words}”, yet its parts changed by {parts} = {computed} {unit}.",
            **quoted_values(whole, self.statements.other(whole, whole.claim.about)),
            parts=shown,
            computed=format_amount(computed, unit),
            unit=unit.label,
        )
        found = claim_finding(RULE, whole, message, Severity.WARNING, spans_of((whole, *parts)))
        return with_amounts(found, whole.claim.amount, computed, allowance, unit)


RULE = Rule(
    code="TX107",
    family="prose",
    title=check_message("The changes of the parts do not add up to that of the whole"),
    severity=Severity.WARNING,
    basis="RELATIONS 31",
    explanation=__doc__,
    check=check,
)
