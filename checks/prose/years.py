"""An amount of this year is not stated as another year's, and what is compared with last year names last year.

A sentence that gives an amount another year, when the tables or other sentences state the same amount of the same
thing for the document's own year and nothing bears out the year that it names, has the wrong year. Of the year before
that is reported only where last year's amount is stated and is another, or where the sentence stands alone among
several in the same words, or where three amounts of its paragraph or more are those that the tables state for this
year and no sentence states. An amount of the year before that is stated as an earlier year's is asked the same way.

A comparison of this year's amount with this year or one to come has the wrong year, and so has one with an earlier
year whose figure is what the amount of the year before gives. One with any other year than the one before, in a text
that compares with the year before elsewhere, is a notice. What TX207 reports of a total is not reported again.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from checks.mechanism.stated import CitedClaim, Stated, Statements, statements_of
from checks.mechanism.text_agreement import counterpart
from checks.prose.evidence import disagreement_values, phrase_values, place_text, span_of, text_finding
from checks.prose.operands import UNNAMED, amounts, either, interval, is_change_between, own_amount
from checks.prose.own_totals import misdated
from checks.prose.own_totals import statements as own_totals
from checks.prose.passages import Prose, proses
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Severity
from model.intervals import is_growth
from model.messages import Message, check_message
from model.pattern import pattern
from model.reading.prose.claim import Claim, Measure, Provenance

_USUAL = 2
_SEVERAL = 3
Alike = dict[tuple[str, str], list[CitedClaim]]
"""The amounts that a document states in the same words behind a year, by its path and the words."""
_BEHIND_YEAR = pattern(r"20\d\d年度?(?P<words>[^\d,，。；;:：]{2,12})[\d,.]+[万亿千]?元?$")
_COMPARED = (Measure.CHANGE, Measure.GROWTH, Measure.DIRECTION)
_USUAL_WORDS = 2
_TEMPLATES = {
    "not past": "{place}: “{phrase}” is held against {year}; the disclosure is of {own}.",
    "year before": "{place}: “{phrase}” is held against {year}, but is what the amount of {before} gives.",
    "unusual": "{place}: “{phrase}” is held against {year}; the text compares with {before} elsewhere.",
}


def check(subject: Subject, outcome: Outcome) -> None:
    """Hold the years of amounts and of comparisons against the document's."""
    statements = subject.once(statements_of)
    alike = _alike(statements)
    totals = {total for prose in proses(subject) for total in _misdated_totals(prose)}
    for cited in statements.of(Measure.AMOUNT):
        year = cited.document.year
        named = int(cited.claim.coordinates.get("year", 0))
        if not year or not named or (cited.document.book.path, cited.claim.paragraph, named) in totals:
            continue
        own = _as_own(statements, cited, year, alike) if named != year else None
        before = _as_of(statements, cited, year - 1) if named not in (year, year - 1) else None
        if own is None and before is None:
            outcome.hold()
        elif cited.claim.provenance is Provenance.CHAPTER:
            outcome.leave(place_text(cited), UNNAMED)
        elif own is not None:
            outcome.report(_of_amount(subject, cited, own, year))
        elif before is not None:
            outcome.report(_of_amount(subject, cited, before, year - 1))
    ask_compared_years(statements, RULE, outcome)


def _misdated_totals(prose: Prose) -> Iterator[tuple[str, int, int]]:
    """Yield the file, the paragraph and the year of each total that TX207 states for another year."""
    is_budget = prose.document.stage == "budget"
    for each in misdated(list(own_totals(prose)), prose.document.year, is_budget=is_budget) or ():
        for span in each.here.spans:
            yield prose.path, span.paragraph, each.year


def _as_own(statements: Statements, cited: CitedClaim, year: int, alike: Alike) -> Stated | None:
    """Return what states a claim's amount for the document's own year, None where the year may be meant."""
    fits = [one for one in _stated(statements, cited, year) if one.meets(cited.claim)]
    named = int(cited.claim.coordinates["year"])
    of_named = [one for one in _stated(statements, cited, named) if one.cited != cited]
    if not cited.claim.amount or not fits or any(one.meets(cited.claim) for one in of_named):
        return None
    if named != year - 1 or of_named or _stands_alone(alike, cited, year):
        return fits[0]
    return fits[0] if cited.claim.whole < 0 and _is_whole_passage(statements, cited, year) else None


def _as_of(statements: Statements, cited: CitedClaim, year: int) -> Stated | None:
    """Return the cell that states a claim's amount for a year which the claim does not name, None where none does.

    Where anything is stated for the year that it names, that may be meant.
    """
    named = int(cited.claim.coordinates["year"])
    if not cited.claim.amount or any(one.cited != cited for one in _stated(statements, cited, named)):
        return None
    return next(
        (one for one in _stated(statements, cited, year) if one.is_cell and one.meets(cited.claim)), None
    )


def _stated(statements: Statements, cited: CitedClaim, year: int) -> Sequence[Stated]:
    """Return what is stated of a claim's money for a year, where nothing is under what tables may call it."""
    of_year = replace(cited.claim, coordinates={**cited.claim.coordinates, "year": str(year)})
    exact = statements.amounts(of_year.coordinates)
    other = None if any(one.is_cell for one in exact) else counterpart(statements, of_year)
    return [*exact, *(other.stated if other else ())]


def _is_whole_passage(statements: Statements, cited: CitedClaim, year: int) -> bool:
    """Return whether several amounts of a claim's paragraph are this year's in tables, which no sentence states."""
    named = cited.claim.coordinates["year"]
    found: set[int] = set()
    claims, paragraph = cited.document.claims, cited.claim.paragraph
    for claim in claims[bisect_left(claims, paragraph, key=lambda claim: claim.paragraph) :]:
        if claim.paragraph != paragraph:
            break
        if claim.measure is not Measure.AMOUNT or not claim.amount:
            continue
        if claim.coordinates.get("year") != named:
            return False
        own = {**claim.coordinates, "year": str(year)}
        cells = statements.in_tables(own)
        if statements.in_prose(own) or not any(one.meets(claim) for one in cells):
            return False
        found.add(claim.amount)
    return len(found) >= _SEVERAL


def _stands_alone(alike: Alike, cited: CitedClaim, year: int) -> bool:
    """Return whether all others that state amounts in a claim's words state this year's, none of them beside it."""
    words = _words_of(cited)
    same = (
        [one for one in alike[cited.document.book.path, words] if one.number != cited.number] if words else []
    )
    years = Counter(one.claim.coordinates.get("year") for one in same)
    beside = any(one.claim.paragraph == cited.claim.paragraph for one in same)
    return years[str(year)] >= _USUAL and len(years) == 1 and not beside


def _alike(statements: Statements) -> Alike:
    found: Alike = defaultdict(list)
    for cited in statements.of(Measure.AMOUNT):
        found[cited.document.book.path, _words_of(cited)].append(cited)
    return found


def _words_of(cited: CitedClaim) -> str:
    """Return the words between the year that a claim names and its figure, "" where it names none."""
    found = _BEHIND_YEAR.search(re.sub(r"\s+", "", cited.claim.phrase))
    return found["words"] if found else ""


def _of_amount(subject: Subject, cited: CitedClaim, own: Stated, year: int) -> Finding:
    values = disagreement_values(subject, cited, own)
    values |= {"year": cited.claim.coordinates["year"], "own": str(year)}
    message = check_message(
        "{place}: “{phrase}” is stated for {year}, but {other} ({label}) states this amount for {own}.",
        **values,
    )
    return year_finding(RULE, cited, message, cited.claim.coordinates)


RULE = Rule(
    code="TX114",
    family="prose",
    title=check_message("A sentence gives an amount or a comparison another year"),
    severity=Severity.WARNING,
    basis="RELATIONS 38",
    explanation=__doc__,
    check=check,
)


def ask_compared_years(statements: Statements, rule: Rule, outcome: Outcome) -> None:
    """Report the comparisons of the disclosure's own year that name another year than they are held against.

    Where the amounts of the year before give the figure, or the year is not past, that is certain; where the text only
    compares with the year before elsewhere, it is a notice.
    """
    compared = [cited for measure in _COMPARED for cited in statements.of(measure) if _is_own(cited)]
    usual = Counter(cited.document.book.path for cited in compared if _base_year(cited) == _before(cited))
    for cited in compared:
        stage = cited.claim.coordinates.get("stage")
        if _base_year(cited) == _before(cited) or stage != cited.claim.base.get("stage"):
            outcome.hold()
        elif _base_year(cited) > _before(cited):
            outcome.report(_finding(rule, cited, "not past"))
        elif _is_given_by(statements, cited, _base_year(cited)):
            outcome.hold()
        elif cited.claim.provenance is not Provenance.CHAPTER and _is_given_by(
            statements, cited, _before(cited)
        ):
            outcome.report(_finding(rule, cited, "year before"))
        elif usual[cited.document.book.path] < _USUAL_WORDS:
            why = check_message("the text does not compare with the year before elsewhere.")
            outcome.leave(place_text(cited), why)
        else:
            outcome.report(replace(_finding(rule, cited, "unusual"), severity=Severity.NOTICE))


def year_finding(rule: Rule, cited: CitedClaim, message: Message, coordinates: Mapping[str, str]) -> Finding:
    """Return the finding of a year that a claim names; `coordinates` hold that year."""
    return text_finding(
        rule, message, (span_of(cited),), kind=cited.claim.measure.value, coordinates=coordinates
    )


def _is_own(cited: CitedClaim) -> bool:
    own: Mapping[str, str] = cited.claim.coordinates
    return (
        bool(cited.document.year)
        and own.get("year") == str(cited.document.year)
        and "year" in cited.claim.base
    )


def _base_year(cited: CitedClaim) -> int:
    return int(cited.claim.base["year"])


def _before(cited: CitedClaim) -> int:
    return (cited.document.year or 0) - 1


def _is_given_by(statements: Statements, cited: CitedClaim, year: int) -> bool:
    """Return whether a change or a growth is what the amount of a year, as it is stated, gives."""
    own = own_amount(statements, cited)
    if isinstance(own, Message):
        return False
    olds = amounts(statements, {**cited.claim.base, "year": str(year)})
    return any(_gives(cited.claim, own, old) for old in olds)


def _gives(claim: Claim, own: Stated, old: Stated) -> bool:
    if claim.measure is Measure.CHANGE:
        return is_change_between(own, old, claim)
    sizes = either(interval(claim)) if claim.measure is Measure.GROWTH and old.low > 0 else ()
    return any(is_growth(interval(own), interval(old), size) for size in sizes)


def _finding(rule: Rule, cited: CitedClaim, kind: str) -> Finding:
    year = cited.claim.base["year"]
    values = {"year": year, "own": str(cited.document.year or 0), "before": str(_before(cited))}
    message = check_message(_TEMPLATES[kind], **phrase_values(cited), **values)
    return year_finding(rule, cited, message, cited.claim.base)
