"""A printed change is the amount less the amount that it is compared with.

A column such as 增减额 under 2024年预算数比2023年执行数 is asked row by row, with the allowance of the three
printed figures. A blank amount counts as nothing where the change says so too; otherwise the row is not checked. A
column of which most rows are no such change compares something else, and is not checked at all.
"""

from __future__ import annotations

import numpy as np

from checks.balance.compared_columns import (
    NOWHERE,
    ComparedColumn,
    compared_columns,
    compares_something_else,
)
from checks.mechanism.evidence import fingerprint
from checks.rule import Outcome, Rule, Subject
from model.facts.amounts import CellAmounts, read_amounts
from model.facts.column import amount_cells
from model.facts.unread import counted_decimals, usual_decimals
from model.finding import Finding, Severity, Verdict
from model.messages import check_message
from model.money import Unit, format_amount
from model.reading.table import AmountColumn


def check(subject: Subject, outcome: Outcome) -> None:
    """Ask every column that prints a change as an amount."""
    for column in compared_columns(subject, rate=False):
        _ask(subject, outcome, column)


def _ask(subject: Subject, outcome: Outcome, column: ComparedColumn) -> None:
    facts, read = subject.cells, _printed(column)
    has_new, has_old = column.new != NOWHERE, column.old != NOWHERE
    new = np.where(has_new, facts.amount[column.new], 0)
    old = np.where(has_old, facts.amount[column.old], 0)
    allowance = read.half + has_new * facts.half[column.new] + has_old * facts.half[column.old]
    fits = np.abs(new - old - read.amount) <= allowance
    both = has_new & has_old
    held = int(np.count_nonzero(read.stated & fits))
    wrong = np.flatnonzero(read.stated & both & ~fits)
    if compares_something_else(subject, outcome, column, held, len(wrong)):
        return
    outcome.hold(held)
    for position in np.flatnonzero(read.stated & ~both & ~fits).tolist():
        place = column.place(subject, position)
        why = check_message("one of the two amounts is not stated.")
        outcome.leave(place.text, why)
    for position in wrong.tolist():
        excess = int(new[position] - old[position] - read.amount[position])
        mends = {int(column.new[position]): -excess, int(column.old[position]): excess}
        allowed = int(allowance[position])
        outcome.fail(_finding(subject, column, position, read, allowed), mends, allowed)


def _printed(column: ComparedColumn) -> CellAmounts:
    """Return the changes that the column prints."""
    heading = column.change.heading
    cells = amount_cells(column.sheet, column.rows, AmountColumn(column.change.column, heading, {}))
    decimals = usual_decimals(counted_decimals(cells.values, cells.formats.tolist()))
    return read_amounts(cells.values, cells.formats, column.table.unit or Unit.YUAN, decimals)


def _finding(
    subject: Subject, column: ComparedColumn, position: int, read: CellAmounts, allowance: int
) -> Finding:
    facts, unit = subject.cells, column.table.unit or Unit.YUAN
    new, old = int(column.new[position]), int(column.old[position])
    stated, computed = int(read.amount[position]), int(facts.amount[new] - facts.amount[old])
    cells = column.evidence(subject, position, format_amount(stated, unit), stated)
    message = check_message(
        "{place} ({label}): stated {stated} {unit}, but {new} less {old} is {computed}.",
        place=cells[0].place.text,
        label=cells[0].label,
        stated=format_amount(stated, unit),
        new=format_amount(int(facts.amount[new]), unit),
        old=format_amount(int(facts.amount[old]), unit),
        computed=format_amount(computed, unit),
        unit=unit.label,
    )
    return Finding(
        id=fingerprint(
            RULE.code, column.table.kind, facts.coordinate(new), column.table.title, *column.change.heading
        ),
        rule=RULE.code,
        severity=RULE.severity,
        verdict=Verdict.INCONSISTENT,
        title=RULE.title,
        message=message,
        cells=cells,
        stated=stated,
        computed=computed,
        difference=stated - computed,
        allowance=allowance,
        relation="=",
        unit=unit,
        suspect=cells[0].place,
    )


RULE = Rule(
    code="BA102",
    family="balance",
    title=check_message("A printed change is not the difference of the two amounts"),
    severity=Severity.ERROR,
    basis="RELATIONS 32",
    explanation=__doc__,
    check=check,
)
