"""A heading carries a year that the table is not about.

A budget prints the amounts of its year, and beside them those of the year before. Asked of every recognised table of
a disclosure that states its year: each year that the headings above the amounts name is the disclosure's, the one
before, or one of an unbroken run of years up to it, and the disclosure's is among them, on either side of a table of
two sides, unless the title itself names another year. Where the headings name what they are the budget of
(2023年“三公”经费预算数), last year's stands beside this year's of the same, not alone; no heading of a year stands
over two columns alike, nor over the same words of another year. The titles of tables that are not required ones
(targets, projects, procurement) name the disclosure's year; that of what was carried out or judged may be the year
before. One warning a table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from checks.mechanism.table_findings import LISTED, sheet_of, text_evidence, whole_table_finding
from checks.rule import Outcome, Rule, Subject
from model.finding import CellEvidence, Finding, Severity
from model.lexicon.lexicon import lexicon
from model.messages import check_message
from model.pattern import pattern
from model.reading.table import Table

_YEAR = pattern(r"(20\d\d)\s*年")
_TWO_SIDES = frozenset({"totals", "fiscal_totals"})
"""Kinds of table with revenue on one side and expenditure on the other, each of the disclosure's year."""
_BUDGET_OF = pattern(r"\w.*预算数$")
"""The rest of a heading that names what it is the budget of."""
_OF_LAST_YEAR = pattern("决算|执行|完成|自评|评价|结转|上年|情况")
"""Words of a title that may be of the year before the disclosure's."""


def check(subject: Subject, outcome: Outcome) -> None:
    """Hold the years in the headings of each table against the disclosure's."""
    year = _year_of(subject)
    for table in subject.disclosure.tables if year else ():
        headings = _headings(table)
        titled = lexicon().read(table.title).year if table.kind not in LISTED else None
        if not table.kind or not (any(headings) or titled):
            continue
        wrong = _wrong_headings(table, headings, year) | _wrong_title(table, titled, year)
        wrong |= _at_odds(table, year)
        twice = _named_twice(table) - wrong
        cells = tuple(_cells(subject, table, wrong or twice)) if wrong or twice else ()
        if cells and (wrong or len(cells) > 1):
            outcome.report(_finding(table, cells, wrong, year))
        else:
            outcome.hold()


def _year_of(subject: Subject) -> int:
    """Return the year of the disclosure: what most tables state by their latest year, else its own statement; or 0."""
    stated = subject.disclosure.year or 0
    votes = Counter(
        max(years)
        for table in subject.disclosure.tables
        if table.kind
        for years in [{year for side in _headings(table) for year, _ in side} | _titled(table)]
        if years
    )
    usual, times = votes.most_common(1)[0] if votes else (stated, 0)
    return stated if votes[stated] >= times else usual


def _titled(table: Table) -> set[int]:
    year = lexicon().read(table.title).year
    return {year} if year else set()


def _named_twice(table: Table) -> set[int]:
    """Return the years of headings that stand over two columns of one panel, from top to bottom alike."""
    return {
        int(year)
        for panel in table.panels
        for heading, times in Counter(tuple(column.heading) for column in panel.columns).items()
        if times > 1
        for text in heading
        for year in _YEAR.findall(text)
    }


def _headings(table: Table) -> list[set[tuple[int, str]]]:
    """Return what the headings above the amounts name, side by side: a year, and the rest of the heading."""
    sides = [
        {
            (int(year), _YEAR.sub("", text, count=1).strip())
            for column in panel.columns
            for text in column.heading
            for year in _YEAR.findall(text)
        }
        for panel in table.panels
    ]
    return sides if table.kind in _TWO_SIDES else [set().union(*sides)]


def _wrong_headings(table: Table, headings: list[set[tuple[int, str]]], year: int) -> set[int]:
    """Return the years that should not stand above the amounts, or not alone."""
    own = lexicon().read(table.title).year or year
    named = set().union(*headings)
    printed = {one for one, _ in named}
    run = set(range(min(printed, default=own), own + 1))
    wrong = printed - {year, year - 1, own, own - 1} - (run if run <= printed else set())
    for side in headings:
        years = {one for one, _ in side}
        if own not in years and not years & wrong:
            wrong |= years
    now = {rest for one, rest in named if one == own}
    if now and all(_BUDGET_OF.search(rest) for rest in now):
        wrong |= {
            one for one, rest in named if one == own - 1 and _BUDGET_OF.search(rest) and rest not in now
        }
    return wrong


def _at_odds(table: Table, year: int) -> set[int]:
    """Return the years of headings below which the same words stand with another year, but the disclosure's."""
    found: set[int] = set()
    for heading in (column.heading for panel in table.panels for column in panel.columns):
        for above, below in pairwise(["".join(text.split()) for text in heading]):
            years = {int(one) for text in (above, below) for one in _YEAR.findall(text)}
            words = _YEAR.sub("", above)
            if len(years) > 1 and _YEAR.search(above) and words and words in _YEAR.sub("", below):
                found |= years - {lexicon().read(table.title).year or year}
    return found


def _wrong_title(table: Table, titled: int | None, year: int) -> set[int]:
    """Return the year of a title where it is not the disclosure's, nor of what was carried out the year before."""
    allowed = {year, year - 1} if _OF_LAST_YEAR.search(table.title) else {year}
    return set() if titled is None or titled in allowed else {titled}


def _cells(subject: Subject, table: Table, years: set[int]) -> Iterator[CellEvidence]:
    """Yield the cells above the amounts that name one of these years."""
    sheet = sheet_of(subject, table)
    for row in range(max(table.top, 0), min(table.first_data_row, sheet.height)):
        for column, value in enumerate(sheet.rows[row]):
            if isinstance(value, str) and years & {int(one) for one in _YEAR.findall(value)}:
                yield text_evidence(subject, table, row, column)


def _finding(table: Table, cells: tuple[CellEvidence, ...], wrong: set[int], year: int) -> Finding:
    template = "{place}: {text} names {wrong}, the disclosure is of {year}."
    if not wrong:
        template = "{place}: {text} stands over two groups of columns alike; one is likely of another year."
    message = check_message(
        template,
        place=cells[0].place.text,
        text=" ".join(cells[0].value.split()),
        wrong=", ".join(map(str, sorted(wrong))),
        year=year,
    )
    return whole_table_finding(RULE, cells, message, table.kind, table.title)


RULE = Rule(
    code="CO111",
    family="completeness",
    title=check_message("A heading or a title names another year"),
    severity=Severity.WARNING,
    basis="RELATIONS 42",
    explanation=__doc__,
    check=check,
)
