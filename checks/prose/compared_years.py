"""The years that comparisons name: mostly the year before the disclosure's, and never its own or one to come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from checks.mechanism.intervals import is_growth
from checks.mechanism.stated import Said, Stated, Statements
from checks.prose.evidence import phrase_values, place_text, span_of, text_finding
from checks.prose.operands import amounts, either, interval, is_change_between, own_amount
from checks.rule import Outcome, Rule
from model.finding import Finding, Severity
from model.messages import Message, check_message
from model.reading.prose.claim import Claim, Measure, Provenance

_COMPARED = (Measure.CHANGE, Measure.GROWTH, Measure.DIRECTION)
_USUAL = 2
_TEMPLATES = {
    "not past": "{place}: “{phrase}” is held against {year}; the disclosure is of {own}.",
    "year before": "{place}: “{phrase}” is held against {year}, but is what the amount of {before} gives.",
    "unusual": "{place}: “{phrase}” is held against {year}; the text compares with {before} elsewhere.",
}


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
            outcome.report(_finding(rule, said, "not past"))
        elif _is_given_by(told, said, _base_year(said)):
            outcome.hold()
        elif said.claim.provenance is not Provenance.CHAPTER and _is_given_by(told, said, _before(said)):
            outcome.report(_finding(rule, said, "year before"))
        elif usual[said.document.book.path] < _USUAL:
            why = check_message("the text does not compare with the year before elsewhere.")
            outcome.leave(place_text(said), why)
        else:
            outcome.report(replace(_finding(rule, said, "unusual"), severity=Severity.NOTICE))


def year_finding(rule: Rule, said: Said, message: Message, coordinates: Mapping[str, str]) -> Finding:
    """Return the finding of a year that a claim names; `coordinates` hold that year."""
    return text_finding(
        rule, message, (span_of(said),), kind=said.claim.measure.value, coordinates=coordinates
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
    return any(_gives(said.claim, own, old) for old in olds)


def _gives(claim: Claim, own: Stated, old: Stated) -> bool:
    if claim.measure is Measure.CHANGE:
        return is_change_between(own, old, claim)
    sizes = either(interval(claim)) if claim.measure is Measure.GROWTH and old.low > 0 else ()
    return any(is_growth(interval(own), interval(old), size) for size in sizes)


def _finding(rule: Rule, said: Said, kind: str) -> Finding:
    year = said.claim.base["year"]
    values = {"year": year, "own": str(said.document.year or 0), "before": str(_before(said))}
    message = check_message(_TEMPLATES[kind], **phrase_values(said), **values)
    return year_finding(rule, said, message, said.claim.base)
