"""Names of 款 and 项 in the text are those of the year's edition.

A path 某某（类）某某（款）某某（项） whose 款 or 项 carries the name of another year's edition (行政事业单位离退休
after it became 行政事业单位养老支出 in 2020) was copied from an earlier text. Each such name is reported once, as a
notice: the money is the same. Asked where the disclosure states its year.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.prose.evidence import text_finding
from checks.prose.path_names import codes_below, paths
from checks.rule import Outcome, Rule, Subject
from model.classification.catalogue import Judgement, Standing, catalogue
from model.finding import Finding, Severity, SpanEvidence
from model.lexicon.lexicon import normalised
from model.messages import check_message

_OTHER_EDITIONS = frozenset({Standing.EARLIER_NAME, Standing.LATER_NAME})


def check(subject: Subject, outcome: Outcome) -> None:
    """Judge each name of 款 and 项 against the edition, and report the first place of one of another edition."""
    year = subject.disclosure.year
    if year is None:
        why = check_message("no year is stated, so it is not known which edition's name is due.")
        count = len(list(_named(subject)))
        if count:
            outcome.leave("", why, count)
        return
    reported: set[tuple[str, str]] = set()
    for code, name, span in _named(subject):
        judgement = catalogue().judge(code, name, year)
        if judgement.standing not in _OTHER_EDITIONS:
            outcome.hold()
        elif (code, name) not in reported:
            reported.add((code, name))
            outcome.report(_finding(code, name, span, judgement, year))


def _named(subject: Subject) -> Iterator[tuple[str, str, SpanEvidence]]:
    """Yield the codes that paths of names state below their 类, with the name and its place."""
    for path in subject.once(paths):
        codes = codes_below(normalised(path.names[0]), "")
        for group in ("section", "item"):
            if not codes or path.match[group] is None:
                break
            name = normalised(path.match[group])
            codes = codes_below(name, codes[0])
            if codes:
                yield codes[0], name, path.span(group)


def _finding(code: str, name: str, span: SpanEvidence, judgement: Judgement, year: int) -> Finding:
    message = check_message(
        "¶{paragraph}: {code} is named “{name}”; the {year} edition says {current}.",
        paragraph=span.paragraph,
        code=code,
        name=name,
        year=year,
        current=judgement.current.name if judgement.current else "",
    )
    return text_finding(RULE, message, (span,), name, coordinates={"function": code})


RULE = Rule(
    code="TX113",
    family="prose",
    title=check_message("A name in the text is one of another year's edition"),
    severity=Severity.NOTICE,
    basis="RELATIONS 19, 36",
    explanation=__doc__,
    check=check,
)
