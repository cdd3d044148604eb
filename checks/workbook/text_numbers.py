"""A number stored as text does not take part in the book's own sums, and hides what was typed.

Asked only of containers that know the type of a cell; in a page of text every number is text. One warning a table.
"""

from __future__ import annotations

import numpy as np

from checks.mechanism.evidence import cell_evidence, finding_of, fingerprint
from checks.mechanism.keys import distinct
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Role, Severity
from model.messages import check_message

TYPED_CONTAINERS = frozenset({"xlsx", "xlsm", "xlsb", "xls", "ods", "et"})


def check(subject: Subject, outcome: Outcome) -> None:
    """Report the amounts that each table stores as text."""
    facts = subject.cells
    tables = subject.disclosure.tables
    for number in distinct(facts.table[facts.stated]).tolist():
        stated = facts.stated & (facts.table == number)
        book = subject.disclosure.documents[tables[number].document].book
        if book.container not in TYPED_CONTAINERS:
            why = check_message("the container does not tell text from numbers.")
            outcome.leave(book.sheets[tables[number].sheet].name, why, int(np.count_nonzero(stated)))
            continue
        found = np.flatnonzero(stated & facts.as_text).tolist()
        outcome.hold(int(np.count_nonzero(stated)) - len(found))
        if found:
            outcome.report(_finding(subject, number, found))
            outcome.line.inconsistent += len(found) - 1


def _finding(subject: Subject, number: int, found: list[int]) -> Finding:
    table = subject.disclosure.tables[number]
    cells = tuple(cell_evidence(subject, fact, Role.CONTEXT, 0) for fact in found)
    first = cells[0].place
    return finding_of(
        RULE,
        fingerprint("WB101", table.kind, {}, table.title, *(cell.label for cell in cells)),
        message=check_message(
            "{sheet}: {count} amounts are stored as text, the first at {cell} ({value}).",
            sheet=first.sheet,
            count=len(found),
            cell=first.cell,
            value=cells[0].value,
        ),
        cells=cells,
        unit=table.unit,
    )


RULE = Rule(
    code="WB101",
    family="workbook",
    title=check_message("A number is stored as text"),
    severity=Severity.WARNING,
    basis="RELATIONS 3, 8",
    explanation=__doc__,
    check=check,
)
