"""What the rules about whole tables share: which kinds are required, titles and notes as evidence, and the finding."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from checks.mechanism.evidence import fingerprint, place_in
from checks.rule import Rule, Subject
from model.amounts_text import PrintedNumber, read_number
from model.disclosure import Document
from model.finding import CellEvidence, Finding, Role, SpanEvidence, Verdict
from model.lexicon.lexicon import lexicon
from model.messages import Message
from model.money import Unit
from model.pattern import pattern
from model.reading.table import Table
from model.source.book import Paragraph, Sheet

REQUIRED = (
    ("totals",),
    ("revenue",),
    ("expenditure",),
    ("fiscal_totals",),
    ("general_expenditure", "fiscal_expenditure"),
    ("general_basic", "fiscal_basic", "basic"),
    ("three_public", "three_public_meetings", "administration"),
    ("fund",),
)
"""The kinds of table that the operating rules for local disclosure require; of a group, one is enough."""
LISTED = frozenset({kind for group in REQUIRED for kind in group} | {"state_capital"})
"""The required kinds and, in today's practice, state capital: tables that stand for themselves."""
_LABEL = pattern(r"单\s*位\s*[:：]?\s*(?:人民币)?\s*((?:亿|万|千)?元)")
_UNITS = {unit.label: unit for unit in Unit}


class Amounts(NamedTuple):
    """How many amounts a table states, and how many of them are not zero."""

    stated: int
    other_than_zero: int


def kind_name(kind: str) -> str:
    """Return the name of a kind of table as documents print it."""
    return next((each.zh for each in lexicon().kinds if each.kind == kind), kind)


def amounts_of_tables(subject: Subject) -> list[Amounts]:
    """Return the amounts of each table of the disclosure, those that were not understood among them."""
    return subject.once(_amounts)


def _amounts(subject: Subject) -> list[Amounts]:
    facts, tables = subject.cells, subject.disclosure.tables
    stated = np.bincount(facts.table[facts.stated], minlength=len(tables)).tolist()
    other = np.bincount(facts.table[facts.stated & (facts.amount != 0)], minlength=len(tables)).tolist()
    found: list[Amounts] = []
    for number, table in enumerate(tables):
        unread = {(cell.row, cell.column) for cell in table.unbound}
        unread |= {(cell.row, cell.column) for cell in subject.unread_in(number)}
        nonzero = _other_than_zero(sheet_of(subject, table), unread)
        found.append(Amounts(stated[number] + len(unread), other[number] + nonzero))
    return found


def _other_than_zero(sheet: Sheet, cells: Iterable[tuple[int, int]]) -> int:
    values = (sheet.value(*cell) for cell in cells)
    read = (read_number(value) if isinstance(value, str) else value for value in values)
    return sum(number.digits != 0 if isinstance(number, PrintedNumber) else number != 0 for number in read)


def sheet_of(subject: Subject, table: Table) -> Sheet:
    """Return the sheet of a table."""
    return subject.disclosure.documents[table.document].book.sheets[table.sheet]


def title_evidence(subject: Subject, table: Table) -> CellEvidence:
    """Return the cell of a table's title, or its first filled cell where the title stands in prose above it."""
    sheet = sheet_of(subject, table)
    row = min(max(table.top, 0), max(sheet.height - 1, 0))
    cells = sheet.rows[row] if sheet.rows else []
    column = next((at for at, value in enumerate(cells) if isinstance(value, str) and value.strip()), 0)
    return CellEvidence(
        place_in(subject, table, row, column), Role.CONTEXT, table.title, None, 0, table.title
    )


def text_evidence(subject: Subject, table: Table, row: int, column: int) -> CellEvidence:
    """Return a cell of text of a table's sheet as evidence."""
    value = sheet_of(subject, table).value(row, column)
    text = value.strip() if isinstance(value, str) else ""
    return CellEvidence(place_in(subject, table, row, column), Role.CONTEXT, text, None, 0)


def span_of(document: Document, paragraph: Paragraph) -> SpanEvidence:
    """Return a whole line of prose as evidence."""
    return SpanEvidence(document.book.path, paragraph.number, 0, len(paragraph.text), paragraph.text)


def whole_table_finding(
    rule: Rule,
    cells: tuple[CellEvidence, ...],
    message: Message,
    kind: str,
    *more: str,
    spans: tuple[SpanEvidence, ...] = (),
) -> Finding:
    """Return a finding about a table as a whole; `more` distinguishes it from others of the rule and kind."""
    return Finding(
        id=fingerprint(rule.code, kind, {}, *more),
        rule=rule.code,
        severity=rule.severity,
        verdict=Verdict.INCONSISTENT,
        title=rule.title,
        message=message,
        cells=cells,
        spans=spans,
        suspect=cells[0].place if cells else None,
    )


class UnitLabel(NamedTuple):
    """A cell that states a money unit; row and column count from 0."""

    row: int
    column: int
    unit: Unit


def unit_labels(sheet: Sheet, table: Table) -> list[UnitLabel]:
    """Return the unit labels between a table's title and its first amounts, from top to bottom."""
    return [
        UnitLabel(row, column, _UNITS[found.group(1)])
        for row in range(max(table.top, 0), min(table.first_data_row, sheet.height))
        for column, value in enumerate(sheet.rows[row])
        if isinstance(value, str) and (found := _LABEL.search(value))
    ]
