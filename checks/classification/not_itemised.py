"""Expenditure is not stated down to the level that must be published: the 项 of functions, the 款 of basic
expenditure.

The rules for local disclosure (财预〔2016〕143号) ask 一般公共预算支出表 to the 项 of the function classification, and
一般公共预算基本支出表 to the 款 of the economic one. A code with an amount and no code below it is reported, once a
table. Not asked: 预备费, transfers and debts, which have no such levels in a department, a 款 that is printed again
for want of a 项, and tables with rows that were not understood.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from checks.mechanism.evidence import cell_evidence, finding_of, fingerprint
from checks.mechanism.keys import distinct
from checks.rule import Outcome, Rule, Subject
from model.classification.catalogue import catalogue
from model.classification.codes import Domain, level_of
from model.finding import Finding, Role, Severity
from model.messages import check_message

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from model.reading.table import Table

_DEEPEST = {
    "general_expenditure": (Domain.FUNCTION, 3),
    "fiscal_expenditure": (Domain.FUNCTION, 3),
    "general_basic": (Domain.ECONOMIC, 2),
    "fiscal_basic": (Domain.ECONOMIC, 2),
}
"""The kinds of table that are asked, with their classification and the level they must reach."""
_PART = "part:"
"""The item of a line that is a part of a code, such as one that prints its 款 again for want of a 项."""
_WITHOUT_LEVELS = frozenset({"227", "230", "231", "232", "233"})


def check(subject: Subject, outcome: Outcome) -> None:
    """Look for the codes of each table that end too early."""
    facts = subject.cells
    in_rows = {domain: ~subject.on_columns(str(domain)) for domain in (Domain.FUNCTION, Domain.ECONOMIC)}
    parts = [number for name, number in facts.members.numbers["item"].items() if name.startswith(_PART)]
    for number, table in enumerate(subject.disclosure.tables):
        if table.kind not in _DEEPEST:
            continue
        domain, deepest = _DEEPEST[table.kind]
        codes = facts.coordinates[str(domain)]
        here = (facts.table == number) & (codes != 0) & in_rows[domain]
        with_amount = here & facts.stated & (facts.amount != 0)
        early, complete = _early(codes[here], codes[with_amount], deepest)
        parted = set(codes[here & np.isin(facts.coordinates["item"], parts)].tolist())
        early = [code for code in early if int(code) not in parted]
        if early and _has_unread_rows(table, facts.row[facts.table == number]):
            why = check_message("a row of the table was not understood, and may hold the codes below.")
            outcome.leave(table.title, why, len(early))
            early = []
        outcome.hold(complete)
        if early:
            outcome.report(_finding(subject, table, early, domain, np.flatnonzero(with_amount)))
            outcome.line.inconsistent += len(early) - 1


def _has_unread_rows(table: Table, read: NDArray[np.integer]) -> bool:
    return bool({cell.row for cell in table.unbound}.difference(read.tolist()))


def _early(printed: NDArray[np.integer], spent: NDArray[np.integer], deepest: int) -> tuple[list[str], int]:
    """Return the codes with amounts below which none is printed, and how many have theirs."""
    known = {str(code) for code in distinct(printed).tolist()}
    above = {code[:length] for code in known for length in (3, 5) if length < len(code)}
    asked = [
        code
        for code in map(str, distinct(spent).tolist())
        if 0 < level_of(code) < deepest and code[:3] not in _WITHOUT_LEVELS
    ]
    early = [code for code in asked if code not in above]
    return early, len(asked) - len(early)


def _finding(
    subject: Subject, table: Table, early: list[str], domain: Domain, spent: NDArray[np.integer]
) -> Finding:
    codes = subject.cells.coordinates[str(domain)]
    firsts = [int(spent[codes[spent] == int(code)][0]) for code in early]
    cells = tuple(cell_evidence(subject, fact, Role.CONTEXT, 0) for fact in firsts)
    year = table.year or subject.disclosure.year
    return finding_of(
        RULE,
        fingerprint(RULE.code, table.kind, {}, table.title, *early),
        message=check_message(
            "{place}: {count} codes with amounts have no codes below them, which must be published; the first is "
            "{code} {name} ({value}).",
            place=cells[0].place.text,
            count=len(early),
            code=early[0],
            name=catalogue().name(early[0], year),
            value=cells[0].value,
        ),
        cells=cells,
        unit=table.unit,
    )


RULE = Rule(
    code="CL109",
    family="classification",
    title=check_message("Expenditure is not stated to the level required"),
    severity=Severity.WARNING,
    basis="RELATIONS 4",
    explanation=__doc__,
    check=check,
)
