"""A share is the amount over its base: 占 9.35 percent of 456.70 is 42.71.

The amount is the sentence's own, the base what the words name, as sentences or cells state it. Where the words name
no base (其中：…，占 5 %), it is the amount of which this one is a part, else the total of the same money; other
totals of the year, and amounts stated shortly before, are taken as well, and only a share that is none of any is
reported. Each figure may be any that rounds to what is printed; one whose last place was cut off is a notice. A base
that is zero, not stated or stated in two ways is not asked, unless a share is stated of an amount that is zero.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from itertools import chain

from checks.mechanism.stated import CitedClaim, Stated, Statements, as_stated, statements_of
from checks.prose.evidence import place_text
from checks.prose.mending import figures_of, fits, mends, ratio_finding, ratio_values
from checks.prose.operands import UNNAMED, amounts, contradict, is_doubtful, own_amount
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Severity
from model.lexicon.lexicon import lexicon
from model.messages import Message, check_message
from model.pattern import pattern
from model.reading.prose.claim import Claim, Measure, Provenance

_NAMED = pattern(r"占(?P<base>[^占]*?)(?:的)?(?:比例|比重|比)?(?:为|约|达)?[\s\d.]+[%％]$")
_NEAR = 2
_USES = ("basic", "project")
_NARROW = ("nature", "item", "function", "economic", "government")


def check(subject: Subject, outcome: Outcome) -> None:
    """Hold each share against its amount and its base."""
    statements = subject.once(statements_of)
    for cited in statements.of(Measure.SHARE):
        own = own_amount(statements, cited)
        if isinstance(own, Message):
            outcome.leave(place_text(cited), own)
            continue
        _ask(subject, outcome, statements, cited, own)


def _ask(subject: Subject, outcome: Outcome, statements: Statements, cited: CitedClaim, own: Stated) -> None:
    claim = cited.claim
    meant = _whole(statements, cited) if claim.provenance is Provenance.CHAPTER else _meant(statements, cited)
    bases = [base for base in meant if base.amount > 0]
    possible = [base for base in (*bases, *_accepted(statements, cited)) if base.amount > 0]
    pairs = chain(((own, base) for base in possible), _of_one_source(statements, cited, own))
    if any(fits(part, base, claim) for part, base in pairs) or (not own.amount and not claim.amount):
        outcome.hold()
    elif not meant and claim.provenance is Provenance.CHAPTER:
        outcome.leave(place_text(cited), UNNAMED)
    elif not meant:
        outcome.leave(place_text(cited), check_message("of what it is a share is not stated."))
    elif not bases and possible and not own.amount:
        finding = _finding(subject, cited, own, possible[0])
        outcome.fail_to_follow(finding, {}, figures_of(cited))
    elif not bases:
        outcome.leave(place_text(cited), check_message("that of which it is a share is zero."))
    elif contradict(meant):
        outcome.leave(place_text(cited), check_message("that of which it is a share is stated in two ways."))
    else:
        finding = _finding(subject, cited, own, bases[0])
        outcome.fail_to_follow(finding, mends(statements, cited, own, bases), figures_of(cited))


def _whole(statements: Statements, cited: CitedClaim) -> list[Stated]:
    about = statements.other(cited, cited.claim.about)
    whole = statements.other(about, about.claim.whole) if about else None
    return [as_stated(whole)] if whole and not is_doubtful(whole) else []


def _meant(statements: Statements, cited: CitedClaim) -> list[Stated]:
    """Return the statements of what the words name, or, where they name nothing, the whole of the sentence."""
    return (not is_named(cited.claim) and _whole(statements, cited)) or amounts(statements, cited.claim.base)


def _accepted(statements: Statements, cited: CitedClaim) -> Iterator[Stated]:
    """Yield what a share may be of as well, because words such as 总支出 mean that of the chapter."""
    claim = cited.claim
    yield from _whole(statements, cited)
    yield from amounts(statements, claim.base)
    source = claim.coordinates.get("source")
    if source:
        yield from amounts(statements, {**claim.base, "source": source})
    yield from _uses(statements, cited)
    if not is_named(claim):
        yield from () if _whole(statements, cited) else _beside(statements, cited)
        for wider in _wider(claim.coordinates):
            yield from amounts(statements, wider)


def _of_one_source(statements: Statements, cited: CitedClaim, own: Stated) -> Iterator[tuple[Stated, Stated]]:
    """Yield the money of each source with its total, and the total beside the amount itself.

    A share without a base in a section of one source may be of that, which its words do not state again.
    """
    claim = cited.claim
    if is_named(claim) or "source" in claim.coordinates:
        return
    total = {name: member for name, member in claim.coordinates.items() if name not in _NARROW}
    for source in lexicon().dimensions["source"].members:
        for base in amounts(statements, {**total, "source": source}):
            yield own, base
            yield from ((part, base) for part in amounts(statements, {**claim.coordinates, "source": source}))


def _uses(statements: Statements, cited: CitedClaim) -> Iterator[Stated]:
    """Yield the sum of basic and project expenditure, of which a share of either may be where a total holds more."""
    coordinates = cited.claim.coordinates
    if coordinates.get("nature") not in _USES:
        return
    stated = [statements.agreed({**coordinates, "nature": nature}) for nature in _USES]
    parts = [one for one in stated if one is not None]
    if len(parts) == len(_USES):
        yield Stated(sum(one.amount for one in parts), sum(one.half for one in parts))


def _beside(statements: Statements, cited: CitedClaim) -> Iterator[Stated]:
    """Yield the amounts stated shortly before, of which one may be the whole that was not understood."""
    claims, paragraph = cited.document.claims, cited.claim.paragraph
    first = bisect_left(claims, paragraph - _NEAR, hi=cited.number, key=lambda claim: claim.paragraph)
    for number, claim in enumerate(claims[first : cited.number], first):
        near = claim.paragraph <= paragraph
        if claim.measure is Measure.AMOUNT and near and number != cited.claim.about:
            yield from (as_stated(one) for one in (statements.other(cited, number),) if one)


def is_named(claim: Claim) -> bool:
    """Return whether the words of a share name its base."""
    found = _NAMED.search(re.sub(r"\s", "", claim.phrase))
    return bool(found and found["base"])


def _wider(coordinates: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """Yield the coordinates of the totals of the same money and of the year."""
    yield {name: member for name, member in coordinates.items() if name not in _NARROW}
    yield {name: member for name, member in coordinates.items() if name != "source"}
    yield {name: member for name, member in coordinates.items() if name not in (*_NARROW, "source")}
    item = coordinates.get("item")
    if item:
        yield {**coordinates, "item": "three_public"}
    if len(coordinates.get("function", "")) > 3:
        yield {**coordinates, "function": coordinates["function"][:3]}


def _finding(subject: Subject, cited: CitedClaim, own: Stated, base: Stated) -> Finding:
    message = check_message(
        "{place}: “{words}”, yet {part} / {whole} ({unit}) is {computed}.",
        **ratio_values(subject, cited, own, base),
    )
    gravest = Severity.ERROR if is_named(cited.claim) else Severity.WARNING
    return ratio_finding(RULE, subject, cited, own, base, message, gravest)


RULE = Rule(
    code="TX104",
    family="prose",
    title=check_message("A share is not the amount over its base"),
    severity=Severity.WARNING,
    basis="RELATIONS 32",
    explanation=__doc__,
    check=check,
)
