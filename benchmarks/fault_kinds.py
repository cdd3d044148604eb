"""The faults that are planted, each as an accountant makes it: which cells it touches and what it changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from random import Random

from fault_books import CleanBook, Tie
from fault_cells import as_printed, spelt, steps_of, with_cells, with_row_twice, without_row

from model.money import Unit
from model.recognition.table import LabelledRow, Table
from model.source.book import CellValue, Sheet

FREE, ABSORBED, CONSTRAINED = "free", "absorbed", "constrained"
"""No relation holds the fault's facts; those that do still hold with it; one at least does not hold any more."""


@dataclass(frozen=True)
class Fault:
    """A planted fault: the sheet it makes, the cells that may be named for it, and what ties it."""

    kind: str
    sheet: int
    planted: Sheet
    cells: frozenset[tuple[int, int, int]]
    tied: str
    told: str


Planter = Callable[[CleanBook, Random], Fault | None]


def _tied(clean: CleanBook, changes: dict[int, int]) -> str:
    ties = [tie for fact in changes for tie in clean.ties[fact]]
    if not ties:
        return FREE
    return CONSTRAINED if any(tie.sees(changes) for tie in ties) else ABSORBED


def _amounts(
    clean: CleanBook,
    kind: str,
    changes: dict[int, int],
    values: dict[int, CellValue],
    *,
    also: Iterable[tuple[int, int, int]] = (),
) -> Fault:
    """Return a fault of amounts: `changes` in steps and `values` of the cells, by fact of one table."""
    first = next(iter(changes))
    places = {fact: clean.place(fact) for fact in values}
    sheet = clean.sheet(first)
    planted = with_cells(sheet, {places[fact][1:]: value for fact, value in values.items()})
    told = "; ".join(f"{sheet.value(*places[fact][1:])} -> {value}" for fact, value in values.items())
    tied = _tied(clean, changes)
    return Fault(kind, places[first][0], planted, frozenset({*places.values(), *also}), tied, told)


def _unit(clean: CleanBook, fact: int) -> Unit:
    return clean.table(fact).unit or Unit.YUAN


def _before(clean: CleanBook, fact: int) -> CellValue:
    _, row, column = clean.place(fact)
    return clean.sheet(fact).value(row, column)


def _respelt(clean: CleanBook, kind: str, fact: int, text: str) -> Fault | None:
    """Return the fault that one cell is spelt otherwise, None where it states the same."""
    amount = int(clean.disclosure.facts.amount[fact])
    change = steps_of(text, _unit(clean, fact)) - amount
    if not change:
        return None
    return _amounts(clean, kind, {fact: change}, {fact: as_printed(text, _before(clean, fact))})


def _one(clean: CleanBook, random: Random) -> tuple[int, str]:
    fact = random.choice(clean.stated)
    return fact, spelt(int(clean.disclosure.facts.amount[fact]), _unit(clean, fact))


def digit(clean: CleanBook, random: Random) -> Fault | None:
    fact, text = _one(clean, random)
    place = random.choice([index for index, sign in enumerate(text) if sign.isdigit()])
    first = place == next(index for index, sign in enumerate(text) if sign.isdigit())
    other = random.choice(
        [sign for sign in "0123456789" if sign != text[place] and not (first and sign == "0")]
    )
    return _respelt(clean, "digit wrong", fact, text[:place] + other + text[place + 1 :])


def exchanged(clean: CleanBook, random: Random) -> Fault | None:
    fact, text = _one(clean, random)
    digits = [index for index, sign in enumerate(text) if sign.isdigit()]
    pairs = [(a, b) for a, b in pairwise(digits) if text[a] != text[b]]
    pairs = [(a, b) for a, b in pairs if not (a == digits[0] and text[b] == "0")]
    if not pairs:
        return None
    a, b = random.choice(pairs)
    signs = list(text)
    signs[a], signs[b] = signs[b], signs[a]
    return _respelt(clean, "two digits exchanged", fact, "".join(signs))


def ten(clean: CleanBook, random: Random) -> Fault | None:
    fact, _ = _one(clean, random)
    amount, unit = int(clean.disclosure.facts.amount[fact]), _unit(clean, fact)
    smaller = amount % (unit.value // 10) == 0 and random.random() < 0.5
    return _respelt(clean, "x10", fact, spelt(amount // 10 if smaller else amount * 10, unit))


def ten_thousand(clean: CleanBook, random: Random) -> Fault | None:
    """元 typed in a table of 万元, or 万元 with two decimals in a table of 元."""
    fact, _ = _one(clean, random)
    amount, unit = int(clean.disclosure.facts.amount[fact]), _unit(clean, fact)
    if unit is not Unit.YUAN:
        return _respelt(clean, "x10,000", fact, spelt(amount * 10_000, unit))
    in_wan = round(amount / 10_000 / 100) * 100
    return _respelt(clean, "x10,000", fact, spelt(in_wan, unit)) if in_wan else None


def sign(clean: CleanBook, random: Random) -> Fault | None:
    fact, text = _one(clean, random)
    return _respelt(clean, "sign", fact, text[1:] if text.startswith("-") else f"-{text}")


def blanked(clean: CleanBook, random: Random) -> Fault | None:
    fact, _ = _one(clean, random)
    return _amounts(clean, "blanked", {fact: -int(clean.disclosure.facts.amount[fact])}, {fact: None})


def _beside(clean: CleanBook, fact: int) -> list[int]:
    """Return the other facts of a fact's row, in its panel, one a column."""
    facts = clean.disclosure.facts
    same = (
        (facts.table == facts.table[fact])
        & (facts.row == facts.row[fact])
        & (facts.panel == facts.panel[fact])
    )
    return [int(other) for other in same.nonzero()[0] if other != fact]


def wrong_column(clean: CleanBook, random: Random) -> Fault | None:
    fact, _ = _one(clean, random)
    facts = clean.disclosure.facts
    free = [other for other in _beside(clean, fact) if not facts.stated[other]]
    if not free:
        return None
    other, amount = random.choice(free), int(facts.amount[fact])
    values: dict[int, CellValue] = {fact: None, other: _before(clean, fact)}
    return _amounts(clean, "wrong column", {fact: -amount, other: amount}, values)


def columns_exchanged(clean: CleanBook, random: Random) -> Fault | None:
    fact, _ = _one(clean, random)
    facts = clean.disclosure.facts
    others = [o for o in _beside(clean, fact) if facts.stated[o] and facts.amount[o] != facts.amount[fact]]
    if not others:
        return None
    other = random.choice(others)
    change = int(facts.amount[other] - facts.amount[fact])
    values = {fact: _before(clean, other), other: _before(clean, fact)}
    return _amounts(clean, "two columns exchanged", {fact: change, other: -change}, values)


def wrong_total(clean: CleanBook, random: Random) -> Fault | None:
    """Another amount altogether, of as many digits, in a cell that is the sum of two or more."""
    wholes = [
        fact
        for fact in clean.stated
        if any(
            tie.kind == "sum" and tie.weights[fact] == 1 and len(tie.weights) > 2 for tie in clean.ties[fact]
        )
    ]
    if not wholes:
        return None
    fact = random.choice(wholes)
    text = spelt(abs(int(clean.disclosure.facts.amount[fact])), _unit(clean, fact))
    other = "".join(random.choice("0123456789") if one.isdigit() else one for one in text[1:])
    return _respelt(clean, "wrong total", fact, random.choice("123456789") + other)


def chain(clean: CleanBook, random: Random) -> Fault | None:
    """A leaf, and with it all sums of its table that hold it, changed by the same amount."""
    fact, _ = _one(clean, random)
    facts = clean.disclosure.facts
    if any(_is_whole(tie, fact) for tie in clean.ties[fact]):
        return None
    amount = int(facts.amount[fact])
    step = max(int(facts.half[fact]) * 2, 100)
    change = random.choice([1, -1]) * step * random.randrange(10, 10_000)
    changed, waiting = {fact: change}, [fact]
    while waiting:
        part = waiting.pop()
        for tie in clean.ties[part]:
            whole = next((one for one, weight in tie.weights.items() if weight == 1), part)
            if _is_whole(tie, whole) and whole not in changed and facts.table[whole] == facts.table[fact]:
                changed[whole] = change
                waiting.append(whole)
    if amount + change <= 0 or len(changed) < 3:
        return None
    values = {
        one: as_printed(spelt(int(facts.amount[one]) + change, _unit(clean, one)), _before(clean, one))
        for one in changed
    }
    return _amounts(clean, "whole chain", changed, values)


def _is_whole(tie: Tie, fact: int) -> bool:
    return tie.kind == "sum" and tie.weights[fact] == 1


def text_number(clean: CleanBook, random: Random) -> Fault | None:
    fact, text = _one(clean, random)
    if not isinstance(_before(clean, fact), float):
        return None
    fault = _amounts(clean, "number as text", {fact: 0}, {fact: text})
    return Fault(fault.kind, fault.sheet, fault.planted, fault.cells, CONSTRAINED, fault.told)


def _row_fault(
    clean: CleanBook, kind: str, number: int, row: int, planted: Sheet, tied: str, told: str
) -> Fault:
    table = clean.disclosure.tables[number]
    cells = frozenset((table.sheet, row, column) for column in range(table.right + 1))
    return Fault(kind, table.sheet, planted, cells, tied, told)


def _sheet(clean: CleanBook, table: Table) -> Sheet:
    return clean.book.sheets[table.sheet]


def dropped_row(clean: CleanBook, random: Random) -> Fault | None:
    """Its place is the row whose sum lacks it, or the one that now stands where it stood."""
    number, row = random.choice(clean.rows)
    sheet = _sheet(clean, clean.disclosure.tables[number])
    changes = {
        fact: -int(clean.disclosure.facts.amount[fact]) for fact in clean.facts_of_row(number, row.row)
    }
    if not changes:
        return None
    above = _row_above(clean, number, row)
    told = f"{row.code} {row.name}"
    planted, tied = without_row(sheet, row.row), _tied(clean, changes)
    fault = _row_fault(clean, "dropped row", number, row.row, planted, tied, told)
    lacking = {(place, above - (above > row.row), column) for place, _, column in fault.cells}
    return Fault(fault.kind, fault.sheet, planted, fault.cells | lacking, tied, told)


def _row_above(clean: CleanBook, table: int, row: LabelledRow) -> int:
    """Return the row whose sum lacks a row that is dropped: its nearest code above, else the total; -1 for none."""
    rows = [one for panel in clean.disclosure.tables[table].panels for one in panel.rows]
    above = [one for one in rows if row.code.startswith(one.code) and one.code != row.code]
    return max(above, key=lambda one: len(one.code)).row if above else -1


def doubled_row(clean: CleanBook, random: Random) -> Fault | None:
    number, row = random.choice(clean.rows)
    sheet = _sheet(clean, clean.disclosure.tables[number])
    told = f"{row.code} {row.name}"
    fault = _row_fault(
        clean, "doubled row", number, row.row, with_row_twice(sheet, row.row), CONSTRAINED, told
    )
    below = {(place, line + 1, column) for place, line, column in fault.cells}
    return Fault(fault.kind, fault.sheet, fault.planted, fault.cells | below, fault.tied, told)


def wrong_code(clean: CleanBook, random: Random) -> Fault | None:
    number, row = random.choice(clean.rows)
    sheet = _sheet(clean, clean.disclosure.tables[number])
    before = sheet.value(row.row, row.code_cell)
    text = str(int(before)) if isinstance(before, float) else str(before)
    place = random.choice([index for index, one in enumerate(text) if one.isdigit()])
    other = random.choice([one for one in "0123456789" if one != text[place]])
    after = text[:place] + other + text[place + 1 :]
    value: CellValue = float(after) if isinstance(before, float) else after
    planted = with_cells(sheet, {(row.row, row.code_cell): value})
    return _row_fault(clean, "wrong code", number, row.row, planted, CONSTRAINED, f"{text} -> {after}")


def wrong_name(clean: CleanBook, random: Random) -> Fault | None:
    number, row = random.choice(clean.rows)
    names = sorted({other.name for _, other in clean.rows if other.code[0] == row.code[0]} - {row.name, ""})
    if row.name_cell < 0 or not names:
        return None
    sheet, other = _sheet(clean, clean.disclosure.tables[number]), random.choice(names)
    planted = with_cells(sheet, {(row.row, row.name_cell): other})
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
    facts = clean.disclosure.facts
    after = _UNIT_LABEL.sub(lambda match: match[1] + ("元" if match[2] == "万元" else "万元"), text)
    changes = {
        int(f): int(facts.amount[f]) * 9_999 for f in (facts.stated & (facts.table == number)).nonzero()[0]
    }
    return _label_fault(clean, "wrong unit label", (number, row, column), text, after, _tied(clean, changes))


def year(clean: CleanBook, random: Random) -> Fault | None:
    found = _labels(clean, _YEAR)
    if not found:
        return None
    number, row, column, text = random.choice(found)
    by = random.choice([-1, 1])
    after = _YEAR.sub(lambda match: str(int(match[0]) + by), text, count=1)
    facts = clean.disclosure.facts
    inside = {int(fact) for fact in (facts.table == number).nonzero()[0]}
    across = any(not tie.weights.keys() <= inside for fact in inside for tie in clean.ties[fact])
    return _label_fault(
        clean, "wrong year", (number, row, column), text, after, CONSTRAINED if across else FREE
    )


def _labels(clean: CleanBook, pattern: re.Pattern[str]) -> list[tuple[int, int, int, str]]:
    """Return the cells above the amounts of recognised tables whose text has a pattern."""
    found = []
    for number, table in enumerate(clean.disclosure.tables):
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


SINGLE_AMOUNTS: tuple[Planter, ...] = (digit, exchanged, ten, ten_thousand, sign, blanked, wrong_total)
"""One cell states another amount: the faults of which the cell must be named."""

AMOUNT_KINDS = ("digit wrong", "two digits exchanged", "x10", "x10,000", "sign", "blanked", "wrong total")
"""What they are called."""

OTHERS: tuple[Planter, ...] = (
    wrong_column,
    columns_exchanged,
    chain,
    dropped_row,
    doubled_row,
    wrong_code,
    wrong_name,
    text_number,
    unit_label,
    year,
)
