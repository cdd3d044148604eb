"""A code carries the name that another year's edition gave it.

Names change with the editions: 医疗卫生与计划生育支出 became 卫生健康支出 in 2019, 行政事业单位离退休 became
行政事业单位养老支出 in 2020. The rename is stated with its years. Where the catalogue is not sure of the years it is
a notice; an edition that was imported for the year is sure. A 类 that stands by name alone is asked only where it has
an amount: templates keep old names on empty lines.
"""

from __future__ import annotations

from checks.classification.names import JudgedNames, code_of, judged_by, judged_names
from checks.classification.printed import PrintedCode, name_evidence, places_text, years
from checks.mechanism.evidence import finding_of, fingerprint
from checks.rule import Outcome, Rule, Subject
from model.classification.catalogue import Judgement, Standing, catalogue
from model.finding import Finding, Severity
from model.messages import check_message

_OTHER_EDITIONS = frozenset({Standing.EARLIER_NAME, Standing.LATER_NAME})


def check(subject: Subject, outcome: Outcome) -> None:
    """Report each renamed code once, with all cells that print the other edition's name."""
    outcome.remarks += judged_by(subject)
    renamed: dict[tuple[str, str], list[PrintedCode]] = {}
    judgements: dict[tuple[str, str], Judgement] = {}
    undated = 0
    for names in judged_names(subject):
        other: list[int] = []
        for label, judgement in names.judgements.items():
            if names.codes.year is None and _has_had_names(names, label):
                undated += names.times(label)
            elif judgement.standing not in _OTHER_EDITIONS or judgement.matched is None:
                outcome.hold(names.times(label))
            else:
                other.append(label)
        for printed, judgement in names.rows(other):
            if judgement.matched is not None:
                key = (code_of(printed), judgement.matched.name)
                renamed.setdefault(key, []).append(printed)
                judgements[key] = judgement
    if undated:
        why = check_message("no year is stated, so it is not known which edition's name is due.")
        outcome.leave("", why, undated)
    for key, rows in renamed.items():
        outcome.report(_finding(subject, key[0], rows, judgements[key]))
        outcome.line.inconsistent += len(rows) - 1


def _has_had_names(names: JudgedNames, label: int) -> bool:
    """Return whether a label's code has had several names."""
    row = names.codes.rows.labels[label]
    return len(catalogue().entries(row.code or row.coordinates[names.codes.domains[label].value])) > 1


def _finding(subject: Subject, code: str, rows: list[PrintedCode], judgement: Judgement) -> Finding:
    current, matched = judgement.current, judgement.matched
    if current is None or matched is None:
        raise ValueError("a name of another edition has an entry of this year and one of another")
    cells = tuple(name_evidence(subject, row, code) for row in rows)
    return finding_of(
        RULE,
        fingerprint(RULE.code, "", {rows[0].domain.value: code}, matched.name),
        message=check_message(
            "{place}: {code} is named {printed}, its name in {span}; the {year} edition says {current}.",
            place=places_text(cells),
            code=code,
            printed=matched.name,
            span=years(matched.from_year, matched.to_year),
            year=rows[0].year or "",
            current=current.name,
        ),
        cells=cells,
        severity=RULE.severity if judgement.sure else Severity.NOTICE,
    )


RULE = Rule(
    code="CL102",
    family="classification",
    title=check_message("A code carries a name of another year's edition"),
    severity=Severity.WARNING,
    basis="RELATIONS 5",
    explanation=__doc__,
    check=check,
)
