"""Faults of amounts, each as an accountant makes it: which cells it touches and what it changes."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from random import Random

from fault import CONSTRAINED, Fault, Planter, tied
from fault_books import CleanBook, Tie
from fault_cells import as_printed, spelt, steps_of, with_cells

from model.money import Unit
from model.source.book import CellValue


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
    description = "; ".join(f"{sheet.value(*places[fact][1:])} -> {value}" for fact, value in values.items())
    cells = frozenset({*places.values(), *also})
    return Fault(kind, places[first][0], planted, cells, tied(clean, changes), description)


def _unit(clean: CleanBook, fact: int) -> Unit:
    return clean.table(fact).unit or Unit.YUAN


def _before(clean: CleanBook, fact: int) -> CellValue:
    _, row, column = clean.place(fact)
    return clean.sheet(fact).value(row, column)


def _respelt(clean: CleanBook, kind: str, fact: int, text: str) -> Fault | None:
    """Return the fault that one cell is spelt otherwise, None where it states the same."""
    amount = int(clean.disclosure.cells.amount[fact])
    change = steps_of(text, _unit(clean, fact)) - amount
    if not change:
        return None
    return _amounts(clean, kind, {fact: change}, {fact: as_printed(text, _before(clean, fact))})


def _one(clean: CleanBook, random: Random) -> tuple[int, str]:
    fact = random.choice(clean.stated)
    return fact, spelt(int(clean.disclosure.cells.amount[fact]), _unit(clean, fact))


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
    amount, unit = int(clean.disclosure.cells.amount[fact]), _unit(clean, fact)
    smaller = amount % (unit.value // 10) == 0 and random.random() < 0.5
    return _respelt(clean, "x10", fact, spelt(amount // 10 if smaller else amount * 10, unit))


def ten_thousand(clean: CleanBook, random: Random) -> Fault | None:
    """元 typed in a table of 万元, or 万元 with two decimals in a table of 元."""
    fact, _ = _one(clean, random)
    amount, unit = int(clean.disclosure.cells.amount[fact]), _unit(clean, fact)
    if unit is not Unit.YUAN:
        return _respelt(clean, "x10,000", fact, spelt(amount * 10_000, unit))
    in_wan = round(amount / 10_000 / 100) * 100
    return _respelt(clean, "x10,000", fact, spelt(in_wan, unit)) if in_wan else None


def sign(clean: CleanBook, random: Random) -> Fault | None:
    fact, text = _one(clean, random)
    return _respelt(clean, "sign", fact, text[1:] if text.startswith("-") else f"-{text}")


def blanked(clean: CleanBook, random: Random) -> Fault | None:
    fact, _ = _one(clean, random)
    return _amounts(clean, "blanked", {fact: -int(clean.disclosure.cells.amount[fact])}, {fact: None})


def _beside(clean: CleanBook, fact: int) -> list[int]:
    """Return the other facts of a fact's row, in its panel, one a column."""
    facts = clean.disclosure.cells
    same = (
        (facts.table == facts.table[fact])
        & (facts.row == facts.row[fact])
        & (facts.panel == facts.panel[fact])
    )
    return [int(other) for other in same.nonzero()[0] if other != fact]


def wrong_column(clean: CleanBook, random: Random) -> Fault | None:
    fact, _ = _one(clean, random)
    facts = clean.disclosure.cells
    free = [other for other in _beside(clean, fact) if not facts.stated[other]]
    if not free:
        return None
    other, amount = random.choice(free), int(facts.amount[fact])
    values: dict[int, CellValue] = {fact: None, other: _before(clean, fact)}
    return _amounts(clean, "wrong column", {fact: -amount, other: amount}, values)


def columns_exchanged(clean: CleanBook, random: Random) -> Fault | None:
    fact, _ = _one(clean, random)
    facts = clean.disclosure.cells
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
    text = spelt(abs(int(clean.disclosure.cells.amount[fact])), _unit(clean, fact))
    other = "".join(random.choice("0123456789") if one.isdigit() else one for one in text[1:])
    return _respelt(clean, "wrong total", fact, random.choice("123456789") + other)


def chain(clean: CleanBook, random: Random) -> Fault | None:
    """A leaf, and with it all sums of its table that hold it, changed by the same amount."""
    fact, _ = _one(clean, random)
    facts = clean.disclosure.cells
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
    return Fault(fault.kind, fault.sheet, fault.planted, fault.cells, CONSTRAINED, fault.description)


SINGLE_AMOUNTS: tuple[Planter, ...] = (digit, exchanged, ten, ten_thousand, sign, blanked, wrong_total)
"""One cell states another amount: the faults of which the cell must be named."""

AMOUNT_KINDS = ("digit wrong", "two digits exchanged", "x10", "x10,000", "sign", "blanked", "wrong total")
"""What they are called."""

SEVERAL_AMOUNTS: tuple[Planter, ...] = (wrong_column, columns_exchanged, chain, text_number)
"""Several cells of a table state other amounts, or one the same as a text."""
