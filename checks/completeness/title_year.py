"""The title of a table carries another year, or another stage, than the disclosure.

A table was taken over from last year's document, or from the budget into the final accounts. Asked of the required
tables and of state capital, where more titles are of the disclosure's year, or stage, than of the other. A title of
the year before and of final accounts in a budget states last year's execution, and is not reported. One warning a
table.
"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from checks.mechanism.table_findings import LISTED, title_evidence, whole_table_finding
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Severity
from model.lexicon.lexicon import lexicon
from model.lexicon.reading import normalised
from model.lexicon.wording import surely_stage_in
from model.messages import Message, check_message
from model.reading.table import Table

_STAGES = {"budget": "预算", "final": "决算"}


class _Titled(NamedTuple):
    """A table, and the year and the stage that its own title states; None where it does not."""

    table: Table
    year: int | None
    stage: str | None


def check(subject: Subject, outcome: Outcome) -> None:
    """Hold the title of each table against what most titles and the document state."""
    titled = [_titled(table) for table in subject.disclosure.tables if table.kind in LISTED]
    years = Counter(each.year for each in titled if each.year)
    stages = Counter(each.stage for each in titled if each.stage)
    for each in titled:
        wrong = _wrong_year(subject, each, years) or _wrong_stage(subject, each, stages)
        if wrong is not None:
            outcome.report(_finding(subject, each, wrong))
        elif each.year or each.stage:
            outcome.hold()


def _titled(table: Table) -> _Titled:
    plain = normalised(table.title)
    both = all(word in plain for word in _STAGES.values())
    return _Titled(table, lexicon().read(table.title).year, None if both else surely_stage_in(plain) or None)


def _wrong_year(subject: Subject, each: _Titled, years: Counter[int]) -> Message | None:
    year = subject.disclosure.year
    if each.year is None or year is None or each.year == year or years[year] <= years[each.year]:
        return None
    if each.stage == "final" and subject.disclosure.stage == "budget" and each.year == year - 1:
        return None
    return check_message(
        "{place}: {title} is of {year}, the disclosure of {other}.",
        place=title_evidence(subject, each.table).place.text,
        title=" ".join(each.table.title.split()),
        year=each.year,
        other=year,
    )


def _wrong_stage(subject: Subject, each: _Titled, stages: Counter[str]) -> Message | None:
    stage = subject.disclosure.stage
    if each.stage is None or stage is None or each.stage == stage or stages[stage] <= stages[each.stage]:
        return None
    if each.year is not None and each.year != subject.disclosure.year:
        return None
    return check_message(
        "{place}: {title} says {stage}, the disclosure is one of {other}.",
        place=title_evidence(subject, each.table).place.text,
        title=" ".join(each.table.title.split()),
        stage=_STAGES[each.stage],
        other=_STAGES[stage],
    )


def _finding(subject: Subject, each: _Titled, message: Message) -> Finding:
    title = title_evidence(subject, each.table)
    return whole_table_finding(RULE, (title,), message, each.table.kind, each.table.title)


RULE = Rule(
    code="CO106",
    family="completeness",
    title=check_message("A table's title is of another year or stage"),
    severity=Severity.WARNING,
    basis="RELATIONS 42",
    explanation=__doc__,
    check=check,
)
