"""A code that a row prints twice, whole and split into its 类, 款 and 项, is not the same both times.

Some tables print a code in three columns and once more in one. Asked where at least three rows of such a table print
the same code both ways; each row then prints in each of these columns what belongs there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from checks.classification.printed import PrintedCode, PrintedCodes, code_evidence, code_lists
from checks.mechanism.evidence import finding_of, fingerprint
from checks.mechanism.table_findings import sheet_of, text_evidence
from checks.rule import Outcome, Rule, Subject
from model.finding import Finding, Severity
from model.messages import check_message
from model.source.book import Sheet

_PARTS = {"whole": (0, 7), "类": (0, 3), "款": (3, 5), "项": (5, 7)}
"""What a column may print of a code: from which digit to which."""

_SAMPLE = 50
"""So many rows show what the columns print."""

_FEWEST = 3
_SHARE = 0.7
"""A column prints a part where it does so in so many rows, and in this share of those that print digits."""

_MOST = 20_000
"""Longer lists are not compared."""


def check(subject: Subject, outcome: Outcome) -> None:
    """Hold what each row prints of its code in one column against what it prints in the others."""
    for codes in code_lists(subject):
        sheet = sheet_of(subject, subject.disclosure.tables[codes.table])
        columns = _columns(subject, codes, sheet)
        if "whole" not in columns.values() or len(columns) < 2:
            continue
        if len(codes) > _MOST:
            why = check_message("the lists are too long to be compared code by code.")
            outcome.leave(sheet.name, why, len(codes))
            continue
        for printed in _rows(codes, range(len(codes))):
            _ask(subject, outcome, printed, columns, sheet)


def _rows(codes: PrintedCodes, indices: Sequence[int]) -> Iterator[PrintedCode]:
    return (printed for printed in map(codes.printed, indices) if printed.in_digits)


def _columns(subject: Subject, codes: PrintedCodes, sheet: Sheet) -> dict[int, str]:
    """Return which part of the codes each column prints."""
    table = subject.disclosure.tables[codes.table]
    amounts = {column.column for panel in table.panels for column in panel.columns}
    sample = list(_rows(codes, range(min(len(codes), _SAMPLE))))
    found: dict[int, str] = {}
    for column in range(min(amounts, default=0)):
        prints: Counter[str] = Counter()
        filled = 0
        for printed in sample:
            text = _digits(sheet, printed.row.row, column)
            filled += bool(text)
            prints.update(part for part in _PARTS if text and text == _due(printed.code, part, text))
        part, times = max(prints.items(), key=lambda item: item[1], default=("", 0))
        if times >= _FEWEST and times >= _SHARE * filled:
            found[column] = part
    return found


def _digits(sheet: Sheet, row: int, column: int) -> str:
    """Return the digits that a cell prints, "" where it prints anything else."""
    value = sheet.value(row, column)
    text = str(int(value)) if isinstance(value, float) and value == int(value) else value
    return text.strip() if isinstance(text, str) and text.strip().isdecimal() else ""


def _due(code: str, part: str, text: str) -> str:
    """Return what a column should print of a code, without the zero before it where the cell leaves it out."""
    first, last = _PARTS[part]
    due = code[first:last]
    return due.lstrip("0") if part in {"款", "项"} and len(text) == 1 else due


class _Odd(NamedTuple):
    """A cell that prints something else than what is due."""

    column: int
    text: str


def _ask(
    subject: Subject, outcome: Outcome, printed: PrintedCode, columns: dict[int, str], sheet: Sheet
) -> None:
    texts = {column: _digits(sheet, printed.row.row, column) for column in columns}
    odd = [
        _Odd(column, text)
        for column, text in texts.items()
        for due in [_due(printed.code, columns[column], text)]
        if text and due and text != due
    ]
    if odd:
        outcome.report(_finding(subject, printed, odd[0]))
    elif sum(map(bool, texts.values())) > 1:
        outcome.hold()


def _finding(subject: Subject, printed: PrintedCode, odd: _Odd) -> Finding:
    table = subject.disclosure.tables[printed.table]
    cell, code = (
        text_evidence(subject, table, printed.row.row, odd.column),
        code_evidence(subject, printed),
    )
    return finding_of(
        RULE,
        fingerprint(RULE.code, table.kind, {printed.domain.value: printed.code}, table.title, odd.text),
        message=check_message(
            "{place} prints {text}, which does not fit the code {code} that {other} prints.",
            place=cell.place.text,
            text=odd.text,
            code=printed.code,
            other=code.place.text,
        ),
        cells=(cell, code),
    )


RULE = Rule(
    code="CL110",
    family="classification",
    title=check_message("A code and its parts differ in one row"),
    severity=Severity.WARNING,
    basis="RELATIONS 4",
    explanation=__doc__,
    check=check,
)
