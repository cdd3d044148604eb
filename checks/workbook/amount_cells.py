"""The cells that state amounts: which hold formulas, which should add up to which, a finding for each table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from checks.mechanism.evidence import cell_evidence, finding_of, fingerprint
from checks.mechanism.keys import distinct
from checks.mechanism.rollup import rollup_of_codes
from checks.rule import Outcome, Rule, Subject
from model.classification.codes import Domain
from model.finding import CellEvidence, Finding, Role, Severity
from model.messages import Message, check_message

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from model.reading.table import Table
    from model.source.book import Sheet

    Integers = NDArray[np.int64]


MOST_CELLS = 50
"""A finding shows no more cells than these; its message states how many there are."""
_WIDTH = 1 << 14
"""Columns a sheet can have, so that a row and a column make one number."""


def tables_with_amounts(subject: Subject) -> Iterator[tuple[int, Table, Sheet, Integers]]:
    """Yield each table that states amounts: its number, itself, its sheet, and its facts that are stated.

    One that goes over several sheets of the file comes with each of them; `file_rows` are the facts' rows there.
    """
    facts = subject.cells
    stated = np.flatnonzero(facts.stated)
    numbers = facts.table[stated]
    for number in distinct(numbers).tolist():
        table = subject.disclosure.tables[number]
        for sheet, members in by_file_sheet(subject, table, stated[numbers == number]):
            yield number, table, sheet, members


def by_file_sheet(subject: Subject, table: Table, members: Integers) -> Iterator[tuple[Sheet, Integers]]:
    """Yield the sheets of the file in which facts of a table stand, each with those that do."""
    sheet = read_sheet(subject, table)
    if not sheet.pieces:
        yield sheet, members
        return
    number = _piece_numbers(sheet, subject.cells.row[members].astype(np.int64))
    for index in distinct(number).tolist():
        yield sheet.pieces[index].sheet, members[number == index]


def file_rows(subject: Subject) -> Integers:
    """Return the row of each fact in its own sheet of the file."""
    return subject.once(_file_rows)


def _file_rows(subject: Subject) -> Integers:
    rows: Integers = subject.cells.row.astype(np.int64)
    for number, table in enumerate(subject.disclosure.tables):
        pieces = read_sheet(subject, table).pieces
        if pieces:
            members = np.flatnonzero(subject.cells.table == number)
            down = np.array([piece.first - piece.top for piece in pieces], dtype=np.int64)
            rows[members] += down[_piece_numbers(read_sheet(subject, table), rows[members])]
    return rows


def _piece_numbers(sheet: Sheet, rows: Integers) -> Integers:
    tops = [piece.top for piece in sheet.pieces]
    numbers: Integers = np.searchsorted(tops, rows, side="right") - 1
    return numbers


def read_sheet(subject: Subject, table: Table) -> Sheet:
    """Return the sheet as which a table is read; it may be several of the file together."""
    return subject.disclosure.documents[table.document].book.sheets[table.sheet]


def knows_formulas(sheet: Sheet) -> bool:
    """Return whether the container states which cells hold formulas."""
    if sheet.formats is None or sheet.default_format is None or sheet.default_format.formula is None:
        return False
    return all(known.formula is not None for known in list(sheet.formats.values())[:1])


def leave_without_formulas(outcome: Outcome, sheet: Sheet, count: int) -> None:
    """Count relations that could not be tested because the container states no formulas."""
    outcome.leave(sheet.name, check_message("the container does not tell formulas."), count)


def formulas_of(subject: Subject, sheet: Sheet, members: Integers) -> dict[int, str]:
    """Return the formulas of those facts of a sheet of the file whose cell holds one."""
    formulas = {place: known.formula for place, known in (sheet.formats or {}).items() if known.formula}
    if not formulas:
        return {}
    facts = subject.cells
    keys = file_rows(subject)[members] * _WIDTH + facts.column[members]
    wanted = np.array([row * _WIDTH + column for row, column in formulas], dtype=np.int64)
    order = np.argsort(keys, kind="stable")
    found = np.minimum(np.searchsorted(keys[order], wanted), len(keys) - 1)
    hit = keys[order][found] == wanted
    texts = list(formulas.values())
    return {
        int(members[order[at]]): texts[index]
        for index, (at, is_hit) in enumerate(zip(found.tolist(), hit.tolist(), strict=True))
        if is_hit
    }


def shown_cells(subject: Subject, found: Sequence[int]) -> tuple[CellEvidence, ...]:
    """Return the cells of facts as evidence, the first `MOST_CELLS` of them."""
    return tuple(cell_evidence(subject, fact, Role.CONTEXT, 0) for fact in found[:MOST_CELLS])


def in_reading_order(subject: Subject, found: Integers) -> list[int]:
    """Return facts by row, then by column."""
    facts = subject.cells
    order = np.lexsort((facts.column[found], facts.row[found]))
    return [int(fact) for fact in found[order]]


def table_finding(
    rule: Rule,
    table: Table,
    cells: tuple[CellEvidence, ...],
    message: Message,
    severity: Severity | None = None,
) -> Finding:
    """Return the finding of a rule that reports once a table."""
    return finding_of(
        rule,
        fingerprint(rule.code, table.kind, {}, table.title, *(cell.label for cell in cells)),
        message=message,
        cells=cells,
        severity=severity,
        unit=table.unit,
    )


class CodeSum(NamedTuple):
    """A fact that is the sum of others in the same column: `parts` are the codes right below the whole's."""

    whole: int
    parts: tuple[int, ...]


def code_sums(subject: Subject) -> list[CodeSum]:
    """Return the sums down the columns of all tables: of a code over those below it, of a total over all 类."""
    return subject.once(_code_sums)


def _code_sums(subject: Subject) -> list[CodeSum]:
    sums: list[CodeSum] = []
    for domain in map(str, Domain):
        sums += _sums_of(subject, domain)
    return sums


def _sums_of(subject: Subject, domain: str) -> list[CodeSum]:
    column = subject.cells.column
    relations = subject.once(rollup_of_codes(domain))
    if not len(relations):
        return []
    order = np.argsort(relations.part_relation, kind="stable")
    part, owner = relations.part_fact[order], relations.part_relation[order]
    elsewhere = np.bincount(
        owner, weights=column[part] != column[relations.whole[owner]], minlength=len(relations)
    )
    sure = ~(relations.at_most | relations.doubtful) & (elsewhere == 0)
    ends = np.searchsorted(owner, np.arange(len(relations) + 1)).tolist()
    parts, wholes = part.tolist(), relations.whole.tolist()
    return [
        CodeSum(wholes[number], tuple(parts[ends[number] : ends[number + 1]]))
        for number in np.flatnonzero(sure).tolist()
    ]
