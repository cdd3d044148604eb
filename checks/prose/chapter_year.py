"""The heading of a chapter names the disclosure's year.

Asked of headings that name a year and what the disclosure itself is, a budget or final accounts
(二、2025年部门预算收支情况): none of their years is the disclosure's. Headings on what is compared, carried
out, judged or carried on name the years that they mean. A text that names other years in its headings as
often as its own is not asked. One warning a heading.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.prose.evidence import text_finding
from checks.prose.passages import Prose, Stretch, proses
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Severity
from model.messages import check_message
from model.pattern import pattern
from model.reading.prose.passage import is_heading

_YEAR = pattern(r"(?<!\d)(20\d\d)年")
_STAGES = {"budget": "预算", "final": "决算"}
_MEANS_ANOTHER = pattern(
    "执行|完成|绩效|评价|自评|回顾|总结|工作|结转|结余|比|变动|变化|增减|规划|说明的|附件|批复|上年|去年"
)


def check(subject: Subject, outcome: Outcome) -> None:
    """Hold the years of the headings against the disclosure's."""
    for prose in proses(subject):
        found = list(_headings(prose))
        others = [(here, years) for here, years in found if prose.year not in years]
        own = len(found) - len(others)
        outcome.hold(own)
        if others and (prose.year is None or own <= len(others)):
            why = check_message("which year the document is about is in doubt.")
            outcome.leave(prose.path, why, len(others))
            continue
        for here, years in others:
            outcome.report(_finding(here, years, prose.year or 0))


def _headings(prose: Prose) -> Iterator[tuple[Stretch, frozenset[int]]]:
    """Yield the headings that name years and what the disclosure is, with the years."""
    stage = _STAGES.get(prose.stage or "", "")
    for line in prose.body if stage else ():
        years = frozenset(int(year) for year in _YEAR.findall(line.text))
        alone = len(line.passage.paragraphs) == 1 and is_heading(line.printed)
        if years and alone and stage in line.text and not _MEANS_ANOTHER.search(line.text):
            yield Stretch(prose, line, 0, len(line.text)), years


def _finding(here: Stretch, years: frozenset[int], year: int) -> Finding:
    message = check_message(
        "{place}: the heading names {wrong}, the disclosure is of {year}: {text}",
        place=here.place,
        wrong=", ".join(map(str, sorted(years))),
        year=year,
        text=" ".join(here.line.printed.split()),
    )
    return text_finding(RULE, message, here.spans, here.text)


RULE = Rule(
    code="TX211",
    family="prose",
    title=check_message("A chapter's heading names another year"),
    severity=Severity.WARNING,
    basis="RELATIONS 38, 42",
    explanation=__doc__,
    check=check,
)
