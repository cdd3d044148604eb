"""An amount of this year is not told as another year's, and what is compared with last year names last year.

A sentence that gives an amount another year, when the tables or other sentences state the same amount of the
same thing for the document's own year and nothing bears out the year that it names, has the wrong year. Of
the year before that is told only where last year's amount is stated and is another, or where the sentence
stands alone among several in the same words, or where three amounts of its paragraph or more are those that
the tables state for this year and no sentence tells. An amount of the year before that is told as an earlier
year's is asked the same way.

A comparison of this year's amount with this year or one to come has the wrong year, and so has one with an
earlier year whose figure is what the amount of the year before gives. One with any other year than the one
before, in a text that compares with the year before elsewhere, is a notice. What TX207 tells of a total is
not told again.

Basis: RELATIONS 38.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from checks.mechanism.stated import Said, Stated, Statements, statements
from checks.mechanism.text_agreement import counterpart
from checks.prose.compared_years import ask_compared_years, year_finding
from checks.prose.evidence import disagreement_values, place_text
from checks.prose.operands import UNNAMED
from checks.prose.own_totals import misdated
from checks.prose.own_totals import statements as own_totals
from checks.prose.passages import Prose, proses
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Severity
from model.messages import check_message
from model.pattern import pattern
from model.reading.prose.claim import Measure, Provenance

_USUAL = 2
_SEVERAL = 3
Alike = dict[tuple[str, str], list[Said]]
"""The amounts that a document tells in the same words behind a year, by its path and the words."""

_BEHIND_YEAR = pattern(r"20\d\d年度?(?P<words>[^\d,，。；;:：]{2,12})[\d,.]+[万亿千]?元?$")


def check(subject: Subject, outcome: Outcome) -> None:
    """Hold the years of amounts and of comparisons against the document's."""
    told = subject.once(statements)
    alike = _alike(told)
    totals = {total for prose in proses(subject) for total in _told_elsewhere(prose)}
    for said in told.of(Measure.AMOUNT):
        year = said.document.year
        named = int(said.claim.coordinates.get("year", 0))
        if not year or not named or (said.document.book.path, said.claim.paragraph, named) in totals:
            continue
        own = _as_own(told, said, year, alike) if named != year else None
        before = _as_of(told, said, year - 1) if named not in (year, year - 1) else None
        if own is None and before is None:
            outcome.hold()
        elif said.claim.provenance is Provenance.CHAPTER:
            outcome.leave(place_text(said), UNNAMED)
        elif own is not None:
            outcome.report(_of_amount(subject, said, own, year))
        elif before is not None:
            outcome.report(_of_amount(subject, said, before, year - 1))
    ask_compared_years(told, RULE, outcome)


def _told_elsewhere(prose: Prose) -> Iterator[tuple[str, int, int]]:
    """Yield the file, the paragraph and the year of each total that TX207 tells for another year."""
    is_budget = prose.document.stage == "budget"
    for each in misdated(list(own_totals(prose)), prose.document.year, is_budget=is_budget) or ():
        for span in each.here.spans:
            yield prose.path, span.paragraph, each.year


def _as_own(told: Statements, said: Said, year: int, alike: Alike) -> Stated | None:
    """Return what states a claim's amount for the document's own year, None where the year may be meant."""
    fits = [one for one in _stated(told, said, year) if one.meets(said.claim)]
    named = int(said.claim.coordinates["year"])
    of_named = [one for one in _stated(told, said, named) if one.said != said]
    if not said.claim.amount or not fits or any(one.meets(said.claim) for one in of_named):
        return None
    if named != year - 1 or of_named or _stands_alone(alike, said, year):
        return fits[0]
    return fits[0] if said.claim.whole < 0 and _is_whole_passage(told, said, year) else None


def _as_of(told: Statements, said: Said, year: int) -> Stated | None:
    """Return the cell that states a claim's amount for a year which the claim does not name, None where none does.

    Where anything is stated for the year that it names, that may be meant.
    """
    named = int(said.claim.coordinates["year"])
    if not said.claim.amount or any(one.said != said for one in _stated(told, said, named)):
        return None
    return next((one for one in _stated(told, said, year) if one.is_cell and one.meets(said.claim)), None)


def _stated(told: Statements, said: Said, year: int) -> Sequence[Stated]:
    """Return what is stated of a claim's money for a year, where nothing is under what tables may call it."""
    of_year = replace(said.claim, coordinates={**said.claim.coordinates, "year": str(year)})
    exact = told.amounts(of_year.coordinates)
    other = None if any(one.is_cell for one in exact) else counterpart(told, of_year)
    return [*exact, *(other.stated if other else ())]


def _is_whole_passage(told: Statements, said: Said, year: int) -> bool:
    """Tell whether several amounts of a claim's paragraph are this year's in tables, which no sentence tells."""
    named = said.claim.coordinates["year"]
    found: set[int] = set()
    claims, paragraph = said.document.claims, said.claim.paragraph
    for claim in claims[bisect_left(claims, paragraph, key=lambda claim: claim.paragraph) :]:
        if claim.paragraph != paragraph:
            break
        if claim.measure is not Measure.AMOUNT or not claim.amount:
            continue
        if claim.coordinates.get("year") != named:
            return False
        own = {**claim.coordinates, "year": str(year)}
        cells = told.in_tables(own)
        if told.in_prose(own) or not any(one.meets(claim) for one in cells):
            return False
        found.add(claim.amount)
    return len(found) >= _SEVERAL


def _stands_alone(alike: Alike, said: Said, year: int) -> bool:
    """Tell whether all others that tell amounts in the words of a claim tell this year's, none of them beside it."""
    words = _words_of(said)
    same = (
        [one for one in alike[said.document.book.path, words] if one.number != said.number] if words else []
    )
    years = Counter(one.claim.coordinates.get("year") for one in same)
    beside = any(one.claim.paragraph == said.claim.paragraph for one in same)
    return years[str(year)] >= _USUAL and len(years) == 1 and not beside


def _alike(told: Statements) -> Alike:
    found: Alike = defaultdict(list)
    for said in told.of(Measure.AMOUNT):
        found[said.document.book.path, _words_of(said)].append(said)
    return found


def _words_of(said: Said) -> str:
    """Return the words between the year that a claim names and its figure, "" where it names none."""
    found = _BEHIND_YEAR.search(re.sub(r"\s+", "", said.claim.phrase))
    return found["words"] if found else ""


def _of_amount(subject: Subject, said: Said, own: Stated, year: int) -> Finding:
    values = disagreement_values(subject, said, own)
    values |= {"year": said.claim.coordinates["year"], "own": str(year)}
    message = check_message(
        "{place}: “{phrase}” is told for {year}, but {other} ({label}) states this amount for {own}.",
        **values,
    )
    return year_finding(RULE, said, message, said.claim.coordinates)


RULE = Rule(
    code="TX114",
    family="prose",
    title=check_message("A sentence gives an amount or a comparison another year"),
    severity=Severity.WARNING,
    basis="RELATIONS 38",
    explanation=__doc__,
    check=check,
)
