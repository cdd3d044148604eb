"""Facts become evidence: the cell, what it shows, and its row and column in words; and the finding's fingerprint."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

from checks.rule import Rule, Subject
from model import places
from model.facts.unread import shown_decimals
from model.finding import CellEvidence, Finding, Place, Role, Severity, Verdict
from model.messages import Message
from model.money import Unit, format_amount
from model.reading.table import Table


def place_of(subject: Subject, fact: int) -> Place:
    """Return the cell that states a fact."""
    facts = subject.facts
    table = subject.disclosure.tables[int(facts.table[fact])]
    return place_in(subject, table, int(facts.row[fact]), _printed_column(subject, fact))


def cell_of(subject: Subject, fact: int) -> Place | None:
    """Return the cell that states a fact, None where a sentence does."""
    return None if subject.facts.span(fact) else place_of(subject, fact)


def where_stated(subject: Subject, fact: int) -> str:
    """Return the place of a fact as a message states it: its cell, or the paragraph of its sentence."""
    span = subject.facts.span(fact)
    return f"¶{span.paragraph}" if span else place_of(subject, fact).text


def _printed_column(subject: Subject, fact: int) -> int:
    """Return the column in which a fact's cell stands, which is not its heading's where the row lost a cell."""
    facts = subject.facts
    shift = subject.shift(int(facts.table[fact]), int(facts.panel[fact]), int(facts.row[fact]))
    return int(facts.column[fact]) - shift


def place_in(subject: Subject, table: Table, row: int, column: int) -> Place:
    """Return a cell of a table as the place where the file has it."""
    return places.place_in(subject.disclosure.documents[table.document].book, table.sheet, row, column)


class _Cell(NamedTuple):
    """The cell of a fact as evidence shows it, whatever its role: see `CellEvidence`."""

    place: Place
    value: str
    amount: int | None
    label: str


def _cells_shown(_: Subject) -> dict[int, _Cell]:
    """Return what `Subject.once` keeps: the cells that were shown, by fact. One fact stands in several relations."""
    return {}


def cell_evidence(subject: Subject, fact: int, role: Role, weight: int = 1) -> CellEvidence:
    """Return the cell of a fact as evidence."""
    known = subject.once(_cells_shown)
    cell = known.get(fact)
    if cell is None:
        cell = known[fact] = _cell_of_fact(subject, fact)
    return CellEvidence(cell.place, role, cell.value, cell.amount, weight, cell.label)


def _cell_of_fact(subject: Subject, fact: int) -> _Cell:
    facts = subject.facts
    table = subject.disclosure.tables[int(facts.table[fact])]
    row, column = int(facts.row[fact]), _printed_column(subject, fact)
    amount = int(facts.amount[fact]) if facts.stated[fact] else None
    return _Cell(
        place_in(subject, table, row, column),
        _shown(subject, table, row, column, amount),
        amount,
        label_of(subject, fact),
    )


def _shown(subject: Subject, table: Table, row: int, column: int, amount: int | None) -> str:
    sheet = subject.disclosure.documents[table.document].book.sheets[table.sheet]
    value = sheet.value(row, column)
    if isinstance(value, str):
        return value.strip()
    if amount is None:
        return ""
    decimals = shown_decimals(sheet, row, column, value)
    return format_amount(amount, table.unit or Unit.YUAN, decimals or 0)


def label_of(subject: Subject, fact: int) -> str:
    """Return a fact's row and column in words, such as "210 卫生健康支出 / 小计"."""
    facts = subject.facts
    number, panel = int(facts.table[fact]), int(facts.panel[fact])
    row = subject.row_label(number, panel, int(facts.row[fact]))
    heading = subject.column_labels(number, panel).get(int(facts.column[fact]), "")
    return f"{row} / {heading}" if row and heading else row or heading


def fingerprint(rule: str, kind: str, coordinates: dict[str, str], *more: str) -> str:
    """Return a finding's id: the same for the same rule, table kind, coordinates and rule-relevant text."""
    parts = [rule, kind, *(f"{name}={coordinates[name]}" for name in sorted(coordinates)), *more]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]


def finding_of(
    rule: Rule,
    identity: str,
    *,
    message: Message,
    cells: Sequence[CellEvidence],
    severity: Severity | None = None,
    unit: Unit | None = None,
    suspect: Place | None = None,
    hint: Message | None = None,
) -> Finding:
    """Return the finding of a rule on cells; `identity` is its fingerprint, the suspect the first cell by default."""
    return Finding(
        id=identity,
        rule=rule.code,
        severity=severity or rule.severity,
        verdict=Verdict.INCONSISTENT,
        title=rule.title,
        message=message,
        cells=tuple(cells),
        unit=unit,
        suspect=suspect or cells[0].place,
        hint=hint,
    )


def unit_of(subject: Subject, fact: int) -> Unit | None:
    """Return the unit of the table that states a fact."""
    return subject.disclosure.tables[int(subject.facts.table[fact])].unit
