"""The heading of a chapter names the disclosure's year.

Asked of headings that name a year and what the disclosure itself is, a budget or final accounts
(二、2025年部门预算收支情况): none of their years is the disclosure's. Headings on what is compared, carried
out, judged or carried on name the years that they mean. A text that names other years in its headings as
often as its own is not asked. One warning a heading.

Basis: RELATIONS 38, 42.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from checks.prose.passages import PassageLine, Prose, prose_finding, proses, span_place
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Severity
from model.messages import check_message
from model.reading.prose.passage import is_heading

_YEAR = re.compile(r"(?<!\d)(20\d\d)年")
_STAGES = {"budget": "预算", "final": "决算"}
_MEANS_ANOTHER = re.compile(
    "执行|完成|绩效|评价|自评|回顾|总结|工作|结转|结余|比|变动|变化|增减|规划|说明的|附件|批复|上年|去年"
)


class _Heading(NamedTuple):
    """A heading that names years: its line and the years."""

    line: PassageLine
    years: frozenset[int]


def check(subject: Subject, outcome: Outcome) -> None:
    """Hold the years of the headings against the disclosure's."""
    for prose in proses(subject):
        year = prose.document.year or subject.disclosure.year
        stage = prose.document.stage or subject.disclosure.stage
        found = list(_headings(prose, _STAGES.get(stage or "", "")))
        own = [each for each in found if year in each.years]
        others = [each for each in found if year not in each.years]
        outcome.hold(len(own))
        if others and (year is None or len(own) <= len(others)):
            why = check_message("which year the document is about is in doubt.")
            outcome.leave(prose.path, why, len(others))
            continue
        for each in others:
            outcome.report(_finding(prose, each, year or 0))


def _headings(prose: Prose, stage: str) -> Iterator[_Heading]:
    for line in prose.body if stage else ():
        years = frozenset(int(year) for year in _YEAR.findall(line.text))
        alone = len(line.passage.paragraphs) == 1 and is_heading(line.printed)
        if years and alone and stage in line.text and not _MEANS_ANOTHER.search(line.text):
            yield _Heading(line, years)


def _finding(prose: Prose, heading: _Heading, year: int) -> Finding:
    spans = prose.spans(heading.line, 0, len(heading.line.text))
    message = check_message(
        "{place}: the heading names {wrong}, the disclosure is of {year}: {text}",
        place=span_place(spans),
        wrong=", ".join(map(str, sorted(heading.years))),
        year=year,
        text=" ".join(heading.line.printed.split()),
    )
    return prose_finding(RULE, spans, message, heading.line.text)


RULE = Rule(
    code="TX211",
    family="prose",
    title=check_message("A chapter's heading names another year"),
    severity=Severity.WARNING,
    basis="RELATIONS 38, 42",
    explanation=__doc__,
    check=check,
)
