"""A code of another classification among the codes of a table: 2xx are functions, 3xx and 5xx economic items.

A table of function codes holds none of the economic ones (3xx of the departments, 5xx of the government), and a table
by one economic classification none of the other. What a table's rows are by is shown by nine in ten of its codes;
where all are of one classification and the title names only another, the whole table is reported once. A table with
functions in rows and economic items in columns has a title that names the latter: it is not reported.
"""

from __future__ import annotations

from collections import Counter

from checks.classification.printed import PrintedCode, PrintedCodes, code_evidence, code_lists, places_text
from checks.mechanism.evidence import finding_of, fingerprint
from checks.rule import Outcome, Rule, Subject
from model.classification.codes import Domain
from model.finding import Finding, Severity
from model.lexicon.lexicon import normalised
from model.messages import check_message

_SHARE = 0.9
_FEWEST = 10

_TITLE_WORDS = {
    Domain.FUNCTION: ("功能分类", "功能科目"),
    Domain.ECONOMIC: ("部门预算支出经济分类", "部门预算经济分类", "部门经济分类", "部门支出经济分类"),
    Domain.GOVERNMENT: ("政府预算支出经济分类", "政府预算经济分类", "政府经济分类", "政府支出经济分类"),
}
DOMAIN_NAMES = {
    Domain.FUNCTION: "支出功能分类",
    Domain.ECONOMIC: "部门预算支出经济分类",
    Domain.GOVERNMENT: "政府预算支出经济分类",
}


def usual_domain(codes: PrintedCodes) -> Domain | None:
    """Return the classification of nine in ten of a panel's codes, None where none has that share.

    Of few codes all must be of it.
    """
    counts: Counter[Domain] = Counter()
    for label, domain in codes.domains.items():
        counts[domain] += codes.times[label]
    domain, count = counts.most_common(1)[0]
    share = _SHARE if len(codes) >= _FEWEST else 1
    return domain if count >= share * len(codes) else None


def titled_domain(title: str) -> Domain | None:
    """Return the one classification that a title names, None where it names none or several."""
    plain = normalised(title)
    named = [domain for domain, words in _TITLE_WORDS.items() if any(word in plain for word in words)]
    return named[0] if len(named) == 1 else None


def foreign_codes(codes: PrintedCodes, title: str) -> tuple[frozenset[int], Domain | None]:
    """Return the labels whose codes are of another classification than the panel is by, and which it is by."""
    usual = usual_domain(codes)
    foreign = frozenset(label for label, domain in codes.domains.items() if usual and domain is not usual)
    titled = titled_domain(title)
    if foreign or usual is None or titled is None or titled is usual or usual is Domain.FUNCTION:
        return foreign, usual
    return frozenset(codes.domains), titled


def check(subject: Subject, outcome: Outcome) -> None:
    """Report the codes that are not of their table's classification, once a panel."""
    for codes in code_lists(subject):
        title = subject.disclosure.tables[codes.table].title
        foreign, domain = foreign_codes(codes, title)
        if domain is None:
            why = check_message("the list mixes classifications, so none of its codes is out of place.")
            outcome.leave(title, why, len(codes))
            continue
        rows = [printed for _, printed in codes.having(foreign)]
        outcome.hold(len(codes) - len(rows))
        if rows:
            outcome.report(_finding(subject, rows, domain))
            outcome.line.inconsistent += len(rows) - 1


def _finding(subject: Subject, foreign: list[PrintedCode], domain: Domain) -> Finding:
    table = subject.disclosure.tables[foreign[0].table]
    cells = tuple(code_evidence(subject, code) for code in foreign)
    return finding_of(
        RULE,
        fingerprint(RULE.code, table.kind, {}, table.title, *(code.code for code in foreign)),
        message=check_message(
            "{place}: {code} {name} is of {its}, but the table is by {usual}.",
            place=places_text(cells),
            code=foreign[0].code,
            name=foreign[0].name,
            its=DOMAIN_NAMES[foreign[0].domain],
            usual=DOMAIN_NAMES[domain],
        ),
        cells=cells,
    )


RULE = Rule(
    code="CL106",
    family="classification",
    title=check_message("A code is of another classification than its table"),
    severity=Severity.WARNING,
    basis="RELATIONS 6",
    explanation=__doc__,
    check=check,
)
