"""An amount of this year is not told as another year's, and what is compared with last year names last year.

A sentence that gives an amount another year, when the tables or other sentences state the same amount of the same
thing for the document's own year and nothing bears out the year that it names, has the wrong year. Of the year before
that is told only where last year's amount is stated and is another. A comparison with any other year than the one
before, in a text that compares with the year before elsewhere, is a notice. Sentences on the totals of the
disclosure are asked by TX207.

Basis: RELATIONS 38.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from checks.mechanism.evidence import fingerprint
from checks.mechanism.stated import Said, Stated, Statements, statements
from checks.prose.evidence import place_text, span_of
from checks.prose.own_totals import statements as own_totals
from checks.prose.passages import proses
from checks.prose.telling import phrase_of, told_values
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Severity, Verdict
from model.messages import Message, check_message
from model.reading.prose.claim import Measure

_COMPARED = (Measure.CHANGE, Measure.GROWTH, Measure.DIRECTION)
_USUAL = 2


def check(subject: Subject, outcome: Outcome) -> None:
    """Hold the years of amounts and of comparisons against the document's."""
    told = subject.once(statements)
    totals = {
        (prose.path, span.paragraph, each.year)
        for prose in proses(subject)
        for each in own_totals(prose)
        for span in prose.spans(each.line, each.start, each.end)
    }
    for said in told.of(Measure.AMOUNT):
        year = said.document.year
        named = int(said.claim.coordinates.get("year", 0))
        if not year or not named or (said.document.book.path, said.claim.paragraph, named) in totals:
            continue
        own = _as_own(told, said, year) if named != year else None
        if own is None:
            outcome.hold()
        else:
            outcome.report(_of_amount(subject, said, own, year))
    _comparisons(told, outcome)


def _as_own(told: Statements, said: Said, year: int) -> Stated | None:
    """Return what states a claim's amount for the document's own year, None where the year may be meant."""
    claim = said.claim
    fits = [one for one in told.amounts({**claim.coordinates, "year": str(year)}) if _fits(one, said)]
    of_named = [one for one in told.amounts(claim.coordinates) if one.said != said]
    if not claim.amount or not fits or any(_fits(one, said) for one in of_named):
        return None
    if claim.coordinates["year"] == str(year - 1) and not of_named:
        return None
    return fits[0]


def _fits(one: Stated, said: Said) -> bool:
    return one.low <= said.claim.high and said.claim.low <= one.high


def _comparisons(told: Statements, outcome: Outcome) -> None:
    """Tell comparisons with another year than the one before, where that is what the text compares with."""
    compared = [said for measure in _COMPARED for said in told.of(measure) if _is_own(said)]
    usual = Counter(said.document.book.path for said in compared if _base_year(said) == _before(said))
    for said in compared:
        path = said.document.book.path
        if _base_year(said) == _before(said) or said.claim.coordinates.get("stage") != said.claim.base.get(
            "stage"
        ):
            outcome.hold()
        elif usual[path] < _USUAL:
            why = check_message("the text does not compare with the year before elsewhere.")
            outcome.leave(place_text(said), why)
        else:
            outcome.report(_of_comparison(said))


def _is_own(said: Said) -> bool:
    own: Mapping[str, str] = said.claim.coordinates
    return (
        bool(said.document.year) and own.get("year") == str(said.document.year) and "year" in said.claim.base
    )


def _base_year(said: Said) -> int:
    return int(said.claim.base["year"])


def _before(said: Said) -> int:
    return (said.document.year or 0) - 1


def _of_amount(subject: Subject, said: Said, own: Stated, year: int) -> Finding:
    values = told_values(subject, said, own) | {"year": said.claim.coordinates["year"], "own": str(year)}
    message = check_message(
        "{place}: “{phrase}” is told for {year}, but {other} ({label}) states this amount for {own}.",
        **values,
    )
    return _finding(said, message, RULE.severity, said.claim.coordinates)


def _of_comparison(said: Said) -> Finding:
    message = check_message(
        "{place}: “{phrase}” is held against {year}; the text compares with {before} elsewhere.",
        place=place_text(said),
        phrase=phrase_of(said),
        year=said.claim.base["year"],
        before=_before(said),
    )
    return _finding(said, message, Severity.NOTICE, said.claim.base)


def _finding(said: Said, message: Message, severity: Severity, coordinates: Mapping[str, str]) -> Finding:
    return Finding(
        id=fingerprint("TX114", said.claim.measure.value, dict(coordinates)),
        rule="TX114",
        severity=severity,
        verdict=Verdict.INCONSISTENT,
        title=RULE.title,
        message=message,
        spans=(span_of(said),),
    )


RULE = Rule(
    code="TX114",
    family="prose",
    title=check_message("A sentence gives an amount or a comparison another year"),
    severity=Severity.WARNING,
    basis="RELATIONS 38",
    explanation=__doc__,
    check=check,
)
