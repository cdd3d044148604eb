"""The years that comparisons name: mostly the year before the disclosure's, and never its own or one to come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from checks.mechanism.evidence import fingerprint
from checks.mechanism.intervals import is_change, is_growth, negative
from checks.mechanism.stated import Said, Stated, Statements
from checks.prose.evidence import phrase_of, place_text, span_of
from checks.prose.operands import amounts, interval, own_amount
from checks.rule import Outcome, Rule
from model.finding import Finding, Severity, Verdict
from model.messages import Message, check_message
from model.reading.prose.claim import Measure, Provenance

_COMPARED = (Measure.CHANGE, Measure.GROWTH, Measure.DIRECTION)
_USUAL = 2


def ask_compared_years(told: Statements, rule: Rule, outcome: Outcome) -> None:
    """Report the comparisons of the disclosure's own year that name another year than they are held against.

    Where the amounts of the year before give the figure, or the year is not past, that is certain; where the text only
    compares with the year before elsewhere, it is a notice.
    """
    compared = [said for measure in _COMPARED for said in told.of(measure) if _is_own(said)]
    usual = Counter(said.document.book.path for said in compared if _base_year(said) == _before(said))
    for said in compared:
        stage = said.claim.coordinates.get("stage")
        if _base_year(said) == _before(said) or stage != said.claim.base.get("stage"):
            outcome.hold()
        elif _base_year(said) > _before(said):
            outcome.report(_not_past(rule, said))
        elif _is_given_by(told, said, _base_year(said)):
            outcome.hold()
        elif said.claim.provenance is not Provenance.CHAPTER and _is_given_by(told, said, _before(said)):
            outcome.report(_of_year_before(rule, said))
        elif usual[said.document.book.path] < _USUAL:
            why = check_message("the text does not compare with the year before elsewhere.")
            outcome.leave(place_text(said), why)
        else:
            outcome.report(_unusual(rule, said))


def year_finding(
    rule: Rule, said: Said, message: Message, severity: Severity, coordinates: Mapping[str, str]
) -> Finding:
    """Return the finding of a year that a claim names; `coordinates` hold that year."""
    return Finding(
        id=fingerprint(rule.code, said.claim.measure.value, dict(coordinates)),
        rule=rule.code,
        severity=severity,
        verdict=Verdict.INCONSISTENT,
        title=rule.title,
        message=message,
        spans=(span_of(said),),
    )


def _is_own(said: Said) -> bool:
    own: Mapping[str, str] = said.claim.coordinates
    return (
        bool(said.document.year) and own.get("year") == str(said.document.year) and "year" in said.claim.base
    )


def _base_year(said: Said) -> int:
    return int(said.claim.base["year"])


def _before(said: Said) -> int:
    return (said.document.year or 0) - 1


def _is_given_by(told: Statements, said: Said, year: int) -> bool:
    """Return whether a change or a growth is what the amount of a year, as it is stated, gives."""
    own = own_amount(told, said)
    if isinstance(own, Message):
        return False
    olds = amounts(told, {**said.claim.base, "year": str(year)})
    return any(_gives(said, own, old) for old in olds)


def _gives(said: Said, own: Stated, old: Stated) -> bool:
    figure = interval(said.claim)
    sizes = (figure, negative(figure))
    match said.claim.measure:
        case Measure.CHANGE:
            return any(is_change(interval(own), interval(old), size) for size in sizes)
        case Measure.GROWTH:
            return old.low > 0 and any(is_growth(interval(own), interval(old), size) for size in sizes)
        case _:
            return False


def _not_past(rule: Rule, said: Said) -> Finding:
    message = check_message(
        "{place}: “{phrase}” is held against {year}; the disclosure is of {own}.",
        place=place_text(said),
        phrase=phrase_of(said),
        year=said.claim.base["year"],
        own=said.document.year or 0,
    )
    return year_finding(rule, said, message, Severity.WARNING, said.claim.base)


def _of_year_before(rule: Rule, said: Said) -> Finding:
    message = check_message(
        "{place}: “{phrase}” is held against {year}, but is what the amount of {before} gives.",
        place=place_text(said),
        phrase=phrase_of(said),
        year=said.claim.base["year"],
        before=_before(said),
    )
    return year_finding(rule, said, message, Severity.WARNING, said.claim.base)


def _unusual(rule: Rule, said: Said) -> Finding:
    message = check_message(
        "{place}: “{phrase}” is held against {year}; the text compares with {before} elsewhere.",
        place=place_text(said),
        phrase=phrase_of(said),
        year=said.claim.base["year"],
        before=_before(said),
    )
    return year_finding(rule, said, message, Severity.NOTICE, said.claim.base)
