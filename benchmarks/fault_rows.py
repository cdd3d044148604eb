"""Faults of whole rows, of codes and names, and of the labels above a table."""

from __future__ import annotations

import re
from random import Random

from fault import ABSORBED, CONSTRAINED, Fault, Planter, tied
from fault_books import CleanBook
from fault_cells import with_cells, with_row_twice, without_row

from checks.mechanism.table_findings import unit_labels
from model.money import Unit
from model.reading.table import LabelledRow, Table
from model.reading.target_forms import TARGETS
from model.source.book import CellValue, Sheet


def _row_fault(
    clean: CleanBook, kind: str, number: int, row: int, planted: Sheet, tied: str, description: str
) -> Fault:
    table = clean.disclosure.tables[number]
    cells = frozenset((table.sheet, row, column) for column in range(table.right + 1))
    return Fault(kind, table.sheet, planted, cells, tied, description)


def _sheet(clean: CleanBook, table: Table) -> Sheet:
    return clean.book.sheets[table.sheet]


def dropped_row(clean: CleanBook, random: Random) -> Fault | None:
    """Its place is the row whose sum lacks it, or the one that now stands where it stood."""
    if not clean.rows:
        return None
    number, row = random.choice(clean.rows)
    sheet = _sheet(clean, clean.disclosure.tables[number])
    changes = {
        fact: -int(clean.disclosure.cells.amount[fact]) for fact in clean.facts_of_row(number, row.row)
    }
    if not changes:
        return None
    above = _row_above(clean, number, row)
    description = f"{row.code} {row.name}"
    planted, ties = without_row(sheet, row.row), _tied_without(clean, number, row, changes)
    fault = _row_fault(clean, "dropped row", number, row.row, planted, ties, description)
    lacking = {(place, above - (above > row.row), column) for place, _, column in fault.cells}
    return Fault(fault.kind, fault.sheet, planted, fault.cells | lacking, ties, description)


def _tied_without(clean: CleanBook, number: int, row: LabelledRow, changes: dict[int, int]) -> str:
    """Return what ties a row that is dropped: its sums, or for a row above others the other rows of its level."""
    codes = {one.code for table, one in clean.rows if table == number}
    above = {code for code in codes if len(code) == len(row.code) and _has_below(code, codes)}
    if row.code not in above:
        return tied(clean, changes)
    return CONSTRAINED if len(above) > 1 else ABSORBED


def _has_below(code: str, codes: set[str]) -> bool:
    return any(one.startswith(code) and one != code for one in codes)


def _row_above(clean: CleanBook, table: int, row: LabelledRow) -> int:
    """Return the row whose sum lacks a row that is dropped: its nearest code above, else the total; -1 for none."""
    rows = [one for panel in clean.disclosure.tables[table].panels for one in panel.rows]
    above = [one for one in rows if row.code.startswith(one.code) and one.code != row.code]
    return max(above, key=lambda one: len(one.code)).row if above else -1


def doubled_row(clean: CleanBook, random: Random) -> Fault | None:
    if not clean.rows:
        return None
    number, row = random.choice(clean.rows)
    sheet = _sheet(clean, clean.disclosure.tables[number])
    description = f"{row.code} {row.name}"
    fault = _row_fault(
        clean, "doubled row", number, row.row, with_row_twice(sheet, row.row), CONSTRAINED, description
    )
    below = {(place, line + 1, column) for place, line, column in fault.cells}
    return Fault(fault.kind, fault.sheet, fault.planted, fault.cells | below, fault.tied, description)


def wrong_code(clean: CleanBook, random: Random) -> Fault | None:
    if not clean.rows:
        return None
    number, row = random.choice(clean.rows)
    sheet = _sheet(clean, clean.disclosure.tables[number])
    if clean.is_reported(number, row.row, row.name_cell):
        return None
    before = sheet.value(row.row, row.code_cell)
    text = str(int(before)) if isinstance(before, float) else str(before)
    place = random.choice([index for index, one in enumerate(text) if one.isdigit()])
    other = random.choice([one for one in "0123456789" if one != text[place]])
    after = text[:place] + other + text[place + 1 :]
    value: CellValue = float(after) if isinstance(before, float) else after
    planted = with_cells(sheet, {(row.row, row.code_cell): value})
    return _row_fault(clean, "wrong code", number, row.row, planted, CONSTRAINED, f"{text} -> {after}")


def wrong_name(clean: CleanBook, random: Random) -> Fault | None:
    if not clean.rows:
        return None
    number, row = random.choice(clean.rows)
    names = sorted({other.name for _, other in clean.rows if other.code[0] == row.code[0]} - {row.name, ""})
    if row.name_cell < 0 or not names or clean.is_reported(number, row.row, row.name_cell):
        return None
    sheet, other = _sheet(clean, clean.disclosure.tables[number]), random.choice(names)
    before = str(sheet.value(row.row, row.name_cell))
    if row.name_cell == row.code_cell and row.name not in before:
        return None
    after = before.replace(row.name, other) if row.name_cell == row.code_cell else other
    planted = with_cells(sheet, {(row.row, row.name_cell): after})
    return _row_fault(clean, "wrong name", number, row.row, planted, CONSTRAINED, f"{row.name} -> {other}")


_UNIT_LABEL = re.compile(r"(单位\s*[:：]?\s*)(万元|元)")
_YEAR = re.compile(r"20\d\d(?=\s*年)")
_LONGEST_LABEL = 40
"""A longer text above the amounts is no title and no heading."""


def unit_label(clean: CleanBook, random: Random) -> Fault | None:
    found = _labels(clean, _UNIT_LABEL)
    if not found:
        return None
    number, row, column, text = random.choice(found)
    facts, table = clean.disclosure.cells, clean.disclosure.tables[number]
    after = _UNIT_LABEL.sub(lambda match: match[1] + ("元" if match[2] == "万元" else "万元"), text)
    larger = table.unit is Unit.YUAN
    changes = {
        fact: amount * 9_999 if larger else amount // 10_000 - amount
        for fact in (facts.stated & (facts.table == number)).nonzero()[0].tolist()
        for amount in [int(facts.amount[fact])]
    }
    twice = len(unit_labels(_sheet(clean, table), table)) > 1
    ties = CONSTRAINED if twice else tied(clean, changes)
    return _label_fault(clean, "wrong unit label", (number, row, column), text, after, ties)


def year(clean: CleanBook, random: Random) -> Fault | None:
    found = _labels(clean, _YEAR)
    if not found:
        return None
    number, row, column, text = random.choice(found)
    by = random.choice([-1, 1])
    after = _YEAR.sub(lambda match: str(int(match[0]) + by), text, count=1)
    return _label_fault(clean, "wrong year", (number, row, column), text, after, CONSTRAINED)


def _labels(clean: CleanBook, pattern: re.Pattern[str]) -> list[tuple[int, int, int, str]]:
    """Return the cells above the amounts of recognised tables whose text has a pattern; forms speak of many years."""
    found = []
    for number, table in enumerate(clean.disclosure.tables):
        if number in clean.in_doubt or table.kind == TARGETS:
            continue
        sheet = _sheet(clean, table)
        for row in range(table.top, table.first_data_row) if table.panels else ():
            for column, value in enumerate(sheet.rows[row]):
                if isinstance(value, str) and len(value) <= _LONGEST_LABEL and pattern.search(value):
                    found.append((number, row, column, value))
    return found


def _label_fault(
    clean: CleanBook, kind: str, at: tuple[int, int, int], before: str, after: str, tied: str
) -> Fault:
    number, row, column = at
    table = clean.disclosure.tables[number]
    planted = with_cells(_sheet(clean, table), {(row, column): after})
    return Fault(
        kind, table.sheet, planted, frozenset({(table.sheet, row, column)}), tied, f"{before} -> {after}"
    )


ROWS_AND_LABELS: tuple[Planter, ...] = (
    dropped_row,
    doubled_row,
    wrong_code,
    wrong_name,
    unit_label,
    year,
)
"""Faults that are not of single amounts."""
