"""The kinds of faults that are planted in prose: one figure, percentage, direction, year or name is changed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from random import Random

from claim_tie import Interval, Tie, interval
from claim_ties import WAYS, way_value
from claim_years import Years

from checks.mechanism.stated import CitedClaim, Statements
from model.classification.catalogue import catalogue
from model.classification.codes import Domain
from model.disclosure import Document
from model.reading.prose.claim import Claim, Measure
from model.reading.prose.figures import figures
from model.reading.prose.passage import half_width

CONSTRAINED, ABSORBED, FREE = "constrained", "absorbed", "free"
RATES = (Measure.SHARE, Measure.GROWTH, Measure.COMPLETION)
OPPOSITE = {
    "增加": "减少", "减少": "增加", "增长": "下降", "下降": "增长", "上升": "下降", "降低": "提高",
    "大于": "小于", "小于": "大于", "等于": "大于",
}  # fmt: skip
_HELD = re.compile("大于|小于|等于")
_MOVED = re.compile("增加|减少|增长|下降|上升|降低")
_YEAR = re.compile(r"(?<!\d)20\d\d(?= ?年)")
_NAME = re.compile(r"(?<=[）)])[^（）()：:，。；“”]{3,30}(?=[（(]项[）)])")


@dataclass(frozen=True)
class Text:
    """A document with what ties its claims.

    `stated` are the amounts that a cell or another sentence states too, `printed` the codes below which tables print
    the names.
    """

    document: Document
    statements: Statements
    ties: list[Tie]
    lines: dict[int, str]
    stated: frozenset[int]
    printed: frozenset[str]

    @cached_property
    def cited(self) -> dict[int, CitedClaim]:
        """The document's bound claims by their index."""
        return {one.number: one for one in self.statements.claims if one.document is self.document}

    def claims(self, *measures: Measure) -> list[int]:
        """The bound claims of some measures that are printed within one line."""
        return [
            number
            for number, claim in enumerate(self.document.claims)
            if claim.is_bound
            and claim.measure in measures
            and self.lines[claim.paragraph][claim.start : claim.end] == claim.text
        ]


@dataclass(frozen=True)
class Fault:
    """A changed line: the paragraph, what it becomes, what was changed, and whether anything ties it."""

    kind: str
    paragraph: int
    line: str
    description: str
    tied: str


Planter = Callable[[Text, Random], Fault | None]


def _fault(kind: str, text: Text, claim: Claim, span: tuple[int, int], new: str, tied: str) -> Fault:
    line = text.lines[claim.paragraph]
    start, end = span
    return Fault(
        kind,
        claim.paragraph,
        line[:start] + new + line[end:],
        f"{claim.paragraph}: {line[start:end]} -> {new}",
        tied,
    )


def _tied(text: Text, changed: int, becomes: Interval) -> str:
    """Return whether a tie that holds would break if a claim had another value."""
    concerned = [tie for tie in text.ties if changed in tie.claims]

    def value(number: int) -> Interval:
        return becomes if number == changed else interval(text.document.claims[number])

    if any(not tie.holds(value) for tie in concerned):
        return CONSTRAINED
    return ABSORBED if concerned else FREE


def _digit(kind: str, *measures: Measure) -> Planter:
    def plant(text: Text, random: Random) -> Fault | None:
        numbers = text.claims(*measures)
        if not numbers:
            return None
        number = random.choice(numbers)
        claim = text.document.claims[number]
        place = random.choice([found.start() for found in re.finditer(r"\d", half_width(claim.text))])
        old = half_width(claim.text)[place]
        new = random.choice([digit for digit in "0123456789" if digit != old])
        printed = claim.text[:place] + new + claim.text[place + 1 :]
        found = figures(half_width(printed))
        if len(found) != 1:
            return None
        figure = found[0]
        amount = -figure.amount if claim.amount < 0 or claim.direction == "down" else figure.amount
        tied = _tied(text, number, interval_of(amount, figure.half))
        return _fault(kind, text, claim, (claim.start, claim.end), printed, tied)

    return plant


def interval_of(amount: int, half: int) -> Interval:
    return Fraction(amount - half), Fraction(amount + half)


def _direction(text: Text, random: Random) -> Fault | None:
    numbers = text.claims(Measure.CHANGE, Measure.GROWTH, Measure.DIRECTION)
    random.shuffle(numbers)
    for number in numbers:
        claim = text.document.claims[number]
        line = text.lines[claim.paragraph]
        alone = claim.measure is Measure.DIRECTION and claim.direction in WAYS
        if claim.measure is Measure.DIRECTION and not alone:
            continue
        begin, end = (claim.start, claim.end) if alone else (max(claim.start - 6, 0), claim.start)
        found = list((_HELD if alone else _MOVED).finditer(line, begin, end))
        if found:
            span = found[-1].span()
            low, high = interval(claim)
            tied = _tied(text, number, way_value(OPPOSITE[found[-1].group()]) if alone else (-high, -low))
            return _fault("direction", text, claim, span, OPPOSITE[found[-1].group()], tied)
    return None


def _year(text: Text, random: Random) -> Fault | None:
    own = text.document.year
    numbers = text.claims(*Measure)
    random.shuffle(numbers)
    for number in numbers if own else ():
        claim = text.document.claims[number]
        begin = max(claim.start - len(claim.phrase), 0)
        found = list(_YEAR.finditer(text.lines[claim.paragraph], begin, claim.end))
        if own and found:
            old = int(found[-1].group())
            new = random.choice([year for year in range(own - 4, own + 3) if year != old])
            tied = CONSTRAINED if Years(text.statements, own).is_tied(text.cited[number], old, new) else FREE
            return _fault("year", text, claim, found[-1].span(), str(new), tied)
    return None


def _name(text: Text, random: Random) -> Fault | None:
    numbers = [
        number
        for number in text.claims(Measure.AMOUNT)
        if "function" in text.document.claims[number].coordinates
    ]
    random.shuffle(numbers)
    for number in numbers:
        claim = text.document.claims[number]
        found = _NAME.search(text.lines[claim.paragraph])
        if found:
            name = found.group()
            place = random.randrange(len(name))
            new = name[:place] + random.choice("市县区业务事管理") + name[place + 1 :]
            known = catalogue().by_name(new, Domain.FUNCTION)
            if new != name and not known:
                section = claim.coordinates["function"][:-2]
                is_listed = section in text.printed or catalogue().lists_all_below(section)
                tied = number in text.stated or is_listed
                return _fault("name", text, claim, found.span(), new, CONSTRAINED if tied else FREE)
    return None


PLANTERS: dict[str, Planter] = {
    "figure": _digit("figure", Measure.AMOUNT),
    "change": _digit("change", Measure.CHANGE),
    "percent": _digit("percent", *RATES),
    "direction": _direction,
    "year": _year,
    "name": _name,
}
