"""A total is typed where its neighbours are formulas, so that it no longer follows its parts.

Told by the column: among the codes and totals that have parts below them, at least two are formulas, and
more than are typed. Or by the row: a total's cells are mostly formulas, and its column holds formulas too.
A typed total that adds up today is a notice all the same. Asked only of containers that tell formulas.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

from checks.rule import Outcome, Rule, Subject
from checks.workbook.amount_cells import (
    code_sums,
    formulas_of,
    knows_formulas,
    leave_without_formulas,
    shown_cells,
    table_finding,
    tables_with_amounts,
)
from model.finding import Severity
from model.messages import check_message
from model.record import dataclass

if TYPE_CHECKING:
    from model.reading.table import Table

_LEAST_FORMULAS = 2


def check(subject: Subject, outcome: Outcome) -> None:
    """Report the totals of each table that are typed where the others are formulas."""
    tables: dict[int, tuple[Table, dict[int, str]]] = {}
    for number, table, sheet, members in tables_with_amounts(subject):
        if not knows_formulas(sheet):
            leave_without_formulas(outcome, sheet, len(members))
        elif formulas := formulas_of(subject, sheet, members):
            tables.setdefault(number, (table, {}))[1].update(formulas)
    if not tables:
        return
    wholes: dict[int, list[int]] = defaultdict(list)
    sums = [one.whole for one in code_sums(subject)]
    for whole, table in zip(sums, subject.cells.table[sums].tolist(), strict=True):
        wholes[table].append(whole)
    for number, (table, formulas) in tables.items():
        found = typed_over(subject, sorted(set(wholes[number])), formulas)
        outcome.hold(len(set(wholes[number])) - len(found))
        if found:
            cells = shown_cells(subject, found)
            message = check_message(
                "{sheet}: {count} totals are typed where the others are formulas, the first at {cell} ({value}).",
                sheet=cells[0].place.sheet,
                count=len(found),
                cell=cells[0].place.cell,
                value=cells[0].value,
            )
            outcome.report(table_finding(RULE, table, cells, message))
            outcome.line.inconsistent += len(found) - 1


def typed_over(subject: Subject, wholes: list[int], formulas: Mapping[int, str]) -> list[int]:
    """Return the totals of a table that are typed though their column or their row states formula."""
    facts = subject.cells
    stated = [whole for whole in wholes if facts.stated[whole]]
    columns, rows = facts.column[stated].tolist(), facts.row[stated].tolist()
    by_column, by_row = _count(columns, stated, formulas), _count(rows, stated, formulas)
    return [
        whole
        for whole, column, row in zip(stated, columns, rows, strict=True)
        if whole not in formulas
        and (by_column[column].mostly or (by_row[row].mostly and by_column[column].formulas))
    ]


@dataclass(slots=True)
class _Count:
    """How many of a line's totals are formulas, and how many are typed."""

    formulas: int = 0
    typed: int = 0

    @property
    def mostly(self) -> bool:
        """Whether the line is one of formulas."""
        return self.formulas >= _LEAST_FORMULAS and self.formulas > self.typed


def _count(lines: list[int], wholes: list[int], formulas: Mapping[int, str]) -> dict[int, _Count]:
    counts: dict[int, _Count] = defaultdict(_Count)
    for line, whole in zip(lines, wholes, strict=True):
        if whole in formulas:
            counts[line].formulas += 1
        else:
            counts[line].typed += 1
    return counts


RULE = Rule(
    code="WB104",
    family="workbook",
    title=check_message("A total is typed over its formula"),
    severity=Severity.NOTICE,
    basis="RELATIONS 8",
    explanation=__doc__,
    check=check,
)
