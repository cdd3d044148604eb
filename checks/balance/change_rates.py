"""A printed rate of change is the change over the amount compared with; one of completion is the amount over it.

A column such as 增减幅度 or 完成率 is asked row by row; the rate may have been rounded from anything that the
printed amounts allow. A row whose earlier amount is not stated, nothing or negative has no such rate, and is not
checked. A column of which most rows are no such rate compares something else, and is not checked at all.
"""

from __future__ import annotations

import math

from checks.balance.compared_columns import (
    NOWHERE,
    ComparedColumn,
    compared_columns,
    compares_something_else,
)
from checks.mechanism.evidence import finding_of, fingerprint
from checks.rule import Outcome, Rule, Subject
from model.amounts_format import FormatKind, read_format
from model.amounts_text import PrintedNumber, ascii_form, read_number
from model.facts.unread import shown_decimals
from model.finding import Finding, Severity
from model.intervals import ONE, Interval, is_growth, is_ratio, percent
from model.messages import check_message
from model.money import number_of
from model.pattern import pattern
from model.source.book import Sheet

_PLACES = pattern(r"\.([0#?]+)[^.]*%")
_MOST = 15


def printed_rate(sheet: Sheet, row: int, column: int) -> tuple[tuple[Interval, ...], int]:
    """Return what a cell's rate may be, in steps of `ONE`, and the decimals of its percentage.

    A number that is not formatted as a percentage may be meant in percent or as a ratio: both are given. None is
    given for a cell that holds no number.
    """
    value = sheet.value(row, column)
    if isinstance(value, str):
        number = read_number(ascii_form(value).removesuffix("%").rstrip())
        if not isinstance(number, PrintedNumber) or number.decimals > _MOST:
            return (), 0
        return (_around(number, number.decimals, 100),), number.decimals
    if not isinstance(value, float) or not math.isfinite(value):
        return (), 0
    number = number_of(value)
    known = sheet.format(row, column)
    code = known.number_format if known and known.number_format else ""
    if read_format(code).kind is FormatKind.PERCENT:
        places = _PLACES.search(code)
        shown = len(places[1]) if places else 0
        return (_around(number, shown + 2, 1),), shown
    decimals = min(shown_decimals(sheet, row, column, value) or 0, _MOST)
    return (_around(number, decimals, 100), _around(number, decimals, 1)), decimals


def _around(number: PrintedNumber, decimals: int, parts: int) -> Interval:
    """Return a printed number over `parts` with half a unit of its last decimal to each side, in whole steps."""
    double = 2 * number.digits * 10**decimals
    half = 10**number.decimals
    over = 2 * parts * 10 ** (number.decimals + decimals)
    return (double - half) * ONE // over, -((-double - half) * ONE // over)


def check(subject: Subject, outcome: Outcome) -> None:
    """Ask every column that prints a change as a percentage."""
    for column in compared_columns(subject, rate=True):
        _ask(subject, outcome, column)


def _ask(subject: Subject, outcome: Outcome, column: ComparedColumn) -> None:
    held, wrong, unasked = 0, [], []
    for position, row in enumerate(column.rows.row.tolist()):
        rates, decimals = printed_rate(column.sheet, row, column.change.column)
        if not rates:
            continue
        new, old = (_interval(subject, int(facts[position])) for facts in (column.new, column.old))
        if new is None or old is None or old[0] <= 0:
            unasked.append(position)
        elif any((is_ratio if column.change.completes else is_growth)(new, old, rate) for rate in rates):
            held += 1
        else:
            wrong.append((position, decimals))
    if compares_something_else(subject, outcome, column, held, len(wrong)):
        return
    outcome.hold(held)
    for position in unasked:
        place = column.place(subject, position)
        why = check_message("the earlier amount is not stated, nothing or negative: there is no rate of it.")
        outcome.leave(place.text, why)
    for position, decimals in wrong:
        outcome.report(_finding(subject, column, position, decimals))


def _interval(subject: Subject, fact: int) -> Interval | None:
    if fact == NOWHERE:
        return None
    amount, half = int(subject.cells.amount[fact]), int(subject.cells.half[fact])
    return amount - half, amount + half


def _finding(subject: Subject, column: ComparedColumn, position: int, decimals: int) -> Finding:
    facts = subject.cells
    new, old = int(facts.amount[column.new[position]]), int(facts.amount[column.old[position]])
    value = column.value(position)
    shown = value.strip() if isinstance(value, str) else f"{value:.15g}" if isinstance(value, float) else ""
    cells = column.evidence(subject, position, shown, None)
    completes = column.change.completes
    message = check_message(
        "{place} ({label}): stated {rate}, but {new} is {computed} of {old}."
        if completes
        else "{place} ({label}): stated {rate}, but the change from {old} to {new} is {computed}.",
        place=cells[0].place.text,
        label=cells[0].label,
        rate=shown,
        new=cells[1].value,
        old=cells[2].value,
        computed=percent(new if completes else new - old, old, decimals),
    )
    coordinates = facts.coordinate(int(column.new[position]))
    heading = column.change.heading
    return finding_of(
        RULE,
        fingerprint(RULE.code, column.table.kind, coordinates, column.table.title, *heading),
        message=message,
        cells=cells,
    )


RULE = Rule(
    code="BA103",
    family="balance",
    title=check_message("A printed rate of change or completion does not follow from the two amounts"),
    severity=Severity.WARNING,
    basis="RELATIONS 32",
    explanation=__doc__,
    check=check,
)
